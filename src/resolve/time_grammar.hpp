#pragma once
// Recognises time expressions in pieces and says what they mean, before anything is known of the date they count
// from: "Tuesday of last week" = weekday 2 in the week one before the report's.
//
//   for (const TimeMatch& match : recognise_times(words, cut_pieces(words, text, annotation))) ...
//
// Each position is tried with a fixed list of rules that look at most about a dozen pieces ahead; the longest match
// wins. After the composition operators of SCATE (Bethard and Parker, LREC 2016), flattened: a base granule, fields
// inside it, a clock time or part of the day, and a modifier.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/layers.hpp"
#include "resolve/time_pieces.hpp"
#include "resolve/time_words.hpp"

namespace px {

enum class TimeForm : std::uint8_t { calendar, duration, set, literal, nothing };

/// What an expression counts from.
enum class TimeBase : std::uint8_t { none, report, focus };

/// Views look at the tables or at words of the program.
struct TimeExpression {
    TimeForm form = TimeForm::calendar;
    std::string_view rule;

    // A granule `count` units from the anchor ("last week": report, week, -1).
    TimeBase base = TimeBase::none;
    Granularity unit = Granularity::unknown;
    std::int64_t count = 0;
    bool vague = false;  // "several days ago": the count is not said

    // Fields inside it; 0 or -1 = not said.
    int year = -1;
    bool before_christ = false;
    int decade = -1;  // 199 = the 1990s; 9 with short_decade = the nineties of some century
    bool short_decade = false;
    int century = -1;  // 18 = the 19th century
    int half = 0;
    int quarter = 0;
    int season = 0;  // first month: 3, 6, 9, 12
    int month = 0;
    int day = 0;
    int weekday = 0;
    bool weekend = false;
    int holiday = -1;
    int direction = 0;  // "last May" -1, "next May" +1, "this May" 0 with said_this
    bool said_this = false;
    bool in_previous_year = false;  // the "5" of "May 3-5": the year is that of the expression before

    // "the last week of August": the nth granule inside the one that the fields name.
    Granularity nth_unit = Granularity::unknown;
    int nth = 0;  // -1 = the last

    // Inside the day.
    std::string_view part;  // "MO", "NI"
    int hour = -1;
    int minute = -1;
    int second = -1;
    std::optional<int> zone_minutes;
    bool small_hours = false;    // "the early hours": from midnight on
    std::size_t zone_begin = 0;  // pieces of the words that tell the zone: "local", "Moscow", "GMT"
    std::size_t zone_end = 0;

    // Durations, sets and literals.
    std::string value;            // "P6M", "XXXX-WXX-1", "PRESENT_REF"
    std::int64_t span_count = 0;  // of a duration next to the anchor: "the past six months" = -6 months

    std::string_view mod;

    [[nodiscard]] bool has_date_field() const {
        return year >= 0 || decade >= 0 || century >= 0 || half != 0 || quarter != 0 || season != 0 || month != 0 ||
               day != 0 || weekday != 0 || weekend || holiday >= 0;
    }
    [[nodiscard]] bool has_clock() const { return hour >= 0 || !part.empty(); }
    /// Names a single day, or can: "Monday", "5 May", "yesterday".
    [[nodiscard]] bool is_day() const {
        return form == TimeForm::calendar && !weekend &&
               (day != 0 || weekday != 0 || holiday >= 0 || (base != TimeBase::none && unit == Granularity::day));
    }
};

/// How an outlet writes dates in figures: "10/09/2024" is 10 September or 9 October.
enum class DateOrder : std::uint8_t { unknown, day_first, month_first };

struct TimeMatch {
    std::size_t begin = 0;  // pieces
    std::size_t end = 0;
    TimeExpression expression;
};

/// A date in figures that can be read in one way only ("30/10/2024") tells the order of the others; then `order`; else
/// the day is first, but for years of two figures ("10/30/89").
[[nodiscard]] std::vector<TimeMatch> recognise_times(const TimeWords& words, const CutText& cut,
                                                     DateOrder order = DateOrder::unknown);

}  // namespace px
