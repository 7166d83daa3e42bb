#pragma once
// Votes that are counted differently: "by 128 votes to 84" in one report, "by 128 to 74" in another.
//
// Two tallies are of one ballot if they have one number in common and not the other, are of two outlets, and were
// published at most three days apart: the votes of a committee and those of the chamber share none.
//
//   for (Finding& finding : find_tallies(reports, lineages)) ...

#include <span>
#include <vector>

#include "record/accounts.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_tallies(std::span<const CodedReport> reports,
                                                std::span<const std::int32_t> lineages);

}  // namespace px
