// The reports' texts side by side, with the evidence marked in them and what was left out shown on demand.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "serve/page_parts.hpp"

namespace px {
namespace {

constexpr std::size_t open_texts = 2;  // more are folded up at first

/// Words of one record in one text, and the cell they are evidence for ("" = of a finding only).
struct Marked {
    Span span;
    std::string cell;
    bool split = false;
};

/// What is marked in each report.
std::vector<std::vector<Marked>> collect(const Page& page) {
    std::vector<std::vector<Marked>> marked(page.reports.size());
    const auto add = [&](const StatementRef& ref, const std::string& cell, bool split) {
        const Evidence shown = evidence_of(page.reports, ref);
        for (const Span words : shown.words)
            marked[static_cast<std::size_t>(shown.report)].push_back({words, cell, split});
    };
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
        const Row& row = page.rows[i];
        for (const Account& account : row.accounts)
            for (const StatementRef& ref : account.evidence)
                add(ref, Page::cell_anchor(i, account.report), row.agreement == Agreement::split);
    }
    for (const Finding& finding : page.comparison.findings)
        for (const auto* side : {&finding.one, &finding.other})
            for (const StatementRef& ref : *side) add(ref, "", finding.kind <= FindingKind::disputed);
    for (auto& list : marked) std::ranges::sort(list, {}, &Marked::span);
    return marked;
}

/// Writes one text: blocks in order, cut where marks begin and end.
class TextPart {
  public:
    TextPart(Html& html, const Page& page, std::int32_t report, const std::vector<Marked>& marked)
        : html_(html), page_(page), number_(report), text_(page.report(report).text), marked_(marked) {
        for (const Marked& mark : marked) {
            cuts_.insert(mark.span.begin);
            cuts_.insert(mark.span.end);
        }
    }

    void write() {
        const std::vector<Block>& blocks = page_.report(number_).blocks;
        if (blocks.empty()) paragraph({{0, static_cast<std::uint32_t>(text_.size())}, {}, {}, {}});
        for (const Block& block : blocks) paragraph(block);
    }

  private:
    void paragraph(const Block& block) {
        const Span span = inside(text_, block.span);
        if (span.empty()) return;
        if (!block.kept()) {
            const std::string about = fmt::format("left out: {}", left_out_words(block.reason));
            html_.element("p", {{"class", "left-out"}, {"title", block.why}},
                          [&] { html_.element("b", {}, about).text(" ").text(slice(text_, span)); });
            return;
        }
        html_.element("p", {{"class", to_string(block.kind)}}, [&] { pieces(span); });
    }

    void pieces(Span span) {
        for (std::uint32_t at = span.begin; at < span.end;) {
            const auto cut = cuts_.upper_bound(at);
            const std::uint32_t end = cut == cuts_.end() ? span.end : std::min(*cut, span.end);
            piece({at, end});
            at = end;
        }
    }

    void piece(Span span) {
        while (next_ < marked_.size() && marked_[next_].span.begin <= span.begin) active_.push_back(next_++);
        std::erase_if(active_, [&](std::size_t i) { return marked_[i].span.end <= span.begin; });
        if (active_.empty()) {
            html_.text(slice(text_, span));
            return;
        }
        std::string cells;
        bool split = false;
        bool starts = false;
        for (const std::size_t i : active_) {
            const Marked& mark = marked_[i];
            if (!mark.cell.empty() && !cells.ends_with(mark.cell)) cells += (cells.empty() ? "" : " ") + mark.cell;
            split = split || mark.split;
            starts = starts || mark.span.begin == span.begin;
        }
        const std::string anchor = page_.text_anchor(number_, span);
        html_.element("mark",
                      {{"class", split ? "split" : "said"},
                       {cells.empty() ? "" : "data-cells", cells},
                       {starts && anchors_.insert(anchor).second ? "id" : "", anchor}},
                      slice(text_, span));
    }

    Html& html_;
    const Page& page_;
    std::int32_t number_;
    std::string_view text_;
    const std::vector<Marked>& marked_;  // ordered by where they begin
    std::set<std::uint32_t> cuts_;
    std::set<std::string> anchors_;
    std::vector<std::size_t> active_;  // marks that cover the current piece
    std::size_t next_ = 0;
};

void text_head(Html& html, const Page& page, std::int32_t report) {
    const Report& held = page.report(report);
    const std::string_view title = held.headline();
    html.element("b", {}, report_letter(report)).text(" ");
    html.element("bdi", {{"class", "title"}}, title.empty() ? file_name(held) : title);
    std::string about = outlet_or_file(held);
    about += held.published ? " · " + held.published->iso() : " · no date";
    if (held.truncated) about += " · cut off: what it does not say is unknown";
    if (!held.is_in_coded_language()) about += " · language " + held.language + ", not coded: what it says is unknown";
    html.text(" ").element("bdi", {{"class", "dim"}}, about);
}

/// Reports of the first finding first, so that the two sides stand side by side.
std::vector<std::int32_t> reading_order(const Page& page) {
    std::vector<std::int32_t> order;
    const auto add = [&](std::int32_t report) {
        const auto index = static_cast<std::size_t>(report);
        const bool known = report >= 0 && index < page.reports.size() && page.drawn[index];
        if (known && std::ranges::find(order, report) == order.end()) order.push_back(report);
    };
    for (const ShownFinding& finding : shown_findings(page.comparison)) {
        if (!finding.one.empty()) add(finding.one.front().report);
        if (!finding.other.empty()) add(finding.other.front().report);
        if (order.size() >= open_texts) break;
    }
    for (const std::int32_t report : page.order) add(report);
    return order;
}

}  // namespace

void write_texts(Html& html, const Page& page) {
    const std::vector<std::vector<Marked>> marked = collect(page);
    html.empty("input", {{"type", "checkbox"}, {"id", "show-left-out"}});
    html.element("label", {{"for", "show-left-out"}}, "show what was left out");
    html.element("div", {{"class", "texts"}}, [&] {
        std::size_t shown = 0;
        for (const std::int32_t report : reading_order(page)) {
            const std::string_view open = shown++ < open_texts ? "open" : "";
            html.element("details", {{"class", "text"}, {"id", "text-" + report_letter(report)}, {open, ""}}, [&] {
                html.element("summary", {}, [&] { text_head(html, page, report); });
                html.element("div", {{"class", "body"}, {"dir", "auto"}, {"lang", page.report(report).language}},
                             [&] { TextPart(html, page, report, marked[static_cast<std::size_t>(report)]).write(); });
            });
        }
    });
}

}  // namespace px
