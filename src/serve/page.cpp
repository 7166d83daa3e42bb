#include "serve/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "serve/assets.hpp"
#include "serve/page_parts.hpp"

namespace px {
namespace {

// What a page holds at most, so that it opens on any machine; JSON has everything.
constexpr std::size_t most_columns = 120;
constexpr std::size_t most_cells = 12000;
constexpr std::size_t least_rows = 40;

/// RFC 4648 of the bytes that hexadecimal digits stand for.
std::string base64_of_hex(std::string_view hex) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto nibble = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
    std::string out;
    unsigned bits = 0;
    int held = 0;
    for (const char c : hex) {
        bits = (bits << 4U) | nibble(c);
        held += 4;
        if (held >= 6) {
            held -= 6;
            out += digits[(bits >> static_cast<unsigned>(held)) & 63U];
        }
    }
    if (held > 0) out += digits[(bits << static_cast<unsigned>(6 - held)) & 63U];
    while (out.size() % 4 != 0) out += '=';
    return out;
}

/// Only this very style and this very script may act, and nothing may be loaded.
std::string security_policy() {
    const auto hash = [](std::string_view content) { return "'sha256-" + base64_of_hex(sha256_hex(content)) + "'"; };
    return fmt::format(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(assets::page_css), hash(assets::page_js));
}

std::string title_of(const Page& page) {
    return page.comparison.title.empty() ? counted(page.reports.size(), "report") + " compared" : page.comparison.title;
}

std::string summary_of(const Page& page) {
    std::size_t split = 0;
    std::size_t agreed = 0;
    for (const Row& row : page.comparison.rows) {
        split += row.agreement == Agreement::split ? 1 : 0;
        agreed += row.agreement == Agreement::agreed ? 1 : 0;
    }
    const std::size_t rows = page.comparison.rows.size();
    return fmt::format("{} of {} · {}: {} split, {} agreed, {} from one origin only",
                       counted(page.reports.size(), "report"),
                       counted(page.comparison.lineages.size(), "independent origin"), counted(rows, "statement"),
                       split, agreed, rows - split - agreed);
}

void head(Html& html, const Page& page) {
    html.element("head", {}, [&] {
        html.empty("meta", {{"charset", "utf-8"}});
        html.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", security_policy()}});
        html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
        html.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
        html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
        html.empty("link", {{"rel", "icon"}, {"href", "data:,"}});
        html.element("title", {}, title_of(page));
        html.element("style", {}, [&] { html.markup(assets::page_css); });
    });
}

template <typename Body>
void card(Html& html, std::string_view kind, std::string_view title, Body&& body) {
    html.element("section", {{"class", kind}}, [&] {
        html.element("h2", {}, title);
        body();
    });
}

/// Two columns of their own, so that a short card leaves no hole beside a long one.
void around(Html& html, const Page& page) {
    html.element("div", {}, [&] {
        card(html, "card", "When it happened, when it was reported", [&] { write_timeline(html, page); });
        card(html, "card", "The reports, and what was left out", [&] { write_reports(html, page); });
    });
    html.element("div", {}, [&] {
        card(html, "card", "Who quotes whom", [&] { write_quotes(html, page); });
        card(html, "card", "How to cite", [&] { write_citation(html, page); });
    });
}

void body(Html& html, const Page& page) {
    html.markup(assets::symbols_svg);
    html.element("header", {}, [&] {
        html.element("h1", {}, [&] { html.element("bdi", {}, title_of(page)); });
        html.element("p", {{"class", "dim"}}, summary_of(page));
        if (!page.comparison.gaps.empty())
            html.element("p", {}, [&] { html.element("strong", {}, coverage_words(page.comparison.gaps)); });
        const std::size_t columns = page.reports.size() - page.order.size();
        const std::size_t rows = page.comparison.rows.size() - page.rows.size();
        if (columns + rows > 0)
            html.element("p", {{"class", "dim"}},
                         fmt::format("Not on this page: {} and {} of less weight; --json has all.",
                                     counted(columns, "report"), counted(rows, "statement")));
    });
    html.element("main", {{"class", page.order.size() > 4 ? "many" : "few"}}, [&] {
        card(html, "card findings", "What differs", [&] { write_findings(html, page); });
        card(html, "card says", "Who says what", [&] { write_matrix(html, page); });
        card(html, "card records", "The record", [&] {
            html.element("p", {{"class", "hint dim"}}, "Choose a cell of the matrix: its exact words stand here.");
            write_records(html, page);
        });
        card(html, "card wide", "Side by side", [&] { write_texts(html, page); });
        html.element("div", {{"class", "around"}}, [&] { around(html, page); });
    });
    html.element("footer", {{"class", "dim"}},
                 "Nothing here is decided about truth. It shows who says what, through whom, in the reports held.");
    html.element("script", {}, [&] { html.markup(assets::page_js); });
}

}  // namespace

Page::Page(const Comparison& compared, std::span<const CodedReport> held, const PageOptions& wanted)
    : comparison(compared),
      reports(held),
      options(wanted),
      order(by_lineage(compared, held.size())),
      drawn(held.size(), false),
      rows(compared.rows),
      lineages(lineage_numbers(compared, held.size())) {
    if (order.size() > most_columns) order.resize(most_columns);
    for (const std::int32_t report : order) drawn[static_cast<std::size_t>(report)] = true;
    rows = rows.first(std::min(rows.size(), std::max(least_rows, most_cells / std::max<std::size_t>(order.size(), 1))));
    for (const CodedReport& coded : held) {
        points.emplace_back(coded.report.text);
        ids.push_back(record_ids(coded));
    }
}

std::string Page::characters(std::int32_t report, Span span) const {
    const CodePoints& map = points[static_cast<std::size_t>(report)];
    return fmt::format("{}–{}", map.at_byte(span.begin), map.at_byte(span.end));
}

std::string Page::text_anchor(std::int32_t report, Span span) const {
    return fmt::format("{}-{}", report_letter(report), points[static_cast<std::size_t>(report)].at_byte(span.begin));
}

std::string Page::cell_anchor(std::size_t row, std::int32_t report) {
    return fmt::format("row{}-{}", row + 1, report_letter(report));
}

std::string Page::id_of(const StatementRef& ref) const {
    if (evidence_of(reports, ref).report < 0) return {};
    const RecordIds& held = ids[static_cast<std::size_t>(ref.report)];
    const auto index = static_cast<std::size_t>(ref.index);
    if (ref.kind == RecordKind::sentence) return {};
    if (ref.kind == RecordKind::statement) return held.statements[index];
    return ref.kind == RecordKind::attitude ? held.attitudes[index] : held.attributions[index];
}

void write_mark(Html& html, Stance stance) {
    html.element("svg", {{"class", "mark"}, {"aria-hidden", "true"}},
                 [&] { html.element("use", {{"href", fmt::format("#m-{}", to_string(stance))}}, ""); });
}

std::string comparison_page(const Comparison& comparison, std::span<const CodedReport> reports,
                            const PageOptions& options) {
    const Page page(comparison, reports, options);
    Html html;
    html.markup("<!doctype html>\n");
    html.element("html", {{"lang", "en"}}, [&] {
        head(html, page);
        html.element("body", {}, [&] { body(html, page); });
    });
    html.markup("\n");
    return std::move(html).str();
}

}  // namespace px
