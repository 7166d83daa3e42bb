#include "resolve/time_words.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(TimeClass::count_)> class_names{
    "month",   "weekday", "weekdays", "unit",  "units",    "number", "ordinal",    "decade",    "season", "part",
    "parts",   "clock",   "deictic",  "last",  "past",     "shift",  "next",       "coming",    "this",   "that",
    "same",    "mod",     "about",    "vague", "couple",   "every",  "frequency",  "reference", "recent", "future",
    "present", "ago",     "earlier",  "later", "meridiem", "era",    "future_cue", "plan_cue",  "event"};
constexpr std::array<std::string_view, 5> guard_names{"", "capital", "lone", "context", "season"};

template <std::size_t size>
std::optional<std::size_t> index_of(const std::array<std::string_view, size>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

std::optional<int> integer(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

std::optional<std::int32_t> seconds_of(std::string_view clock) {
    if (clock.size() != 5 || clock[2] != ':') return std::nullopt;
    const auto hour = integer(clock.substr(0, 2));
    const auto minute = integer(clock.substr(3));
    if (!hour || !minute || *hour < 0 || *hour > 24 || *minute < 0 || *minute > 59) return std::nullopt;
    return *hour * 3600 + *minute * 60;
}

std::optional<int> short_weekday(std::string_view name) {
    static constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto index = index_of(names, name);
    return index ? std::optional(static_cast<int>(*index) + 1) : std::nullopt;
}

// "12-25", "easter-2", "11-thu-4".
std::optional<HolidayRule> parse_rule(std::string_view name, std::string_view rule) {
    HolidayRule holiday{std::string(name)};
    if (rule.starts_with("easter")) {
        const std::string_view offset = rule.substr(6);
        const auto days = offset.empty() ? std::optional(0) : integer(offset);
        if (!days || *days < -366 || *days > 366) return std::nullopt;
        holiday.day = *days;
        return holiday;
    }
    const std::vector<std::string_view> parts = split_list(rule, '-');
    if (parts.size() < 2) return std::nullopt;
    holiday.month = integer(parts[0]).value_or(0);
    if (parts.size() == 2) {
        holiday.day = integer(parts[1]).value_or(0);
        return day_number(2000, holiday.month, holiday.day) ? std::optional(holiday) : std::nullopt;
    }
    holiday.weekday = short_weekday(parts[1]).value_or(0);
    holiday.nth = integer(parts[2]).value_or(0);
    const bool sound = parts.size() == 3 && holiday.month >= 1 && holiday.month <= 12 && holiday.weekday != 0 &&
                       holiday.nth >= 1 && holiday.nth <= 5;
    return sound ? std::optional(holiday) : std::nullopt;
}

// The first stretch of letters a to z, empty if there is none.
std::string_view first_letters(std::string_view lower) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto begin = std::find_if(lower.begin(), lower.end(), is_letter);
    return {begin, std::find_if_not(begin, lower.end(), is_letter)};
}

/// Words of grammar with which an expression may begin, where one of the calendar follows.
constexpr std::array<std::string_view, 28> openers = {
    "the",    "a",    "an",   "another", "half", "more",     "less", "fewer", "longer", "at",
    "up",     "just", "well", "little",  "no",   "slightly", "once", "twice", "'",      "q",
    "fiscal", "fy",   "very", "latter",  "some", "these",    "year", "any"};

/// The other words that the rules ask for by name (a test looks whether one is missing): whatever is neither here nor
/// in the tables ends an expression.
constexpr std::array<std::string_view, 93> inner_words = {
    "additional", "again",    "age",      "aged",   "and",     "as",          "ban",     "between",     "brutal",
    "by",         "calendar", "children", "clock",  "closing", "consecutive", "ct",      "distant",     "dollars",
    "dozen",      "during",   "et",       "euros",  "feet",    "final",       "for",     "foreseeable", "from",
    "full",       "further",  "gmt",      "has",    "in",      "is",          "kg",      "km",          "least",
    "local",      "long",     "men",      "mere",   "meters",  "metres",      "miles",   "moment",      "most",
    "mt",         "nd",       "near",     "number", "o",       "of",          "old",     "olds",        "on",
    "opening",    "or",       "other",    "part",   "people",  "percent",     "period",  "pt",          "rd",
    "s",          "short",    "since",    "single", "small",   "solid",       "st",      "stages",      "straight",
    "successive", "t",        "term",     "th",     "than",    "then",        "through", "throughout",  "till",
    "time",       "times",    "to",       "took",   "until",   "was",         "wee",     "whole",       "with",
    "within",     "women",    "z"};

/// Of all these those that may tell time: with a figure before or behind them ("90s", "5 o'clock", "Q3"), "at the
/// moment".
constexpr std::array<std::string_view, 7> words_of_time = {"s", "o", "clock", "q", "z", "'", "moment"};

Result<TsvTable> table(const std::string& data_dir, std::string_view file, std::span<const std::string_view> columns,
                       std::vector<Problem>& problems) {
    return read_tsv(data_dir + "/times/" + std::string(file), columns, problems);
}

}  // namespace

