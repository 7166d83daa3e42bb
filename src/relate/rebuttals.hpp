#pragma once
// Disputes that need no codes and no words of their own: a denial that points back ("X denied having said that", "the
// company denied the claims in the article"), that names another of the outlets ("denied a report by the Courier
// that ..."), and what one named voice negates as past ("was not yet defeated") and
// another tells as done ("we have defeated").
//
//   for (Finding& finding : find_rebuttals(reports, lineages)) ...
//
// "Disputed the report" is no denial of its content. Cost: linear in the attributions; each is set against a fixed
// number of others.

#include <span>
#include <vector>

#include "record/accounts.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_rebuttals(std::span<const CodedReport> reports,
                                                  std::span<const std::int32_t> lineages);

/// Findings of one dispute, that share a piece of what is denied, become one.
void join_disputes(std::vector<Finding>& findings);

}  // namespace px
