#pragma once
// What the fields of a time expression name once its year is known, as a granule and as a TIMEX3 value.
//
//   granule_for(words, expression, 2019);        // "3 May" -> 2019-05-03
//   value_for(words, expression, "XXXX");        // "XXXX-05-03"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "resolve/calendar.hpp"
#include "resolve/time_grammar.hpp"
#include "resolve/time_words.hpp"

namespace px {

/// What is found for one expression: a granule, or a value with what is unknown marked X.
struct TimeResolution {
    std::optional<Granule> granule;
    std::string value;  // used when there is no granule
    bool weekend = false;
    std::string arithmetic;
    std::int32_t anchor = -1;  // mention that it counts from
    bool anchored_to_report = false;
    float confidence = 0.95F;
};

[[nodiscard]] TimeResolution said_only(std::string value);
/// Without a granule `otherwise`, and "no such date" as arithmetic.
[[nodiscard]] TimeResolution said(std::optional<Granule> granule, std::string otherwise);

[[nodiscard]] std::string_view unit_name(Granularity unit);
[[nodiscard]] std::string counted(std::int64_t count, Granularity unit);  // "2 weeks", whatever the sign

/// All fields but the year are said in the expression. nullopt: no such date.
[[nodiscard]] std::optional<Granule> granule_for(const TimeWords& words, const TimeExpression& e, int year);
[[nodiscard]] std::optional<Granule> granule_in_year(int year, int month, Granularity unit);
[[nodiscard]] std::string value_for(const TimeWords& words, const TimeExpression& e, std::string_view year);
/// The value while nothing is known of the date that the expression counts from.
[[nodiscard]] std::string unknown_value(const TimeWords& words, const TimeExpression& e);
[[nodiscard]] std::string before_christ_value(const TimeExpression& e);
[[nodiscard]] std::string clock_value(const TimeExpression& e);  // "T10:30", "TMO"

/// "the last week of August": puts the nth granule inside the one found in its place.
void take_nth(const TimeExpression& e, TimeResolution& found);
/// The same day of another month or year, or the month's last where there is none.
[[nodiscard]] std::optional<std::int32_t> move_day(std::int32_t day, Granularity unit, std::int64_t count);

}  // namespace px
