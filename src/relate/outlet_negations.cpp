#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "record/evidence.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/negations.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/span_set.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_evidence = 6;
constexpr std::size_t places_per_stem = 64;

// The words of a sentence of the text that the outlet says itself.
struct Line {
    StatementRef ref;
    std::vector<std::string> folded;
    std::set<std::string> stems;  // content words
    std::set<std::string> names;  // stems of proper names
    std::optional<std::int64_t> begin, end;
};

// What the lines of one report are made from.
class LineReader {
  public:
    explicit LineReader(const CodedReport& coded) : coded_(coded), said_(said_by_others(coded)), timed_(times(coded)) {
        constexpr std::int64_t two_days = std::int64_t{2} * 86'400;
        for (const TimeMention& time : coded.layers.times)
            if (time.interval && time.interval->begin && time.interval->end &&
                *time.interval->end - *time.interval->begin <= two_days)
                days_.emplace(time.span.begin, *time.interval);
    }

    [[nodiscard]] bool is_of_text(Span sentence) const {
        const Block* block = block_at(coded_.report, sentence.begin);
        return block == nullptr || block->kind != BlockKind::headline;
    }

    [[nodiscard]] Line read(StatementRef ref, Span sentence) const {
        Line line{ref, {}, {}, {}, {}, {}};
        const WordList list = words_of(coded_.report.text, sentence);
        for (std::size_t i = 0; i < list.words.size(); ++i)
            if (!said_.overlaps(list.at[i])) line.folded.push_back(list.words[i]);
        line.stems = content_stems(line.folded);
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            if (said_.overlaps(list.at[i])) continue;
            const char initial = coded_.report.text[list.at[i].begin];
            if (timed_.overlaps(list.at[i]))
                line.stems.erase(stem_of(list.words[i]));
            else if (i > 0 && initial >= 'A' && initial <= 'Z' && list.words[i].size() > 3)
                line.names.insert(stem_of(list.words[i]));
        }
        if (const auto day = days_.lower_bound(sentence.begin); day != days_.end() && day->first < sentence.end) {
            line.begin = day->second.begin;
            line.end = day->second.end;
        }
        return line;
    }

  private:
    static SpanSet times(const CodedReport& coded) {
        std::vector<Span> spans;
        spans.reserve(coded.layers.times.size());
        for (const TimeMention& time : coded.layers.times) spans.push_back(time.span);
        return SpanSet(std::move(spans));
    }

    const CodedReport& coded_;
    SpanSet said_;
    SpanSet timed_;
    std::map<std::uint32_t, TimeInterval> days_;  // by the first byte
};

// Whether the day on which one says that it was not done is the day on which the other says that it was.
bool of_one_day(std::span<const CodedReport> reports, const Line& no, const Line& yes) {
    const auto& denied = reports[no.ref.report].report.published;
    const auto& told = reports[yes.ref.report].report.published;
    if (!denied || !told || denied->day < told->day) return false;  // the world may have moved on
    return no.begin && yes.begin && *no.begin < *yes.end && *yes.begin < *no.end;
}

// Nearly the same sentence: a name and two further words besides the verb, half of the shorter one.
bool tell_of_one_thing(const Line& no, const Line& yes, const std::string& verb) {
    constexpr std::size_t least_shared = 3;
    const auto without_verb = [&](std::size_t count, const Line& line) {
        return count - static_cast<std::size_t>(line.stems.contains(verb));
    };
    const std::size_t shared = count_shared(no.stems, yes.stems) -
                               static_cast<std::size_t>(no.stems.contains(verb) && yes.stems.contains(verb));
    if (shared < least_shared || count_shared(no.names, yes.names) == 0) return false;
    return 2 * shared >= std::min(without_verb(no.stems.size(), no), without_verb(yes.stems.size(), yes));
}

// "Destroyed the bridge at the river": whether just these words follow the verb, in any order.
bool is_object_after(std::span<const std::string> words, std::size_t verb, const std::set<std::string>& stems) {
    static const std::set<std::string_view> between = {"the", "a",    "an", "of",   "in", "at",
                                                       "for", "from", "to", "near", "and"};
    std::set<std::string> found;
    for (std::size_t i = verb + 1; i < words.size(); ++i) {
        if (found == stems) return is_function_word(words[i]);
        if (between.contains(words[i])) continue;
        if (is_function_word(words[i]) || !stems.contains(stem_of(words[i]))) return false;
        found.insert(stem_of(words[i]));
    }
    return found == stems;
}

