#include "relate/forecasts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_set>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/parties.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words expecting = {"expected", "likely", "set", "due", "scheduled", "planned", "going"};
const Words leaving_open = {"if", "whether", "unless"};

// "Trump is unlikely to meet the Queen": one outlook on one act.
struct Forecast {
    bool doubted = false;
    std::string act;                // stems of the verb and of a word of what it is done to
    std::set<std::string> objects;  // stems of all words of what it is done to
    std::string subject;  // level of the actor named before it, "" if none is known or a pronoun stands for one
    StatementRef ref;
};

struct Outlook {
    bool doubted = false;
    std::size_t cue = 0;   // word
    std::size_t verb = 0;  // word
};

bool is_negated(const WordList& list, std::size_t i) {
    static const Words negations = {"not", "nt", "isnt", "arent", "wasnt", "werent", "never", "hardly"};
    return i > 0 && negations.contains(list.words[i - 1]);
}

// "Unlikely to meet", "not expected to meet", "expected to shake hands and to meet", "will meet".
std::vector<Outlook> outlooks_of(const WordList& list) {
    constexpr std::size_t reach = 24;  // "he is expected to shake hands with A and to meet the queen"
    std::vector<Outlook> out;
    std::size_t expected_at = list.words.size();
    for (std::size_t i = 0; i + 2 < list.words.size(); ++i) {
        const std::string& word = list.words[i];
        if (leaving_open.contains(word)) return {};
        const bool before_verb = list.words[i + 1] == "to";
        if (before_verb && (word == "unlikely" || (expecting.contains(word) && is_negated(list, i)))) {
            out.push_back({true, i, i + 2});
            expected_at = list.words.size();
        } else if (before_verb && expecting.contains(word)) {
            out.push_back({false, i, i + 2});
            expected_at = i;
        } else if (word == "will" && list.words[i + 1] != "not" && list.words[i + 1] != "be") {
            out.push_back({false, i, i + 1});
            expected_at = list.words.size();
        } else if (word == "and" && before_verb && expected_at < i && i - expected_at < reach) {
            out.push_back({false, expected_at, i + 2});
        }
    }
    return out;
}

// Stems of the content words of a verb's object: "summit" and "kampal" of "attend the Kampala summit on".
std::set<std::string> objects_at(const WordList& list, std::size_t verb) {
    constexpr std::size_t reach = 5;
    static const Words ends = {"in",     "on",  "at", "with",   "from", "for",  "of",    "by",     "after",
                               "before", "and", "or", "during", "as",   "when", "while", "despite"};
    std::set<std::string> objects;
    if (is_function_word(list.words[verb])) return objects;
    bool direct = true;  // no preposition stands between
    for (std::size_t i = verb + 1; i < list.words.size() && i <= verb + reach; ++i) {
        if (list.before(i).find_first_of(",;:.") != std::string_view::npos) break;
        direct = direct && !ends.contains(list.words[i]);
        if (!objects.empty() && !direct) break;
        if (!is_function_word(list.words[i])) objects.insert(stem_of(list.words[i]));
    }
    return objects;
}

// Finds the forecasts of one report; mentions and statements are looked up by their place.
class Forecaster {
  public:
    Forecaster(const CodedReport& coded, std::int32_t report) : coded_(coded), report_(report) {
        for (std::size_t i = 0; i < coded.layers.mentions.size(); ++i)
            mentions_.emplace(coded.layers.mentions[i].head.begin, i);
        for (std::size_t i = 0; i < coded.layers.statements.size(); ++i)
            statements_.emplace(coded.layers.statements[i].trigger.begin, i);
    }

    std::vector<Forecast> find() const {
        std::vector<Forecast> out;
        for (std::size_t i = 0; i < coded_.layers.sentences.size(); ++i) {
            if (slice(coded_.report.text, coded_.layers.sentences[i]).find('?') != std::string_view::npos) continue;
            const WordList list = words_of(coded_.report.text, coded_.layers.sentences[i]);
            for (const Outlook& outlook : outlooks_of(list)) {
                const std::string subject = subject_before(coded_.layers.sentences[i], list.at[outlook.cue].begin);
                const std::set<std::string> objects = objects_at(list, outlook.verb);
                for (const std::string& object : objects)
                    out.push_back({outlook.doubted, stem_of(list.words[outlook.verb]) + " " + object, objects, subject,
                                   record_at(i, list.at[outlook.verb].begin)});
            }
        }
        return out;
    }

