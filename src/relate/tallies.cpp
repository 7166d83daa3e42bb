#include "relate/tallies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/tellers.hpp"

namespace px {
namespace {

constexpr std::size_t most_tallies = 200;  // of a report, and of all

struct Tally {
    int in_favour = 0;
    int against = 0;
    StatementRef ref;
    Span span;
};

// A count of votes: the index of its last word.
std::optional<std::size_t> votes_at(const WordList& list, std::size_t i, int& votes) {
    constexpr double most_votes = 2'000;  // of a chamber, not of an electorate
    double value = 1;
    const std::string& word = list.words[i];
    const std::optional<std::size_t> last = word == "one" ? i : word == "no" ? std::nullopt : number_at(list, i, value);
    if (!last || value > most_votes || value != std::floor(value)) return std::nullopt;
    votes = static_cast<int>(value);
    return last;
}

bool tells_of_voting(std::string_view sentence) {
    for (const std::string_view word : {"vote", "ballot", "approv", "ratif", "adopted", "arliament", "enat", "chamber"})
        if (sentence.find(word) != std::string_view::npos) return true;
    return false;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// "128 votes to 84", "128 to 74", "128 votes in favour and 84 against": the last word of the second number, if word i
// ends the first one of a tally.
std::optional<std::size_t> second_number(const WordList& list, std::size_t i, int& votes) {
    constexpr std::size_t reach = 6;
    const std::vector<std::string>& words = list.words;
    bool parted = false;
    bool in_favour = false;
    for (std::size_t k = i + 1; k < words.size() && k <= i + reach; ++k) {
        if (const auto last = votes_at(list, k, votes)) {
            const bool against = *last + 1 < words.size() && words[*last + 1] == "against";
            return parted || (in_favour && against) ? last : std::nullopt;
        }
        if (words[k] == "to")
            parted = true;
        else if (is_one_of(words[k], {"favour", "favor", "for"}))
            in_favour = true;
        else if (!is_one_of(words[k], {"votes", "vote", "members", "in", "and", "with"}))
            return std::nullopt;
    }
    return std::nullopt;
}

// A record of a sentence to point to: what is coded in it, else what is said in it, else the sentence itself.
StatementRef record_in(const CodedReport& coded, std::int32_t report, std::size_t sentence) {
    const Span span = coded.layers.sentences[sentence];
    for (std::size_t i = 0; i < coded.layers.statements.size(); ++i)
        if (span.contains(coded.layers.statements[i].trigger))
            return {report, RecordKind::statement, static_cast<std::int32_t>(i)};
    for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i)
        for (const Span content : coded.layers.attributions[i].content)
            if (content.overlaps(span)) return {report, RecordKind::attribution, static_cast<std::int32_t>(i)};
    return {report, RecordKind::sentence, static_cast<std::int32_t>(sentence)};
}

void add_tallies(const CodedReport& coded, std::int32_t report, std::vector<Tally>& out) {
    for (std::size_t number = 0; number < coded.layers.sentences.size(); ++number) {
        const Span sentence = coded.layers.sentences[number];
        if (!tells_of_voting(slice(coded.report.text, sentence))) continue;
        const WordList list = words_of(coded.report.text, sentence);
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            if (out.size() >= most_tallies) return;
            int in_favour = 0;
            int against = 0;
            const auto first = votes_at(list, i, in_favour);
            const auto second = first ? second_number(list, *first, against) : std::nullopt;
            if (!second) continue;
            out.push_back({in_favour, against, record_in(coded, report, number), hull(list.at[i], list.at[*second])});
            i = *second;
        }
    }
}

bool of_one_ballot(std::span<const CodedReport> reports, const Tally& a, const Tally& b) {
    constexpr int days = 3;
    const Report& one = reports[a.ref.report].report;
    const Report& other = reports[b.ref.report].report;
    if ((a.in_favour == b.in_favour) == (a.against == b.against)) return false;
    if (!one.published || !other.published || one.outlet == other.outlet) return false;
    return std::abs(one.published->day - other.published->day) <= days;
}

}  // namespace

std::vector<Finding> find_tallies(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    std::vector<Tally> tallies;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        std::vector<Tally> here;
        add_tallies(reports[report], report, here);
        for (const Tally& tally : here)
            if (tallies.size() < most_tallies && !copies.is_copy(tally.ref)) tallies.push_back(tally);
    }
    std::map<std::pair<int, int>, std::vector<const Tally*>> counted;
    for (const Tally& tally : tallies) counted[{tally.in_favour, tally.against}].push_back(&tally);
    std::vector<Finding> out;
    for (auto one = counted.begin(); one != counted.end(); ++one)
        for (auto other = std::next(one); other != counted.end(); ++other) {
            Finding finding;
            for (const Tally* a : one->second)
                for (const Tally* b : other->second) {
                    if (!of_one_ballot(reports, *a, *b)) continue;
                    add_evidence(finding.one, a->ref);
                    add_evidence(finding.other, b->ref);
                }
            if (finding.one.empty() || share_report(finding.one, finding.other)) continue;
            finding.kind = FindingKind::contradiction;
            finding.type = ContradictionType::number;
            finding.summary = fmt::format("one vote: {} to {} according to {}; {} to {} according to {}",
                                          one->first.first, one->first.second, told_by_all(reports, finding.one),
                                          other->first.first, other->first.second, told_by_all(reports, finding.other));
            finding.trace = {"one number of the tally is the same, the other is not",
                             "two outlets, published at most three days apart"};
            out.push_back(std::move(finding));
        }
    return out;
}

}  // namespace px
