#pragma once
// Dates that count from another: "last week" and "yesterday" from the publication day, "a day earlier" and "the
// following Tuesday" from the date told last. What counts from an event without a date stays unresolved and says so.

#include "resolve/time_fields.hpp"
#include "resolve/time_setting.hpp"

namespace px {

/// `event`: the word for an event told last before the expression, nullptr = none.
[[nodiscard]] TimeResolution date_counted(const TimeSetting& setting, const TimeMatch& match, const TimeCue* event);

}  // namespace px
