#include "annotate/second_look.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "annotate/acronyms.hpp"
#include "annotate/name_rules.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t types = 3;
constexpr float doubtful = 0.95F;         // a mention below this can be outvoted
constexpr float majority = 0.3F;          // by so much more confidence of other mentions
constexpr float enough = 1.2F;            // votes that make a name of words the first pass left out
constexpr float part_of_a_person = 0.8F;  // vote for the last word of a person's full name
constexpr float explained = 0.97F;        // confidence of an acronym and of the phrase that explains it
constexpr std::uint32_t longest_name = 6;

using Votes = std::array<float, types>;

class Document {
  public:
    Document(Annotation& annotation, std::uint32_t first, std::uint32_t end, const NameLists& lists)
        : lists_(lists),
          annotation_(annotation),
          first_(static_cast<std::int32_t>(first)),
          end_(static_cast<std::int32_t>(end)) {
        for (const Name& name : annotation.names)
            if (first_ <= name.sentence && name.sentence < end_) names_.push_back(name);
    }

    void look() {
        if (names_.empty()) return;
        find_surnames();
        for (Name& name : names_) heed_lists(name);
        for (Name& name : names_) heed_title(name);
        in_each_sentence([&](std::int32_t s, std::vector<Name>& here) { mend_names(tokens(s), here, lists_); });
        drop_overlaps();
        heed_acronyms();
        heed_actors();
        in_each_sentence([&](std::int32_t s, std::vector<Name>& here) { add_plain_names(tokens(s), s, here, lists_); });
        find_surnames();
        count_votes();
        for (Name& name : names_) outvote(name);
        add_left_out();
        put_back();
    }

  private:
    [[nodiscard]] std::span<const Token> tokens(std::int32_t sentence) const {
        return annotation_.tokens_of(annotation_.sentences[static_cast<std::size_t>(sentence)]);
    }

    [[nodiscard]] std::string surface(std::int32_t sentence, std::uint32_t first, std::uint32_t count) const {
        std::string out;
        for (const Token& token : tokens(sentence).subspan(first, count)) {
            if (!out.empty()) out += ' ';
            out += token.form;
        }
        return out;
    }

    /// Lets a function change the names of each sentence.
    template <typename Change>
    void in_each_sentence(const Change& change) {
        std::vector<Name> all;
        auto next = names_.begin();
        for (std::int32_t s = first_; s < end_; ++s) {
            const auto from = next;
            while (next != names_.end() && next->sentence == s) ++next;
            std::vector<Name> here(from, next);
            change(s, here);
            all.insert(all.end(), here.begin(), here.end());
        }
        names_ = std::move(all);
    }

    /// The last words of people's full names.
    void find_surnames() {
        for (const Name& name : names_) {
            if (name.type != NameType::person || name.count < 2 || name.confidence < 0.7F) continue;
            const std::string last = surface(name.sentence, name.first + name.count - 1, 1);
            if (begins_with_capital(last)) surnames_.insert(last);
        }
    }

    /// "Bandar Abbas" is a city, "Xinhua" an agency and the Kremlin nobody's name, whatever the first pass says;
    /// but "Michelin" is a person where a "Maria Michelin" is one.
    void heed_lists(Name& name) const {
        const std::uint32_t kinds = listed_kinds(tokens(name.sentence), name.first, name.count, lists_);
        constexpr std::uint32_t places = NameLists::country | NameLists::big_city | NameLists::region;
        constexpr std::uint32_t bodies = NameLists::organisation | NameLists::outlet;
        constexpr std::uint32_t people = NameLists::person | NameLists::given_name | NameLists::surname;
        const bool place = (kinds & places) != 0;
        const bool body = (kinds & bodies) != 0 && (kinds & (places | NameLists::city | NameLists::ordinary)) == 0;
        const std::uint32_t against = name.count > 1 ? std::uint32_t{NameLists::person} : people;
        if ((kinds & against) != 0) return;
        if (place && name.type == NameType::person) name.type = NameType::location;
        if (body && (name.count > 1 || !surnames_.contains(surface(name.sentence, name.first, 1))))
            name.type = NameType::organisation;
    }

