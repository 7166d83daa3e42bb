#include "relate/corrections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_corrections = 200;

// What a number counts: the word behind it ("48 containers"), else the words of its sentence.
struct Thing {
    bool named = false;
    std::set<std::string> stems;
};

struct Correction {
    StatementRef ref;
    double right = 0;
    double wrong = 0;
    Thing thing;
};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

// "As first reported", "the earlier figure", "wrongly": the words that tell of a correction; "announced" alone does
// not.
bool tells_of_correcting(const WordList& list) {
    static constexpr std::array<std::string_view, 10> beginnings = {
        "previous", "wrong", "incorrect", "error", "correct", "clarif", "mistak", "original", "estimat", "assumed"};
    static constexpr std::array<std::string_view, 4> said = {"stated", "reported", "announced", "thought"};
    static constexpr std::array<std::string_view, 9> figures = {"figure", "report",   "number",    "count",  "toll",
                                                                "total",  "estimate", "statement", "version"};
    constexpr std::size_t reach = 4;  // "as the ministry had reported"
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        const std::string& word = list.words[i];
        if (std::ranges::any_of(beginnings, [&](std::string_view b) { return word.starts_with(b); })) return true;
        if (i > 0 && is_in(figures, word) && list.words[i - 1] == "earlier") return true;
        for (std::size_t k = i - std::min(i, reach); k < i; ++k)
            if (is_in(said, word) && list.words[k] == "as") return true;
    }
    return false;
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

bool is_month(std::string_view folded) {
    static constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                                "may",       "june",     "july",     "august",
                                                                "september", "october",  "november", "december"};
    return is_in(months, folded);
}

// "May 5", "5 May", "the next three days".
bool is_of_time(const CodedReport& coded, const WordList& list, std::size_t first, std::size_t last) {
    if (first > 0 && is_month(list.words[first - 1])) return true;
    if (last + 1 < list.words.size() && is_month(list.words[last + 1])) return true;
    return std::ranges::any_of(coded.layers.times,
                               [&](const TimeMention& time) { return time.span.contains(list.at[first]); });
}

// "" = none.
std::string noun_text(const WordList& list, std::size_t last) {
    const auto noun = noun_behind(list, last);
    return noun ? list.words[*noun] : std::string();
}

Thing thing_of(const std::string& noun, const WordList& list) {
    if (noun.empty()) return {false, content_stems(list.words)};
    return {true, {stem_of(noun)}};
}

// One noun behind both numbers, or a noun of the one among the words of the other; without nouns two words in common.
bool is_one_thing(const Thing& a, const Thing& b) {
    constexpr std::size_t without_nouns = 2;
    const auto shared = static_cast<std::size_t>(
        std::ranges::count_if(a.stems, [&](const std::string& stem) { return b.stems.contains(stem); }));
    return shared >= (a.named || b.named ? 1 : without_nouns);
}

std::optional<Correction> correction_in(const CodedReport& coded, const WordList& list, StatementRef ref) {
    if (!tells_of_correcting(list)) return std::nullopt;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        Correction correction{ref, 0, 0, {}};
        const auto right = number_at(list, i, correction.right);
        const auto second = right ? behind_not(list, *right + 1) : std::nullopt;
        if (!second || *second >= list.words.size()) continue;
        const auto wrong = number_at(list, *second, correction.wrong);
        if (!wrong || correction.right == correction.wrong) continue;
        if (is_of_time(coded, list, i, *right) || is_of_time(coded, list, *second, *wrong)) continue;
        const std::string one = noun_text(list, *right);
        const std::string other = noun_text(list, *wrong);
        if (!one.empty() && !other.empty() && stem_of(one) != stem_of(other)) continue;
        correction.thing = thing_of(one.empty() ? other : one, list);
        return correction;
    }
    return std::nullopt;
}

template <typename Use>
void each_sentence(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, Use&& use) {
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        for (std::size_t i = 0; i < coded.layers.sentences.size(); ++i) {
            const StatementRef ref{report, RecordKind::sentence, static_cast<std::int32_t>(i)};
            const Span span = coded.layers.sentences[i];
            const bool asks = slice(coded.report.text, span).find('?') != std::string_view::npos;
            if (!asks && !copies.is_copy(ref)) use(words_of(coded.report.text, span), ref);
        }
    }
}

// Who told the wrong numbers, for each correction.
class TellersOfNumbers {
  public:
    TellersOfNumbers(std::span<const CodedReport> reports, std::span<const Correction> corrections)
        : reports_(reports), corrections_(corrections), tellers_(corrections.size()) {
        for (std::size_t i = 0; i < corrections.size(); ++i) of_number_[corrections[i].wrong].push_back(i);
    }

    void add(const WordList& list, StatementRef ref) {
        const CodedReport& coded = reports_[ref.report];
        if (correction_in(coded, list, ref)) return;  // "not 480" tells of no 480
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            double value = 0;
            const auto last = number_at(list, i, value);
            if (!last) continue;
            const auto wanted = of_number_.find(value);
            if (wanted != of_number_.end() && !is_of_time(coded, list, i, *last)) {
                const Thing thing = thing_of(noun_text(list, *last), list);
                for (const std::size_t correction : wanted->second)
                    if (can_be_corrected(ref, thing, corrections_[correction])) add_evidence(tellers_[correction], ref);
            }
            i = *last;
        }
    }

    [[nodiscard]] const std::vector<StatementRef>& of(std::size_t correction) const { return tellers_[correction]; }

  private:
    [[nodiscard]] bool can_be_corrected(StatementRef ref, const Thing& thing, const Correction& correction) const {
        return ref.report != correction.ref.report && is_one_thing(thing, correction.thing) &&
               compare_published(reports_[ref.report].report, reports_[correction.ref.report].report) <= 0;
    }

    std::span<const CodedReport> reports_;
    std::span<const Correction> corrections_;
    std::map<double, std::vector<std::size_t>> of_number_;
    std::vector<std::vector<StatementRef>> tellers_;
};

}  // namespace

std::vector<Finding> find_corrections(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    std::vector<Correction> corrections;
    each_sentence(reports, lineages, [&](const WordList& list, StatementRef ref) {
        if (corrections.size() >= most_corrections) return;
        if (auto correction = correction_in(reports[ref.report], list, ref))
            corrections.push_back(std::move(*correction));
    });
    if (corrections.empty()) return {};
    TellersOfNumbers tellers(reports, corrections);
    each_sentence(reports, lineages, [&](const WordList& list, StatementRef ref) { tellers.add(list, ref); });
    std::vector<Finding> out;
    for (std::size_t i = 0; i < corrections.size() && out.size() < most_findings; ++i) {
        const Correction& correction = corrections[i];
        if (tellers.of(i).empty()) continue;
        Finding finding;
        finding.one = tellers.of(i);
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
