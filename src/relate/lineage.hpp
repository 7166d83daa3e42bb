#pragma once
// Which reports share an origin: verbatim copies, trimmed or spliced wire text, reprints, lifted paragraphs, and
// reports of one matter that credit the same agency. What counts is the reporters' own prose: words that stand inside
// quotations are no evidence, because two reporters who heard the same speech print the same words.
//
//   for (const Lineage& lineage : find_lineages(reports, {.one_story = true})) show(lineage.reason);
//
// Method. Words are folded and hashed; runs of five equal words (shingles) find candidates through an index that
// keeps a fixed number of reports for each shingle, so the cost grows with the words read and not with the pairs of
// reports. A candidate is aligned word by word (passages.hpp). Two reports are of one lineage if
//   * at least 40 words of prose are shared in runs of five or more, or
//   * at least 15 words and 60 % of the prose of the shorter text (short notices), or
//   * (one_story) both credit the same agency, or one of them is that agency, or both are of one outlet.
// The limits of 40 words and of the shingle length follow the annotation rules of wire-copy sets; see docs/accounts.md.
// Reports are taken in an order of their own (time, then id): the order of the list does not matter.

#include <span>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "relate/words.hpp"

namespace px {

struct LineageOptions {
    bool one_story = false;  // all reports are about one matter, so that a shared agency or outlet is a shared origin
};

/// Every report is in exactly one lineage; a report of its own has a lineage of one with an empty reason. Lineages are
/// ordered by their first report, reports inside them by their number.
[[nodiscard]] std::vector<Lineage> find_lineages(std::span<const CodedReport> reports,
                                                 const LineageOptions& options = {});

/// Whether two texts share an origin, by their words alone.
[[nodiscard]] bool share_origin(std::span<const ReportWord> a, std::span<const ReportWord> b);

/// The agency that a report credits: Report::agency, else a dateline "(Reuters)" at the beginning of the text or a
/// credit line "Reporting by AFP" at its end; empty if there is none.
[[nodiscard]] std::string credited_agency(const Report& report);

/// The lineage of every report, by number.
[[nodiscard]] std::vector<std::int32_t> lineage_of_reports(std::span<const Lineage> lineages, std::size_t reports);

}  // namespace px