    /// Behind "Mr" or "Dr" stands a person, whatever else the word may be; the title is no part of the name.
    void heed_title(Name& name) const {
        static const std::unordered_set<std::string_view> titles = {"mr",  "mr.",  "mrs", "mrs.", "ms",
                                                                    "ms.", "miss", "dr",  "dr.",  "sir"};
        const auto words = tokens(name.sentence);
        static const std::unordered_set<std::string_view> offices = {
            "king", "queen", "prince", "princess", "prof",  "prof.", "justice", "judge", "sheikh", "pope",     "imam",
            "gen.", "lt.",   "col.",   "sgt.",     "capt.", "rev.",  "sen.",    "rep.",  "gov.",   "ayatollah"};
        const auto is_title = [&](std::uint32_t i) { return titles.contains(lower_ascii(words[i].form)); };
        const auto is_office = [&](std::uint32_t i) {
            return name.count <= 3 && begins_with_capital(words[i].form) &&
                   offices.contains(lower_ascii(words[i].form));
        };
        const bool inside = name.count > 1 && is_title(name.first);
        if (inside) {
            ++name.first;
            --name.count;
            name.span.begin = words[name.first].span.begin;
        }
        if (!inside && (name.first == 0 || !(is_title(name.first - 1) || is_office(name.first - 1)))) return;
        name.type = NameType::person;
        name.confidence = std::max(name.confidence, doubtful);
    }

    /// "the Bank of Ghana (BoG)": long and short form are one name of one kind, here and wherever the short one stands.
    void heed_acronyms() {
        std::unordered_set<std::string_view> organisations;  // of one word
        for (const Name& name : names_)
            if (name.count == 1 && name.type == NameType::organisation)
                organisations.insert(tokens(name.sentence)[name.first].form);
        in_each_sentence([&](std::int32_t s, std::vector<Name>& here) {
            const auto words = tokens(s);
            for (std::uint32_t at = 2; at + 1 < words.size(); ++at) {
                const auto phrase = phrase_of_acronym(words, at);
                if (!phrase) continue;
                const auto type = kind_of_phrase(here, *phrase, at - 1, organisations.contains(words[at].form));
                if (!type) continue;
                replace(here, s, *phrase, at - 1, *type);
                replace(here, s, at, at + 1, *type);
                acronyms_[words[at].form] = *type;
            }
        });
    }

    /// "CBIRC said": an acronym that acts is no person.
    void heed_actors() {
        std::unordered_set<std::string_view> actors;
        in_each_sentence([&](std::int32_t s, const std::vector<Name>&) {
            const auto words = tokens(s);
            if (shouts(words)) return;
            for (std::uint32_t i = 0; i < words.size(); ++i)
                if (acting_acronym(words, i)) actors.insert(words[i].form);
        });
        in_each_sentence([&](std::int32_t s, std::vector<Name>& here) {
            const auto words = tokens(s);
            if (shouts(words)) return;
            for (Name& name : here)
                if (name.count == 1 && name.type == NameType::person && actors.contains(words[name.first].form))
                    name.type = NameType::organisation;
        });
    }

    /// What the first pass saw in the phrase [from, to): one kind over all of it stays; parts make an organisation.
    [[nodiscard]] static std::optional<NameType> kind_of_phrase(std::span<const Name> here, std::uint32_t from,
                                                                std::uint32_t to, bool seen_as_organisation) {
        bool any = seen_as_organisation;
        for (const Name& name : here) {
            if (name.first >= to || from >= name.first + name.count) continue;
            const bool covers = name.first <= from && name.first + name.count >= to;
            if (covers && name.type != NameType::person) return name.type;
            any = true;
        }
        return any ? std::optional(NameType::organisation) : std::nullopt;
    }

    /// Puts one name over the words [from, to) of a sentence instead of those that touch it.
    void replace(std::vector<Name>& here, std::int32_t s, std::uint32_t from, std::uint32_t to, NameType type) const {
        std::erase_if(here, [&](const Name& name) { return name.first < to && from < name.first + name.count; });
        const auto words = tokens(s);
        const Name name{hull(words[from].span, words[to - 1].span), type, s, from, to - from, explained};
        const auto place = std::find_if(here.begin(), here.end(), [&](const Name& n) { return n.first > from; });
        here.insert(place, name);
    }

    void drop_overlaps() {
        std::vector<Name> kept;
        for (const Name& name : names_) {
            const bool covered = !kept.empty() && kept.back().sentence == name.sentence &&
                                 name.first < kept.back().first + kept.back().count;
            if (!covered) kept.push_back(name);
        }
        names_ = std::move(kept);
    }