// Of the same subject, with no further word, and by the same agent.
bool is_of_subject(std::span<const std::string> words, const VerbPhrase& yes, const NotDone& no,
                   const DisputeWords& vocabulary) {
    const std::set<std::string> subject = subject_before(words, yes.helper);
    // "The border did not reopen" is the negation of "they reopened the border", but "they did not attack" of no attack
    // on them.
    const bool object = !yes.passive && (no.passive || vocabulary.has("undergoes", words[yes.verb]));
    const auto same_agent = [&](const std::set<std::string>& agent) { return no.agent.empty() || no.agent == agent; };
    if (object && (no.nobody || (!no.who.empty() && is_object_after(words, yes.verb, no.who))))
        return same_agent(subject);
    return yes.passive == no.passive && same_agent(agent_after(words, yes.verb)) &&
           (no.nobody || (!no.who.empty() && no.who == subject));
}

bool is_told_of_subject(const Line& yes, const std::string& verb, const NotDone& no, const DisputeWords& vocabulary) {
    for (std::size_t i = 0; i < yes.folded.size(); ++i) {
        if (leaves_open(yes.folded[i]) || negates(yes.folded[i])) return false;
        if (stem_of(yes.folded[i]) == verb && is_of_subject(yes.folded, verb_phrase_at(yes.folded, i), no, vocabulary))
            return true;
    }
    return false;
}

class OutletsLines {
  public:
    OutletsLines(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                 const DisputeWords& vocabulary, const ActWords& acts)
        : reports_(reports), lineages_(lineages), vocabulary_(vocabulary), acts_(acts) {
        for (const std::int32_t report : canonical_order(reports)) add(report);
    }

    [[nodiscard]] std::vector<Finding> find() const {
        std::vector<Finding> out;
        for (const Line& no : lines_) {
            for (const auto& [verb, not_done] : NegationReader(no.folded, vocabulary_, acts_).negated_as_past()) {
                const auto told = done_.find(verb);
                if (told == done_.end() || verb == telling_verb || out.size() >= most_findings) continue;
                std::vector<StatementRef> yes;
                bool both = false;
                for (const std::size_t i : told->second) {
                    const Line& other = lines_[i];
                    if (!tell_of_one_thing(no, other, verb) || !is_told_of_subject(other, verb, not_done, vocabulary_))
                        continue;
                    both = both || other.ref.report == no.ref.report;
                    if (lineages_[other.ref.report] == lineages_[no.ref.report]) continue;
                    if (of_one_day(reports_, no, other) && yes.size() < most_evidence) yes.push_back(other.ref);
                }
                if (!yes.empty() && !both) out.push_back(finding(no.ref, std::move(yes)));
            }
        }
        return out;
    }

  private:
    void add(std::int32_t report) {
        const CodedReport& coded = reports_[report];
        const LineReader reader(coded);
        for (std::size_t i = 0; i < coded.layers.sentences.size(); ++i) {
            const Span sentence = coded.layers.sentences[i];
            if (!reader.is_of_text(sentence)) continue;
            lines_.push_back(reader.read({report, RecordKind::sentence, static_cast<std::int32_t>(i)}, sentence));
            for (const std::string& verb : told_as_done(lines_.back().folded, vocabulary_, acts_))
                if (std::vector<std::size_t>& list = done_[verb]; list.size() < places_per_stem)
                    list.push_back(lines_.size() - 1);
        }
    }

    [[nodiscard]] Finding finding(StatementRef no, std::vector<StatementRef> yes) const {
        Finding finding;
        finding.kind = FindingKind::contradiction;
        finding.type = ContradictionType::polarity;
        const CodedReport& coded = reports_[no.report];
        finding.summary =
            fmt::format("\"{}\" ({}): told as done by {}", slice(coded.report.text, coded.layers.sentences[no.index]),
                        outlet_of(coded), told_by_all(reports_, yes));
        finding.trace = {"the same verb, negated by one outlet and told as done by another, each in its own voice",
                         "the same subject and day, a name and two further words in common"};
        finding.one = std::move(yes);
        finding.other = {no};
        return finding;
    }

    std::span<const CodedReport> reports_;
    std::span<const std::int32_t> lineages_;
    const DisputeWords& vocabulary_;
    const ActWords& acts_;
    std::vector<Line> lines_;
    std::unordered_map<std::string, std::vector<std::size_t>> done_;
};

}  // namespace

std::vector<Finding> find_negated_by_outlets(std::span<const CodedReport> reports,
                                             std::span<const std::int32_t> lineages, const ActWords& acts,
                                             const DisputeWords& vocabulary) {
    return OutletsLines(reports, lineages, vocabulary, acts).find();
}

}  // namespace px
