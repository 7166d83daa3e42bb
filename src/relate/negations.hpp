#pragma once
// Disputes and contradictions by a negated verb, without codes.
//
// One named voice negates as past ("was not yet defeated", "no soldier has entered the town", "denied that anybody had
// been paid") what another tells as done ("we have defeated"); or one outlet says in its own voice that something did
// not happen on a day on which another outlet says that it did.
//
//   for (Finding& finding : find_negated(reports, lineages, table.acts(), table.disputes(), table.kinds())) ...
//
// Cost: linear in the sentences and attributions; each is set against a fixed number of others.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/act_words.hpp"
#include "relate/dispute_words.hpp"
#include "relate/kind_words.hpp"

namespace px {

/// Named voices, one of which negates what another tells: disputes.
[[nodiscard]] std::vector<Finding> find_negated(std::span<const CodedReport> reports,
                                                std::span<const std::int32_t> lineages, const ActWords& acts,
                                                const DisputeWords& vocabulary, const KindWords& kinds);

/// Outlets in their own voices: contradictions of polarity.
[[nodiscard]] std::vector<Finding> find_negated_by_outlets(std::span<const CodedReport> reports,
                                                           std::span<const std::int32_t> lineages, const ActWords& acts,
                                                           const DisputeWords& vocabulary);

}  // namespace px
