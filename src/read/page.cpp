#include "read/page.hpp"

#include <algorithm>

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
    if (report.section.empty()) report.section = facts.section;
    if (!report.published) report.published = facts.published;
    if (!report.updated) report.updated = facts.updated;
    if (facts.behind_paywall) report.truncated = true;
}

/// A byline that names another outlet than the page's own names where the text came from.
void take_credited_outlet(Report& report, const std::string& printed, const ReadingTables& tables) {
    const auto known = tables.agency(printed);
    if (report.outlet.empty() && !known)
        report.outlet = printed;
    else if (report.agency.empty() && fold_name(printed) != fold_name(report.outlet))
        report.agency = known ? known->name : printed;
}

/// Pages name themselves as their author; that names nobody.
void part_outlet_from_authors(Report& report) {
    std::erase_if(report.authors, [&](const std::string& author) {
        std::string name = fold_name(author);
        std::string outlet = fold_name(report.outlet);
        for (std::string* text : {&name, &outlet})
            if (text->starts_with("the ")) text->erase(0, 4);
        return name == outlet || name.find(".com") != std::string::npos || name == "no author" || name == "newsroom" ||
               name == "staff" || name == "editor" || name == "admin";
    });
}

/// A name in a block that stands in a container named after authors: "By Ann Lee - 12/18/2023".
std::vector<std::string> names_in_byline_block(std::string_view words, const ReadingTables& tables) {
    if (const auto date = find_date(words, tables, "")) words = words.substr(0, date->span.begin);
    for (const std::string_view by :
         {"By ", "BY ", "by ", "Written by ", "Posted by ", "Reviewed by ", "Par ", "Von ", "Por "})
        if (words.starts_with(by)) words.remove_prefix(by.size());
    std::vector<std::string> names = split_authors(words.substr(0, words.find_first_of("|\n")));
    std::erase_if(names, [](const std::string& name) {
        const auto blanks = std::count(name.begin(), name.end(), ' ');
        return blanks < 1 || blanks > 3;
    });
    return names;
}

/// Authors that are agencies are credits.
void part_agencies_from_authors(Report& report, const ReadingTables& tables) {
    for (std::string& author : report.authors)  // "John O'Connor The Associated Press"
        for (std::size_t at = author.find(' '); at != std::string::npos; at = author.find(' ', at + 1))
            if (const auto agency = tables.agency(std::string_view(author).substr(at + 1)); agency && agency->news) {
                if (report.agency.empty()) report.agency = agency->name;
                author.resize(at);
                break;
            }
    std::erase_if(report.authors, [&](const std::string& author) {
        const auto agency = tables.agency(author);
        if (!agency || !agency->news) return false;
        if (report.agency.empty()) report.agency = agency->name;
        return true;
    });
}

/// Fills from the byline and date lines that were found on the page what its descriptions do not say.
void take_printed_facts(Report& report, const ReadingTables& tables) {
    for (const Block& block : report.blocks) {
        const std::string_view words = slice(report.text, block.span);
        if (block.reason == LeftOut::byline && words.size() < 300) {
            const auto byline = tables.byline(words);
            if (byline && report.authors.empty()) report.authors = byline->authors;
            if (!byline && report.authors.empty() && words.size() < 90)
                report.authors = names_in_byline_block(words, tables);
            if (byline && !byline->outlet.empty()) take_credited_outlet(report, byline->outlet, tables);
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
    PageTree tree = build_page_tree(markup, page, tables);
    if (tree.blocks.empty()) tree = build_page_tree(markup, page, tables, true);
    const PageFacts facts = read_page_facts(tree, markup, tables);
    const MainText main_text = choose_main_text(tree, facts, tables);
    PageWriter writer(report, tables);
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) writer.write(tree.blocks[i], main_text.decisions[i]);
    report.truncated = report.truncated || main_text.truncated;
    take_facts(report, facts);
    part_outlet_from_authors(report);
    take_printed_facts(report, tables);
    part_agencies_from_authors(report, tables);
    return facts.language;
}

}  // namespace px
