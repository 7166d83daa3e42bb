#include "relate/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "relate/accounts.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/words.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t least_words = 6;
constexpr std::size_t most_words = 60;  // of one sentence; longer ones are cut
constexpr std::size_t most_findings = 100;
constexpr std::size_t most_pairs = 400;
constexpr std::size_t quotations_per_key = 8;
constexpr double overlap_enough = 0.6;  // of the longer sentence
constexpr std::size_t part_words = 12;
constexpr double part_overlap_enough = 0.8;  // of the shorter sentence

// One sentence of a direct quotation.
struct Utterance {
    StatementRef ref;
    std::vector<std::string> speaker;  // words of the speaker's name, folded and sorted; empty = unknown
    std::vector<ReportWord> words;
    Span span;
};

// How quotation marks between two words change the depth of quotation: content may hold "..." he said, "...".
int depth_change(std::string_view between) {
    int change = 0;
    for (std::size_t at = between.find("\xE2\x80"); at != std::string_view::npos;
         at = between.find("\xE2\x80", at + 1)) {
        if (between.substr(at).starts_with("“")) ++change;
        if (between.substr(at).starts_with("”")) --change;
    }
    for (std::size_t at = between.find('"'); at != std::string_view::npos; at = between.find('"', at + 1)) {
        const bool opens = at > 0 && between[at - 1] == ' ' && at + 1 == between.size();
        change += opens ? 1 : -1;
    }
    return change;
}

// "9th" is spoken as "ninth", "3" as "three".
std::string in_letters(std::string folded) {
    struct Numeral {
        std::string_view digits;
        std::string_view letters;
    };
    static constexpr std::array<Numeral, 18> numerals = {{{"1st", "first"},
                                                          {"2nd", "second"},
                                                          {"3rd", "third"},
                                                          {"4th", "fourth"},
                                                          {"5th", "fifth"},
                                                          {"6th", "sixth"},
                                                          {"7th", "seventh"},
                                                          {"8th", "eighth"},
                                                          {"9th", "ninth"},
                                                          {"2", "two"},
                                                          {"3", "three"},
                                                          {"4", "four"},
                                                          {"5", "five"},
                                                          {"6", "six"},
                                                          {"7", "seven"},
                                                          {"8", "eight"},
                                                          {"9", "nine"},
                                                          {"10", "ten"}}};
    for (const auto& [digits, letters] : numerals)
        if (folded == digits) return std::string(letters);
    return folded;
}

// The last byte of the last apostrophe, plain or typographic; npos if there is none.
std::size_t last_apostrophe(std::string_view printed) {
    static constexpr std::string_view typographic = "’";
    const std::size_t plain = printed.rfind('\'');
    const std::size_t curved = printed.rfind(typographic);
    if (curved == std::string_view::npos) return plain;
    const std::size_t last = curved + typographic.size() - 1;
    return plain == std::string_view::npos ? last : std::max(plain, last);
}

// A word as it is spoken: "it's" and "it is", "can't" and "cannot" are one utterance, whichever a reporter prints.
void add_spoken(std::string_view printed, Span span, std::vector<ReportWord>& out) {
    struct Contraction {
        std::string_view ending;  // folded, so without its apostrophe
        std::string_view word;
    };
    static constexpr std::array<Contraction, 6> contractions = {
        {{"nt", "not"}, {"ve", "have"}, {"re", "are"}, {"ll", "will"}, {"m", "am"}, {"s", "is"}}};
    std::string folded = in_letters(fold_word(printed));
    const std::size_t mark = last_apostrophe(printed);
    const auto add = [&](std::string_view word) { out.push_back({hash_word(word), span, true}); };
    if (folded == "cannot") folded = "cant";
    const bool negated = folded == "cant" || folded == "wont" || mark != std::string_view::npos;
    for (const auto& [ending, word] : contractions) {
        if (!folded.ends_with(ending) || folded.size() == ending.size()) continue;
        if (ending == "nt" ? !negated : mark == std::string_view::npos || printed.size() - mark - 1 != ending.size())
            continue;
        folded.resize(folded.size() - ending.size());
        if (folded == "ca")
            folded = "can";
        else if (folded == "wo")
            folded = "will";
        add(folded);
        return add(word);
    }
    add(folded);
}

