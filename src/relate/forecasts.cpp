#include "relate/forecasts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words expecting = {"expected", "likely", "set", "due", "will", "scheduled", "plans", "planned", "going"};

enum class Outlook { none, doubted, expected };

struct Forecast {
    Outlook outlook = Outlook::none;
    std::string act;  // stems of the verb and of what it is done to
};

// The words just before the verb say whether it is doubted or expected; the first content word after it is its object.
Forecast forecast_of(const CodedReport& coded, const Statement& statement) {
    constexpr std::size_t words_before = 24;  // "he is expected to shake hands with A and to meet the queen"
    constexpr std::size_t doubt_reach = 5;
    const Span sentence = sentence_at(coded.layers, statement.trigger.begin);
    if (!sentence.contains(statement.trigger)) return {};
    std::vector<std::string> before;
    each_word(coded.report.text, {sentence.begin, statement.trigger.begin},
              [&](Span word) { before.push_back(fold_word(slice(coded.report.text, word))); });
    Forecast forecast;
    const std::size_t begin = before.size() > words_before ? before.size() - words_before : 0;
    for (std::size_t i = begin; i < before.size(); ++i) {
        const bool near = i + doubt_reach >= before.size();
        const bool negated = i > 0 && (before[i - 1] == "not" || before[i - 1] == "nt");
        if ((near && before[i] == "unlikely") || (near && negated && expecting.contains(before[i])))
            forecast.outlook = Outlook::doubted;
        else if (before[i] == "not" || before[i] == "nt" || before[i] == "wont" || before[i] == "unlikely")
            return {};
        else if (expecting.contains(before[i]) && forecast.outlook == Outlook::none)
            forecast.outlook = Outlook::expected;
    }
    if (forecast.outlook == Outlook::none) return {};
    each_word(coded.report.text, {statement.trigger.end, sentence.end}, [&](Span word) {
        const std::string folded = fold_word(slice(coded.report.text, word));
        if (forecast.act.empty() && !is_function_word(folded))
            forecast.act = stem_of(slice(coded.report.text, statement.trigger)) + " " + stem_of(folded);
    });
    return forecast.act.empty() ? Forecast{} : forecast;
}

struct Sides {
    std::vector<StatementRef> doubted;
    std::vector<StatementRef> expected;
};

}  // namespace

std::vector<Finding> find_opposed_forecasts(std::span<const CodedReport> reports) {
    std::map<std::string, Sides> acts;
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        for (std::size_t i = 0; i < coded.layers.statements.size(); ++i) {
            const Statement& statement = coded.layers.statements[i];
            if (statement.mode != Mode::planned && statement.mode != Mode::possible) continue;
            const Forecast forecast = forecast_of(coded, statement);
            if (forecast.outlook == Outlook::none) continue;
            Sides& sides = acts[forecast.act];
            const StatementRef ref{report, RecordKind::statement, static_cast<std::int32_t>(i)};
            add_evidence(forecast.outlook == Outlook::doubted ? sides.doubted : sides.expected, ref);
        }
    }
    std::vector<Finding> out;
    for (auto& [act, sides] : acts) {
        if (sides.doubted.empty() || sides.expected.empty() || share_report(sides.doubted, sides.expected)) continue;
        Finding finding;
        finding.kind = FindingKind::contradiction;
        finding.type = ContradictionType::modality;
        const StatementRef first = sides.doubted.front();
        finding.summary = fmt::format(
            "\"{}\": unlikely according to {}, expected according to {}",
            slice(reports[first.report].report.text, reports[first.report].layers.statements[first.index].clause),
            told_by_all(reports, sides.doubted), told_by_all(reports, sides.expected));
        finding.trace = {"the same verb and the same object: " + act, "one report doubts it, another expects it"};
        finding.one = std::move(sides.doubted);
        finding.other = std::move(sides.expected);
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
