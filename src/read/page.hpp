#pragma once
// A page into a report: its visible blocks in reading order, those of the report kept, the rest left out with a reason.
//
//   Report report;
//   const std::string claimed_language = read_page(report, decoded, tables);
//
// Report::text holds all visible blocks parted by "\n\n"; Report::origins leads each byte back to the file.

#include <string>

#include "read/charset.hpp"
#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

/// Fills what the page says; fields that are set already stay. Gives the language that the page claims ("en", or
/// empty).
[[nodiscard]] std::string read_page(Report& report, const DecodedText& page, const ReadingTables& tables);

}  // namespace px
