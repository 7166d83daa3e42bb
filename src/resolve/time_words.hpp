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

class TimeWords {
  public:
    /// Reads data_dir/times/*.tsv. Rows that make no sense are left out and reported; a missing file is an error.
    [[nodiscard]] static Result<TimeWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// Senses of a word in lower case; empty if it has none.
    [[nodiscard]] const std::vector<WordSense>& senses(const std::string& lower) const;
    /// Minutes east of UTC.
    [[nodiscard]] std::optional<int> zone(std::string_view abbreviation) const;
    [[nodiscard]] std::optional<PartHours> hours(std::string_view part_code) const;
    /// Named days whose name begins with this word (lower case), longest name first; indexes into holidays().
    [[nodiscard]] const std::vector<std::size_t>& holidays_from(const std::string& first_word) const;
    [[nodiscard]] const std::vector<HolidayRule>& holidays() const { return holidays_; }

    /// SHA-256 over the bytes of the tables.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::string fingerprint_;
    std::unordered_map<std::string, std::vector<WordSense>> senses_;
    std::unordered_map<std::string, int> zones_;
    std::unordered_map<std::string, PartHours> hours_;
    std::unordered_map<std::string, std::vector<std::size_t>> holidays_from_;
    std::vector<HolidayRule> holidays_;
};

/// What is wrong with data_dir/times/*.tsv, for `parallax lint`.
[[nodiscard]] std::vector<Problem> lint_time_words(const std::string& data_dir);

}  // namespace px
