#include "annotate/name_rules.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "text/utf8.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

constexpr float sure = 0.8F;         // from this confidence "in X" leaves a person a person
constexpr float from_title = 0.95F;  // confidence of a name behind a title
constexpr float from_lists = 0.6F;   // confidence of a name that only the lists tell
constexpr std::uint32_t longest_titled = 3;

bool is_small(std::string_view form) { return !form.empty() && form[0] >= 'a' && form[0] <= 'z'; }

bool in_capitals(std::string_view form) {
    return std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_proper(const Token& word) { return word.upos == "PROPN" && begins_with_capital(word.form); }

std::uint32_t end_of(const Name& name) { return name.first + name.count; }

/// The names of a sentence while their ends move. A name of no words is dropped at the end.
class Mender {
  public:
    Mender(std::span<const Token> words, std::vector<Name>& names, const NameLists& lists)
        : words_(words), names_(names), lists_(lists), shouts_(shouts(words)) {}

    void run() {
        for (at_ = 0; at_ < names_.size(); ++at_) {
            Name& name = names_[at_];
            if (name.count == 0) continue;
            begin_with_particle(name);
            if (name.type == NameType::person) person(name);
            if (name.type == NameType::location) place(name);
            if (name.type == NameType::organisation && goes_on_with(name, NameLists::organisation_word)) ++name.count;
            head_of_phrase(name);
        }
        std::erase_if(names_, [](const Name& n) { return n.count == 0; });
        for (Name& n : names_) n.span = hull(words_[n.first].span, words_[end_of(n) - 1].span);
    }

  private:
    [[nodiscard]] bool is_kind(std::uint32_t word, std::uint32_t kinds) const {
        return (listed_kinds(words_, word, 1, lists_) & kinds) != 0;
    }
    [[nodiscard]] bool free_before(std::uint32_t word) const { return at_ == 0 || end_of(names_[at_ - 1]) <= word; }
    [[nodiscard]] bool free_behind(std::uint32_t word) const {
        return word < words_.size() && (at_ + 1 == names_.size() || names_[at_ + 1].first > word);
    }
    /// Behind the name stands a proper noun of no other name, of one of these kinds.
    [[nodiscard]] bool goes_on_with(const Name& name, std::uint32_t kinds) const {
        const std::uint32_t next = end_of(name);
        return !shouts_ && free_behind(next) && is_proper(words_[next]) && is_kind(next, kinds) &&
               !is_kind(next, NameLists::title);
    }

    /// "Muqtada [al - Sadr]"
    void begin_with_particle(Name& name) const {
        static const Words particles = {"al", "el", "bin", "ibn", "abu", "de", "da", "dos", "van", "von", "ben"};
        if (name.first == 0 || name.type == NameType::organisation) return;
        const std::uint32_t before = name.first - 1;
        if (!particles.contains(lower_ascii(words_[name.first].form)) || !free_before(before)) return;
        if (!is_proper(words_[before]) || is_kind(before, NameLists::title)) return;
        --name.first;
        ++name.count;
    }

    void person(Name& name) {
        for (std::uint32_t next = end_of(name); !shouts_ && free_behind(next); next = end_of(name)) {
            if (!is_proper(words_[next]) || base_relation(words_[next].deprel) != "flat") break;
            ++name.count;
        }
        over_hyphen(name);
        over_initial(name);
        over_middle_part(name);
        const bool in = name.first > 0 && words_[name.first - 1].form == "in" && name.confidence < sure;
        if (in && !is_kind(name.first, NameLists::given_name | NameLists::surname)) name.type = NameType::location;
    }

    /// "Kim Jong" + "-" + "un": a hyphen and a small letter go on with a person's name.
    void over_hyphen(Name& name) const {
        for (std::uint32_t hyphen = end_of(name); hyphen + 1 < words_.size(); hyphen = end_of(name)) {
            if (words_[hyphen].form != "-" || !free_behind(hyphen) || !free_behind(hyphen + 1)) break;
            const bool glued = !words_[hyphen - 1].space_after && !words_[hyphen].space_after;
            const Token& part = words_[hyphen + 1];
            if (!is_small(part.form) || !(glued || (name.count > 1 && part.upos == "PROPN"))) break;
            name.count += 2;
        }
    }

    /// "[Gerald R] . Ford": a full stop cut from an initial.
    void over_initial(Name& name) {
        const std::uint32_t stop = end_of(name);
        if (stop + 1 >= words_.size() || words_[stop - 1].form.size() != 1 || words_[stop].form != ".") return;
        if (!begins_with_capital(words_[stop + 1].form)) return;
        name.count += 2;
        if (free_behind(stop) && free_behind(stop + 1)) return;
        Name& next = names_[at_ + 1];
        name.count = std::max(end_of(name), end_of(next)) - name.first;
        next.count = 0;
    }

    /// "[Kim] Yo [Jong]": a short word between two people of one word each is the middle of one name.
    void over_middle_part(Name& name) {
        constexpr std::size_t longest_part = 4;  // bytes
        const std::uint32_t middle = end_of(name);
        if (shouts_ || name.count != 1 || !free_behind(middle) || at_ + 1 == names_.size()) return;
        Name& next = names_[at_ + 1];
        const std::string_view form = words_[middle].form;
        const bool part = base_relation(words_[middle].deprel) == "flat" && begins_with_capital(form) &&
                          form.size() > 1 && form.size() <= longest_part && form.back() != '.' &&
                          !is_kind(middle, NameLists::title);
        if (!part || next.type != NameType::person || next.first != middle + 1 || next.count != 1) return;
        name.count = 3;
        next.count = 0;
    }

    void place(Name& name) const {
        static const Words compass = {"Northern", "Southern", "Eastern", "Western", "Central", "North",
                                      "South",    "East",     "West",    "Upper",   "Lower",   "Greater"};
        const std::uint32_t next = end_of(name);
        if (name.count == 1 && next < words_.size() && words_[next].form == "$") {
            name.count = 0;
            return;
        }
        if (name.first > 0 && free_before(name.first - 1) && compass.contains(words_[name.first - 1].form)) {
            --name.first;
            ++name.count;
        }
        if (goes_on_with(name, NameLists::organisation_word)) {
            ++name.count;
            name.type = NameType::organisation;
        } else if (goes_on_with(name, NameLists::place_word)) {
            ++name.count;
        }
    }

    /// "Kingdom of [Saudi Arabia]", "[Supreme Court] of the [UAE]": one name.
    void head_of_phrase(Name& name) {
        static const Words states = {"Republic", "Kingdom", "Emirate", "Sultanate", "Principality", "Federation"};
        if (name.count == 0 || name.first < 2) return;
        std::uint32_t of = name.first - 1;
        if (words_[of].form == "the") --of;
        if (of == 0 || words_[of].form != "of" || !begins_with_capital(words_[of - 1].form)) return;
        Name* before = free_before(of - 1) ? nullptr : &names_[at_ - 1];
        if (before != nullptr && end_of(*before) != of) return;
        const bool state = name.type == NameType::location && states.contains(words_[of - 1].form);
        const bool body = name.type != NameType::person && is_kind(of - 1, NameLists::organisation_word) &&
                          (before == nullptr || before->type != NameType::person);
        if (!state && !body) return;
        std::uint32_t first = of - 1;
        if (before != nullptr) {
            first = before->first;
            before->count = 0;
        } else {
            while (first > 0 && free_before(first - 1) && is_part_of_name(words_[first - 1])) --first;
        }
        name.count = end_of(name) - first;
        name.first = first;
        if (!state) name.type = NameType::organisation;
    }
    [[nodiscard]] static bool is_part_of_name(const Token& word) {
        return begins_with_capital(word.form) && word.upos != "DET" && word.upos != "ADP";
    }

    std::span<const Token> words_;
    std::vector<Name>& names_;
    const NameLists& lists_;
    const bool shouts_;
    std::size_t at_ = 0;
};

/// Most words begin with a capital.
bool in_headline_case(std::span<const Token> words) {
    const auto counts = [](const Token& t) {
        return t.form.size() > 1 && (is_small(t.form) || begins_with_capital(t.form));
    };
    const auto all = std::count_if(words.begin(), words.end(), counts);
    const auto capitals = std::count_if(words.begin(), words.end(),
                                        [&](const Token& t) { return counts(t) && begins_with_capital(t.form); });
    return all > 2 && 10 * capitals > 7 * all;
}

/// Adds names to those of a sentence, where no other name stands.
class Adder {
  public:
    Adder(std::span<const Token> words, std::int32_t sentence, std::vector<Name>& names, const NameLists& lists)
        : words_(words), sentence_(sentence), names_(names), lists_(lists), taken_(words.size(), false) {
        for (const Name& name : names) mark(name);
    }

    void run() {
        const std::size_t before = names_.size();
        const bool headline = in_headline_case(words_);
        for (std::uint32_t i = 0; i < words_.size(); ++i) {
            behind_title(i);
            if (!headline) from_lists_at(i);
        }
        if (names_.size() == before) return;
        std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) { return a.first < b.first; });
    }

  private:
    void mark(const Name& name) { std::fill_n(taken_.begin() + name.first, name.count, true); }

    void add(NameType type, std::uint32_t first, std::uint32_t count, float confidence) {
        const Span span = hull(words_[first].span, words_[first + count - 1].span);
        names_.push_back({span, type, sentence_, first, count, confidence});
        mark(names_.back());
    }

    /// "Mr [Heyns]", "King [Misuzulu]"
    void behind_title(std::uint32_t title) {
        static const Words titles = {"mr",  "mr.",  "mrs",   "mrs.",   "ms",       "ms.",  "miss",  "dr",    "dr.",
                                     "sir", "king", "queen", "prince", "princess", "prof", "prof.", "sheikh"};
        const std::uint32_t first = title + 1;
        if (taken_[title] || first >= words_.size() || !begins_with_capital(words_[title].form)) return;
        if (!titles.contains(lower_ascii(words_[title].form))) return;
        if ((listed_kinds(words_, first, 1, lists_) & (NameLists::title | NameLists::demonym)) != 0) return;
        std::uint32_t end = first;
        while (end < words_.size() && end < first + longest_titled && !taken_[end] && is_proper(words_[end])) ++end;
        if (end == first || (end < words_.size() && taken_[end])) return;
        add(NameType::person, first, end - first, from_title);
    }

    /// The longest phrase from a word on that the lists know as an organisation or a larger place and as nothing else.
    void from_lists_at(std::uint32_t first) {
        if (taken_[first] || !begins_with_capital(words_[first].form)) return;
        std::uint32_t most = 0;
        while (most < NameLists::longest && first + most < words_.size() && !taken_[first + most] &&
               may_be_in_name(words_[first + most].form))
            ++most;
        for (std::uint32_t count = most; count > 0; --count) {
            if (words_[first + count - 1].upos != "PROPN") continue;
            const std::uint32_t kinds = listed_kinds(words_, first, count, lists_);
            if (kinds == 0) continue;
            constexpr std::uint32_t bodies = NameLists::organisation | NameLists::outlet;
            constexpr std::uint32_t large = NameLists::country | NameLists::big_city | NameLists::region;
            const bool body = (kinds & ~bodies) == 0;
            const bool place = (kinds & ~(large | NameLists::city)) == 0 && (kinds & large) != 0;
            const bool clear = count > 1 || stands_alone(first);
            if ((body || place) && clear)
                add(body ? NameType::organisation : NameType::location, first, count, from_lists);
            return;
        }
    }

    /// Capitals and short words: "Save the Children".
    [[nodiscard]] static bool may_be_in_name(std::string_view form) {
        return form.size() <= 3 || begins_with_capital(form);
    }

    /// A single word says enough if it does not open the sentence, is not short and has no proper noun beside it.
    [[nodiscard]] bool stands_alone(std::uint32_t word) const {
        const std::string_view form = words_[word].form;
        if (word == 0 || form.size() < 3 || (form.size() == 3 && !in_capitals(form))) return false;
        const bool before = is_proper(words_[word - 1]) && !taken_[word - 1];
        return !before && (word + 1 == words_.size() || !is_proper(words_[word + 1]));
    }

    std::span<const Token> words_;
    std::int32_t sentence_;
    std::vector<Name>& names_;
    const NameLists& lists_;
    std::vector<bool> taken_;
};

}  // namespace

