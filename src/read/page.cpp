#include "read/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "read/dates.hpp"
#include "read/main_text.hpp"
#include "read/markup.hpp"
#include "read/markup_text.hpp"
#include "read/page_facts.hpp"
#include "read/page_state.hpp"
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

std::string glued(std::string name) {
    std::erase(name, ' ');
    return name;
}

/// Pages name themselves as their author; that names nobody.
void part_outlet_from_authors(Report& report) {
    std::erase_if(report.authors, [&](const std::string& author) {
        std::string name = fold_name(author);
        std::string outlet = fold_name(report.outlet);
        for (std::string* text : {&name, &outlet})
            if (text->starts_with("the ")) text->erase(0, 4);
        if (name.ends_with(" staff")) name.resize(name.size() - 6);
        return name == outlet || glued(name) == glued(outlet) || name.find(".com") != std::string::npos ||
               name == "no author" || name == "newsroom" || name == "staff" || name == "editor" || name == "admin";
    });
}

/// A page that shows less holds its text elsewhere, if its scripts have data.
constexpr std::size_t least_shown = 400;  // bytes

std::string initials_of(std::string_view name) {
    std::string initials;
    bool at_begin = true;
    for (const char c : name) {
        if (at_begin && c != ' ') initials += c;
        at_begin = c == ' ';
    }
    return initials;
}

/// "(UP)" in a report of "Union Press", "(Rheinhold)" in one of "Rheinhold News": no agency, but the outlet itself.
void part_outlet_from_agency(Report& report, const ReadingTables& tables) {
    if (report.agency.empty() || report.outlet.empty() || tables.agency(report.agency)) return;
    const std::string agency = fold_name(report.agency);
    std::string outlet = fold_name(report.outlet);
    if (outlet.starts_with("the ") && !agency.starts_with("the ")) outlet.erase(0, 4);
    if (agency == outlet || outlet.starts_with(agency + ' ') || agency == initials_of(outlet)) report.agency.clear();
}

/// "Development Office", "Foreign Desk": who signs there is no person.
bool names_office(std::string_view name) {
    static constexpr std::array<std::string_view, 14> offices = {
        "agency",  "board",      "bureau",    "commission", "council", "department", "desk",
        "editors", "government", "institute", "ministry",   "office",  "service",    "team"};
    const std::string folded = fold_name(name);
    const std::vector<std::string_view> words = split_list(folded, ' ');
    return std::any_of(words.begin(), words.end(), [](std::string_view word) {
        return std::find(offices.begin(), offices.end(), word) != offices.end();
    });
}

/// A name in a block that stands in a container named after authors: "By Ann Lee - 12/18/2023".
std::vector<std::string> names_in_byline_block(std::string_view words, const ReadingTables& tables) {
    if (const auto date = find_date(words, tables, "")) words = words.substr(0, date->span.begin);
    for (const std::string_view by :
         {"By ", "BY ", "by ", "Written by ", "Posted by ", "Reviewed by ", "Interview by ", "Par ", "Von ", "Por "})
        if (words.starts_with(by)) words.remove_prefix(by.size());
    for (const std::string_view then : {" Updated", " Published", " Posted", " Last updated", " UPDATED", " PUBLISHED"})
        words = words.substr(0, words.find(then));
    std::vector<std::string> names = split_authors(words.substr(0, words.find_first_of("|\n")));
    std::erase_if(names, [](const std::string& name) {
        const auto blanks = std::count(name.begin(), name.end(), ' ');
        return blanks < 1 || blanks > 3 || names_office(name);
    });
    return names;
}

