#include "relate/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include "relate/words.hpp"

namespace px {
namespace {

using Values = std::unordered_map<std::string_view, double>;

const Values& number_words() {
    static const Values list = {{"two", 2},      {"three", 3},      {"four", 4},      {"five", 5},      {"six", 6},
                                {"seven", 7},    {"eight", 8},      {"nine", 9},      {"ten", 10},      {"eleven", 11},
                                {"twelve", 12},  {"dozen", 12},     {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
                                {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
                                {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
                                {"eighty", 80},  {"ninety", 90}};
    return list;
}

const Values& scales() {
    static const Values list = {
        {"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};
    return list;
}

// "1.8", "28,500" at the beginning of a text; the number of bytes, 0 if there is none.
std::size_t read_digits(std::string_view text, double& value) {
    std::string digits;
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size() && at < 24; ++at) {
        const char c = text[at];
        const bool next_digit = at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c == '.' && next_digit && digits.find('.') == std::string::npos)
            digits += c;
        else if (!(c == ',' && next_digit))
            break;
        used = at + 1;
    }
    if (digits.empty()) return 0;
    value = std::strtod(digits.c_str(), nullptr);
    return used;
}

// "twenty-one": the unit after the ten, joined by a hyphen.
std::size_t add_unit(const WordList& list, std::size_t i, double& value) {
    const bool tens = value >= 20 && value < 100 && i + 1 < list.words.size() && list.before(i + 1) == "-";
    if (!tens) return i;
    const std::string& next = list.words[i + 1];
    const auto unit = number_words().find(next);
    if (next != "one" && (unit == number_words().end() || unit->second > 9)) return i;
    value += next == "one" ? 1 : unit->second;
    return i + 1;
}

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The two ends of "20 to 30", "20-30" and "between 20 and 30", from either of them; "from 77 to 272" is a change.
struct Ends {
    std::size_t low = 0;   // first word
    std::size_t high = 0;  // first word
};

bool joins_ends(const WordList& list, std::size_t low, std::size_t low_last, std::size_t high) {
    const std::string_view before = low > 0 ? std::string_view(list.words[low - 1]) : std::string_view();
    if (high == low_last + 1) return list.before(high) == "-" || list.before(high) == "–";
    if (high != low_last + 2) return false;
    const std::string& link = list.words[high - 1];
    return before == "between" ? link == "and" : link == "to" && before != "from";
}

std::optional<Ends> ends_at(const WordList& list, std::size_t at) {
    constexpr std::size_t longest = 5;  // words of a number and what joins it
    double ignored = 0;
    if (const auto last = number_at(list, at, ignored))
        for (std::size_t next = *last + 1; next < std::min(list.words.size(), *last + 3); ++next)
            if (joins_ends(list, at, *last, next) && number_at(list, next, ignored)) return Ends{at, next};
    for (std::size_t first = at - std::min(at, longest); first < at; ++first)
        if (const auto last = number_at(list, first, ignored); last && joins_ends(list, first, *last, at))
            return Ends{first, at};
    return std::nullopt;
}

// "2 to 3 million": the scale is that of both.
std::optional<CountRange> range_between(const WordList& list, const Ends& ends) {
    double low = 0;
    double high = 0;
    const auto low_last = number_at(list, ends.low, low);
    const auto high_last = number_at(list, ends.high, high);
    if (!low_last || !high_last) return std::nullopt;
    if (!is_scale(list.words[*low_last]))
        for (std::size_t i = *high_last; i > ends.high && is_scale(list.words[i]); --i)
            low *= scales().at(list.words[i]);
    return low < high ? std::optional(CountRange{low, high}) : std::nullopt;
}

}  // namespace

WordList words_of(std::string_view text, Span span) {
    WordList list{text, {}, {}};
    each_word(text, span, [&](Span word) {
        list.at.push_back(word);
        list.words.push_back(fold_word(slice(text, word)));
    });
    return list;
}

bool is_scale(std::string_view folded) { return scales().contains(folded); }

std::optional<std::size_t> number_at(const WordList& list, std::size_t i, double& value) {
    const std::string& word = list.words[i];
    std::size_t last = i;
    if (word.empty()) return std::nullopt;
    if (word.front() >= '0' && word.front() <= '9') {
        const std::size_t used = read_digits(list.text.substr(list.at[i].begin, 24), value);
        if (used == 0) return std::nullopt;
        while (last + 1 < list.at.size() && list.at[last + 1].begin < list.at[i].begin + used) ++last;
        const bool year = used == 4 && value >= 1900 && value < 2100;
        const bool ordinal = last == i && list.at[i].size() > used;  // "2nd", "4th"
        if (year || ordinal) return std::nullopt;
    } else if (const auto found = number_words().find(word); found != number_words().end()) {
        value = found->second;
        last = add_unit(list, i, value);
    } else if (word == "none" || word == "no") {
        value = 0;
    } else {
        return std::nullopt;
    }
    while (last + 1 < list.words.size()) {
        const auto scale = scales().find(list.words[last + 1]);
        if (scale == scales().end()) break;
        value *= scale->second;
        ++last;
    }
    return last;
}

CountRange range_at(const WordList& list, std::size_t first, double value) {
    static constexpr std::array<std::string_view, 8> about = {"about",  "some",   "around",        "roughly",
                                                              "nearly", "almost", "approximately", "estimated"};
    static constexpr std::array<std::string_view, 3> none = {"no", "not", "never"};
    static constexpr std::array<std::string_view, 6> counting = {"numbered", "counted",  "totalled",
                                                                 "totaled",  "exceeded", "reached"};
    constexpr double share = 0.15;  // that "about" leaves open on either side
    const std::string one = first > 0 ? list.words[first - 1] : std::string();
    const std::string two = first > 1 ? list.words[first - 2] : std::string();
    const std::string three = first > 2 ? list.words[first - 3] : std::string();
    // "No more than 20", "never numbered more than 20", but "no doubt more than 20".
    const bool negated =
        is_in(none, three) || (first > 3 && is_in(counting, three) && is_in(none, list.words[first - 4]));
    const bool more_than = one == "than" && (two == "more" || two == "greater");
    const bool less_than = one == "than" && (two == "fewer" || two == "less");
    const bool at_least = (one == "least" && two == "at") || (more_than && !negated) || (less_than && negated);
    const bool at_most = (more_than && negated) || (one == "most" && two == "at") || (less_than && !negated) ||
                         (one == "to" && two == "up");
    if (at_least || one == "over" || one == "above") return {value, std::numeric_limits<double>::infinity()};
    if (at_most || one == "under" || one == "below") return {0, value};
    if (const auto ends = ends_at(list, first))
        if (const auto range = range_between(list, *ends)) return *range;
    if (is_in(about, one)) {
        const CountRange range{value * (1 - share), value * (1 + share)};
        const bool whole = value == std::floor(value);  // there is no tenth of a person
        return whole ? CountRange{std::floor(range.low), std::ceil(range.high)} : range;
    }
    return {value, value};
}

}  // namespace px
