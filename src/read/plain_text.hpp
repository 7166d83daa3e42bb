#pragma once
// Plain text of any kind into blocks: paragraphs parted by blank lines or by single line ends, lines wrapped at a
// margin, mail with a head, lists. The text itself is never changed: every offset in the report is an offset in the
// decoded file.
//
//   Report report;
//   report.text = decoded.text;
//   read_plain_text(report, tables);      // fills blocks, outlet, authors, agency, published, updated, truncated

#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

/// Fills what the text says of itself; fields that are set already stay. `title` is the part of the text that is known
/// to be the headline (empty: none is known); it must end at a line end.
void read_plain_text(Report& report, const ReadingTables& tables, Span title = {});

}  // namespace px
