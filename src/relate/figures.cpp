#include "relate/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "relate/accounts.hpp"
#include "relate/claims.hpp"
#include "relate/order.hpp"
#include "relate/tellers.hpp"

namespace px {
namespace {

constexpr std::int64_t day = 86'400;

// Whether a report was published on the day of the act: nobody has counted to the end.
bool is_of_first_day(const Report& report, const ToldFigure& figure) {
    return figure.act_end && report.published && report.published->day * day < *figure.act_end;
}

// "At least 77", and 272 a day later: nothing excludes the other, but the later report knows more.
bool is_raised(std::span<const CodedReport> reports, const ToldFigure& low, const ToldFigure& high) {
    const bool open = low.quantity.high == std::numeric_limits<double>::infinity();
    return open && only_grows(low.quantity.counts) && low.quantity.low < high.quantity.low &&
           compare_published(reports[low.ref.report].report, reports[high.ref.report].report) < 0;
}

}  // namespace

bool only_grows(std::string_view counts) {
    static constexpr std::array<std::string_view, 3> growing = {"killed", "wounded", "arrested"};
    return std::find(growing.begin(), growing.end(), counts) != growing.end();
}

bool goes_up_and_down(std::string_view counts) {
    static constexpr std::array<std::string_view, 4> moving = {"missing", "displaced", "evacuated", "rescued"};
    return std::find(moving.begin(), moving.end(), counts) != moving.end();
}

FigureJudgement judge_figures(std::span<const CodedReport> reports, const ToldFigure& low, const ToldFigure& high) {
    const Report& with_low = reports[low.ref.report].report;
    const Report& with_high = reports[high.ref.report].report;
    if (!with_low.published || !with_high.published)
        return {FindingKind::figures_differ, "a publication date is unknown: the figures may be of different moments"};
    const int order = compare_published(with_low, with_high);
    if (order < 0 && only_grows(low.quantity.counts))
        return {FindingKind::updated, "the larger figure was published later, and this count only grows"};
    if (order != 0 && goes_up_and_down(low.quantity.counts))
        return {FindingKind::updated, "published at different times, and this count goes up and down"};
    if (order != 0 && !with_low.outlet.empty() && with_low.outlet == with_high.outlet)
        return {FindingKind::updated, "the same outlet corrected its figure"};
    if (order < 0) return {FindingKind::figures_differ, "published at different times, and this count can move"};
    if (low.quantity.counts.starts_with("money:"))
        return {FindingKind::figures_differ, "sums of money: each may be a part or another account"};
    if (low.undated || high.undated)
        return {FindingKind::figures_differ, "nothing tells when it happened: the count may go on"};
    if (low.scope != high.scope)
        return {FindingKind::figures_differ, "they name different places: one may be a part of the other"};
    if (!low.speaker.empty() && low.speaker == high.speaker)
        return {FindingKind::figures_differ, "both figures are of one speaker: one may be later than the other"};
    if (order == 0 && only_grows(low.quantity.counts) &&
        (is_of_first_day(with_low, low) || is_of_first_day(with_high, high)))
        return {FindingKind::figures_differ, "published on the day of the act, when no toll is final"};
    return {FindingKind::contradiction,
            order > 0 ? "the smaller figure was published later" : "published on the same day"};
}

std::vector<Finding> compare_figures(std::span<const CodedReport> reports, std::span<const ToldFigure> figures,
                                     std::string_view act) {
    constexpr std::size_t most_figures = 40;
    figures = figures.first(std::min(figures.size(), most_figures));
    std::map<FindingKind, Finding> found;
    for (const ToldFigure& low : figures)
        for (const ToldFigure& high : figures) {
            const bool apart = low.quantity.high < high.quantity.low;
            if (!apart && !is_raised(reports, low, high)) continue;
            const FigureJudgement judged = judge_figures(reports, low, high);
            Finding& finding = found[judged.kind];
            add_evidence(finding.one, low.ref);
            add_evidence(finding.other, high.ref);
            if (!finding.summary.empty()) continue;
            const std::string smaller = describe_quantity(low.quantity);
            const std::string larger = describe_quantity(high.quantity);
            finding.summary = fmt::format("{}: {} ({}), {} ({})", act, smaller, told_by(reports, low.ref), larger,
                                          told_by(reports, high.ref));
            finding.trace = {fmt::format("one event: {}", act),
                             fmt::format("{} against {}: {}", smaller, larger,
                                         apart ? "no number is in both" : "the first leaves more open"),
                             judged.why};
        }
    std::vector<Finding> out;
    for (auto& [kind, finding] : found) {
        finding.kind = kind;
        finding.type = ContradictionType::number;
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
