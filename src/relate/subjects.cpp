#include "relate/subjects.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "relate/propositions.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words helpers = {"has",    "have",    "had",     "is",      "are",        "was",       "were",      "been",
                       "be",     "also",    "then",    "later",   "often",      "soon",      "on",        "late",
                       "last",   "this",    "monday",  "tuesday", "wednesday",  "thursday",  "friday",    "saturday",
                       "sunday", "week",    "month",   "morning", "evening",    "night",     "afternoon", "who",
                       "now",    "too",     "himself", "herself", "themselves", "long",      "since",     "again",
                       "even",   "himself", "early",   "today",   "yesterday",  "meanwhile", "however",   "though"};
const Words prepositions = {"of",   "with",  "by",     "for",     "against",   "in",    "from",    "to",
                            "at",   "on",    "over",   "like",    "near",      "about", "between", "as",
                            "than", "under", "behind", "without", "including", "after", "before"};
const Words joins = {"and", "but", "then", "also"};

bool is_helper(const std::string& word) { return helpers.contains(word) || word.ends_with("ly"); }

class SubjectReader {
  public:
    SubjectReader(const CodedReport& coded, const WordList& list, std::size_t verb)
        : coded_(coded),
          list_(list),
          verb_(verb),
          parties_(parties_in(coded, {list.at.front().begin, list.at[verb].begin})) {}

    [[nodiscard]] Subject read() const {
        for (std::size_t i = parties_.size(); i > 0; --i)
            if (const Mention& party = *parties_[i - 1]; can_act(party) && leads_to_verb(party)) return subject(party);
        if (shares_subject())
            for (const Mention* party : parties_)
                if (can_act(*party)) return subject(*party);
        return printed();
    }

  private:
    [[nodiscard]] Subject subject(const Mention& party) const {
        Subject found;
        found.actor = party.actor;
        found.name = coded_.layers.actors[static_cast<std::size_t>(party.actor)].name;
        if (found.name.empty()) found.name = std::string(slice(list_.text, party.span));
        return found;
    }

    [[nodiscard]] std::size_t word_from(std::uint32_t byte) const {
        const auto found = std::ranges::lower_bound(list_.at, byte, {}, [](Span word) { return word.begin; });
        return static_cast<std::size_t>(found - list_.at.begin());
    }

    // No genitive, and not behind a preposition: "the lawyer of Voss", "Voss's lawyer".
    [[nodiscard]] bool can_act(const Mention& party) const {
        if (party.actor < 0) return false;
        const std::string_view behind = list_.text.substr(party.head.end);
        if (behind.starts_with("'s") || behind.starts_with("’s") || behind.starts_with("' ") ||
            behind.starts_with("’ "))
            return false;
        const std::string_view head = slice(list_.text, party.head);
        if (head == "his" || head == "her" || head == "their" || head == "its" || head == "my" || head == "our")
            return false;
        const std::size_t first = word_from(std::min(party.span.begin, party.head.begin));
        return first == 0 || first >= list_.words.size() || !prepositions.contains(list_.words[first - 1]);
    }

    // Only helpers between them; what stands between commas apart.
    [[nodiscard]] bool leads_to_verb(const Mention& party) const {
        const std::size_t first = word_from(std::max(party.head.end, std::min(party.span.end, list_.at[verb_].begin)));
        if (first > verb_) return false;
        if (all_helpers(first)) return true;
        const std::size_t after_head = word_from(party.head.end);
        if (after_head >= verb_ || list_.before(after_head).find(',') == std::string_view::npos) return false;
        for (std::size_t i = after_head + 1; i <= verb_; ++i)
            if (list_.before(i).find(',') != std::string_view::npos && list_.words[i] != "who" && all_helpers(i))
                return true;
        return false;
    }

    [[nodiscard]] bool all_helpers(std::size_t from) const {
        for (std::size_t i = from; i < verb_; ++i)
            if (!is_helper(list_.words[i])) return false;
        return true;
    }

    // ", calling it", "and called it".
    [[nodiscard]] bool shares_subject() const {
        if (verb_ == 0) return false;
        if (list_.words[verb_].ends_with("ing") && list_.before(verb_).find(',') != std::string_view::npos) return true;
        std::size_t before = verb_ - 1;
        while (before > 0 && list_.words[before].ends_with("ly")) --before;
        return joins.contains(list_.words[before]);
    }

    // "Factcheckers have repeatedly": somebody whom no mention names, at the beginning.
    [[nodiscard]] Subject printed() const {
        constexpr std::size_t most = 4;
        std::size_t end = verb_;
        while (end > 0 && is_helper(list_.words[end - 1])) --end;
        if (end == 0 || end > most) return {};
        for (std::size_t i = 0; i < end; ++i)
            if ((i > 0 && list_.before(i) != " ") ||
                is_function_word(list_.words[i]) != (i + 1 < end && is_function_word(list_.words[i])) ||
                prepositions.contains(list_.words[i]) || list_.words[i].ends_with("ing") || list_.words[i] == "that")
                return {};
        const char initial = list_.text[list_.at[0].begin];
        if (initial < 'A' || initial > 'Z') return {};
        return {std::string(slice(list_.text, {list_.at[0].begin, list_.at[end - 1].end})), -1};
    }

    const CodedReport& coded_;
    const WordList& list_;
    std::size_t verb_;
    std::vector<const Mention*> parties_;
};

}  // namespace

std::vector<const Mention*> parties_in(const CodedReport& coded, Span words) {
    std::vector<const Mention*> out;
    for (const Mention& mention : coded.layers.mentions)
        if (mention.actor >= 0 && words.contains(mention.head)) out.push_back(&mention);
    std::ranges::stable_sort(out, {}, [](const Mention* mention) { return mention->head.begin; });
    return out;
}

Subject subject_before_verb(const CodedReport& coded, const WordList& sentence, std::size_t verb) {
    if (verb == 0 || verb >= sentence.words.size()) return {};
    return SubjectReader(coded, sentence, verb).read();
}

}  // namespace px