// Quoted content cut into sentences at . ! ? and at the borders of its parts.
void add_sentences(const CodedReport& coded, StatementRef ref, const std::vector<std::string>& speaker, Span content,
                   std::vector<Utterance>& out) {
    const std::string_view text = coded.report.text;
    Utterance current{ref, speaker, {}, {content.begin, content.begin}};
    const auto flush = [&] {
        if (current.words.size() >= least_words && current.words.size() <= most_words) {
            current.span = hull(current.words.front().span, current.words.back().span);
            out.push_back(current);
        }
        current.words.clear();
    };
    std::uint32_t last = content.begin;
    int depth = 1;  // content begins inside its quotation marks
    each_word(text, content, [&](Span word) {
        const std::string_view between = text.substr(last, word.begin - last);
        depth += depth_change(between);
        if (!current.words.empty() && (depth < 1 || between.find_first_of(".!?") != std::string_view::npos)) flush();
        if (depth >= 1) add_spoken(slice(text, word), word, current.words);
        last = word.end;
    });
    flush();
}

std::vector<std::string> speaker_words(const CodedReport& coded, const Attribution& attribution) {
    const std::string name = speaker_name(coded, attribution);
    std::vector<std::string> words;
    each_word(name, {0, static_cast<std::uint32_t>(name.size())},
              [&](Span word) { words.push_back(fold_name(slice(name, word))); });
    std::sort(words.begin(), words.end());
    return words;
}

// "Velarde" and "Captain Ignacio Velarde Soto": one name is part of the other.
bool can_be_one_speaker(const Utterance& a, const Utterance& b) {
    if (a.speaker.empty() || b.speaker.empty()) return false;
    return std::includes(a.speaker.begin(), a.speaker.end(), b.speaker.begin(), b.speaker.end()) ||
           std::includes(b.speaker.begin(), b.speaker.end(), a.speaker.begin(), a.speaker.end());
}

// Direct content is quoted throughout; of mixed content, which is partly the reporter's, only what stands between
// marks.
std::vector<Span> quoted_parts(const CodedReport& coded, const Attribution& attribution, Span content) {
    if (attribution.kind == AttributionKind::direct) return {content};
    std::vector<Span> parts;
    for (Span part : find_marked_quotations(slice(coded.report.text, content)))
        parts.push_back({content.begin + part.begin, content.begin + part.end});
    return parts;
}

std::vector<Utterance> find_utterances(std::span<const CodedReport> reports) {
    std::vector<Utterance> out;
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i) {
            const Attribution& attribution = coded.layers.attributions[i];
            if (attribution.kind == AttributionKind::indirect) continue;
            const std::vector<std::string> speaker = speaker_words(coded, attribution);
            if (speaker.empty()) continue;
            const StatementRef ref{report, RecordKind::attribution, static_cast<std::int32_t>(i)};
            for (const Span content : attribution.content)
                for (const Span words : quoted_parts(coded, attribution, content))
                    add_sentences(coded, ref, speaker, words, out);
        }
    }
    return out;
}

std::uint64_t hash_of_words(const Utterance& utterance) {
    std::uint64_t hash = utterance.words.size();
    for (const ReportWord& word : utterance.words) hash = (hash ^ word.hash) * 0x9E3779B97F4A7C15ULL + 1;
    return hash;
}

std::uint64_t hash_of(const Utterance& utterance) {
    std::uint64_t hash = hash_of_words(utterance);
    for (const std::string& word : utterance.speaker) hash = (hash ^ hash_word(word)) * 0x9E3779B97F4A7C15ULL;
    return hash;
}

struct Alignment {
    std::size_t equal = 0;
    std::size_t first_a = 0, last_a = 0;  // first and last equal word
    std::size_t first_b = 0, last_b = 0;
};

