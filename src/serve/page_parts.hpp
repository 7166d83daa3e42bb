#pragma once
// The parts of serve/page.cpp. Each function writes one section of the page; what they share stands in Page.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "record/ids.hpp"
#include "serve/html.hpp"
#include "serve/page.hpp"
#include "serve/wording.hpp"
#include "text/code_points.hpp"

namespace px {

struct Page {
    Page(const Comparison& comparison, std::span<const CodedReport> reports, const PageOptions& options);

    [[nodiscard]] const CodedReport& coded(std::int32_t report) const {
        return reports[static_cast<std::size_t>(report)];
    }
    [[nodiscard]] const Report& report(std::int32_t number) const { return coded(number).report; }
    /// "423–560", code points.
    [[nodiscard]] std::string characters(std::int32_t report, Span span) const;
    /// Anchor of a place in a report's text: "A-423".
    [[nodiscard]] std::string text_anchor(std::int32_t report, Span span) const;
    /// Anchor of the record behind a cell: "row2-A".
    [[nodiscard]] static std::string cell_anchor(std::size_t row, std::int32_t report);
    /// Public id of a record, "" if the reference leads nowhere.
    [[nodiscard]] std::string id_of(const StatementRef& ref) const;

    const Comparison& comparison;
    std::span<const CodedReport> reports;
    const PageOptions& options;
    std::vector<std::int32_t> order;     // of columns: reports of one origin stand together; at most 120
    std::vector<bool> drawn;             // reports that have a column and a text on the page
    std::span<const Row> rows;           // that are drawn, weightiest first
    std::vector<std::int32_t> lineages;  // of each report
    std::vector<CodePoints> points;      // of each report
    std::vector<RecordIds> ids;          // of each report
};

/// A stance as a drawn symbol; the words beside it are the caller's.
void write_mark(Html& html, Stance stance);
/// A quotation: sentence with its words marked, who says it, where it stands.
void write_evidence(Html& html, const Page& page, const StatementRef& ref);

void write_findings(Html& html, const Page& page);
void write_matrix(Html& html, const Page& page);
/// One record for each cell of the matrix that has evidence.
void write_records(Html& html, const Page& page);
void write_texts(Html& html, const Page& page);
void write_timeline(Html& html, const Page& page);
void write_quotes(Html& html, const Page& page);
void write_reports(Html& html, const Page& page);
void write_citation(Html& html, const Page& page);

}  // namespace px
