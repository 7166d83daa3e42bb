#include "serve/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "serve/terminal_matrix.hpp"
#include "serve/wording.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

constexpr std::size_t most_reports = 40;    // listed at the top
constexpr std::size_t most_evidence = 3;    // sentences shown for one side of a finding
constexpr std::size_t most_sentence = 600;  // columns of one sentence
constexpr std::size_t most_left_out = 8;    // left-out pieces listed one by one for a report

class TerminalWriter {
  public:
    TerminalWriter(const Comparison& comparison, std::span<const CodedReport> reports, const TerminalOptions& options)
        : comparison_(comparison), reports_(reports), options_(options), canvas_(options) {
        points_.reserve(reports.size());
        for (const CodedReport& coded : reports) points_.emplace_back(coded.report.text);
    }

    std::string write() {
        head();
        if (!comparison_.gaps.empty()) canvas_.paragraph(printable(coverage_words(comparison_.gaps)), 1, Paint::denied);
        canvas_.line();
        write_matrix(canvas_, comparison_, reports_, options_);
        findings();
        times();
        left_out();
        if (!options_.run.empty()) {
            canvas_.line();
            canvas_.line(canvas_.paint(fmt::format("Run {}", options_.run.substr(0, 12)), Paint::dim));
        }
        return canvas_.take();
    }

  private:
    void head() {
        const std::size_t origins = comparison_.lineages.size();
        const std::string count =
            fmt::format("{}, {}", counted(reports_.size(), "report"), counted(origins, "independent origin"));
        const std::string title = clip(printable(comparison_.title), canvas_.width - display_width(count) - 2);
        const std::size_t gap = canvas_.width - display_width(title) - display_width(count);
        canvas_.line(canvas_.paint(title, Paint::strong) + std::string(gap, ' ') + canvas_.paint(count, Paint::strong));
        const std::vector<std::int32_t> order = by_lineage(comparison_, reports_.size());
        const std::size_t listed = std::min(order.size(), most_reports);
        for (const std::int32_t report : std::span(order).first(listed)) report_line(report);
        if (listed < order.size())
            canvas_.paragraph(fmt::format("and {}", counted(order.size() - listed, "more report")), 4, Paint::dim);
        for (const Lineage& lineage : comparison_.lineages) {
            if (lineage.reports.size() < 2) continue;
            std::string text = letter_ranges(lineage.reports, canvas_.unicode) + ": one origin";
            if (!lineage.origin.empty()) text += ", " + printable(lineage.origin);
            if (!lineage.reason.empty()) text += " (" + printable(lineage.reason) + ")";
            canvas_.paragraph(text, 4, Paint::dim);
        }
    }

    void report_line(std::int32_t number) {
        const Report& report = reports_[static_cast<std::size_t>(number)].report;
        std::string text = report.published ? report.published->iso() : "no date";
        if (report.truncated) text += ", cut off";
        if (!report.is_in_coded_language()) text += ", language " + printable(report.language) + ", not coded";
        if (!report.outlet.empty()) text = printable(report.outlet) + ", " + text;
        text += ", " + printable(report.source);
        canvas_.paragraph(text, 4, Paint::plain, ' ' + report_letter(number), Paint::strong);
    }