// Longest common subsequence; sentences are short (most_words).
Alignment align(std::span<const ReportWord> a, std::span<const ReportWord> b) {
    std::vector<std::vector<std::uint16_t>> table(a.size() + 1, std::vector<std::uint16_t>(b.size() + 1, 0));
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            table[i][j] = a[i].hash == b[j].hash ? static_cast<std::uint16_t>(table[i + 1][j + 1] + 1)
                                                 : std::max(table[i + 1][j], table[i][j + 1]);
    Alignment alignment;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].hash == b[j].hash) {
            if (alignment.equal++ == 0) {
                alignment.first_a = i;
                alignment.first_b = j;
            }
            alignment.last_a = i++;
            alignment.last_b = j++;
        } else if (table[i + 1][j] >= table[i][j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return alignment;
}

// The letters of words in one run: "out vote" and "outvote" are one.
std::string letters_of(std::string_view text, std::span<const ReportWord> words) {
    std::string out;
    Span last;
    for (const ReportWord& word : words) {
        if (word.span == last) continue;  // the second half of a contraction
        last = word.span;
        out += fold_word(slice(text, word.span));
    }
    return out;
}

// "I think that that is ..." and what everybody says do not make one utterance: words that tell something do.
bool share_content(const CodedReport& coded_a, std::span<const ReportWord> a, const CodedReport& coded_b,
                   std::span<const ReportWord> b, const DisputeWords& vocabulary) {
    constexpr std::ptrdiff_t least = 2;
    const auto content = [&](const CodedReport& coded, std::span<const ReportWord> words) {
        std::set<std::string> out;
        for (const ReportWord& word : words) {
            std::string folded = fold_word(slice(coded.report.text, word.span));
            if (folded.size() > 3 && !is_function_word(folded) && !vocabulary.has("opinion", folded))
                out.insert(std::move(folded));
        }
        return out;
    };
    const std::set<std::string> one = content(coded_a, a);
    const std::set<std::string> other = content(coded_b, b);
    return std::ranges::count_if(one, [&](const std::string& word) { return other.contains(word); }) >= least;
}

bool is_enough(const Alignment& found, std::size_t a, std::size_t b) {
    const auto is_share = [&](double share, std::size_t of) {
        return static_cast<double>(found.equal) >= share * static_cast<double>(of);
    };
    const bool whole = found.equal + 1 >= least_words && is_share(overlap_enough, std::max(a, b));
    const bool part = found.equal >= part_words && is_share(part_overlap_enough, std::min(a, b));
    if (!whole && !part) return false;  // one report may quote less than the other
    const std::size_t inside_a = found.last_a - found.first_a + 1;
    const std::size_t inside_b = found.last_b - found.first_b + 1;
    return (inside_a != found.equal || inside_b != found.equal) &&
           is_share(overlap_enough, std::max(inside_a, inside_b));
}

// "I will not vote" and "I have told them I will not vote": of two ways to align them, one may show that nothing
// differs.
bool differs_both_ways(std::vector<ReportWord> a, std::vector<ReportWord> b) {
    if (!is_enough(align(a, b), a.size(), b.size())) return false;
    std::reverse(a.begin(), a.end());
    std::reverse(b.begin(), b.end());
    return is_enough(align(a, b), a.size(), b.size());
}

// Words differ between the first and the last equal word, and enough words are equal. Brackets, asterisks and ellipses
// inside announce that the wording was changed, so they are no finding.
bool differs_inside(const CodedReport& coded_a, const Utterance& a, const CodedReport& coded_b, const Utterance& b,
                    const DisputeWords& vocabulary) {
    if (!differs_both_ways(a.words, b.words) || !share_content(coded_a, a.words, coded_b, b.words, vocabulary))
        return false;
    const Alignment found = align(a.words, b.words);
    const auto core = [](const std::vector<ReportWord>& words, std::size_t first, std::size_t last) {
        return std::span(words).subspan(first, last - first + 1);
    };
    if (letters_of(coded_a.report.text, core(a.words, found.first_a, found.last_a)) ==
        letters_of(coded_b.report.text, core(b.words, found.first_b, found.last_b)))
        return false;
    const auto announced = [](const CodedReport& coded, const Utterance& u) {
        const std::string_view words = slice(coded.report.text, u.span);
        return words.find_first_of("[*(") != std::string_view::npos || words.find("...") != std::string_view::npos ||
               words.find("…") != std::string_view::npos;
    };
    return !announced(coded_a, a) && !announced(coded_b, b);
}

Finding finding_of(std::span<const CodedReport> reports, const Utterance& a, const Utterance& b) {
    const CodedReport& one = reports[a.ref.report];
    const CodedReport& other = reports[b.ref.report];
    const std::string speaker = speaker_name(one, one.layers.attributions[a.ref.index]);
    Finding finding;
    finding.kind = FindingKind::quoted_otherwise;
    finding.one = {a.ref};
    finding.other = {b.ref};
    finding.summary = fmt::format("{} is quoted as saying \"{}\" and as saying \"{}\"", speaker,
                                  slice(one.report.text, a.span), slice(other.report.text, b.span));
    finding.trace = {"both are direct quotations of " + speaker,
                     fmt::format("{} of {} and {} words are equal and in the same order", align(a.words, b.words).equal,
                                 a.words.size(), b.words.size()),
                     "words between the first and the last equal one differ, and no mark announces a change"};
    return finding;
}

// Two utterances that may be one, by their numbers.
struct WordingPair {
    std::size_t one = 0;
    std::size_t other = 0;
    std::size_t equal = 0;  // words
};

// Which reports print which words, so that what both print is not taken for another wording of a further sentence.
class Printed {
  public:
    explicit Printed(std::span<const Utterance> all) {
        for (const Utterance& utterance : all) reports_.insert({hash_of_words(utterance), utterance.ref.report});
    }
    [[nodiscard]] bool has_either(const Utterance& a, const Utterance& b) const {
        return reports_.contains({hash_of_words(a), b.ref.report}) ||
               reports_.contains({hash_of_words(b), a.ref.report});
    }

  private:
    std::set<std::pair<std::uint64_t, std::int32_t>> reports_;
};

// A sentence has one counterpart in another report: the one with the most words in common.
std::vector<WordingPair> best_of(std::span<const Utterance> all, std::vector<WordingPair> pairs) {
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const WordingPair& a, const WordingPair& b) { return a.equal > b.equal; });
    std::set<std::pair<std::size_t, std::int32_t>> answered;  // utterance, report
    std::vector<WordingPair> out;
    for (const WordingPair& pair : pairs) {
        const std::pair one{pair.one, all[pair.other].ref.report};
        const std::pair other{pair.other, all[pair.one].ref.report};
        if (answered.contains(one) || answered.contains(other)) continue;
        answered.insert(one);
        answered.insert(other);
        out.push_back(pair);
    }
    std::sort(out.begin(), out.end(), [](const WordingPair& a, const WordingPair& b) {
        return std::pair(a.other, a.one) < std::pair(b.other, b.one);
    });
    return out;
}

}  // namespace

