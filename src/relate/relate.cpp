#include "relate/relate.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "record/evidence.hpp"
#include "relate/accounts.hpp"
#include "relate/contradictions.hpp"
#include "relate/denials.hpp"
#include "relate/forecasts.hpp"
#include "relate/headlines.hpp"
#include "relate/order.hpp"
#include "relate/rebuttals.hpp"
#include "relate/tallies.hpp"
#include "relate/toll_rows.hpp"
#include "relate/wording.hpp"

namespace px {
namespace {

constexpr std::size_t most_cells = 4'000'000;

// The order in which a reader wants to see findings.
int rank_of(FindingKind kind) {
    switch (kind) {
        case FindingKind::contradiction:
            return 0;
        case FindingKind::opposed_attitudes:
            return 1;
        case FindingKind::disputed:
            return 2;
        case FindingKind::headline_exceeds_text:
            return 3;
        case FindingKind::quoted_otherwise:
            return 4;
        case FindingKind::updated:
            return 5;
        case FindingKind::figures_differ:
            return 6;
        case FindingKind::framing_differs:
            return 7;
    }
    return 8;
}

bool splits(FindingKind kind) {
    return kind == FindingKind::contradiction || kind == FindingKind::opposed_attitudes ||
           kind == FindingKind::disputed;
}

// Disputes found by words alone, but for those that are found by events already.
void add_denials(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                 std::vector<Finding>& findings) {
    std::set<std::pair<std::int32_t, std::int32_t>> known;  // report, attribution
    for (const Finding& finding : findings) {
        if (finding.kind != FindingKind::disputed) continue;
        for (const StatementRef ref : finding.other)
            if (ref.kind == RecordKind::statement)
                known.insert({ref.report, reports[ref.report].layers.statements[ref.index].voice});
    }
    const auto add_new = [&](std::vector<Finding> found) {
        for (Finding& finding : found) {
            const StatementRef denial = finding.other.front();
            if (known.insert({denial.report, denial.index}).second) findings.push_back(std::move(finding));
        }
    };
    add_new(find_denials(reports, lineages));
    add_new(find_rebuttals(reports, lineages));
    join_disputes(findings);
}

void mark_splits(std::vector<SourcedRow>& rows, std::span<const Finding> findings) {
    for (const Finding& finding : findings) {
        if (finding.row < 0 || !splits(finding.kind)) continue;
        Row& row = rows[finding.row].row;
        if (row.agreement != Agreement::split) row.weight += 4;
        row.agreement = Agreement::split;
    }
}

std::set<std::pair<std::int32_t, Span>> sentences_of(std::span<const CodedReport> reports,
                                                     std::span<const StatementRef> refs) {
    std::set<std::pair<std::int32_t, Span>> out;
    for (const StatementRef ref : refs) out.insert({ref.report, evidence_of(reports, ref).sentence});
    return out;
}

bool share_sentence(std::span<const CodedReport> reports, std::span<const StatementRef> a,
                    std::span<const StatementRef> b) {
    const std::set<std::pair<std::int32_t, Span>> one = sentences_of(reports, a);
    const std::set<std::pair<std::int32_t, Span>> other = sentences_of(reports, b);
    return std::any_of(one.begin(), one.end(), [&](const auto& sentence) { return other.contains(sentence); });
}

// Tolls have rows of their own where no event counts the victims; what an event's row shows already is not said twice.
void add_tolls(std::span<const CodedReport> reports, const TollWords& words, std::span<const std::int32_t> lineages,
               std::vector<SourcedRow>& rows, std::vector<Finding>& findings) {
    TollRows tolls = compare_tolls(reports, rows, words, lineages);
    const auto first = static_cast<std::int32_t>(rows.size());
    for (Finding& finding : tolls.findings) {
        const bool known = std::any_of(findings.begin(), findings.end(), [&](const Finding& other) {
            return other.kind == finding.kind && other.type == finding.type &&
                   share_sentence(reports, other.one, finding.one) &&
                   share_sentence(reports, other.other, finding.other);
        });
        if (known) continue;
        finding.row += first;
        findings.push_back(std::move(finding));
    }
    for (SourcedRow& row : tolls.rows) rows.push_back(std::move(row));
}

// Rows by weight; findings follow their rows.
void order_rows(std::vector<SourcedRow>& rows, std::vector<Finding>& findings) {
    std::vector<std::int32_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int32_t>(i);
    std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        const Row& x = rows[a].row;
        const Row& y = rows[b].row;
        if (x.weight != y.weight) return x.weight > y.weight;
        return std::tie(x.label, x.time) < std::tie(y.label, y.time);
    });
    std::vector<std::int32_t> place(rows.size());
    std::vector<SourcedRow> sorted;
    sorted.reserve(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[order[i]] = static_cast<std::int32_t>(i);
        sorted.push_back(std::move(rows[order[i]]));
    }
    rows = std::move(sorted);
    for (Finding& finding : findings)
        if (finding.row >= 0) finding.row = place[finding.row];
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::tuple(rank_of(a.kind), a.row) < std::tuple(rank_of(b.kind), b.row);
    });
}

