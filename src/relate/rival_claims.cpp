#include "relate/rival_claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <unordered_set>

#include "record/evidence.hpp"
#include "relate/accounts.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

// ---- two winners ----------------------------------------------------------------------------------------------------

struct Winner {
    StatementRef ref;
    std::string speaker;
    std::set<std::string> offices;
    std::string country;  // of the speaker, "" if unknown
};

// The word before what is told, folded; "" at the beginning of a sentence.
std::string word_before(const Told& told) {
    const std::uint32_t begin = sentence_span(told).begin;
    const std::uint32_t end = told.content().begin;
    if (begin >= end) return {};
    const WordList before = words_of(told.coded->report.text, {begin, end});
    return before.words.empty() ? std::string() : std::string(before.words.back());
}

// "Claimed victory", "declared himself the winner", "said that he had won the election": of himself, and not of
// another.
bool claims_victory(const Told& told, const DisputeWords& words) {
    constexpr std::size_t first_words = 5;
    static const Words himself = {"himself", "herself", "itself", "themselves"};
    static const Words he = {"he", "she", "it", "they", "we", "i"};
    const std::vector<std::string> folded = folded_words(told);
    if (folded.empty() || told.attribution->denial) return false;
    const auto any_of_kind = [&](std::string_view kind, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < std::min(last, folded.size()); ++i)
            if (words.has(kind, folded[i])) return true;
        return false;
    };
    const bool claiming = starts_with_one(folded_cue(told), {"claim", "declar", "proclaim"});
    if (claiming && (himself.contains(folded.front()) || himself.contains(word_before(told)) ||
                     words.has("victory", folded.front())))
        return any_of_kind("victory", 0, first_words);
    return he.contains(folded.front()) && any_of_kind("won", 1, first_words) &&
           any_of_kind("election", 1, folded.size()) &&
           std::none_of(folded.begin(),
                        folded.begin() + static_cast<std::ptrdiff_t>(std::min(first_words, folded.size())),
                        [](const std::string& word) { return word == "not" || word == "will" || word == "would"; });
}

// Of an election told in the same sentence, whose office is named.
std::set<std::string> offices_in(const Told& told, const DisputeWords& words) {
    constexpr std::size_t stem = 6;  // "president", "presidency", "presidential"
    std::set<std::string> offices;
    bool election = false;
    const WordList list = words_of(told.coded->report.text, sentence_span(told));
    for (const std::string& word : list.words) {
        if (words.has("round", word)) return {};
        election = election || words.has("election", word);
        if (words.has("office", word)) offices.insert(word.substr(0, stem));
    }
    return election ? offices : std::set<std::string>();
}

std::string country_of(const Told& told) {
    const std::int32_t actor = told.attribution->speaker_actor;
    return actor < 0 ? std::string() : told.coded->layers.actors[static_cast<std::size_t>(actor)].country;
}

bool share_office(const Winner& a, const Winner& b) {
    return std::ranges::any_of(a.offices, [&](const std::string& office) { return b.offices.contains(office); });
}

bool are_rivals(std::span<const CodedReport> reports, const Winner& a, const Winner& b) {
    constexpr int days = 7;
    const auto& one = reports[a.ref.report].report.published;
    const auto& other = reports[b.ref.report].report.published;
    if (!one || !other || std::abs(one->day - other->day) > days) return false;
    if (!a.country.empty() && !b.country.empty() && a.country != b.country) return false;
    if (is_one_speaker(a.speaker, b.speaker)) return false;
    return share_office(a, b);
}

// ---- one crowd, counted twice ---------------------------------------------------------------------------------------

struct CrowdCount {
    std::vector<Quantity> numbers;
    bool by_state = false;
    std::string counter;  // as printed
    std::int32_t report = -1;
    std::int32_t sentence = -1;
    StatementRef ref;
};

// A piece of a sentence between commas and conjunctions.
struct Piece {
    std::vector<Quantity> numbers;
    std::size_t counter = SIZE_MAX;  // word
    bool by_state = false;
    [[nodiscard]] bool has_counter() const { return counter != SIZE_MAX; }
    [[nodiscard]] bool is_complete() const { return has_counter() && !numbers.empty(); }
};

class CrowdReader {
  public:
    CrowdReader(const CodedReport& coded, std::int32_t report, const EventTable& table)
        : coded_(coded), report_(report), table_(table), words_(table.disputes()) {}

    [[nodiscard]] std::vector<CrowdCount> read() const {
        constexpr std::size_t most_counts = 40;
        std::vector<CrowdCount> out;
        bool crowd_before = false;
        for (std::size_t i = 0; i < coded_.layers.sentences.size() && out.size() < most_counts; ++i) {
            const WordList list = words_of(coded_.report.text, coded_.layers.sentences[i]);
            const bool crowd = tells_of_crowd(list);
            if ((crowd || crowd_before) && !counts_victims(list))
                for (const Piece& piece : pieces_of(list))
                    if (piece.is_complete()) out.push_back(count_of(list, piece, i));
            crowd_before = crowd;
        }
        return out;
    }