std::vector<Finding> find_other_wordings(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                         const DisputeWords& vocabulary) {
    const std::vector<Utterance> all = find_utterances(reports);
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> index;  // by three words
    std::set<std::pair<std::size_t, std::size_t>> seen;
    std::vector<WordingPair> pairs;
    const Printed printed(all);
    std::set<std::uint64_t> wordings;  // one report stands for all that print the same words
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Utterance& utterance = all[i];
        if (!wordings.insert(hash_of(utterance)).second) continue;
        std::set<std::size_t> candidates;
        for (std::size_t at = 0; at + 3 <= utterance.words.size(); ++at) {
            std::uint64_t key = 0;
            for (std::size_t k = 0; k < 3; ++k) key = (key ^ utterance.words[at + k].hash) * 0x9E3779B97F4A7C15ULL;
            std::vector<std::size_t>& places = index[key];
            candidates.insert(places.begin(), places.end());
            if (places.size() < quotations_per_key && (places.empty() || places.back() != i)) places.push_back(i);
        }
        candidates.erase(i);
        for (const std::size_t j : candidates) {
            const Utterance& other = all[j];
            if (lineages[other.ref.report] == lineages[utterance.ref.report] || pairs.size() >= most_pairs) continue;
            if (!can_be_one_speaker(other, utterance) || !seen.insert({j, i}).second) continue;
            if (printed.has_either(other, utterance)) continue;
            if (differs_inside(reports[other.ref.report], other, reports[utterance.ref.report], utterance, vocabulary))
                pairs.push_back({j, i, align(other.words, utterance.words).equal});
        }
    }
    std::vector<Finding> findings;
    for (const WordingPair& pair : best_of(all, std::move(pairs)))
        if (findings.size() < most_findings) findings.push_back(finding_of(reports, all[pair.one], all[pair.other]));
    return findings;
}

}  // namespace px
