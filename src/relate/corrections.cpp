#include "relate/corrections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_corrections = 200;
constexpr std::size_t told_kept = 32;  // sentences for one number

struct Correction {
    StatementRef ref;
    double right = 0;
    double wrong = 0;
    std::set<std::string> stems;  // of its sentence
};

bool tells_of_correcting(const WordList& list) {
    static constexpr std::array<std::string_view, 15> beginnings = {
        "stated", "reported", "earlier",  "previous",  "wrong",   "incorrect", "error",  "correct",
        "clarif", "mistak",   "original", "announced", "estimat", "assumed",   "thought"};
    return std::ranges::any_of(list.words, [&](const std::string& word) {
        return std::ranges::any_of(beginnings, [&](std::string_view b) { return word.starts_with(b); });
    });
}

// "And not", "instead of", "rather than" between two numbers: where the second may begin; nothing if it is none.
std::optional<std::size_t> behind_not(const WordList& list, std::size_t from) {
    constexpr std::size_t reach = 5;
    for (std::size_t i = from; i + 1 < list.words.size() && i < from + reach; ++i) {
        if (list.words[i] == "not") return i + 1;
        if (list.words[i] == "instead" && list.words[i + 1] == "of") return i + 2;
        if (list.words[i] == "rather" && list.words[i + 1] == "than") return i + 2;
    }
    return std::nullopt;
}

std::optional<Correction> correction_in(const WordList& list, StatementRef ref) {
    if (!tells_of_correcting(list)) return std::nullopt;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        Correction correction{ref, 0, 0, {}};
        const auto right = number_at(list, i, correction.right);
        const auto second = right ? behind_not(list, *right + 1) : std::nullopt;
        if (!second || *second >= list.words.size() || !number_at(list, *second, correction.wrong)) continue;
        if (correction.right == correction.wrong) continue;
        correction.stems = content_stems(list.words);
        return correction;
    }
    return std::nullopt;
}

// Sentences that tell one of the wrong numbers.
using TellersOfNumbers = std::map<double, std::vector<std::pair<StatementRef, std::set<std::string>>>>;

void add_tellers(const WordList& list, StatementRef ref, TellersOfNumbers& tellers) {
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        double value = 0;
        const auto last = number_at(list, i, value);
        if (!last) continue;
        i = *last;
        const auto wanted = tellers.find(value);
        if (wanted != tellers.end() && wanted->second.size() < told_kept)
            wanted->second.emplace_back(ref, content_stems(list.words));
    }
}

template <typename Use>
void each_sentence(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, Use&& use) {
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports))
        for (std::size_t i = 0; i < reports[report].layers.sentences.size(); ++i) {
            const StatementRef ref{report, RecordKind::sentence, static_cast<std::int32_t>(i)};
            if (!copies.is_copy(ref))
                use(words_of(reports[report].report.text, reports[report].layers.sentences[i]), ref);
        }
}

bool share_thing(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::ranges::any_of(a, [&](const std::string& stem) { return b.contains(stem); });
}

}  // namespace

std::vector<Finding> find_corrections(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    std::vector<Correction> corrections;
    TellersOfNumbers tellers;
    each_sentence(reports, lineages, [&](const WordList& list, StatementRef ref) {
        if (corrections.size() >= most_corrections) return;
        if (auto correction = correction_in(list, ref)) {
            tellers[correction->wrong];
            corrections.push_back(std::move(*correction));
        }
    });
    if (corrections.empty()) return {};
    each_sentence(reports, lineages, [&](const WordList& list, StatementRef ref) { add_tellers(list, ref, tellers); });
    std::vector<Finding> out;
    for (const Correction& correction : corrections) {
        Finding finding;
        for (const auto& [ref, stems] : tellers[correction.wrong]) {
            if (ref.report == correction.ref.report || !share_thing(stems, correction.stems)) continue;
            const Report& before = reports[ref.report].report;
            if (compare_published(before, reports[correction.ref.report].report) <= 0) add_evidence(finding.one, ref);
        }
        if (finding.one.empty() || out.size() >= most_findings) continue;
        finding.kind = FindingKind::updated;
        finding.type = ContradictionType::number;
        finding.other = {correction.ref};
        finding.summary =
            fmt::format("Corrected: {} according to {}, {} according to {}", correction.wrong,
                        told_by_all(reports, finding.one), correction.right, told_by(reports, correction.ref));
        finding.trace = {"one sentence names both numbers and says that the first is right",
                         "another report, published no later, tells the wrong number of the same thing"};
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