    void findings() {
        canvas_.heading("What differs, with the evidence");
        const std::vector<ShownFinding> found = shown_findings(comparison_);
        if (std::ranges::none_of(found, &ShownFinding::firm)) canvas_.paragraph(nothing_found(reports_.size()), 3);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const ShownFinding& finding = found[i];
            if (i > 0) canvas_.line();
            const Paint paint = finding.firm ? Paint::denied : Paint::strong;
            canvas_.line(fmt::format("{:>2} {}", i + 1, canvas_.paint(finding.title, paint)));
            canvas_.paragraph(printable(finding.summary), 3);
            side(finding.one);
            if (!finding.one.empty() && !finding.other.empty())
                canvas_.line("   " + canvas_.paint(finding.link, Paint::dim));
            side(finding.other);
        }
    }

    void side(const std::vector<StatementRef>& refs) {
        const std::vector<StatementRef> distinct = by_sentence(reports_, refs);
        const std::size_t shown = std::min(distinct.size(), most_evidence);
        for (const StatementRef& ref : std::span(distinct).first(shown)) evidence(ref);
        if (shown < distinct.size())
            canvas_.paragraph(fmt::format("and {} more", distinct.size() - shown), 6, Paint::dim);
    }

    /// One sentence, who says it, and where it stands.
    void evidence(const StatementRef& ref) {
        const Evidence shown = evidence_of(reports_, ref);
        if (shown.report < 0) return;
        const auto index = static_cast<std::size_t>(shown.report);
        const Report& report = reports_[index].report;
        const std::string sentence =
            clip(printable(slice(report.text, shown.sentence)), most_sentence, canvas_.unicode);
        canvas_.paragraph(sentence, 6, Paint::plain, "   " + report_letter(shown.report), Paint::strong);
        std::string voice = printable(voice_words(shown, report, canvas_.unicode ? "→" : "->"));
        if (shown.denial) voice += " (denial)";
        if (shown.block == BlockKind::headline) voice = "headline: " + voice;
        if (shown.block == BlockKind::caption) voice = "caption: " + voice;
        canvas_.paragraph(voice, 6, shown.voice < 0 ? Paint::own : Paint::attributed);
        canvas_.paragraph(place(index, shown.sentence), 6, Paint::dim);
    }

    /// "fog.html, characters 120-180".
    std::string place(std::size_t report, Span span) const {
        return fmt::format("{}, {}", printable(file_name(reports_[report].report)), characters(report, span));
    }
    std::string characters(std::size_t report, Span span) const {
        return fmt::format("characters {}{}{}", points_[report].at_byte(span.begin), canvas_.unicode ? "–" : "-",
                           points_[report].at_byte(span.end));
    }

    void times() {
        bool first = true;
        for (std::size_t i = 0; i < reports_.size(); ++i)
            for (const OpenTime& time : open_times(reports_[i])) {
                if (first) canvas_.heading("Times that stay open");
                first = false;
                const std::string repeats = time.times > 1 ? fmt::format(", {} times", time.times) : "";
                canvas_.paragraph(fmt::format("{}: {} ({}{})", printable(time.words), printable(time.why),
                                              characters(i, time.first), repeats),
                                  6, Paint::plain, "   " + report_letter(static_cast<std::int32_t>(i)), Paint::strong);
            }
    }

    void left_out() {
        bool first = true;
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            const std::vector<LeftOutPiece> pieces = left_out_pieces(reports_[i].report);
            if (pieces.empty()) continue;
            if (first) canvas_.heading("Left out as no part of the report");
            first = false;
            std::size_t words = 0;
            for (const LeftOutPiece& piece : pieces) words += piece.words;
            canvas_.line(fmt::format("   {}  {} in {}", report_letter(static_cast<std::int32_t>(i)),
                                     counted(words, "word"), counted(pieces.size(), "piece")));
            const std::size_t listed = std::min(pieces.size(), most_left_out);
            for (const LeftOutPiece& piece : std::span(pieces).first(listed)) left_out_piece(i, piece);
            if (listed < pieces.size()) left_out_rest(std::span(pieces).subspan(listed));
        }
    }

    void left_out_piece(std::size_t report, const LeftOutPiece& piece) {
        const std::string head =
            fmt::format("      {} {:>4} {}  {}  ", pad(left_out_words(piece.reason), 13), piece.words,
                        piece.words == 1 ? "word " : "words", pad(characters(report, piece.span), 22));
        const std::string words = printable(slice(reports_[report].report.text, piece.span));
        const std::size_t used = display_width(head);
        const std::size_t room = canvas_.width > used ? canvas_.width - used : 0;
        canvas_.line(canvas_.paint(head + clip(words, room, canvas_.unicode), Paint::dim));
    }

    void left_out_rest(std::span<const LeftOutPiece> pieces) {
        std::map<LeftOut, std::size_t> words;
        for (const LeftOutPiece& piece : pieces) words[piece.reason] += piece.words;
        std::string text = fmt::format("and {}:", counted(pieces.size(), "more piece"));
        for (const auto& [reason, count] : words)
            text += fmt::format("{} {} {}", text.ends_with(':') ? "" : ",", left_out_words(reason), count);
        canvas_.paragraph(text + " words", 6, Paint::dim);
    }

    const Comparison& comparison_;
    std::span<const CodedReport> reports_;
    const TerminalOptions& options_;
    Canvas canvas_;
    std::vector<CodePoints> points_;
};

}  // namespace

std::string comparison_text(const Comparison& comparison, std::span<const CodedReport> reports,
                            const TerminalOptions& options) {
    return TerminalWriter(comparison, reports, options).write();
}

}  // namespace px
