#pragma once
// Denials that name a deed in a word and tell no more of it ("Norland denies meddling in the vote", "denied the
// affair", "denied that any collusion took place"), against what the reports tell of that deed with the denier beside
// it: "Norse interference in the vote", "the affair with Dalmar", "Norland had meddled".
//
//   for (Finding& finding : find_denied_deeds(reports, lineages, table.disputes(), table.acts())) ...
//
// The deed's word is the same on both sides, or one of its class in data/relate/acts.tsv. Whoever it is laid to stands
// right before it ("Norse", "Dalmar's"), behind it after "by", "with" or "between", or is the subject of its verb.
// Cost: linear in the words of the reports; for one deed a fixed number of sentences is kept.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/act_words.hpp"
#include "relate/dispute_words.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_denied_deeds(std::span<const CodedReport> reports,
                                                     std::span<const std::int32_t> lineages, const DisputeWords& words,
                                                     const ActWords& acts);

}  // namespace px
