// Any bytes as the paragraphs of a report, some of them left out: quotations stay inside their paragraphs, their pieces
// in order, and no two of them cross.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "attribute/quote_marks.hpp"

namespace {

/// Paragraphs end with an empty line; one that begins with '#' is left out, with '=' a headline.
px::Report report_of(std::string text) {
    px::Report report;
    report.text = std::move(text);
    std::size_t begin = 0;
    while (begin < report.text.size()) {
        const std::size_t end = std::min(report.text.find("\n\n", begin), report.text.size());
        px::Block block;
        block.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        if (report.text[begin] == '#') block.kind = px::BlockKind::left_out;
        if (report.text[begin] == '=') block.kind = px::BlockKind::headline;
        if (end > begin) report.blocks.push_back(block);
        begin = end + 2;
    }
    return report;
}

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const px::Report& report, const px::Quotation& quotation) {
    require(!quotation.pieces.empty() && quotation.first_block <= quotation.last_block);
    std::uint32_t at = 0;
    std::int32_t block = quotation.first_block;
    for (const px::Span piece : quotation.pieces) {
        require(piece.begin < piece.end && piece.begin >= at && quotation.hull.contains(piece));
        at = piece.end;
        while (block <= quotation.last_block && !report.blocks[static_cast<std::size_t>(block)].span.contains(piece))
            ++block;
        require(block <= quotation.last_block && report.blocks[static_cast<std::size_t>(block)].kept());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const px::Report report = report_of(std::string(reinterpret_cast<const char*>(data), size));
    const std::vector<px::Quotation> quotations = px::find_quotations(report);
    for (std::size_t i = 0; i < quotations.size(); ++i) {
        const px::Quotation& one = quotations[i];
        check(report, one);
        require(one.parent < static_cast<std::int32_t>(i));
        if (one.parent >= 0) require(quotations[static_cast<std::size_t>(one.parent)].hull.contains(one.hull));
        if (i == 0) continue;
        const px::Span before = quotations[i - 1].hull;
        require(before.begin <= one.hull.begin && (!before.overlaps(one.hull) || before.contains(one.hull)));
        for (const px::Span piece : one.pieces)
            for (const px::Span inside : px::find_insertions(report.text, piece)) require(piece.contains(inside));
    }
    return 0;
}
