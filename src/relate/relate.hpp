#pragma once
// What several reports make of one matter: the door to this room.
//
//   Result<EventTable> events = EventTable::load("data", problems);
//   const Comparison comparison = compare(reports, *events);     // rows x reports, lineages, findings
//   const std::vector<Story> stories = find_stories(reports);    // which reports are about one running matter
//   const std::vector<Lineage> lineages = find_lineages(reports);
//
// All are pure functions; none depends on the order of the reports (their numbers apart). The cost grows with the
// statements and words read, never with the pairs of reports. docs/accounts.md describes the method.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/event_table.hpp"
#include "relate/lineage.hpp"
#include "relate/stories.hpp"

namespace px {

/// Compares reports of one story. Rows are ordered by weight, findings by how much they tell. Of very many rows only
/// the weightiest are kept, so that rows x reports stays below four million cells.
[[nodiscard]] Comparison compare(std::span<const CodedReport> reports, const EventTable& events = {});

}  // namespace px