  private:
    [[nodiscard]] bool tells_of_crowd(const WordList& list) const {
        for (std::size_t i = 0; i < list.words.size(); ++i)
            if (words_.has("crowd", list.words[i]) && !is_month(list, i)) return true;
        return false;
    }

    // "In March", "March 5": a capital inside a sentence, or a number behind it.
    static bool is_month(const WordList& list, std::size_t i) {
        if (list.words[i] != "march" || list.text[list.at[i].begin] != 'M') return false;
        const bool before_number = i + 1 < list.words.size() && !list.words[i + 1].empty() &&
                                   list.words[i + 1].front() >= '0' && list.words[i + 1].front() <= '9';
        return i > 0 || before_number;
    }

    // "The ruling coalition" calls nobody to the streets.
    [[nodiscard]] bool is_caller(const WordList& list, std::size_t i) const {
        constexpr std::size_t reach = 3;  // "the ruling centre-left coalition"
        if (!words_.has("caller", list.words[i])) return false;
        for (std::size_t k = i - std::min(i, reach); k < i; ++k)
            if (words_.has("ruling", list.words[k])) return false;
        return true;
    }

    [[nodiscard]] bool counts_victims(const WordList& list) const {
        return std::ranges::any_of(list.words, [&](const std::string& w) { return !table_.tolls().harm(w).empty(); });
    }

    [[nodiscard]] bool parts(const WordList& list, std::size_t i) const {
        static const Words conjunctions = {"while", "but", "whereas", "and", "though", "although"};
        return i > 0 &&
               (conjunctions.contains(list.words[i]) || list.before(i).find_first_of(",;") != std::string_view::npos);
    }

    // Pieces that lack a number or a counter are joined with their neighbours.
    [[nodiscard]] std::vector<Piece> pieces_of(const WordList& list) const {
        std::vector<Piece> out(1);
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            if (parts(list, i)) out.emplace_back();
            double value = 0;
            const auto last = number_at(list, i, value);
            if (last && is_crowd_number(list, i, *last, value)) {
                const CountRange range = range_at(list, i, value);
                out.back().numbers.push_back({hull(list.at[i], list.at[*last]), "people", range.low, range.high});
            } else if (words_.has("counter", list.words[i]) || is_caller(list, i)) {
                if (out.back().has_counter()) out.emplace_back();
                out.back().counter = i;
                out.back().by_state = words_.has("counter", list.words[i]);
            }
            if (last) i = *last;
        }
        return joined(out);
    }

    static std::vector<Piece> joined(const std::vector<Piece>& pieces) {
        std::vector<Piece> out;
        for (const Piece& piece : pieces) {
            if (piece.numbers.empty() && !piece.has_counter()) continue;
            const bool starts = out.empty() || (piece.has_counter() && out.back().has_counter()) ||
                                (piece.is_complete() && !out.back().numbers.empty() && out.back().has_counter());
            if (starts) out.emplace_back();
            out.back().numbers.insert(out.back().numbers.end(), piece.numbers.begin(), piece.numbers.end());
            if (piece.has_counter()) {
                out.back().counter = piece.counter;
                out.back().by_state = piece.by_state;
            }
        }
        return out;
    }

    // "3,000 people", "3,000 peaceful marchers" and "put it at 3,000"; "3,000 police", "3,000 members" and "$3,000" are
    // no crowd.
    [[nodiscard]] bool is_crowd_number(const WordList& list, std::size_t first, std::size_t last, double value) const {
        constexpr double least = 100;
        constexpr std::size_t reach = 2;
        static const Words alone = {"in", "on", "at", "and", "while", "but", "whereas", "though", "although"};
        const bool money = list.at[first].begin > 0 && list.text[list.at[first].begin - 1] == '$';
        if (value < least || money) return false;
        for (std::size_t i = last + 1; i <= last + reach; ++i) {
            const bool ends =
                i >= list.words.size() || list.before(i).find_first_of(",;:.()") != std::string_view::npos;
            if (ends || (i == last + 1 && alone.contains(list.words[i]))) return i == last + 1;
            if (words_.has("counter", list.words[i]) || table_.tolls().is_unit(list.words[i])) return false;
            if (list.words[i] == "people" || words_.has("crowd", list.words[i])) return true;
        }
        return false;
    }

    [[nodiscard]] CrowdCount count_of(const WordList& list, const Piece& piece, std::size_t sentence) const {
        CrowdCount count;
        count.numbers = piece.numbers;
        count.by_state = piece.by_state;
        count.counter = slice(coded_.report.text, list.at[piece.counter]);
        count.report = report_;
        count.sentence = static_cast<std::int32_t>(sentence);
        count.ref = {report_, RecordKind::sentence, count.sentence};
        for (std::size_t i = 0; i < coded_.layers.attributions.size(); ++i)
            for (const Span content : coded_.layers.attributions[i].content)
                if (content.contains(piece.numbers.front().span))
                    count.ref = {report_, RecordKind::attribution, static_cast<std::int32_t>(i)};
        return count;
    }

    const CodedReport& coded_;
    std::int32_t report_;
    const EventTable& table_;
    const DisputeWords& words_;
};

