#include "relate/relate.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "record/evidence.hpp"
#include "relate/accounts.hpp"
#include "relate/allegations.hpp"
#include "relate/contradictions.hpp"
#include "relate/corrections.hpp"
#include "relate/deeds.hpp"
#include "relate/denials.hpp"
#include "relate/differing_counts.hpp"
#include "relate/forecasts.hpp"
#include "relate/headlines.hpp"
#include "relate/negations.hpp"
#include "relate/order.hpp"
#include "relate/polarity.hpp"
#include "relate/rebuttals.hpp"
#include "relate/rejections.hpp"
#include "relate/replies.hpp"
#include "relate/rival_claims.hpp"
#include "relate/scenes.hpp"
#include "relate/states.hpp"
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

// Disputes found by words alone, but for denials that stand in one already.
void add_denials(std::span<const CodedReport> reports, std::vector<Finding> found, std::vector<Finding>& findings) {
    std::set<std::tuple<std::int32_t, RecordKind, std::int32_t>> known;
    for (const Finding& finding : findings) {
        if (finding.kind != FindingKind::disputed) continue;
        for (const StatementRef ref : finding.other) {
            if (ref.kind == RecordKind::statement)
                known.insert(
                    {ref.report, RecordKind::attribution, reports[ref.report].layers.statements[ref.index].voice});
            else
                known.insert({ref.report, ref.kind, ref.index});
        }
    }
    for (Finding& finding : found) {
        const StatementRef denial = finding.other.front();
        if (known.insert({denial.report, denial.kind, denial.index}).second) findings.push_back(std::move(finding));
    }
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

// Findings by the sentences of their sides, so that one can be asked for without going over all.
class KnownFindings {
  public:
    KnownFindings(std::span<const CodedReport> reports, std::span<const Finding> findings) : reports_(reports) {
        for (std::size_t i = 0; i < findings.size(); ++i) add(findings[i]);
    }
    void add(const Finding& finding) {
        sides_.push_back({finding.kind, finding.type, sentences_of(reports_, finding.other)});
        for (const auto& sentence : sentences_of(reports_, finding.one))
            with_one_[sentence].push_back(sides_.size() - 1);
    }
    /// Whether there is one of the same kind that shares a sentence on each side.
    [[nodiscard]] bool has_like(const Finding& finding) const {
        const Sentences other = sentences_of(reports_, finding.other);
        for (const auto& sentence : sentences_of(reports_, finding.one)) {
            const auto found = with_one_.find(sentence);
            if (found == with_one_.end()) continue;
            for (const std::size_t i : found->second)
                if (sides_[i].kind == finding.kind && sides_[i].type == finding.type && share(sides_[i].other, other))
                    return true;
        }
        return false;
    }

  private:
    using Sentences = std::set<std::pair<std::int32_t, Span>>;
    struct Side {
        FindingKind kind;
        ContradictionType type;
        Sentences other;
    };
    static bool share(const Sentences& a, const Sentences& b) {
        return std::any_of(a.begin(), a.end(), [&](const auto& sentence) { return b.contains(sentence); });
    }

    std::span<const CodedReport> reports_;
    std::vector<Side> sides_;
    std::map<std::pair<std::int32_t, Span>, std::vector<std::size_t>> with_one_;
};

// Findings by words, but for those that are found by events already.
void add_others(std::span<const CodedReport> reports, std::vector<Finding> found, std::vector<Finding>& findings) {
    const KnownFindings known(reports, findings);
    for (Finding& finding : found)
        if (!known.has_like(finding)) findings.push_back(std::move(finding));
}

// Disputes by negation alone, but for those that are known from the other side: "he never paid", which somebody denies.
void add_negations(std::span<const CodedReport> reports, std::vector<Finding> found, std::vector<Finding>& findings) {
    std::set<std::pair<std::int32_t, Span>> denied;
    for (const Finding& finding : findings)
        if (finding.kind == FindingKind::disputed) denied.merge(sentences_of(reports, finding.one));
    std::erase_if(found, [&](const Finding& finding) {
        return std::ranges::any_of(sentences_of(reports, finding.other),
                                   [&](const auto& sentence) { return denied.contains(sentence); });
    });
    add_denials(reports, std::move(found), findings);
}

// Disputes and contradictions by states that share no verb.
void add_states(std::span<const CodedReport> reports, std::vector<Finding> found, std::vector<Finding>& findings) {
    std::vector<Finding> disputes;
    std::vector<Finding> contradictions;
    for (Finding& finding : found)
        (finding.kind == FindingKind::disputed ? disputes : contradictions).push_back(std::move(finding));
    add_others(reports, std::move(contradictions), findings);
    add_denials(reports, std::move(disputes), findings);
}

// Tolls have rows of their own where no event counts the victims; what an event's row shows already is not said twice.
void add_tolls(std::span<const CodedReport> reports, const TollWords& words, std::span<const std::int32_t> lineages,
               std::vector<SourcedRow>& rows, std::vector<Finding>& findings) {
    TollRows tolls = compare_tolls(reports, rows, words, lineages);
    const auto first = static_cast<std::int32_t>(rows.size());
    KnownFindings known(reports, findings);
    for (Finding& finding : tolls.findings) {
        if (known.has_like(finding)) continue;
        known.add(finding);
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

// Acts make a title; what was said, praised or criticised does not.
bool makes_title(const SourcedRow& row) {
    if (row.event == nullptr || row.row.actors.size() < 2 || row.event->members.front().partial) return false;
    return row.traits.title;
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
    add_denials(reports, find_denials(reports, lineage_of, events.disputes()), comparison.findings);
    add_denials(reports, find_rebuttals(reports, lineage_of, events.disputes()), comparison.findings);
    add_others(reports, find_negated_by_outlets(reports, lineage_of, events.acts(), events.disputes()),
               comparison.findings);
    add_others(reports, find_rival_winners(reports, lineage_of, events.disputes()), comparison.findings);
    add_others(reports, find_rival_counts(reports, lineage_of, events), comparison.findings);
    add_others(reports, find_scenes(reports, lineage_of, events.scenes()), comparison.findings);
    for (Finding& finding : find_tallies(reports, lineage_of)) comparison.findings.push_back(std::move(finding));
    add_others(reports, find_differing_counts(reports, lineage_of, events), comparison.findings);
    for (Finding& finding : find_corrections(reports, lineage_of)) comparison.findings.push_back(std::move(finding));
    for (Finding& finding : find_opposed_forecasts(reports)) comparison.findings.push_back(std::move(finding));
    for (Finding& finding : find_other_wordings(reports, lineage_of, events.disputes()))
        comparison.findings.push_back(std::move(finding));
    add_tolls(reports, events.tolls(), lineage_of, rows, comparison.findings);
    add_denials(reports, find_negated(reports, lineage_of, events.acts(), events.disputes(), events.kinds()),
                comparison.findings);
    add_negations(reports, find_opposed_polarity(reports, lineage_of, events), comparison.findings);
    add_states(reports, find_opposed_states(reports, lineage_of, events), comparison.findings);
    add_denials(reports, find_denied_deeds(reports, lineage_of, events.disputes(), events.acts()), comparison.findings);
    add_denials(reports, find_alleged(reports, lineage_of, events.disputes()), comparison.findings);
    add_denials(reports, find_replies(reports, lineage_of, events.disputes(), events.acts()), comparison.findings);
    add_denials(reports, find_rejections(reports, lineage_of, events.disputes()), comparison.findings);
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
