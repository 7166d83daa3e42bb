#pragma once
// Figures that a later report corrects: "120,000 records and not 1.2 million, as stated".
//
//   for (Finding& finding : find_corrections(reports, lineages)) ...      // FindingKind::updated
//
// Asked for are both numbers in one sentence, a word that tells of a correction, and another report that told the wrong
// number of the same thing. Cost: linear in the words of the reports.

#include <span>
#include <vector>

#include "record/accounts.hpp"

namespace px {

/// At most a hundred. `lineages` numbers the lineage of each report: copies correct nothing anew.
[[nodiscard]] std::vector<Finding> find_corrections(std::span<const CodedReport> reports,
                                                    std::span<const std::int32_t> lineages);

}  // namespace px