// Acts make a title; what was said, praised or criticised does not (CAMEO 01, 02, 05 but for agreements, 11).
bool makes_title(const SourcedRow& row) {
    if (row.event == nullptr || row.row.actors.size() < 2 || row.event->members.front().partial) return false;
    const std::string_view code = row.row.code;
    if (code.starts_with("057")) return true;
    return !code.starts_with("01") && !code.starts_with("02") && !code.starts_with("05") && !code.starts_with("11");
}

// Named by the weightiest event, not by any outlet's headline: a headline takes sides.
std::string title_of(std::span<const CodedReport> reports, std::span<const SourcedRow> rows) {
    for (const SourcedRow& row : rows) {
        if (!makes_title(row)) continue;
        std::string title = row.row.label;
        if (!row.row.place.empty() && title.find(row.row.place) == std::string::npos) title += ", " + row.row.place;
        const std::string day = row.row.time.substr(0, row.row.time.find('T'));
        if (!day.empty() && day.front() >= '0' && day.front() <= '9') title += ", " + day;
        return title;
    }
    return reports.empty() ? std::string() : std::string(reports[canonical_order(reports).front()].report.headline());
}

}  // namespace

Comparison compare(std::span<const CodedReport> reports, const EventTable& events) {
    Comparison comparison;
    comparison.lineages = find_lineages(reports, {.one_story = true});
    const std::vector<std::int32_t> lineage_of = lineage_of_reports(comparison.lineages, reports.size());
    const std::vector<Event> found = find_events(reports, events);
    const std::vector<Matter> matters = find_matters(reports);
    std::vector<SourcedRow> rows = make_rows(reports, found, matters, events, lineage_of);

    comparison.findings = find_contradictions(reports, rows, lineage_of);
    for (Finding& finding : find_exceeding_headlines(reports, rows)) comparison.findings.push_back(std::move(finding));
    add_denials(reports, lineage_of, comparison.findings);
    for (Finding& finding : find_tallies(reports, lineage_of)) comparison.findings.push_back(std::move(finding));
    for (Finding& finding : find_opposed_forecasts(reports)) comparison.findings.push_back(std::move(finding));
    for (Finding& finding : find_other_wordings(reports, lineage_of)) comparison.findings.push_back(std::move(finding));
    add_tolls(reports, events.tolls(), lineage_of, rows, comparison.findings);
    mark_splits(rows, comparison.findings);
    order_rows(rows, comparison.findings);
    comparison.title = title_of(reports, rows);

    const std::size_t kept = std::min(rows.size(), most_cells / std::max<std::size_t>(reports.size(), 1));
    for (std::size_t i = 0; i < kept; ++i) {
        fill_silence(reports, rows[i].row);
        comparison.rows.push_back(std::move(rows[i].row));
    }
    for (Finding& finding : comparison.findings)
        if (finding.row >= static_cast<std::int32_t>(kept)) finding.row = -1;
    return comparison;
}

}  // namespace px
