#include "read/page.hpp"

#include "read/dates.hpp"
#include "read/main_text.hpp"
#include "read/markup.hpp"
#include "read/page_facts.hpp"
#include "read/page_tree.hpp"
#include "read/paragraphs.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// Puts a page's blocks one after the other into the report's text.
class PageWriter {
  public:
    PageWriter(Report& report, const ReadingTables& tables) : report_(report), tables_(tables) {}

    void write(const PageBlock& block, const Decision& decision) {
        if (!report_.text.empty()) report_.text += "\n\n";
        const auto begin = static_cast<std::uint32_t>(report_.text.size());
        report_.text += block.text;
        for (Origin origin : block.origins) {
            origin.text_begin += begin;
            add_origin(report_.origins, origin);
        }
        const Span span{begin, static_cast<std::uint32_t>(report_.text.size())};
        if (decision.kept())
            write_kept(span, decision.kind);
        else
            report_.blocks.push_back({span, decision.kind, decision.reason, decision.why});
    }

  private:
    void write_kept(Span span, BlockKind kind) {
        const bool may_begin_report = kind == BlockKind::paragraph && !has_paragraph_;
        if (may_begin_report) {
            const Dateline line = find_dateline(report_.text, span, tables_);
            if (!line.span.empty()) {
                report_.blocks.push_back({trimmed(report_.text, line.span), BlockKind::left_out, LeftOut::date_line,
                                          std::string(dateline_why)});
                if (report_.agency.empty()) report_.agency = line.agency;
                span = trimmed(report_.text, {line.span.end, span.end});
            }
        }
        for (Block& block : cut_paragraph(report_.text, span, kind, tables_)) {
            has_paragraph_ = has_paragraph_ || block.kind == BlockKind::paragraph;
            report_.blocks.push_back(std::move(block));
        }
    }

    Report& report_;
    const ReadingTables& tables_;
    bool has_paragraph_ = false;
};

void take_facts(Report& report, const PageFacts& facts) {
    if (report.outlet.empty()) report.outlet = facts.outlet;
    if (report.authors.empty()) report.authors = facts.authors;
    if (report.url.empty()) report.url = facts.url;
    if (!report.published) report.published = facts.published;
    if (!report.updated) report.updated = facts.updated;
    if (facts.behind_paywall) report.truncated = true;
}

/// Fills from the byline and date lines that were found on the page what its descriptions do not say.
void take_printed_facts(Report& report, const ReadingTables& tables) {
    for (const Block& block : report.blocks) {
        const std::string_view words = slice(report.text, block.span);
        if (block.reason == LeftOut::byline && words.size() < 300) {
            const auto byline = tables.byline(words);
            if (byline && report.authors.empty()) report.authors = byline->authors;
            if (byline && report.outlet.empty()) report.outlet = byline->outlet;
        }
        if ((block.reason == LeftOut::byline || block.reason == LeftOut::date_line) && !report.published &&
            words.size() < 300)
            if (const auto found = find_date(words, tables, "byline")) report.published = found->time;
        if (block.reason == LeftOut::notice && report.agency.empty()) report.agency = credited_agency(words, tables);
    }
}

}  // namespace

std::string read_page(Report& report, const DecodedText& page, const ReadingTables& tables) {
    const Markup markup = prepare_markup(page.text);
    if (markup.simplified) report.remarks.emplace_back("the page nests too deep; some of its tags were passed over");
    const PageTree tree = build_page_tree(markup, page, tables);
    const PageFacts facts = read_page_facts(tree, markup, tables);
    const MainText main_text = choose_main_text(tree, facts, tables);
    PageWriter writer(report, tables);
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) writer.write(tree.blocks[i], main_text.decisions[i]);
    report.truncated = report.truncated || main_text.truncated;
    take_facts(report, facts);
    take_printed_facts(report, tables);
    return facts.language;
}

}  // namespace px
