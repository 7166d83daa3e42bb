#include "relate/plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "record/evidence.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/tellers.hpp"
#include "relate/telling.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

// Claims of one report, in the order of their reports.
std::map<std::int32_t, std::vector<const Claim*>> by_report(const std::vector<Claim>& claims) {
    std::map<std::int32_t, std::vector<const Claim*>> out;
    for (const Claim& claim : claims) {
        if (claim.headline || claim.occurrence->partial) continue;
        if (claim.stance == Stance::denies || claim.stance == Stance::attributes_denial) continue;
        out[claim.occurrence->ref.report].push_back(&claim);
    }
    return out;
}

// A plan that was published after the act is another plan.
bool can_come_before(std::span<const CodedReport> reports, std::span<const StatementRef> plans,
                     std::span<const StatementRef> acts) {
    return std::all_of(plans.begin(), plans.end(), [&](StatementRef plan) {
        return std::all_of(acts.begin(), acts.end(), [&](StatementRef act) {
            return compare_published(reports[plan.report].report, reports[act.report].report) <= 0;
        });
    });
}

// What tells the act before what only names it, the outlets' own voices before others.
void put_best_first(std::span<const CodedReport> reports, std::vector<StatementRef>& side) {
    std::stable_sort(side.begin(), side.end(), [&](StatementRef a, StatementRef b) {
        const auto rank = [&](StatementRef ref) {
            const Statement& statement = reports[ref.report].layers.statements[ref.index];
            return std::pair(only_names(reports[ref.report], statement), statement.voice >= 0);
        };
        return rank(a) < rank(b);
    });
}

// What is planned once and then done once: talks, visits, signings, aid, releases, sanctions. Praise, words and
// protests go on: a plan for them and one of them are one act only if both are dated.
bool is_one_time(const Event& event, const Claim& claim) {
    const EventTraits& traits = event.members.front().traits;
    return traits.once || (claim.occurrence->time_known && traits.once_if_dated);
}

// "Kim's meeting with Putin comes after ..." takes it that they met; "before meeting him", "ahead of the talks" do not.
bool is_taken_to_be_held(const CodedReport& coded, const Statement& statement) {
    static constexpr std::array<std::string_view, 14> open = {"could",  "would",    "may",      "might",    "will",
                                                              "before", "ahead",    "until",    "upcoming", "planned",
                                                              "next",   "expected", "possible", "proposed"};
    static constexpr std::array<std::string_view, 5> he = {"he", "she", "it", "they", "who"};
    constexpr std::size_t reach = 6;  // words before the act
    const Span sentence = sentence_at(coded.layers, statement.trigger.begin);
    if (slice(coded.report.text, sentence).ends_with('?')) return false;
    const WordList list = words_of(coded.report.text, {sentence.begin, statement.trigger.begin});
    const std::size_t begin = list.words.size() > reach ? list.words.size() - reach : 0;
    const std::string act = fold_word(slice(coded.report.text, statement.trigger));
    const bool present =
        act.ends_with('s') && !list.words.empty() && std::ranges::find(he, list.words.back()) != he.end();
    if (present) return false;  // "a test on Wednesday as he visits Las Vegas"
    if (act.ends_with("ed")) return true;
    if (!list.words.empty() && (list.words.back() == "to" || list.words.back() == "for")) return false;
    return std::none_of(list.words.begin() + static_cast<std::ptrdiff_t>(begin), list.words.end(),
                        [](const std::string& word) { return std::ranges::find(open, word) != open.end(); });
}

}  // namespace

std::optional<Finding> find_plan_held(std::span<const CodedReport> reports, const SourcedRow& row, std::int32_t number,
                                      const std::vector<Claim>& claims) {
    if (row.event->members.front().traits.undeniable) return std::nullopt;
    std::vector<StatementRef> planned;
    std::vector<StatementRef> held;
    for (const auto& [report, told] : by_report(claims)) {
        std::vector<const Statement*> statements;
        for (const Claim* claim : told) statements.push_back(claim->occurrence->statement);
        const Telling telling = telling_of(reports[report], statements);
        for (const Claim* claim : told) {
            if (!is_one_time(*row.event, *claim)) continue;
            const Statement& statement = *claim->occurrence->statement;
            if (telling.as_plan() && statement.mode == Mode::planned) add_evidence(planned, claim->occurrence->ref);
            if (telling.held && statement.mode == Mode::actual && is_taken_to_be_held(reports[report], statement))
                add_evidence(held, claim->occurrence->ref);
        }
    }
    if (planned.empty() || held.empty() || !can_come_before(reports, planned, held)) return std::nullopt;
    put_best_first(reports, planned);
    put_best_first(reports, held);
    Finding finding;
    finding.kind = FindingKind::updated;
    finding.type = ContradictionType::modality;
    finding.row = number;
    finding.summary = fmt::format("{}: planned according to {}; it took place according to {}", row.row.label,
                                  told_by_all(reports, planned), told_by_all(reports, held));
    finding.trace = {
        "one event, of a kind that is done once: " + row.row.label,
        "one report tells it as a plan, and only names the act elsewhere; another tells that it took place",
        "nothing says that the plan was published after the act: the plan came first"};
    finding.one = std::move(planned);
    finding.other = std::move(held);
    return finding;
}

}  // namespace px
