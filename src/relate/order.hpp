#pragma once
// The order in which reports are worked on, whatever the order of the list: by publication, undated reports last, then
// by id, so that results do not depend on how a list was put together.

#include <cstdint>
#include <span>
#include <vector>

#include "record/accounts.hpp"

namespace px {

/// Numbers of the reports, ordered.
[[nodiscard]] std::vector<std::int32_t> canonical_order(std::span<const CodedReport> reports);

/// -1 if `a` was published before `b`, 1 if after, 0 if that cannot be told: a date is unknown, or they are of one day
/// and a time of day is unknown. Times of day are compared only where both zones are known or both unknown.
[[nodiscard]] int compare_published(const Report& a, const Report& b);

}  // namespace px