std::optional<std::int32_t> HolidayRule::in_year(int year) const {
    if (month == 0) {
        const auto easter = year >= 1 && year <= 9999 ? easter_sunday(year) : std::nullopt;
        return easter ? std::optional(*easter + day) : std::nullopt;
    }
    if (weekday == 0) return day_number(year, month, day);
    const auto first = day_number(year, month, 1);
    if (!first) return std::nullopt;
    std::int32_t found = *first + (weekday - weekday_of(*first) + 7) % 7 + (nth - 1) * 7;
    if (civil_date(found).month != month) found -= 7;  // only for the fifth, which means the last
    return found;
}

// Why a word cannot be held, empty if it can.
std::string TimeWords::refusal(std::string_view word) const {
    if (first_letters(word).empty()) return "'" + std::string(word) + "' has no letter from a to z";
    if (entries_.size() >= most_words) return "more than " + std::to_string(most_words) + " words of time";
    return {};
}

void TimeWords::take_words(const TsvTable& rows, std::vector<Problem>& problems) {
    for (const TsvRow& row : rows.rows) {
        const auto reject = [&](std::string what) {
            problems.push_back({rows.file, row.line, 0, std::move(what), true});
        };
        const auto type = index_of(class_names, row[1]);
        const auto guard = index_of(guard_names, row[3]);
        const std::string word = lower_ascii(row[0]);
        const std::string refused = refusal(word);
        if (!type) {
            reject("no such class: '" + std::string(row[1]) + "'");
        } else if (!guard) {
            reject("no such guard: '" + std::string(row[3]) + "'");
        } else if (!refused.empty()) {
            reject(refused);
        } else {
            std::vector<WordSense>& senses = entry(word).senses;
            const auto same = [&](const WordSense& sense) { return sense.type == static_cast<TimeClass>(*type); };
            if (std::any_of(senses.begin(), senses.end(), same))
                reject("'" + std::string(row[0]) + "' is already of class " + std::string(row[1]));
            else
                senses.push_back({static_cast<TimeClass>(*type), static_cast<WordGuard>(*guard),
                                  integer(row[2]).value_or(0), std::string(row[2])});
        }
    }
}

void TimeWords::take_holidays(const TsvTable& rows, std::vector<Problem>& problems) {
    const auto first_word = [](std::string_view name) { return name.substr(0, name.find_first_of(" '.")); };
    for (const TsvRow& row : rows.rows) {
        const auto rule = parse_rule(row[0], row[1]);
        const std::string refused = refusal(first_word(row[0]));
        if (rule && refused.empty())
            holidays_.push_back(*rule);
        else
            problems.push_back(
                {rows.file, row.line, 0,
                 rule ? refused : "the rule '" + std::string(row[1]) + "' is no MM-DD, easter+N or MM-weekday-N",
                 true});
    }
    const auto longer = [](const HolidayRule& a, const HolidayRule& b) { return a.name.size() > b.name.size(); };
    std::stable_sort(holidays_.begin(), holidays_.end(), longer);
    for (std::size_t i = 0; i < holidays_.size() && entries_.size() < most_words; ++i)
        entry(first_word(holidays_[i].name)).holidays.push_back(i);
}

