#pragma once
// The words in which a comparison is shown, the same on the page and on a terminal. Reports are called A, B, C ... in
// the order in which they were given.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/evidence.hpp"

namespace px {

/// "A" for 0, "Z" for 25, "AA" for 26.
[[nodiscard]] std::string report_letter(std::int32_t report);
/// "A, C-F" (with a long dash in Unicode) of ordered numbers.
[[nodiscard]] std::string letter_ranges(std::span<const std::int32_t> reports, bool unicode);
/// "1 report", "2 reports".
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

/// "says", "attributes", "denies", "passes on a denial", "hedges", "silent", "cut off".
[[nodiscard]] std::string_view stance_word(Stance stance);
/// A whole sentence for a legend or a screen reader. `held` is how many reports were compared.
[[nodiscard]] std::string stance_meaning(Stance stance, std::size_t held);
/// "agreed", "split", "only A", "one origin".
[[nodiscard]] std::string agreement_words(const Row& row);
/// A finding, or a row on which reports split without one, as it is shown.
struct ShownFinding {
    std::string title;         // "opposed attitudes (evaluation)", "split"
    std::string_view meaning;  // what the kind means and does not mean, in one sentence
    std::string_view link;     // "but", "then", "and" ...: how the two sides stand to each other
    bool firm = false;         // a contradiction, a dispute or a split; no mere difference
    std::string summary;
    std::vector<StatementRef> one;
    std::vector<StatementRef> other;
    std::vector<std::string> trace;
};
/// Contradictions first, differences last.
[[nodiscard]] std::vector<ShownFinding> shown_findings(const Comparison& comparison);
/// "No contradiction was found among the 2 reports held."
[[nodiscard]] std::string nothing_found(std::size_t reports);
/// "Amber Times (2 days, last 2024-06-12: HTTP 403), Daily Lantern (1 day, ...) and 3 more outlets".
[[nodiscard]] std::string gap_words(std::span<const CoverageGap> gaps);
/// A sentence for those who read counts and silences: "Not complete: ... could not be read". Empty if there are no
/// gaps.
[[nodiscard]] std::string coverage_words(std::span<const CoverageGap> gaps);
/// "photo credit", "comments", ...
[[nodiscard]] std::string_view left_out_words(LeftOut reason);
/// "Jenny Town, fellow at the Stimson Center -> BBC Radio 4 -> Daily Express", or "Daily Express in its own voice".
[[nodiscard]] std::string voice_words(const Evidence& evidence, const Report& report, std::string_view arrow);
/// "CAMEO 042, PLOVER CONSULT" or "" for rows that are no events.
[[nodiscard]] std::string code_words(const Row& row);

/// A TIMEX3 value in words: "2019-04-24, afternoon", "week 17 of 2019", "a Wednesday, date open"; a value that names no
/// point in time gives "".
[[nodiscard]] std::string time_words(std::string_view value);

/// Reports that say something of a row: not silent, not unknown.
[[nodiscard]] std::vector<std::int32_t> tellers(const Row& row);
/// The lineage of each report, -1 if it is in none.
[[nodiscard]] std::vector<std::int32_t> lineage_numbers(const Comparison& comparison, std::size_t reports);
/// Reports in the order of lineages, so that those of one origin stand together.
[[nodiscard]] std::vector<std::int32_t> by_lineage(const Comparison& comparison, std::size_t reports);

/// References that lead somewhere, one for each sentence: what several records find in one sentence is shown once.
[[nodiscard]] std::vector<StatementRef> by_sentence(std::span<const CodedReport> reports,
                                                    const std::vector<StatementRef>& refs);
/// Left-out blocks; neighbours with one reason are joined.
struct LeftOutPiece {
    LeftOut reason = LeftOut::other;
    Span span;
    std::size_t words = 0;
    std::string why;
};
[[nodiscard]] std::vector<LeftOutPiece> left_out_pieces(const Report& report);

/// A date or time that could not be placed on the calendar.
struct OpenTime {
    std::string words;      // as printed
    Span first;             // where it stands first
    std::size_t times = 1;  // how often it stands in the report
    std::string why;
};
/// Durations and vague references ("now", "recently") are no open times.
[[nodiscard]] std::vector<OpenTime> open_times(const CodedReport& coded);

}  // namespace px
