#pragma once
// Two figures of one count whose ranges do not meet: a contradiction, an update, or neither.
//
//   const FigureJudgement found = judge_figures(reports, {ref_a, twelve}, {ref_b, thirty});
//
// Counts of the dead, the hurt and the like only grow: the larger figure that was published later is an update. On the
// day of the act itself no toll is final, and reports seldom say at what hour theirs was counted. "At least 77" and 272
// a day later do not exclude each other, and are an update all the same.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"

namespace px {

struct ToldFigure {
    StatementRef ref;
    Quantity quantity;
    std::optional<std::int64_t> act_end;  // seconds; when the act that is counted was over, if the text tells
    std::string speaker;                  // "" = the outlet's own voice or an unnamed one
    bool undated = false;                 // nothing tells when the act was: it may go on
    std::string scope;                    // places that it counts; figures of different scopes are not compared
};

struct FigureJudgement {
    FindingKind kind = FindingKind::figures_differ;
    std::string why;
};

/// Whether a count of this kind ("killed", "wounded") only grows.
[[nodiscard]] bool only_grows(std::string_view counts);

/// Whether it goes up and down: who is missing, displaced or rescued so far.
[[nodiscard]] bool goes_up_and_down(std::string_view counts);

/// `low` is wholly below `high`.
[[nodiscard]] FigureJudgement judge_figures(std::span<const CodedReport> reports, const ToldFigure& low,
                                            const ToldFigure& high);

/// Findings among figures of one count of one act, one for each report: at most one of each kind. `act` names the act.
[[nodiscard]] std::vector<Finding> compare_figures(std::span<const CodedReport> reports,
                                                   std::span<const ToldFigure> figures, std::string_view act);

}  // namespace px