/// One word with small letters: may an agency's name be a person's?
bool names_person(std::string_view word) {
    return word.find(' ') == std::string_view::npos &&
           std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Authors that are agencies are credits.
void part_agencies_from_authors(Report& report, const ReadingTables& tables) {
    for (std::string& author : report.authors) {
        const std::size_t prefix = tables.agency_prefix(author);  // "Associated Press Ann Lee"
        const auto first = prefix > 0 ? tables.agency(std::string_view(author).substr(0, prefix)) : std::nullopt;
        // Petra is a name, too.
        const bool is_sure = first && first->news && !names_person(std::string_view(author).substr(0, prefix));
        if (is_sure && prefix + 1 < author.size() && author[prefix] == ' ') {
            if (report.agency.empty()) report.agency = first->name;
            author.erase(0, prefix + 1);
        }
        if (tables.agency(author)) continue;
        // "John O'Connor The Associated Press"
        for (std::size_t at = author.find(' '); at != std::string::npos; at = author.find(' ', at + 1))
            if (const auto agency = tables.agency(std::string_view(author).substr(at + 1)); agency && agency->news) {
                if (report.agency.empty()) report.agency = agency->name;
                author.resize(at);
                break;
            }
    }
    std::erase_if(report.authors, [&](const std::string& author) {
        const auto agency = tables.agency(author);
        if (!agency || !agency->news) return false;
        if (report.agency.empty()) report.agency = agency->name;
        return true;
    });
}

/// Whether what stands before the date of a byline are people ("Pierre Lambert and Ilinca Munteanu | 25.06.2024") and
/// no outlet ("Harbour Gazette | 25.06.2024"): two of them, or one in a container named after authors.
bool names_people(const std::string& printed, const Block& block, const ReadingTables& tables) {
    if (printed.empty() || tables.agency(printed) || !tables.outlet_beside_date(printed).empty()) return false;
    if (names_in_byline_block(printed, tables).size() > 1) return true;
    return block.why.find("author") != std::string::npos && printed.find(' ') != std::string::npos;
}

/// Fills from the byline and date lines that were found on the page what its descriptions do not say.
void take_printed_facts(Report& report, const ReadingTables& tables) {
    for (const Block& block : report.blocks) {
        const std::string_view words = slice(report.text, block.span);
        if (block.reason == LeftOut::byline && words.size() < 300) {
            auto byline = tables.byline(words);
            if (byline && byline->authors.empty() && names_people(byline->outlet, block, tables)) byline.reset();
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

/// The address that a browser puts into a page it saves: in a remark on top, or into its reading view's link.
std::string address_saved_from(std::string_view html) {
    constexpr std::string_view reading_view = "reader-domain\" href=\"";
    if (const std::size_t link = html.substr(0, 1U << 16U).find(reading_view); link != std::string_view::npos) {
        const std::string_view address = html.substr(link + reading_view.size());
        return std::string(address.substr(0, address.substr(0, 2000).find('"')));
    }
    const std::string_view head = html.substr(0, 4096);
    std::size_t at = head.find("saved from url=(");
    at = at == std::string_view::npos ? at : head.find(')', at);
    std::size_t label = 1;  // bytes
    if (at == std::string_view::npos) {
        const std::size_t program = head.find("SingleFile");
        if (program == std::string_view::npos) return {};
        const std::size_t remark = head.rfind("<!--", program);
        at = remark == std::string_view::npos ? remark : head.find("url:", remark);
        label = 4;
        if (at == std::string_view::npos || at > head.find("-->", program)) return {};
    }
    const std::size_t begin = head.find_first_not_of(" \t", at + label);
    if (begin == std::string_view::npos || !head.substr(begin).starts_with("http")) return {};
    const std::size_t end = head.find_first_of(" \r\n\t<>\"", begin);
    return std::string(head.substr(begin, end == std::string_view::npos ? 0 : end - begin));
}

bool is_body_text(BlockKind kind) {
    return kind == BlockKind::paragraph || kind == BlockKind::heading || kind == BlockKind::list_item ||
           kind == BlockKind::quotation;
}

/// Text in markup with its paragraphs on lines of their own.
std::string lines_of_markup(std::string_view body) {
    std::string lines;
    lines.reserve(body.size() + body.size() / 8);
    for (std::size_t at = 0; at < body.size(); ++at) {
        if (body.substr(at).starts_with("<br")) lines += '\n';
        lines += body[at];
        if (body[at] != '>') continue;
        const std::string_view before = body.substr(0, at + 1);
        if (before.ends_with("</p>") || before.ends_with("</h2>") || before.ends_with("</li>")) lines += '\n';
    }
    return lines;
}

std::size_t bytes_shown(const PageTree& tree, const MainText& main_text) {
    std::size_t shown = 0;
    for (std::size_t i = 0; i < tree.blocks.size(); ++i)
        if (is_body_text(main_text.decisions[i].kind)) shown += tree.blocks[i].text.size();
    return shown;
}

bool has_headline(const MainText& main_text) {
    return std::any_of(main_text.decisions.begin(), main_text.decisions.end(),
                       [](const Decision& decision) { return decision.kind == BlockKind::headline; });
}

/// What else the data of a script says that holds the whole text, where the page itself says nothing.
void take_state(PageFacts& facts, const JsonLdArticle& state, std::string_view title, const ReadingTables& tables) {
    for (const std::string_view separator : {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "})
        if (facts.outlet.empty() && title.starts_with(state.headline + std::string(separator)))
            facts.outlet = title.substr(state.headline.size() + separator.size());
    facts.title = state.headline;
    std::vector<std::string> authors;
    for (const std::string& name : state.authors)
        for (std::string& author : split_authors(fold_blanks(name))) authors.push_back(std::move(author));
    if (authors.size() > facts.authors.size()) facts.authors = std::move(authors);
    const auto take = [&](std::optional<PublicationTime>& time, const std::string& printed) {
        if (time || printed.empty()) return;
        if (const auto found = find_date(printed, tables, "data of a script")) time = found->time;
    };
    take(facts.published, state.published);
    take(facts.updated, state.modified);
}

/// Pages that show their text only by scripts, or only its beginning, often hold all of it in their JSON-LD: its
/// paragraphs, if they are much longer than what the page shows. That is then left out. The way back to the file leads
/// to the script as a whole.
std::vector<PageBlock> whole_text_of(std::string_view described_body, std::string_view in_script, const PageTree& tree,
                                     MainText& main_text, const DecodedText& page) {
    constexpr std::size_t times_longer = 3;
    constexpr std::size_t shortest = 80;  // bytes
    if (described_body.size() < shortest) return {};
    const auto begin = static_cast<std::uint32_t>(in_script.data() - page.text.data());
    Report decoded;
    decoded.origins = page.origins;
    const Span script = decoded.in_file({begin, begin + static_cast<std::uint32_t>(in_script.size())});
    std::vector<PageBlock> blocks;
    std::size_t described = 0;
    // Some write their markup with references ("&lt;p&gt;"): once decoded, it is markup again.
    const bool twice = described_body.find("&lt;") != std::string_view::npos;
    const std::string body = lines_of_markup(twice ? html_words(std::string(described_body)) : described_body);
    for (const std::string_view line : split_list(body, '\n')) {
        PageBlock block;
        block.text = holds_markup(line) ? html_words(std::string(line)) : fold_blanks(line);
        if (block.text.empty()) continue;
        block.origins.push_back({0, static_cast<std::uint32_t>(block.text.size()), script.begin, script.size()});
        described += block.text.size();
        blocks.push_back(std::move(block));
    }
    if (described <= times_longer * bytes_shown(tree, main_text)) return {};
    for (std::size_t i = 0; i < tree.blocks.size(); ++i)
        if (is_body_text(main_text.decisions[i].kind))
            main_text.decisions[i] = {BlockKind::left_out, LeftOut::other, "a script of the page holds the whole text"};
    return blocks;
}

}  // namespace

std::string read_page(Report& report, const DecodedText& page, const ReadingTables& tables) {
    const Markup markup = prepare_markup(page.text);
    if (markup.simplified) report.remarks.emplace_back("the page nests too deep; some of its tags were passed over");
    PageTree tree = build_page_tree(markup, page, tables);
    if (tree.blocks.empty()) tree = build_page_tree(markup, page, tables, true);
    if (!tree.canonical.starts_with("http")) tree.canonical = address_saved_from(page.text);
    PageFacts facts = read_page_facts(tree, markup, tables);
    MainText main_text = choose_main_text(tree, facts, tables);
    std::vector<PageBlock> described = whole_text_of(facts.body, facts.script, tree, main_text, page);
    if (described.empty() && bytes_shown(tree, main_text) < least_shown && !markup.states.empty()) {
        const JsonLdArticle state = read_page_state(markup.states, tree.title);
        described = whole_text_of(state.body, state.script, tree, main_text, page);
        if (!described.empty()) take_state(facts, state, tree.title, tables);
    }
    PageWriter writer(report, tables);
    if (!described.empty() && !has_headline(main_text) && !facts.title.empty()) {
        PageBlock headline;
        headline.text = facts.title;
        headline.origins.push_back(described.front().origins.front());
        headline.origins.front().text_begin = 0;
        headline.origins.front().length = static_cast<std::uint32_t>(headline.text.size());
        writer.write(headline, {BlockKind::headline, LeftOut::none, ""});
    }
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) writer.write(tree.blocks[i], main_text.decisions[i]);
    for (const PageBlock& block : described) writer.write(block, {BlockKind::paragraph, LeftOut::none, ""});
    report.truncated = report.truncated || (main_text.truncated && described.empty());
    if (main_text.joined_articles > 1)
        report.remarks.push_back(
            fmt::format("the page holds {} articles, which are read as one report", main_text.joined_articles));
    if (main_text.other_articles > 0)
        report.remarks.push_back(
            main_text.other_articles == 1
                ? "the page holds another article, which is left out; give it its own page"
                : fmt::format("the page holds {} more articles, which are left out; give each its own page",
                              main_text.other_articles));
    take_facts(report, facts);
    part_outlet_from_authors(report);
    part_outlet_from_agency(report, tables);
    take_printed_facts(report, tables);
    part_agencies_from_authors(report, tables);
    return facts.language;
}

}  // namespace px
