#pragma once
// One scene told by several reports and compared slot by slot, where no code and no common verb compares it: who acted,
// where, at what time of the day.
//
//   for (Finding& finding : find_scenes(reports, lineages, table.scenes())) ...
//
// Two sentences are of one scene if they tell one kind of act as done, on days that do not exclude each other, in
// reports published at most two days apart, and share an anchor: an equal count of one class of things, or the same
// person. Counts are equal by chance where the sentences name other places, countries or actors, and an arrest or
// handover needs a town or a person in common besides its count. Only then are slots compared, and only where both
// sentences fill the slot with exactly one class that excludes the other and neither report names the other's class
// at all. docs/accounts.md describes it.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/scene_words.hpp"

namespace px {

/// Contradictions of agent, place and date (time of the day). `lineages` numbers the lineage of each report.
[[nodiscard]] std::vector<Finding> find_scenes(std::span<const CodedReport> reports,
                                               std::span<const std::int32_t> lineages, const SceneWords& words);

}  // namespace px
