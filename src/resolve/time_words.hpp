#pragma once
// The words that time expressions are made of: tables in data/times/, so that a person can add a holiday, a time zone
// or a vague word without touching the program.
//
//   std::vector<Problem> problems;
//   Result<TimeWords> words = TimeWords::load("data", problems);
//
// words.tsv (word, class, value, guard), holidays.tsv (name, rule), day_parts.tsv (code, begin, end), zones.tsv (zone,
// minutes east of UTC). Loaded once, immutable, shared by threads.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "resolve/calendar.hpp"

namespace px {

/// What a word does in a time expression; a word may have several classes.
enum class TimeClass : std::uint8_t {
    month,
    weekday,
    weekdays,
    unit,
    units,
    number,
    ordinal,
    decade,
    season,
    part,
    parts,
    clock,
    deictic,
    last,
    past,
    shift,
    next,
    coming,
    this_,
    that,
    same,
    mod,
    about,
    vague,
    couple,
    every,
    frequency,
    reference,
    recent,
    future,
    present,
    ago,
    earlier,
    later,
    meridiem,
    era,
    future_cue,
    plan_cue,
    event,
    count_
};

enum class WordGuard : std::uint8_t { none, capital, lone, context, season };

struct WordSense {
    TimeClass type = TimeClass::event;
    WordGuard guard = WordGuard::none;
    std::int32_t number = 0;  // the value, where it is a number
    std::string value;
};

/// How a named day is found in a year.
struct HolidayRule {
    std::string name;
    int month = 0;    // 0 = counted from Easter
    int day = 0;      // of the month, or days after Easter
    int weekday = 0;  // 1 = Monday ...; 0 = a fixed day
    int nth = 0;      // which of the month's such weekdays; 5 = the last
    [[nodiscard]] std::optional<std::int32_t> in_year(int year) const;
};

/// What the tables know of a word.
struct WordEntry {
    std::vector<WordSense> senses;
    std::vector<std::size_t> holidays;  // named days whose name begins with it, longest name first
    bool opener = false;                // a word of grammar that an expression may begin with: "the", "half", "at"
};

class TimeWords {
  public:
    /// Reads data_dir/times/*.tsv. Rows that make no sense are left out and reported; a missing file is an error.
    [[nodiscard]] static Result<TimeWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// A word in lower case, nullptr if the tables do not hold it. Most words of a text are turned away by a look at
    /// their length and three letters.
    [[nodiscard]] const WordEntry* find(std::string_view lower) const {
        return lower.empty() || !letters_[letters_of(lower)] ? nullptr : look_up(lower);
    }
    /// Minutes east of UTC.
    [[nodiscard]] std::optional<int> zone(std::string_view abbreviation) const;
    [[nodiscard]] std::optional<PartHours> hours(std::string_view part_code) const;
    [[nodiscard]] const std::vector<HolidayRule>& holidays() const { return holidays_; }

    /// XXH3 over the bytes of the tables.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
    };
    static constexpr std::size_t letter_codes = 8192;

    static std::size_t letters_of(std::string_view word) {
        const auto code = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(word[i])); };
        return (code(0) * 37 + code(word.size() / 2) * 1021 + code(word.size() - 1) * 263 + word.size() * 4099) %
               letter_codes;
    }
    [[nodiscard]] const WordEntry* look_up(std::string_view lower) const;
    WordEntry& entry(std::string_view lower);

    std::string fingerprint_;
    std::unordered_map<std::string, WordEntry, Hash, std::equal_to<>> words_;
    std::bitset<letter_codes> letters_;  // of the words of words_
    std::unordered_map<std::string, int> zones_;
    std::unordered_map<std::string, PartHours> hours_;
    std::vector<HolidayRule> holidays_;
};

/// What is wrong with data_dir/times/*.tsv, for `parallax lint`.
[[nodiscard]] std::vector<Problem> lint_time_words(const std::string& data_dir);

}  // namespace px