    void count_votes() {
        for (const Name& name : names_) {
            const auto type = static_cast<std::size_t>(name.type);
            votes_[surface(name.sentence, name.first, name.count)][type] += name.confidence;
        }
    }

    void outvote(Name& name) const {
        if (name.count == 1) {
            const auto known = acronyms_.find(tokens(name.sentence)[name.first].form);
            if (known != acronyms_.end()) {
                name.type = known->second;
                return;
            }
        }
        if (name.confidence >= doubtful) return;
        Votes votes = votes_.at(surface(name.sentence, name.first, name.count));
        if (name.count == 1 && surnames_.contains(surface(name.sentence, name.first, 1)))
            votes[static_cast<std::size_t>(NameType::person)] += part_of_a_person;
        if (name.count > 1) {  // "Jenny Town" where "Ms Town" is a person
            const auto last = votes_.find(surface(name.sentence, name.first + name.count - 1, 1));
            constexpr auto person = static_cast<std::size_t>(NameType::person);
            if (last != votes_.end()) votes[person] += 2 * last->second[person];
        }
        const auto best = static_cast<std::size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
        const auto own = static_cast<std::size_t>(name.type);
        if (best != own && votes[best] > votes[own] + majority - (1 - name.confidence))
            name.type = static_cast<NameType>(best);
    }

    void add_left_out() {
        std::vector<Name> found;
        std::size_t at = 0;
        for (std::int32_t s = first_; s < end_; ++s) {
            const auto words = tokens(s);
            std::vector<bool> taken(words.size(), false);
            for (; at < names_.size() && names_[at].sentence == s; ++at)
                for (std::uint32_t i = 0; i < names_[at].count; ++i) taken[names_[at].first + i] = true;
            for (std::uint32_t i = 0; i < words.size(); ++i)
                if (!taken[i] && begins_with_capital(words[i].form)) add_at(s, i, taken, found);
        }
        names_.insert(names_.end(), found.begin(), found.end());
    }

    /// Adds the longest known name that begins at a word and touches no other name.
    void add_at(std::int32_t s, std::uint32_t i, std::vector<bool>& taken, std::vector<Name>& found) const {
        const auto words = tokens(s);
        std::uint32_t longest = 0;
        while (longest < longest_name && i + longest < words.size() && !taken[i + longest]) ++longest;
        for (std::uint32_t count = longest; count > 0; --count) {
            const bool explained_before = count == 1 && acronyms_.contains(words[i].form);
            if (count == 1 && words[i].upos != "PROPN" && !explained_before) return;
            const std::string form = surface(s, i, count);
            const auto voted = votes_.find(form);
            Votes votes = voted == votes_.end() ? Votes{} : voted->second;
            if (explained_before) votes[static_cast<std::size_t>(acronyms_.at(form))] += 2 * enough;
            if (count == 1 && surnames_.contains(form)) votes[static_cast<std::size_t>(NameType::person)] += enough;
            const auto best = std::max_element(votes.begin(), votes.end());
            if (*best < enough) continue;
            const auto type = static_cast<NameType>(best - votes.begin());
            found.push_back({hull(words[i].span, words[i + count - 1].span), type, s, i, count, 0.5F});
            for (std::uint32_t k = 0; k < count; ++k) taken[i + k] = true;
            return;
        }
    }

    void put_back() {
        std::vector<Name>& all = annotation_.names;
        std::erase_if(all, [&](const Name& n) { return first_ <= n.sentence && n.sentence < end_; });
        all.insert(all.end(), names_.begin(), names_.end());
        std::sort(all.begin(), all.end(), [](const Name& a, const Name& b) {
            return a.sentence != b.sentence ? a.sentence < b.sentence : a.first < b.first;
        });
    }

    const NameLists& lists_;
    Annotation& annotation_;
    std::int32_t first_;
    std::int32_t end_;
    std::vector<Name> names_;
    std::unordered_map<std::string, Votes> votes_;
    std::unordered_set<std::string> surnames_;
    std::unordered_map<std::string, NameType> acronyms_;
};

}  // namespace

void second_look(Annotation& annotation, std::uint32_t first, std::uint32_t end, const NameLists& lists) {
    Document(annotation, first, end, lists).look();
}

}  // namespace px
