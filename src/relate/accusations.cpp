#include "relate/accusations.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "relate/negated_verbs.hpp"
#include "relate/propositions.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

// Between somebody and "accused": "who has long been", "is now".
const Words links = {"is",    "are", "was",  "were", "be",   "been", "being",   "has",   "have",  "had",  "stands",
                     "stood", "who", "also", "long", "once", "now",  "already", "since", "twice", "ever", "still"};
const Words prepositions = {"of", "with", "by",   "for",   "against", "in",      "from",     "to",
                            "at", "on",   "over", "like",  "near",    "about",   "between",  "and",
                            "or", "as",   "than", "under", "behind",  "without", "alongside"};
const Words determiners = {"the", "a", "an", "its", "their", "his", "her", "former"};
const Words facing = {"face", "faces", "faced", "facing"};
const Words nobody = {"nobody", "none", "no", "cleared", "acquitted"};

bool is_link(const std::string& word) { return links.contains(word) || word.ends_with("ly"); }

class AccusationReader {
  public:
    AccusationReader(const WordList& list, std::span<const Mention* const> parties, const DisputeWords& words)
        : list_(list), parties_(parties), words_(words) {}

    [[nodiscard]] std::vector<Accusation> read() const {
        std::vector<Accusation> out;
        if (parties_.empty()) return out;
        for (std::size_t i = 0; i + 1 < list_.words.size(); ++i) {
            const std::string& word = list_.words[i];
            if (nobody.contains(word) || negates(word)) break;  // "nobody has accused him of", "was never accused of"
            if (word == "whether") {                            // "is investigating whether Dalmar took money"
                if (is_looked_into(i))
                    if (const std::optional<Accusation> found = in_clause(i + 1); found && !found->deed.empty())
                        out.push_back(*found);
                continue;
            }
            if (!words_.begins("alleged", word) || word.starts_with("accuser")) continue;
            const std::optional<Accusation> found = at(i);
            if (found && !found->deed.empty()) out.push_back(*found);
        }
        return out;
    }

  private:
    [[nodiscard]] bool is_looked_into(std::size_t i) const {
        constexpr std::size_t reach = 4;
        for (std::size_t k = i; k > 0 && i - k < reach; --k) {
            const std::string& word = list_.words[k - 1];
            if (word.starts_with("investigat") || word.starts_with("examin") || word == "probe" || word == "probing" ||
                (word == "into" && k > 1 && list_.words[k - 2] == "looking"))
                return true;
        }
        return false;
    }

    [[nodiscard]] std::optional<Accusation> at(std::size_t i) const {
        const std::string& word = list_.words[i];
        const std::string& next = list_.words[i + 1];
        if (word.starts_with("accusation") || word.starts_with("allegation")) return at_noun(i);
        if (word == "allegedly") return with_subject(i, i + 1);
        if (word.starts_with("alleg")) {
            if (next == "that") return in_clause(i + 2);
            return next == "to" ? with_subject(i, i + 2) : std::nullopt;  // "the alleged leader" is somebody else
        }
        if (word == "accused" && next == "of") return with_subject(i, i + 2);
        if (word == "accused" && next == "by") return with_subject(i, word_behind("of", i + 2));
        return at_verb(i);
    }

    // "Sunde accused the builder Karim Oule of bribing two clerks".
    [[nodiscard]] std::optional<Accusation> at_verb(std::size_t i) const {
        if (i > 0 && list_.words[i - 1] == "having") return {};  // "accused Oule of having accused her of theft"
        const Mention* object = party_at(i + 1);
        if (object == nullptr) return {};
        const std::size_t behind = first_word_behind(*object);
        if (behind + 1 >= list_.words.size() || list_.words[behind] != "of") return {};
        return Accusation{object, from(behind + 1)};
    }

    // "Accusations that she had taken money", "accusations of fraud against her", "she faces accusations of fraud".
    [[nodiscard]] std::optional<Accusation> at_noun(std::size_t i) const {
        constexpr std::size_t adjectives = 2;
        if (list_.before(i + 1) != " ") return {};
        if (list_.words[i + 1] == "that") return in_clause(i + 2);
        if (list_.words[i + 1] != "of") return {};
        if (const std::size_t whom = word_behind("against", i + 2); whom < list_.words.size()) {
            const Mention* object = party_at(whom);
            return object == nullptr ? std::nullopt
                                     : std::optional(Accusation{object, {list_.at[i + 2].begin, list_.at[whom].begin}});
        }
        for (std::size_t k = i; k > 0 && i - k <= adjectives; --k)
            if (facing.contains(list_.words[k - 1])) return with_subject(k - 1, i + 2);
        return {};
    }

    // "That she had taken money": whoever the clause begins with. "That she made" tells whose accusations they are.
    [[nodiscard]] std::optional<Accusation> in_clause(std::size_t first) const {
        constexpr std::size_t reach = 3;
        const Mention* subject = party_at(first);
        if (subject == nullptr) return {};
        const std::size_t behind = first_word_behind(*subject);
        for (std::size_t i = behind; i < std::min(list_.words.size(), behind + reach); ++i)
            if (words_.has("levelled", list_.words[i])) return {};
        return Accusation{subject, from(behind)};
    }