std::set<std::string_view> places_in(const Layers& layers, Span words) {
    std::set<std::string_view> names;
    for (const PlaceMention& place : layers.places)
        if (words.contains(place.span)) names.insert(place.name);
    return names;
}

// Places that the sentence of a count leaves to be understood: those of the beginning of its report.
std::set<std::string_view> places_of_lead(const Layers& layers) {
    constexpr std::size_t sentences = 3;  // with the headline
    const std::size_t last = std::min(sentences, layers.sentences.size());
    return last == 0 ? std::set<std::string_view>()
                     : places_in(layers, {layers.sentences.front().begin, layers.sentences[last - 1].end});
}

// Reports of one place name the same places in the sentences that count, or one place alone at their beginnings; in one
// report the other count may leave the place to be understood.
bool name_one_place(std::span<const CodedReport> reports, const CrowdCount& a, const CrowdCount& b) {
    const auto places = [&](const CrowdCount& count) {
        const Layers& layers = reports[count.report].layers;
        return places_in(layers, layers.sentences[static_cast<std::size_t>(count.sentence)]);
    };
    const std::set<std::string_view> one = places(a);
    const std::set<std::string_view> other = places(b);
    if (a.report == b.report)
        return one.size() <= 1 && other.size() <= 1 && (one.empty() || other.empty() || one == other);
    if (!one.empty() && !other.empty()) return one == other;
    const std::set<std::string_view> here = one.empty() ? places_of_lead(reports[a.report].layers) : one;
    const std::set<std::string_view> there = other.empty() ? places_of_lead(reports[b.report].layers) : other;
    return here.size() == 1 && here == there;
}

// Of one crowd, as many numbers on both sides, and no pair that meets.
bool differ(std::span<const CodedReport> reports, const CrowdCount& a, const CrowdCount& b) {
    if (a.by_state == b.by_state || a.numbers.size() != b.numbers.size()) return false;
    if (a.report == b.report) {
        if (std::abs(a.sentence - b.sentence) > 1) return false;
    } else {
        const auto& one = reports[a.report].report.published;
        const auto& other = reports[b.report].report.published;
        if (!one || !other || std::abs(one->day - other->day) > 1) return false;
    }
    if (!name_one_place(reports, a, b)) return false;
    for (std::size_t i = 0; i < a.numbers.size(); ++i)
        if (a.numbers[i].low <= b.numbers[i].high && b.numbers[i].low <= a.numbers[i].high) return false;
    return true;
}

}  // namespace

std::vector<Finding> find_rival_winners(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                        const DisputeWords& words) {
    constexpr std::size_t most_winners = 40;
    std::vector<Winner> winners;
    for (const Told& told : all_told(reports, lineages)) {
        if (told.speaker.empty() || winners.size() >= most_winners || !claims_victory(told, words)) continue;
        std::set<std::string> offices = offices_in(told, words);
        if (!offices.empty()) winners.push_back({told.ref, told.speaker, std::move(offices), country_of(told)});
    }
    for (const Winner& first : winners) {
        Finding finding;
        for (const Winner& other : winners) {
            if (is_one_speaker(other.speaker, first.speaker) && share_office(other, first))
                add_evidence(finding.one, other.ref);
            if (are_rivals(reports, first, other)) add_evidence(finding.other, other.ref);
        }
        if (finding.other.empty()) continue;
        finding.kind = FindingKind::disputed;
        finding.type = ContradictionType::agent;
        finding.summary = fmt::format("Each says that he won the election: {}; {}", told_by_all(reports, finding.one),
                                      told_by_all(reports, finding.other));
        finding.trace = {"two speakers who each claim to have won", "the same office, and no round or seat is named"};
        return {std::move(finding)};
    }
    return {};
}

std::vector<Finding> find_rival_counts(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                       const EventTable& table) {
    constexpr std::size_t most_counts = 200;
    std::vector<CrowdCount> counts;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports))
        for (CrowdCount& count : CrowdReader(reports[report], report, table).read())
            if (counts.size() < most_counts && !copies.is_copy(count.ref)) counts.push_back(std::move(count));
    std::vector<Finding> out;
    for (const CrowdCount& low : counts)
        for (const CrowdCount& high : counts) {
            if (low.numbers.front().low >= high.numbers.front().low || !differ(reports, low, high)) continue;
            const bool known = std::ranges::any_of(out, [&](const Finding& finding) {
                return finding.one.front() == low.ref || finding.other.front() == high.ref;
            });
            if (known) continue;
            Finding finding;
            finding.kind = FindingKind::disputed;
            finding.type = ContradictionType::number;
            finding.one = {low.ref};
            finding.other = {high.ref};
            finding.summary =
                fmt::format("One crowd: {} ({} in {}), {} ({} in {})", describe_quantity(low.numbers.front()),
                            low.counter, outlet_of(reports[low.report]), describe_quantity(high.numbers.front()),
                            high.counter, outlet_of(reports[high.report]));
            finding.trace = {"counted by the state's side and by those who called the march",
                             low.report == high.report ? "in one sentence or in neighbouring ones"
                                                       : "reports of one day that name one place"};
            out.push_back(std::move(finding));
        }
    return out;
}

}  // namespace px
