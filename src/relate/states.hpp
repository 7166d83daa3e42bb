#pragma once
// States and attitudes that exclude each other: "signed the protocol" and "the paper went unsigned", "the road is open"
// and "the road is closed", "welcomed the plan" and "received the plan with displeasure". The phrases are
// data/relate/states.tsv.
//
// Two tellings are opposed if they hold opposite phrases of one row, have two further words in common that are no
// names (of what can change, three words, one of them no name; of attitudes two), and are of one time: of days that
// meet, and for a state that can change of one day. Attitudes also need one holder. Two outlets in their own voices
// contradict each other; where a named voice tells one side it is a dispute.
//
//   for (Finding& finding : find_opposed_states(reports, lineages, table)) ...
//
// Cost: linear in the words; each telling is set against a fixed number of others.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/event_table.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_opposed_states(std::span<const CodedReport> reports,
                                                       std::span<const std::int32_t> lineages, const EventTable& table);

}  // namespace px
