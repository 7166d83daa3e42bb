#include "relate/clock_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string_view>

namespace px {
namespace {

constexpr int hour = 60;
constexpr int day = 24 * hour;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<int> whole_number(const WordList& list, std::size_t i, int most) {
    double value = list.words[i] == "one" ? 1 : 0;
    if (value == 0) {
        const auto last = number_at(list, i, value);
        if (!last || *last != i) return std::nullopt;
    }
    if (value < 0 || value > most || value != std::floor(value)) return std::nullopt;
    return static_cast<int>(value);
}

// "In the afternoon", "p.m.": hours to add to one of the first half of the day. None if no word tells.
std::optional<int> half_of_day(const WordList& list, std::size_t from) {
    constexpr std::size_t reach = 4;
    const std::size_t end = std::min(list.words.size(), from + reach);
    for (std::size_t i = from; i < end; ++i) {
        const std::string& word = list.words[i];
        const bool spelt = i + 1 < list.words.size() && list.words[i + 1] == "m" && list.before(i + 1) == ".";
        if (word == "pm" || (word == "p" && spelt) || is_one_of(word, {"afternoon", "evening"})) return 12;
        if (word == "am" || (word == "a" && spelt) || word == "morning") return 0;
    }
    return std::nullopt;
}

std::optional<int> on_clock(int hours, int minutes, std::optional<int> half) {
    if (!half || hours < 1 || hours > 12) return std::nullopt;
    return (hours % 12 + *half) * hour + minutes;
}

bool is_digits(const std::string& word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

// "16:30", "4.30 p.m.", "10.52 p.m.": two numbers with a point or a colon between them.
std::optional<int> in_digits(const WordList& list, std::size_t i) {
    const bool two = i + 1 < list.words.size() && is_digits(list.words[i]) && list.words[i].size() <= 2 &&
                     is_digits(list.words[i + 1]) && list.words[i + 1].size() == 2;
    if (!two || !is_one_of(list.before(i + 1), {":", "."})) return std::nullopt;
    const int hours = std::atoi(list.words[i].c_str());
    const int minutes = std::atoi(list.words[i + 1].c_str());
    if (hours >= 24 || minutes >= hour) return std::nullopt;
    if (const auto half = half_of_day(list, i + 2)) return on_clock(hours, minutes, half);
    const bool whole_day = list.before(i + 1) == ":" && (hours > 12 || list.words[i].front() == '0');
    return whole_day ? std::optional(hours * hour + minutes) : std::nullopt;
}

// "Half past four in the afternoon", "five in the evening", "at seven p.m.", "six o'clock in the morning".
std::optional<int> in_words(const WordList& list, std::size_t i) {
    int minutes = 0;
    bool announced = i > 0 && is_one_of(list.words[i - 1], {"at", "around", "about", "after", "before", "towards"});
    std::size_t at = i;
    if (i + 2 < list.words.size() && is_one_of(list.words[i + 1], {"past"})) {
        if (!is_one_of(list.words[i], {"half", "quarter"})) return std::nullopt;
        minutes = list.words[i] == "half" ? 30 : 15;
        announced = true;
        at = i + 2;
    }
    const auto hours = whole_number(list, at, 12);
    if (!hours || !announced) return std::nullopt;
    std::size_t next = at + 1;
    if (next < list.words.size() && list.words[next] == "oclock") ++next;
    if (next >= list.words.size() || !is_one_of(list.words[next], {"in", "pm", "am", "p", "a", "on"}))
        return std::nullopt;
    return on_clock(*hours, minutes, half_of_day(list, next));
}

}  // namespace

std::optional<int> minutes_told(const WordList& list) {
    std::set<int> told;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        const std::string& word = list.words[i];
        if (is_one_of(word, {"gmt", "utc", "est", "edt", "cet", "bst"})) return std::nullopt;
        const bool hour_named = i > 0 && is_one_of(list.words[i - 1], {"at", "after", "around", "before", "about"});
        if (word == "midnight" && hour_named) told.insert(0);
        if (word == "noon" && hour_named) told.insert(12 * hour);
        if (const auto digits = in_digits(list, i)) told.insert(*digits);
        if (const auto words = in_words(list, i)) told.insert(*words);
    }
    return told.size() == 1 ? std::optional(*told.begin()) : std::nullopt;
}

bool clocks_apart(int one, int other) {
    constexpr int apart = 3 * hour;
    const int difference = std::abs(one - other);
    return std::min(difference, day - difference) >= apart;
}

std::string clock_text(int minutes) { return fmt::format("{:02}:{:02}", minutes / hour, minutes % hour); }

}  // namespace px
