#pragma once
// One utterance printed in two wordings: direct quotations of one speaker in different reports, the same words but for
// some in their midst. Words left out at either end are a choice of how much to quote and no finding.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/dispute_words.hpp"

namespace px {

/// At most one finding for each pair of quotations, at most a hundred in all. `lineages` numbers the lineage of each
/// report.
[[nodiscard]] std::vector<Finding> find_other_wordings(std::span<const CodedReport> reports,
                                                       std::span<const std::int32_t> lineages,
                                                       const DisputeWords& vocabulary);

}  // namespace px