  private:
    [[nodiscard]] std::string subject_before(Span sentence, std::uint32_t at) const {
        for (auto next = mentions_.lower_bound(at); next != mentions_.begin();) {
            --next;
            const Mention& mention = coded_.layers.mentions[next->second];
            if (mention.head.begin < sentence.begin) break;
            if (mention.form == MentionForm::pronoun) return {};
            if (mention.actor >= 0) return party_of(coded_.layers.actors[mention.actor]).level;
        }
        return {};
    }

    [[nodiscard]] StatementRef record_at(std::size_t sentence, std::uint32_t at) const {
        if (const auto found = statements_.find(at); found != statements_.end())
            return {report_, RecordKind::statement, static_cast<std::int32_t>(found->second)};
        return {report_, RecordKind::sentence, static_cast<std::int32_t>(sentence)};
    }

    const CodedReport& coded_;
    std::int32_t report_;
    std::map<std::uint32_t, std::size_t> mentions_, statements_;
};

struct Sides {
    std::vector<StatementRef> doubted;
    std::vector<StatementRef> expected;
};

// Of one subject, unless one is not known, and of one object, though one may tell more of it: "the Kampala summit" and
// "the London summit" are two.
bool are_opposed(const Forecast& a, const Forecast& b) {
    if (a.doubted == b.doubted || (a.subject != b.subject && !a.subject.empty() && !b.subject.empty())) return false;
    return std::ranges::includes(a.objects, b.objects) || std::ranges::includes(b.objects, a.objects);
}

// Around the first doubt that an expectation opposes: all on one side are opposed to all on the other.
Sides sides_of(std::span<const Forecast> all) {
    Sides sides;
    for (const Forecast& doubt : all) {
        std::vector<const Forecast*> against;
        for (const Forecast& other : all)
            if (doubt.doubted && are_opposed(doubt, other)) against.push_back(&other);
        if (against.empty()) continue;
        for (const Forecast* other : against) add_evidence(sides.expected, other->ref);
        for (const Forecast& other : all)
            if (std::ranges::all_of(against, [&](const Forecast* one) { return are_opposed(other, *one); }))
                add_evidence(sides.doubted, other.ref);
        break;
    }
    return sides;
}

// Adds the evidence to a finding that has one side in common with it; false if there is none.
bool is_joined(std::vector<Finding>& known, const Finding& finding) {
    for (Finding& other : known) {
        if (other.one != finding.one && other.other != finding.other) continue;
        for (const StatementRef ref : finding.one) add_evidence(other.one, ref);
        for (const StatementRef ref : finding.other) add_evidence(other.other, ref);
        return true;
    }
    return false;
}

std::string words_of(std::span<const CodedReport> reports, StatementRef ref) {
    const Evidence evidence = evidence_of(reports, ref);
    return std::string(slice(reports[ref.report].report.text, hull(evidence.words.front(), evidence.words.back())));
}

}  // namespace

std::vector<Finding> find_opposed_forecasts(std::span<const CodedReport> reports) {
    constexpr std::size_t most_forecasts = 64;  // of one act
    std::map<std::string, std::vector<Forecast>> acts;
    for (const std::int32_t report : canonical_order(reports))
        for (Forecast& forecast : Forecaster(reports[report], report).find())
            if (std::vector<Forecast>& same = acts[forecast.act]; same.size() < most_forecasts)
                same.push_back(std::move(forecast));
    std::vector<Finding> out;
    for (const auto& [act, forecasts] : acts) {
        Sides sides = sides_of(forecasts);
        if (sides.doubted.empty() || sides.expected.empty() || share_report(sides.doubted, sides.expected)) continue;
        Finding finding;
        finding.kind = FindingKind::contradiction;
        finding.type = ContradictionType::modality;
        finding.summary = fmt::format("\"{}\": unlikely according to {}, expected according to {}",
                                      words_of(reports, sides.doubted.front()), told_by_all(reports, sides.doubted),
                                      told_by_all(reports, sides.expected));
        finding.trace = {"the same verb and the same object: " + act, "one report doubts it, another expects it"};
        finding.one = std::move(sides.doubted);
        finding.other = std::move(sides.expected);
        if (!is_joined(out, finding)) out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