    // The nearest of a few before the verb: a sentence of thousands of words is read in linear time.
    [[nodiscard]] std::optional<Accusation> with_subject(std::size_t verb, std::size_t deed) const {
        constexpr std::ptrdiff_t most_parties = 8;
        const auto behind = std::ranges::partition_point(
            parties_, [&](const Mention* party) { return party->head.begin < list_.at[verb].begin; });
        const auto last = behind - parties_.begin();
        for (std::ptrdiff_t i = last; i > std::max<std::ptrdiff_t>(0, last - most_parties); --i) {
            const Mention& party = *parties_[static_cast<std::size_t>(i - 1)];
            if (party.span.end <= list_.at[verb].begin && !is_genitive(party) && !hangs_on_another(party) &&
                leads_to(party, verb))
                return Accusation{&party, from(deed)};
        }
        return {};
    }

    // Only "was", "has long been" and the like between them; what stands between commas apart.
    [[nodiscard]] bool leads_to(const Mention& party, std::size_t verb) const {
        constexpr std::size_t reach = 60;  // words
        const std::size_t first = first_word_behind(party);
        if (first + reach < verb) return false;
        const auto all_links = [&](std::size_t from) {
            for (std::size_t i = from; i < verb; ++i)
                if (!is_link(list_.words[i])) return false;
            return true;
        };
        if (all_links(first)) return true;
        if (verb > 0 && list_.words[verb - 1] == "being" && first < list_.words.size() && list_.words[first] == "who")
            return true;  // "Dalmar, who resigned in May after being accused of"
        if (!list_.text.substr(party.span.end).starts_with(',')) return false;
        for (std::size_t i = first + 1; i < verb; ++i)
            if (list_.before(i).starts_with(',') && list_.words[i] != "who") {
                if (all_links(i)) return true;
            }
        return false;
    }

    // "A cousin of Dalmar", "the man who beat Dalmar".
    [[nodiscard]] bool hangs_on_another(const Mention& party) const {
        std::size_t i = first_word_from(party.span.begin);
        if (i == 0 || i >= list_.words.size() || list_.before(i) != " ") return false;
        if (list_.words[i - 1] == "that") return false;  // "said that Dalmar was accused"
        if (prepositions.contains(list_.words[i - 1])) return true;
        for (; i > 0 && list_.before(i) == " "; --i)
            if (is_relative(list_.words[i - 1]) || list_.words[i - 1] == "that" || list_.words[i - 1] == "whose")
                return true;
        return false;
    }

    // Who is named from word i on, determiners and titles apart.
    [[nodiscard]] const Mention* party_at(std::size_t i) const {
        constexpr std::size_t reach = 4;
        std::size_t last = i;
        while (last < list_.words.size() && last < i + reach &&
               (determiners.contains(list_.words[last]) || words_.has("title", list_.words[last])))
            ++last;
        for (const Mention* party : parties_) {
            const std::size_t first = first_word_from(party->span.begin);
            if (first >= i && first <= last && first < list_.words.size() && !is_genitive(*party)) return party;
        }
        return nullptr;
    }

    [[nodiscard]] bool is_genitive(const Mention& party) const {
        const std::string_view behind = list_.text.substr(party.span.end);
        return behind.starts_with('\'') || behind.starts_with("’") || slice(list_.text, party.span).ends_with("'s") ||
               slice(list_.text, party.span).ends_with("’s");
    }

    [[nodiscard]] std::size_t first_word_from(std::uint32_t byte) const {
        const auto found = std::ranges::lower_bound(list_.at, byte, {}, [](Span word) { return word.begin; });
        return static_cast<std::size_t>(found - list_.at.begin());
    }
    [[nodiscard]] std::size_t first_word_behind(const Mention& party) const { return first_word_from(party.span.end); }

    /// The word that follows the next `word` within a few; the number of words if there is none.
    [[nodiscard]] std::size_t word_behind(std::string_view word, std::size_t from) const {
        constexpr std::size_t reach = 8;
        const std::size_t end = std::min(list_.words.size(), from + reach);
        for (std::size_t i = from; i + 1 < end; ++i)
            if (list_.words[i] == word) return i + 1;
        return list_.words.size();
    }

    [[nodiscard]] Span from(std::size_t word) const {
        return word < list_.words.size() ? Span{list_.at[word].begin, list_.at.back().end} : Span{};
    }

    const WordList& list_;
    std::span<const Mention* const> parties_;
    const DisputeWords& words_;
};

}  // namespace

std::vector<Accusation> accusations_in(const WordList& list, std::span<const Mention* const> parties,
                                       const DisputeWords& words) {
    return AccusationReader(list, parties, words).read();
}

}  // namespace px
