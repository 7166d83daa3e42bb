#include "relate/differing_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "record/evidence.hpp"
#include "relate/accounts.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/span_set.hpp"
#include "relate/tellers.hpp"
#include "relate/utterances.hpp"

namespace px {
namespace {

constexpr std::size_t most_of_report = 60;
constexpr std::size_t most_of_noun = 60;  // of a story
constexpr std::size_t most_findings = 100;
constexpr std::size_t reach = 9;  // words on either side of a number
constexpr double least_count = 10;
constexpr double many = 100;
constexpr double furthest_apart = 2;  // times the smaller one

struct CountedNoun {
    StatementRef ref;
    std::int32_t report = -1;
    Span sentence;
    double value = 0;
    CountRange range;
    std::string printed;           // "47 trusts"
    std::string noun;              // stem
    std::set<std::string> kind;    // stems of words between the number and the noun
    std::set<std::string> beside;  // stems of words that are no names, next to the number and behind its noun
    std::set<std::string> around;  // stems of content words of the clause
    std::string speaker;
    Setting setting;  // of its sentence
};

// Every number of a report that counts something, also parts and what may be.
struct Numbers {
    std::set<double> all;
    std::map<std::string, std::vector<CountRange>> of_noun;
};

bool meet(const CountRange& a, const CountRange& b) { return a.low <= b.high && b.low <= a.high; }

// "2,800" may stand for 2,750 to 2,850: large numbers are as exact as they are printed. Below a hundred they are exact.
CountRange rounded(CountRange range) {
    constexpr double least = 100;
    if (range.low != range.high || range.low < least || range.low != std::floor(range.low)) return range;
    double place = 1;
    while (std::fmod(range.low, place * 10) == 0) place *= 10;
    return place > 1 ? CountRange{range.low - place / 2, range.high + place / 2} : range;
}

class CountReader {
  public:
    CountReader(const CodedReport& coded, std::int32_t report, const EventTable& events)
        : coded_(coded),
          report_(report),
          words_(events.disputes()),
          tolls_(events.tolls()),
          settings_(coded),
          times_(times_of(coded.layers)) {}

    [[nodiscard]] std::vector<CountedNoun> read(Numbers& numbers) const {
        std::vector<CountedNoun> out;
        for (std::size_t i = 0; i < coded_.layers.sentences.size(); ++i) {
            const Span sentence = coded_.layers.sentences[i];
            const Block* block = block_at(coded_.report, sentence.begin);
            if (block != nullptr && block->kind == BlockKind::headline) continue;
            read_sentence(words_of(coded_.report.text, sentence), i, numbers, out);
        }
        return out;
    }

  private:
    void read_sentence(const WordList& list, std::size_t sentence, Numbers& numbers,
                       std::vector<CountedNoun>& out) const {
        const bool asked = is_asked(list);
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            double value = 0;
            const auto last = number_at(list, i, value);
            if (!last || in_time(list.at[i])) continue;
            if (value >= many) numbers.all.insert(value);  // "178 of 369": the noun may stand elsewhere
            const auto noun = noun_behind(list, *last);
            if (noun && is_plural(list.words[*noun])) {
                numbers.all.insert(value);
                const CountRange range = rounded(range_at(list, i, value));
                std::vector<CountRange>& same = numbers.of_noun[stem_of(list.words[*noun])];
                if (same.size() < most_of_noun) same.push_back(range);
                if (!asked && value >= least_count && value == std::floor(value) && out.size() < most_of_report &&
                    counts(list, i, *last, *noun))
                    out.push_back(count_of(list, sentence, {i, *last, *noun}, value, range));
            }
            i = *last;
        }
    }

    [[nodiscard]] static bool is_asked(const WordList& list) {
        constexpr std::size_t bytes = 3;  // a mark of quotation, too
        return !list.at.empty() && list.text.substr(list.at.back().end, bytes).find('?') != std::string_view::npos;
    }

    // Near who was hurt, or what may be.
    [[nodiscard]] bool is_open(const WordList& list, std::size_t first, std::size_t last) const {
        for (std::size_t i = first - std::min(first, reach); i < std::min(list.words.size(), last + 1 + reach); ++i)
            if (!tolls_.harm(list.words[i]).empty() || (words_.has("open", list.words[i]) && !in_time(list.at[i])))
                return true;
        return false;
    }

