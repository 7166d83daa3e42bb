#include "relate/denials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "relate/accounts.hpp"
#include "relate/claims.hpp"
#include "relate/order.hpp"
#include "relate/tellers.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t sayings_per_stem = 64;
constexpr std::size_t least_shared = 3;
constexpr std::size_t least_shared_near = 2;  // in the same report, a few sentences away
constexpr std::uint32_t near_bytes = 600;
constexpr std::array<std::string_view, 22> function_words = {
    "been",  "being", "have",  "that",  "with", "were", "will", "would", "this", "from",  "they",
    "their", "there", "which", "about", "into", "than", "then", "when",  "what", "could", "should"};
constexpr double share_enough = 0.5;
constexpr std::size_t most_evidence = 6;

// Something said, as beginnings of its content words.
struct Saying {
    StatementRef ref;
    std::uint32_t at = 0;  // byte of its text
    std::string speaker;
    std::set<std::string> stems;
};

// Words of four letters and more, cut to five: function words are short, endings differ.
std::set<std::string> stems_of(const CodedReport& coded, std::span<const Span> content) {
    constexpr std::size_t shortest = 4;
    constexpr std::size_t stem = 5;
    std::set<std::string> stems;
    for (const Span span : content)
        each_word(coded.report.text, span, [&](Span word) {
            std::string folded = fold_word(slice(coded.report.text, word));
            if (folded.size() < shortest || std::count(function_words.begin(), function_words.end(), folded) > 0)
                return;
            if (folded.size() > stem) folded.resize(stem);
            stems.insert(std::move(folded));
        });
    return stems;
}

std::vector<Saying> sayings_of(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                               bool denials) {
    std::vector<Saying> out;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i) {
            const Attribution& attribution = coded.layers.attributions[i];
            if (attribution.denial != denials || attribution.content.empty()) continue;
            std::string speaker = speaker_name(coded, attribution);
            if (denials && speaker.empty()) continue;
            const StatementRef ref{report, RecordKind::attribution, static_cast<std::int32_t>(i)};
            if (copies.is_copy(ref)) continue;
            out.push_back(
                {ref, attribution.content.front().begin, std::move(speaker), stems_of(coded, attribution.content)});
        }
        if (denials) continue;
        for (std::size_t i = 0; i < coded.layers.statements.size(); ++i) {
            const Statement& statement = coded.layers.statements[i];
            if (statement.voice >= 0 || statement.mode != Mode::actual) continue;
            const StatementRef ref{report, RecordKind::statement, static_cast<std::int32_t>(i)};
            if (copies.is_copy(ref)) continue;
            out.push_back({ref, statement.clause.begin, {}, stems_of(coded, {&statement.clause, 1})});
        }
    }
    return out;
}

// How many of the denial's stems each saying has, counted through an index.
std::map<std::size_t, std::size_t> count_shared(
    const Saying& denial, const std::unordered_map<std::string, std::vector<std::size_t>>& index) {
    std::map<std::size_t, std::size_t> shared;
    for (const std::string& stem : denial.stems)
        if (const auto found = index.find(stem); found != index.end())
            for (const std::size_t saying : found->second) ++shared[saying];
    return shared;
}

// Whether they share a word that is no name: the same names a few sentences apart are nothing.
bool share_common_word(const CodedReport& coded, const Saying& denial, const Saying& saying) {
    const Attribution& attribution = coded.layers.attributions[denial.ref.index];
    bool found = false;
    for (const Span span : attribution.content)
        each_word(coded.report.text, span, [&](Span word) {
            const char initial = coded.report.text[word.begin];
            const Span here[] = {word};
            if (initial < 'a' || initial > 'z') return;
            for (const std::string& stem : stems_of(coded, here)) found = found || saying.stems.contains(stem);
        });
    return found;
}

// Whether a statement's clause holds the denial's own words: "X denied the report" tells of the denial.
bool repeats(const CodedReport& coded, const Saying& denial, const Saying& saying) {
    if (saying.ref.report != denial.ref.report || saying.ref.kind != RecordKind::statement) return false;
    const std::vector<Span>& content = coded.layers.attributions[denial.ref.index].content;
    const Span clause = coded.layers.statements[saying.ref.index].clause;
    return std::any_of(content.begin(), content.end(), [&](Span span) { return span.overlaps(clause); });
}

bool is_enough(const CodedReport& coded, const Saying& denial, const Saying& saying, std::size_t shared) {
    const bool near = denial.ref.report == saying.ref.report &&
                      (denial.at > saying.at ? denial.at - saying.at : saying.at - denial.at) <= near_bytes;
    if (denial.stems.size() < least_shared || repeats(coded, denial, saying)) return false;
    if (static_cast<double>(shared) < share_enough * static_cast<double>(denial.stems.size())) return false;
    return shared >= least_shared || (near && shared >= least_shared_near && share_common_word(coded, denial, saying));
}

Finding finding_of(std::span<const CodedReport> reports, const Saying& denial, std::vector<StatementRef> told) {
    const CodedReport& coded = reports[denial.ref.report];
    const Attribution& attribution = coded.layers.attributions[denial.ref.index];
    Finding finding;
    finding.kind = FindingKind::disputed;
    finding.type = ContradictionType::polarity;
    finding.one = std::move(told);
    finding.other = {denial.ref};
    finding.summary =
        fmt::format("\"{}\": told by {}, denied by {}", slice(coded.report.text, attribution.content.front()),
                    told_by_all(reports, finding.one), told_by(reports, denial.ref));
    finding.trace = {denial.speaker + " denies it",
                     "another teller says it: at least half of the denial's content words"};
    return finding;
}

}  // namespace

std::vector<Finding> find_denials(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    const std::vector<Saying> denials = sayings_of(reports, lineages, true);
    if (denials.empty()) return {};
    const std::vector<Saying> sayings = sayings_of(reports, lineages, false);
    std::unordered_map<std::string, std::vector<std::size_t>> index;
    for (std::size_t i = 0; i < sayings.size(); ++i)
        for (const std::string& stem : sayings[i].stems)
            if (std::vector<std::size_t>& with = index[stem]; with.size() < sayings_per_stem) with.push_back(i);
    std::vector<Finding> findings;
    for (const Saying& denial : denials) {
        if (findings.size() >= most_findings) break;
        std::vector<StatementRef> told;
        for (const auto& [i, shared] : count_shared(denial, index)) {
            const Saying& saying = sayings[i];
            if (!is_enough(reports[denial.ref.report], denial, saying, shared)) continue;
            if (saying.speaker == denial.speaker || told.size() >= most_evidence) continue;
            told.push_back(saying.ref);
        }
        if (!told.empty()) findings.push_back(finding_of(reports, denial, std::move(told)));
    }
    return findings;
}

}  // namespace px
