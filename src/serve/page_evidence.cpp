// Findings, and the record behind each cell of the matrix: exact words, speaker, chain, place.

#include <fmt/format.h>

#include <algorithm>

#include "serve/page_parts.hpp"

namespace px {
namespace {

constexpr std::size_t most_evidence = 4;     // quotations shown for a cell or a side of a finding
constexpr std::uint32_t most_context = 900;  // bytes of a sentence around its words

/// The sentence, cut near its words if it is very long. Cuts fall between words, so never inside a character.
Span near_words(std::string_view text, const Evidence& shown) {
    Span span = hull(shown.sentence, shown.words.front());
    const Span words = shown.words.front();
    const auto blank = [&](std::uint32_t at) { return text[at] == ' ' || text[at] == '\n'; };
    if (words.begin - span.begin > most_context) {
        std::uint32_t begin = words.begin - most_context;
        while (begin < words.begin && !blank(begin)) ++begin;
        span.begin = begin;
    }
    if (span.end - words.end > most_context) {
        std::uint32_t end = words.end + most_context;
        while (end > words.end && !blank(end)) --end;
        span.end = end;
    }
    return span;
}

void sentence(Html& html, std::string_view text, const Evidence& shown) {
    const Span span = near_words(text, shown);
    std::uint32_t at = span.begin;
    if (span.begin > shown.sentence.begin) html.text("… ");
    for (const Span words : shown.words) {
        if (words.begin < at || words.end > span.end) continue;
        html.text(slice(text, {at, words.begin}));
        html.element("mark", {}, slice(text, words));
        at = words.end;
    }
    html.text(slice(text, {at, span.end}));
    if (span.end < shown.sentence.end) html.text(" …");
}

void where(Html& html, const Page& page, const Evidence& shown) {
    const Report& report = page.report(shown.report);
    html.element("cite", {}, [&] {
        html.element("b", {}, report_letter(shown.report)).text(" ");
        if (shown.block == BlockKind::headline) html.text("headline: ");
        if (shown.block == BlockKind::caption) html.text("caption: ");
        html.element("bdi", {}, voice_words(shown, report, "→"));
        if (shown.denial) html.text(" (denial)");
        html.element("span", {{"class", "place"}}, [&] {
            const std::string characters = "characters " + page.characters(shown.report, shown.sentence);
            const std::string anchor = "#" + page.text_anchor(shown.report, shown.words.front());
            if (page.drawn[static_cast<std::size_t>(shown.report)])
                html.element("a", {{"href", anchor}}, characters);
            else
                html.text(characters);
            html.text(" of ");
            html.element("bdi", {}, file_name(report));
        });
    });
}

std::string join_actors(const Layers& layers, const std::vector<std::int32_t>& actors) {
    std::string out;
    for (const std::int32_t index : actors) {
        if (index < 0 || static_cast<std::size_t>(index) >= layers.actors.size()) continue;
        const Actor& actor = layers.actors[static_cast<std::size_t>(index)];
        if (!out.empty()) out += ", ";
        out += actor.name + (actor.code.empty() ? "" : " (" + actor.code + ")");
    }
    return out;
}

/// A line of the record; nothing if there is nothing to say.
void fact(Html& html, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    html.element("dt", {}, name);
    html.element("dd", {}, [&] { html.element("bdi", {}, value); });
}

std::string when(const CodedReport& coded, const Statement& statement) {
    const auto& times = coded.layers.times;
    if (statement.time < 0 || static_cast<std::size_t>(statement.time) >= times.size()) return {};
    const TimeMention& time = times[static_cast<std::size_t>(statement.time)];
    const std::string_view words = slice(coded.report.text, inside(coded.report.text, time.span));
    if (!time.interval) return fmt::format("“{}”: open", words);
    return fmt::format("{}{} (“{}”{}{})", time.interval->approximate ? "about " : "", time_words(time.value), words,
                       time.arithmetic.empty() ? "" : ": ", time.arithmetic);
}

std::string where_it_happened(const Layers& layers, const Statement& statement) {
    if (statement.place < 0 || static_cast<std::size_t>(statement.place) >= layers.places.size()) return {};
    const PlaceMention& place = layers.places[static_cast<std::size_t>(statement.place)];
    return place.country.empty() ? place.name : place.name + ", " + place.country;
}

void statement_facts(Html& html, const CodedReport& coded, const Statement& statement) {
    std::string code = statement.cameo.empty() ? "" : "CAMEO " + statement.cameo;
    if (!code.empty()) code += statement.plover.empty() ? ", no PLOVER type" : ", PLOVER " + statement.plover;
    if (!statement.plover_mode.empty()) code += " (" + statement.plover_mode + ")";
    fact(html, "coded", code);
    fact(html, "who", join_actors(coded.layers, statement.sources));
    fact(html, "to whom", join_actors(coded.layers, statement.targets));
    fact(html, "when", when(coded, statement));
    fact(html, "where", where_it_happened(coded.layers, statement));
    fact(html, "mode", to_string(statement.mode));
    fact(html, "rule", statement.rule);
}

void attitude_facts(Html& html, const CodedReport& coded, const Attitude& attitude) {
    fact(html, "holder", join_actors(coded.layers, {attitude.holder}));
    std::string target = join_actors(coded.layers, {attitude.target});
    if (target.empty()) target = attitude.topic;
    fact(html, "about", target);
    fact(html, "attitude", attitude.polarity > 0 ? "in favour" : attitude.polarity < 0 ? "against" : "");
    fact(html, "mode", to_string(attitude.mode));
    fact(html, "rule", attitude.rule);
}

class RecordPart {
  public:
    RecordPart(Html& html, const Page& page) : html_(html), page_(page) {}

