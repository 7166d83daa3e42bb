#pragma once
// Rival blame: two sides, each of which is said to have done it to the other.
//
// It is a contradiction if two outlets say so in their own voices of one and the same act, and no report tells both. In
// a war both sides do strike each other, so the two sentences must share the scene: a proper name that names neither
// side ("Zarumilla"), besides times and countries that can be the same. It is a dispute if each side says so itself.
// One act with two culprits needs no victim: a day, a scene and a bounded toll (or two further words) in common.

#include <span>
#include <vector>

#include "relate/accounts.hpp"
#include "relate/claims.hpp"

namespace px {

/// `claims` are those of each row.
[[nodiscard]] std::vector<Finding> find_rival_blame(std::span<const CodedReport> reports,
                                                    std::span<const SourcedRow> rows,
                                                    const std::vector<std::vector<Claim>>& claims);

}  // namespace px
