#pragma once
// Disputes told by reporting words alone: a named voice denies something, and somebody else says it. They are found
// without codes, by the words of the two contents, so that what no coding scheme covers can be disputed too.
//
// The other side is an attribution to another speaker, or a coded statement in an outlet's own voice, of any report,
// that has at least half of the denial's content words (five-letter beginnings, at least three; two if it stands a few
// sentences away in the same report). Denials whose content is a bare noun ("the accusation") find nothing: there is no
// telling what is denied.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/dispute_words.hpp"

namespace px {

/// At most one finding for each denial and at most a hundred in all. `lineages` numbers the lineage of each report.
[[nodiscard]] std::vector<Finding> find_denials(std::span<const CodedReport> reports,
                                                std::span<const std::int32_t> lineages, const DisputeWords& words);

}  // namespace px
