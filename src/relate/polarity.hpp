#pragma once
// Disputes without a word of denial: what one voice tells of a party another voice negates, by the same verb or by the
// noun of it ("he ordered me to pay" and "I never ordered Roth to pay"; "is not a ban" and "the rule banning them").
//
// Both must be told as fact and in a main clause, by two named voices or by one and an outlet; the doer must be the
// same (by a word or by the resolved actor), and so must be what it was done to. See predicates.hpp for what is read.
//
//   for (Finding& finding : find_opposed_polarity(reports, lineages, table)) ...
//
// Cost: linear in the words; each negation is set against a fixed number of places.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/event_table.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_opposed_polarity(std::span<const CodedReport> reports,
                                                         std::span<const std::int32_t> lineages,
                                                         const EventTable& table);

}  // namespace px
