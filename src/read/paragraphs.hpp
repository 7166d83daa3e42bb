#pragma once
// What stands inside a paragraph and is no part of its sentences: a photo credit at the end of a caption (also when the
// page lost the line break after it: "… on Wednesday. Photo: AFPNorth Korean leader …"), and the dateline before the
// first sentence ("CHAVUMA, Zambia, Sept 9 (Halyard) - ").
//
//   std::string credit_agency;
//   for (Block& block : cut_paragraph(report.text, span, tables)) report.blocks.push_back(std::move(block));

#include <string>
#include <string_view>
#include <vector>

#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

/// The paragraph as blocks: [caption] [photo credit] [paragraph], or the paragraph alone as `kind`.
[[nodiscard]] std::vector<Block> cut_paragraph(std::string_view text, Span paragraph, BlockKind kind,
                                               const ReadingTables& tables);

/// What `Block::why` says of a dateline: the only left-out date line that belongs to the report's own first paragraph.
inline constexpr std::string_view dateline_why = "dateline before the first sentence";

struct Dateline {
    Span span;           // with the dash and the blank after it; empty if there is no dateline
    std::string agency;  // the agency's name if one stands in brackets, else empty
};

/// The dateline that a first paragraph begins with.
[[nodiscard]] Dateline find_dateline(std::string_view text, Span paragraph, const ReadingTables& tables);

/// The news agency credited in an agency's footer: "(Reuters)", "Additional reporting by AFP"; empty if none is known.
[[nodiscard]] std::string credited_agency(std::string_view footer, const ReadingTables& tables);

/// Does the text end as a sentence does: full stop, question or exclamation mark, colon, with closing quotes and
/// brackets after it?
[[nodiscard]] bool ends_sentence(std::string_view text);

/// The span without white space (also no-break spaces) at either end.
[[nodiscard]] Span trimmed(std::string_view text, Span span);

}  // namespace px