    [[nodiscard]] bool counts(const WordList& list, std::size_t first, std::size_t last, std::size_t noun) const {
        if (list.before(last + 1).find_first_of("-–") != std::string_view::npos) return false;  // "a ten-page letter"
        if (is_open(list, first, last)) return false;
        if (words_.has("measured", list.words[noun]) || tolls_.is_unit(list.words[noun])) return false;
        if (list.words[last] == "dozen") return false;  // ten to fifteen, or several
        const std::string& next = list.words[last + 1];
        if (words_.has("part", next) || next == "of" || next == "more" || next == "dozen") return false;
        constexpr std::size_t near = 2;  // "another nearly 12", "an average of 12"; but "the first of 12"
        const bool out_of = first > 0 && list.words[first - 1] == "of";
        for (std::size_t i = first - std::min(first, near); i < first; ++i)
            if (words_.has("bound", list.words[i]) || (!out_of && words_.has("part", list.words[i]))) return false;
        // "employs 5,100 workers at its yard in all", but not "all over the country"
        for (std::size_t i = noun + 1; i < std::min(list.words.size(), noun + 1 + reach) && !ends_clause(list, i); ++i)
            if (words_.has("bound", list.words[i]) && list.words[i - 1] == "in") return false;
        return first == 0 || (list.words[first - 1] != "to" && list.words[first - 1] != "from");
    }

    struct Place {
        std::size_t first = 0;  // words of the number
        std::size_t last = 0;
        std::size_t noun = 0;
    };

    [[nodiscard]] CountedNoun count_of(const WordList& list, std::size_t sentence, const Place& place, double value,
                                       const CountRange& range) const {
        CountedNoun count;
        count.report = report_;
        count.ref = {report_, RecordKind::sentence, static_cast<std::int32_t>(sentence)};
        count.sentence = coded_.layers.sentences[sentence];
        count.value = value;
        count.range = range;
        count.printed = slice(coded_.report.text, hull(list.at[place.first], list.at[place.noun]));
        count.noun = stem_of(list.words[place.noun]);
        count.setting = settings_.read({&count.sentence, 1});
        set_voice(list.at[place.first], count);
        add_words(list, place, count);
        return count;
    }

    void set_voice(Span number, CountedNoun& count) const {
        for (std::size_t i = 0; i < coded_.layers.attributions.size(); ++i)
            for (const Span content : coded_.layers.attributions[i].content) {
                if (!content.contains(number)) continue;
                count.speaker = speaker_name(coded_, coded_.layers.attributions[i]);
                if (count.sentence.contains(content.begin))
                    count.ref = {report_, RecordKind::attribution, static_cast<std::int32_t>(i)};
            }
    }

    // Content words of the clause around a number: three before it and five behind its noun are beside it.
    void add_words(const WordList& list, const Place& place, CountedNoun& count) const {
        constexpr std::size_t before = 3;
        constexpr std::size_t behind = 5;
        std::size_t passed = 0;
        for (std::size_t i = place.first; i-- > place.first - std::min(place.first, reach);) {
            if (ends_clause(list, i + 1)) break;
            if (!add_word(list, i, passed < before, count)) continue;
            ++passed;
        }
        for (std::size_t i = place.last + 1; i < std::min(list.words.size(), place.last + 1 + reach); ++i) {
            if (ends_clause(list, i)) break;
            if (i != place.noun && add_word(list, i, i <= place.noun + behind, count) && i < place.noun)
                count.kind.insert(stem_of(list.words[i]));
        }
    }

    static bool ends_clause(const WordList& list, std::size_t i) {
        return list.before(i).find_first_of(".;:?!") != std::string_view::npos;
    }

    bool add_word(const WordList& list, std::size_t i, bool beside, CountedNoun& count) const {
        constexpr std::size_t least_letters = 3;
        const std::string& word = list.words[i];
        double ignored = 0;
        if (word.size() < least_letters || is_function_word(word) || is_scale(word) || number_at(list, i, ignored) ||
            words_.has("opinion", word) || words_.has("told", word) || words_.has("filler", word) ||
            in_time(list.at[i]))
            return false;
        const std::string stem = stem_of(word);
        if (stem == count.noun) return false;
        count.around.insert(stem);
        const char initial = list.text[list.at[i].begin];
        if (beside && !(initial >= 'A' && initial <= 'Z')) count.beside.insert(stem);
        return true;
    }

    static std::vector<Span> times_of(const Layers& layers) {
        std::vector<Span> spans;
        for (const TimeMention& time : layers.times) spans.push_back(time.span);
        return spans;
    }

    [[nodiscard]] bool in_time(Span word) const { return times_.overlaps(word); }

    const CodedReport& coded_;
    std::int32_t report_;
    const DisputeWords& words_;
    const TollWords& tolls_;
    SettingReader settings_;
    SpanSet times_;
};

std::vector<std::string> shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    std::vector<std::string> out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

class CountComparer {
  public:
    CountComparer(std::span<const CodedReport> reports, const std::map<std::int32_t, Numbers>& numbers)
        : reports_(reports), numbers_(numbers) {}

