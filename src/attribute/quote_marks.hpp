#pragma once
// Finds what stands between quotation marks in the kept blocks of a report, and never gives up: curly, straight,
// single, double, low and angled marks, two single marks for a double one, quotations inside quotations, apostrophes
// and inch signs told apart, a missing mark at either end, and quotations that run over several paragraphs (a mark
// opens each of them, one closes the last).
//
//   for (const Quotation& quotation : find_quotations(report))
//       for (Span piece : quotation.pieces) show(slice(report.text, piece));    // without the marks
//
// Promises for any bytes: a piece lies inside one kept block; the pieces of one quotation stand in order, one in each
// of its blocks; two quotations are nested or apart, never crossing. Time is linear in the text.

#include <cstdint>
#include <string_view>
#include <vector>

#include "record/report.hpp"

namespace px {

enum class QuotationUse : std::uint8_t {
    speech,  // somebody's words: has a sentence's punctuation, or is long enough to be one
    scare,   // a word or two that the writer keeps at a distance
    title,   // a work, a programme, a nickname: its words are capitalised
};

struct Quotation {
    std::vector<Span> pieces;      // what stands between the marks, one per block, ordered
    Span hull;                     // from the first mark to the last, marks included
    std::int32_t first_block = 0;  // Report::blocks
    std::int32_t last_block = 0;
    std::int32_t parent = -1;  // the quotation around it, -1 = none
    QuotationUse use = QuotationUse::speech;
    bool open_missing = false;   // no mark opens it: it begins with its paragraph or sentence
    bool close_missing = false;  // no mark closes it: it ends with its paragraph or sentence
};

/// All quotations of the kept blocks, ordered by where they begin; a quotation stands before those inside it.
[[nodiscard]] std::vector<Quotation> find_quotations(const Report& report);

/// The editor's insertions "[such as this]" inside a span, brackets included; unbalanced brackets are no insertions.
[[nodiscard]] std::vector<Span> find_insertions(std::string_view text, Span span);

[[nodiscard]] std::string_view to_string(QuotationUse use);

}  // namespace px
