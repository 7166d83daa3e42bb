#pragma once
// One thing that two outlets count differently: "48 health trusts were hit" in one report, "47 trusts that were hit" in
// another, both of one day.
//
//   for (Finding& finding : find_differing_counts(reports, lineages, events)) ...
//
// Two numbers count one thing if the noun behind them is one, the words around them have two content words in common,
// and one of these, which is no name, stands right beside the number or its noun. Numbers of different things are often
// far apart, so the larger is at most twice the smaller. Both are ten or more: smaller numbers of one noun are mostly
// parts of it. What is measured ("miles"), who was hurt (tolls.hpp), what may be, parts ("another 12", "of the 12") and
// averages are left out, and so are numbers of which the other report tells both, or whose sum or difference it tells.

#include <cstdint>
#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/event_table.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_differing_counts(std::span<const CodedReport> reports,
                                                         std::span<const std::int32_t> lineages,
                                                         const EventTable& events);

}  // namespace px