    void write(std::size_t row_index, const Account& account) {
        const Row& row = page_.rows[row_index];
        html_.element("article", {{"class", "record"}, {"id", Page::cell_anchor(row_index, account.report)}}, [&] {
            html_.element("h3", {}, [&] { html_.element("bdi", {}, row.label); });
            html_.element("p", {{"class", to_string(account.stance)}}, [&] {
                write_mark(html_, account.stance);
                html_.element("b", {}, report_letter(account.report)).text(" ");
                html_.element("bdi", {}, outlet_or_file(page_.report(account.report)));
                html_.text(" " + stance_meaning(account.stance, page_.reports.size()));
                if (!account.gist.empty()) html_.text(": ").element("i", {}, account.gist);
            });
            evidence(account);
        });
    }

  private:
    void evidence(const Account& account) {
        const std::vector<StatementRef> distinct = by_sentence(page_.reports, account.evidence);
        const std::size_t shown = std::min(distinct.size(), most_evidence);
        for (std::size_t i = 0; i < shown; ++i) {
            write_evidence(html_, page_, distinct[i]);
            if (i == 0) facts(distinct[i]);
        }
        if (shown < distinct.size())
            html_.element("p", {{"class", "dim"}}, fmt::format("and {} more", distinct.size() - shown));
    }

    void facts(const StatementRef& ref) {
        const CodedReport& coded = page_.coded(ref.report);
        const auto index = static_cast<std::size_t>(ref.index);
        html_.element("dl", {}, [&] {
            if (ref.kind == RecordKind::statement) statement_facts(html_, coded, coded.layers.statements[index]);
            if (ref.kind == RecordKind::attitude) attitude_facts(html_, coded, coded.layers.attitudes[index]);
            html_.element("dt", {}, "cite");
            html_.element("dd", {}, [&] { citation(ref); });
        });
    }

    /// One line that lets another person find the words again.
    void citation(const StatementRef& ref) {
        const Evidence shown = evidence_of(page_.reports, ref);
        const Report& report = page_.report(ref.report);
        std::string line = outlet_or_file(report);
        if (!report.headline().empty()) line += fmt::format(", “{}”", report.headline());
        line += report.published ? ", " + report.published->iso() : ", no date";
        line +=
            fmt::format(", characters {}, report {}", page_.characters(ref.report, shown.sentence), report_id(report));
        if (const std::string id = page_.id_of(ref); !id.empty()) line += ", record " + id;
        if (!page_.options.run.empty()) line += ", run " + page_.options.run.substr(0, 12);
        html_.element("code", {{"class", "citation"}}, line);
    }

    Html& html_;
    const Page& page_;
};

void side(Html& html, const Page& page, const std::vector<StatementRef>& refs) {
    html.element("div", {{"class", "side"}}, [&] {
        const std::vector<StatementRef> distinct = by_sentence(page.reports, refs);
        const std::size_t shown = std::min(distinct.size(), most_evidence);
        for (const StatementRef& ref : std::span(distinct).first(shown)) write_evidence(html, page, ref);
        if (shown < distinct.size())
            html.element("p", {{"class", "dim"}}, fmt::format("and {} more", distinct.size() - shown));
    });
}

void finding_body(Html& html, const Page& page, const ShownFinding& finding) {
    html.element("div", {{"class", "sides"}}, [&] {
        if (!finding.one.empty()) side(html, page, finding.one);
        if (!finding.other.empty()) side(html, page, finding.other);
    });
    if (finding.trace.empty()) return;
    html.element("details", {{"class", "trace"}}, [&] {
        html.element("summary", {}, "why they are set against each other");
        html.element("ol", {}, [&] {
            for (const std::string& step : finding.trace) html.element("li", {}, step);
        });
    });
}

void finding_part(Html& html, const Page& page, const ShownFinding& finding, std::size_t number) {
    const std::string_view kind = finding.firm ? "finding firm" : "finding";
    const std::string_view open = number == 1 ? "open" : "";
    html.element("details", {{"class", kind}, {"id", fmt::format("finding{}", number)}, {open, ""}}, [&] {
        html.element("summary", {}, [&] {
            html.element("span", {{"class", "kind"}, {"title", finding.meaning}}, finding.title);
            html.text(" ").element("bdi", {{"class", "summary"}}, finding.summary);
        });
        finding_body(html, page, finding);
    });
}

}  // namespace

void write_evidence(Html& html, const Page& page, const StatementRef& ref) {
    const Evidence shown = evidence_of(page.reports, ref);
    if (shown.report < 0) return;
    const Report& report = page.report(shown.report);
    html.element("figure", {{"class", "evidence"}}, [&] {
        html.element("blockquote", {{"dir", "auto"}, {"lang", report.language}},
                     [&] { sentence(html, report.text, shown); });
        html.element("figcaption", {}, [&] { where(html, page, shown); });
    });
}

void write_findings(Html& html, const Page& page) {
    const std::vector<ShownFinding> found = shown_findings(page.comparison);
    if (std::ranges::none_of(found, &ShownFinding::firm))
        html.element("p", {{"class", "none"}}, nothing_found(page.reports.size()));
    for (std::size_t i = 0; i < found.size(); ++i) finding_part(html, page, found[i], i + 1);
}

void write_records(Html& html, const Page& page) {
    RecordPart part(html, page);
    for (std::size_t i = 0; i < page.rows.size(); ++i)
        for (const Account& account : page.rows[i].accounts) {
            const auto report = static_cast<std::size_t>(account.report);
            const bool known = account.report >= 0 && report < page.reports.size() && page.drawn[report];
            if (known && !account.evidence.empty()) part.write(i, account);
        }
}

}  // namespace px
