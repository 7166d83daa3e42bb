#pragma once
// What does not fit together, precision first: firm contradictions between reports are rare, so a tool that finds one
// in every story is wrong. Every finding says which steps led to it. docs/accounts.md explains each type.
//
// Never found: anything between reports of different holders, objects or events, however alike they look; a plan
// against the event that followed; figures whose intervals overlap; a speaker against himself in one interview.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/accounts.hpp"

namespace px {

/// Findings on single rows and between rows; Finding::row counts in the list given. `lineages`
/// numbers the lineage of each report: what copies say is no evidence of its own.
[[nodiscard]] std::vector<Finding> find_contradictions(std::span<const CodedReport> reports,
                                                       std::span<const SourcedRow> rows,
                                                       std::span<const std::int32_t> lineages);

}  // namespace px
