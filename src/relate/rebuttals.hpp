#pragma once
// Disputes that need no codes and no words of their own: a denial that points back ("X denied having said that", "the
// company denied the claims in the article", "denied any involvement"), or that names another of the outlets ("denied a
// report by the Courier that ...").
//
//   for (Finding& finding : find_rebuttals(reports, lineages, table.disputes())) ...
//
// "Disputed the report" is no denial of its content. Cost: linear in the attributions; each is set against a fixed
// number of others.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/dispute_words.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_rebuttals(std::span<const CodedReport> reports,
                                                  std::span<const std::int32_t> lineages, const DisputeWords& words);

/// Findings of one dispute, that share a piece of what is denied, become one.
void join_disputes(std::vector<Finding>& findings);

}  // namespace px
