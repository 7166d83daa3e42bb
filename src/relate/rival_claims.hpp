#pragma once
// Rival claims that deny each other without a word of denial: two who each say that they won one election, and a crowd
// that the police and the organisers count differently.
//
//   for (Finding& finding : find_rival_winners(reports, lineages, table.disputes())) ...
//   for (Finding& finding : find_rival_counts(reports, lineages, table)) ...
//
// Two who won different rounds, seats or offices are no rivals (data/relate/disputes.tsv, kinds round and office).

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/event_table.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_rival_winners(std::span<const CodedReport> reports,
                                                      std::span<const std::int32_t> lineages,
                                                      const DisputeWords& words);

/// Counts by the state's side and by those who called the march, in one sentence, in neighbouring ones, or in reports
/// of one day that name one place.
[[nodiscard]] std::vector<Finding> find_rival_counts(std::span<const CodedReport> reports,
                                                     std::span<const std::int32_t> lineages, const EventTable& table);

}  // namespace px
