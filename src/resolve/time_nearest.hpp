#pragma once
// Dates that a report names without all of their year: the one meant is the nearest to the publication day that the
// verb allows, and in history the nearest to the date told last.

#include "resolve/time_fields.hpp"
#include "resolve/time_setting.hpp"

namespace px {

/// "1990s", "the nineties": the latest that has begun.
[[nodiscard]] TimeResolution date_in_decade(const TimeSetting& setting, const TimeMatch& match);
/// A date whose year is said; says so where its weekday is another.
[[nodiscard]] TimeResolution date_in_year(const TimeSetting& setting, const TimeExpression& e, int year);
/// A month, season, quarter, holiday or weekday whose year is not said.
[[nodiscard]] TimeResolution date_without_year(const TimeSetting& setting, const TimeMatch& match);

}  // namespace px