Result<TimeWords> TimeWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    TimeWords words;
    const auto reject = [&](const TsvTable& of, const TsvRow& row, std::string what) {
        problems.push_back({of.file, row.line, 0, std::move(what), true});
    };

    static constexpr std::array<std::string_view, 4> word_columns{"word", "class", "value", "guard"};
    auto rows = table(data_dir, "words.tsv", word_columns, problems);
    if (!rows) return fail(rows.error());
    words.take_words(*rows, problems);

    static constexpr std::array<std::string_view, 2> holiday_columns{"name", "rule"};
    auto holidays = table(data_dir, "holidays.tsv", holiday_columns, problems);
    if (!holidays) return fail(holidays.error());
    words.take_holidays(*holidays, problems);
    for (const std::string_view inner : inner_words) words.entry(inner).joins = true;
    for (const std::string_view opener : openers) words.entry(opener).opener = words.entry(opener).joins = true;
    for (const std::string_view word : words_of_time) words.entry(word).joins = false;
    words.note_cues();
    words.note_classes();

    static constexpr std::array<std::string_view, 3> part_columns{"code", "begin", "end"};
    auto parts = table(data_dir, "day_parts.tsv", part_columns, problems);
    if (!parts) return fail(parts.error());
    for (const TsvRow& row : parts->rows) {
        const auto begin = seconds_of(row[1]);
        const auto end = seconds_of(row[2]);
        if (begin && end)
            words.hours_[std::string(row[0])] = {*begin, *end};
        else
            reject(*parts, row, "hours are written HH:MM");
    }

    static constexpr std::array<std::string_view, 2> zone_columns{"zone", "minutes"};
    auto zones = table(data_dir, "zones.tsv", zone_columns, problems);
    if (!zones) return fail(zones.error());
    for (const TsvRow& row : zones->rows) {
        const auto minutes = integer(row[1]);
        if (minutes && *minutes >= -720 && *minutes <= 840)
            words.zones_[std::string(row[0])] = *minutes;
        else
            reject(*zones, row, "minutes east of UTC lie between -720 and 840");
    }
    words.fingerprint_ = xxh3_hex(rows->content + holidays->content + parts->content + zones->content);
    return words;
}

WordEntry& TimeWords::entry(std::string_view lower) {
    std::size_t slot = slot_of(WordKey::of(lower));
    for (; slots_[slot] != 0; slot = (slot + 1) % slot_count)
        if (entries_[slots_[slot] - 1U].word == lower) return entries_[slots_[slot] - 1U];
    WordEntry& added = entries_.emplace_back();
    added.word = std::string(lower);
    added.key = WordKey::of(lower);
    slots_[slot] = static_cast<std::uint16_t>(entries_.size());
    return added;
}

void TimeWords::note_cues() {
    entry("moment").tells_time = true;  // "at the moment", which no table holds
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        // A word of several stretches of letters ("sept.") is known by its first.
        const std::string word = entries_[i].word;
        const std::string_view letters = first_letters(word);
        if (letters.empty()) continue;  // "'" before a year
        WordEntry& known = entry(letters);
        for (const WordSense& sense : entries_[i].senses) {
            const bool capital = sense.guard != WordGuard::none && sense.guard != WordGuard::season;
            if ((class_mask({sense.type}) & time_telling_classes) != 0)
                (capital ? known.tells_time_if_capital : known.tells_time) = true;
            if (sense.type == TimeClass::event && letters == word) known.names_event = true;
        }
        if (!entries_[i].holidays.empty()) known.tells_time_if_capital = true;
        if (known.names_event || known.tells_time || known.tells_time_if_capital)
            cues_.set(slot_of(WordKey::of(letters)));
    }
}

// "Today" may stand in a title ("Russia Today"), "may" be a verb: such classes depend on where the word stands.
void TimeWords::note_classes() {
    for (WordEntry& known : entries_)
        for (const WordSense& sense : known.senses) {
            if (sense.guard != WordGuard::none || (class_mask({sense.type}) & classes_in_titles) != 0)
                known.guarded = true;
            else
                known.everywhere |= class_mask({sense.type});
        }
}

std::optional<int> TimeWords::zone(std::string_view abbreviation) const {
    const auto found = zones_.find(std::string(abbreviation));
    return found == zones_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<PartHours> TimeWords::hours(std::string_view part_code) const {
    const auto found = hours_.find(std::string(part_code));
    return found == hours_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Problem> lint_time_words(const std::string& data_dir) {
    std::vector<Problem> problems;
    const auto words = TimeWords::load(data_dir, problems);
    if (!words) problems.push_back({words.error().file, 0, 0, words.error().what, true});
    return problems;
}

}  // namespace px
