#pragma once
// A plan that one report tells, and the act that another tells as done: no contradiction, the matter went on.
//
//   if (auto finding = find_plan_held(reports, row, number, claims_of(reports, *row.event, lineages))) ...
//
// The act must be one that is done once: a second speech, a further protest or lasting support is no plan carried out.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/accounts.hpp"
#include "relate/claims.hpp"

namespace px {

/// `row` must be that of an event, `number` its place in the list; `claims` are those of the event.
[[nodiscard]] std::optional<Finding> find_plan_held(std::span<const CodedReport> reports, const SourcedRow& row,
                                                    std::int32_t number, const std::vector<Claim>& claims);

}  // namespace px