    [[nodiscard]] std::optional<Finding> compare(const CountedNoun& a, const CountedNoun& b) const {
        if (!can_be_compared(a, b) || !count_one_thing(a, b)) return std::nullopt;
        if (are_of_other_places(a.setting, b.setting)) return std::nullopt;
        if (knows_both(a, b) || knows_both(b, a) || is_sum(a, b) || is_sum(b, a)) return std::nullopt;
        const auto times = [&](const CountedNoun& count) {
            return proposition_of(reports_[count.report], count.sentence, WordRarity{}).times;
        };
        if (are_apart(times(a), times(b), 0)) return std::nullopt;
        Finding finding;
        finding.kind = FindingKind::contradiction;
        finding.type = ContradictionType::number;
        finding.one = {a.ref};
        finding.other = {b.ref};
        finding.summary = fmt::format("{} according to {}; {} according to {}", a.printed, told_by(reports_, a.ref),
                                      b.printed, told_by(reports_, b.ref));
        finding.trace = {
            fmt::format("one noun, in words that have in common: {}", fmt::join(shared(a.around, b.around), ", ")),
            "of one day, and no number is in both", "neither report tells the other's number"};
        return finding;
    }

  private:
    [[nodiscard]] bool can_be_compared(const CountedNoun& a, const CountedNoun& b) const {
        const Report& one = reports_[a.report].report;
        const Report& other = reports_[b.report].report;
        if (one.outlet == other.outlet) return false;
        if (!one.published || !other.published || one.published->day != other.published->day) return false;
        if (!a.speaker.empty() && a.speaker == b.speaker) return false;
        return !meet(a.range, b.range) && std::max(a.value, b.value) <= furthest_apart * std::min(a.value, b.value);
    }

    static bool count_one_thing(const CountedNoun& a, const CountedNoun& b) {
        constexpr std::size_t least = 3;
        if (is_one_kind(a, b)) return true;
        return shared(a.around, b.around).size() >= least && !shared(a.beside, b.beside).empty();
    }

    // "14,700 transgender troops", "some 8,980 active transgender troops": of many, that is enough.
    static bool is_one_kind(const CountedNoun& a, const CountedNoun& b) {
        if (std::min(a.value, b.value) < many || a.kind.empty() || b.kind.empty()) return false;
        return std::ranges::includes(a.kind, b.kind) || std::ranges::includes(b.kind, a.kind);
    }

    // Whether the report of `other` tells the number of `count` too.
    [[nodiscard]] bool knows_both(const CountedNoun& count, const CountedNoun& other) const {
        const Numbers& told = numbers_.at(other.report);
        const auto of_noun = told.of_noun.find(count.noun);
        return told.all.contains(count.value) ||
               (of_noun != told.of_noun.end() && std::ranges::any_of(of_noun->second, [&](const CountRange& range) {
                    return meet(range, count.range);
                }));
    }

    // Whether the report of `other` tells two numbers of this noun that make it up, or one that makes up the rest.
    [[nodiscard]] bool is_sum(const CountedNoun& count, const CountedNoun& other) const {
        const std::vector<CountRange>& told = numbers_.at(other.report).of_noun.at(count.noun);
        const double rest = std::abs(count.value - other.value);
        return std::ranges::any_of(told, [&](const CountRange& one) {
            return one.low == rest || std::ranges::any_of(told, [&](const CountRange& two) {
                       return &one != &two && one.low + two.low == count.value;
                   });
        });
    }

    std::span<const CodedReport> reports_;
    const std::map<std::int32_t, Numbers>& numbers_;
};

}  // namespace

std::vector<Finding> find_differing_counts(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                           const EventTable& events) {
    std::map<std::int32_t, Numbers> numbers;
    std::map<std::string, std::vector<CountedNoun>> of_noun;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports))
        for (CountedNoun& count : CountReader(reports[report], report, events).read(numbers[report])) {
            std::vector<CountedNoun>& same = of_noun[count.noun];
            if (same.size() < most_of_noun && !copies.is_copy(count.ref)) same.push_back(std::move(count));
        }
    const CountComparer comparer(reports, numbers);
    std::vector<Finding> out;
    for (const auto& [noun, counts] : of_noun)
        for (std::size_t i = 0; i < counts.size(); ++i)
            for (std::size_t k = i + 1; k < counts.size() && out.size() < most_findings; ++k)
                if (auto finding = comparer.compare(counts[i], counts[k])) out.push_back(std::move(*finding));
    return out;
}

}  // namespace px