bool begins_with_capital(std::string_view form) {
    return !form.empty() && lower_ascii(form.substr(0, 1)) != form.substr(0, 1);
}

bool shouts(std::span<const Token> words) {
    std::size_t all = 0;
    std::size_t capitals = 0;
    for (const Token& word : words) {
        if (word.form.size() < 2 || !(begins_with_capital(word.form) || is_small(word.form))) continue;
        ++all;
        capitals += in_capitals(word.form) ? 1U : 0U;
    }
    return 2 * capitals > all;
}

bool acting_acronym(std::span<const Token> words, std::uint32_t at) {
    const Token& word = words[at];
    if (word.form.size() < 3 || word.form.size() > 7 || !in_capitals(word.form)) return false;
    if (word.upos != "PROPN" || base_relation(word.deprel) != "nsubj" || word.head <= 0) return false;
    return words[static_cast<std::size_t>(word.head) - 1].upos == "VERB";
}

std::uint32_t listed_kinds(std::span<const Token> words, std::uint32_t first, std::uint32_t count,
                           const NameLists& lists) {
    if (count > NameLists::longest) return 0;
    std::array<std::string_view, NameLists::longest> forms;
    const auto phrase = words.subspan(first, count);
    std::transform(phrase.begin(), phrase.end(), forms.begin(),
                   [](const Token& t) { return std::string_view(t.form); });
    return lists.kinds_of(std::span(forms).first(count));
}

void mend_names(std::span<const Token> words, std::vector<Name>& names, const NameLists& lists) {
    Mender(words, names, lists).run();
}

void add_plain_names(std::span<const Token> words, std::int32_t sentence, std::vector<Name>& names,
                     const NameLists& lists) {
    if (!shouts(words)) Adder(words, sentence, names, lists).run();
}

}  // namespace px
