#pragma once
// Tolls of several reports, joined: rows of their own and what differs between them.
//
// Two tolls are of one occurrence if they count one harm of comparable victims, their times can overlap, their places
// and causes do not exclude each other, and they share a place's name, or a cause and its country. "Soldiers" counted
// by two sides of a war are not one count. A toll of nobody meets any toll of its harm.
//
// A row is made only for what no event's row has: "Police kill three protesters" counts its victims itself.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/accounts.hpp"
#include "relate/toll_words.hpp"

namespace px {

struct TollRows {
    std::vector<SourcedRow> rows;
    std::vector<Finding> findings;  // `row` counts from 0 in `rows`
};

/// `known` are the rows of events. `lineages` numbers the lineage of each report.
[[nodiscard]] TollRows compare_tolls(std::span<const CodedReport> reports, std::span<const SourcedRow> known,
                                     const TollWords& words, std::span<const std::int32_t> lineages);

}  // namespace px
