#pragma once
// A comparison for a terminal: statements as rows, reports as columns, then the evidence of every finding sentence by
// sentence, times that stay open, and what was left out.
//
//   fputs(comparison_text(comparison, reports, {.width = 100, .colour = true}).c_str(), stdout);
//
// Up to about four reports each cell has words; more reports get symbols with the words below the row; very many are
// listed by what they say. Offsets are code points of the report's text, as in JSON.

#include <span>
#include <string>

#include "record/accounts.hpp"

namespace px {

struct TerminalOptions {
    std::size_t width = 80;  // columns; 60 is the least that is used
    bool colour = false;     // ANSI colours; the caller obeys NO_COLOR
    bool unicode = true;     // false: plain ASCII marks
    std::size_t rows = 16;   // rows shown; splits are always shown; 0 = all
    std::string_view run{};  // fingerprint of the run, for the last line; "" = none
};

/// Text that ends with a line end. Safe to print: what came from reports is stripped of control characters.
[[nodiscard]] std::string comparison_text(const Comparison& comparison, std::span<const CodedReport> reports,
                                          const TerminalOptions& options = {});

}  // namespace px
