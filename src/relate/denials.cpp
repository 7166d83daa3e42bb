#include "relate/denials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "record/evidence.hpp"
#include "relate/accounts.hpp"
#include "relate/accused.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/unasserted.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t sayings_per_stem = 64;
constexpr std::size_t least_shared = 3;
constexpr std::size_t least_shared_near = 2;  // a few sentences away, or with an accusation; one is the act denied
constexpr std::uint32_t near_bytes = 600;
constexpr std::array<std::string_view, 23> function_words = {
    "been",  "being", "have",  "that", "with", "were", "will", "would", "this",  "from",   "they",  "their",
    "there", "which", "about", "into", "than", "then", "when", "what",  "could", "should", "called"};  // "so-called"
constexpr double share_enough = 0.5;
constexpr std::size_t many_stems = 20;  // a long saying has any word
constexpr double share_enough_of_many = 0.65;
constexpr std::size_t most_evidence = 6;

// Something said, as beginnings of its content words.
struct Saying {
    StatementRef ref;
    std::uint32_t at = 0;  // byte of its text
    std::string speaker;
    std::set<std::string> stems;
    std::set<std::string> around;  // of its sentence, with the names that its pronouns stand for
    std::string act;               // of a denial: the first of its content words, if that is no name
    bool negated = false;          // "never", "not", "no" stand in it
    bool accuses = false;          // its sentence tells of an accusation
};

// To be hit, bombed or shelled is one thing in a denial: deniers and tellers choose different words for it.
bool tells_of_hitting(std::string_view folded) {
    static constexpr std::array<std::string_view, 14> words = {
        "hit",      "hits",     "struck",   "bombed", "bombing",   "bombs",   "shelled",
        "shelling", "attacked", "targeted", "raided", "bombarded", "bombard", "strikes"};
    return std::find(words.begin(), words.end(), folded) != words.end();
}

// Words of four letters and more, cut to five: function words are short, endings differ.
std::set<std::string> stems_of(const CodedReport& coded, std::span<const Span> content) {
    constexpr std::size_t shortest = 4;
    constexpr std::size_t stem = 5;
    std::set<std::string> stems;
    for (const Span span : content)
        each_word(coded.report.text, span, [&](Span word) {
            std::string folded = fold_word(slice(coded.report.text, word));
            if (tells_of_hitting(folded)) {
                stems.insert("hit");
                return;
            }
            if (folded.size() < shortest || std::count(function_words.begin(), function_words.end(), folded) > 0)
                return;
            if (folded.size() > stem) folded.resize(stem);
            stems.insert(std::move(folded));
        });
    return stems;
}

// What a mention's actor is called, as a stem of the last name; empty if that tells nothing.
std::string stem_of_name(const CodedReport& coded, const Mention& mention) {
    if (mention.actor < 0 || static_cast<std::size_t>(mention.actor) >= coded.layers.actors.size()) return {};
    const std::string_view name = coded.layers.actors[mention.actor].name;
    std::string last = fold_word(name.substr(name.find_last_of(' ') + 1));
    if (last.size() > 5) last.resize(5);
    return last.size() > 3 ? last : std::string();
}

// Of the sentence that holds a byte: its content words and what its pronouns stand for. Sentences are asked for often,
// so each is worked out once.
class Surroundings {
  public:
    explicit Surroundings(const CodedReport& coded) : coded_(coded) {
        for (const Mention& mention : coded.layers.mentions)
            if (const Span sentence = sentence_at(coded.layers, mention.span.begin); sentence.contains(mention.span))
                if (std::string name = stem_of_name(coded, mention); !name.empty())
                    names_.emplace(sentence.begin, std::move(name));
    }
    const std::set<std::string>& stems_at(std::uint32_t byte) {
        const Span sentence = sentence_at(coded_.layers, byte);
        const auto [entry, is_new] = stems_.try_emplace(sentence.begin);
        if (!is_new) return entry->second;
        entry->second = stems_of(coded_, {&sentence, 1});
        const auto [first, last] = names_.equal_range(sentence.begin);
        for (auto name = first; name != last; ++name) entry->second.insert(name->second);
        return entry->second;
    }

  private:
    const CodedReport& coded_;
    std::multimap<std::uint32_t, std::string> names_;  // by the beginning of their sentence
    std::map<std::uint32_t, std::set<std::string>> stems_;
};

// "coaching" in "denied any coaching of the people": the word for what was not done.
std::string act_of(const CodedReport& coded, std::span<const Span> content) {
    static constexpr std::array<std::string_view, 14> light = {"having", "been",  "being",  "ever",      "done",
                                                               "doing",  "made",  "making", "looking",   "trying",
                                                               "such",   "there", "were",   "personally"};
    std::string act;
    for (const Span span : content)
        each_word(coded.report.text, span, [&](Span word) {
            const char initial = coded.report.text[word.begin];
            if (!act.empty() || initial < 'a' || initial > 'z') return;
            const std::string folded = fold_word(slice(coded.report.text, word));
            if (folded.size() < 4 || is_told_thing(folded) ||
                std::find(light.begin(), light.end(), folded) != light.end())
                return;
            const Span here[] = {word};
            for (const std::string& stem : stems_of(coded, here)) act = stem;
        });
    return act;
}

bool tells_of_accusing(const CodedReport& coded, std::uint32_t byte) {
    const std::string_view sentence = slice(coded.report.text, sentence_at(coded.layers, byte));
    return sentence.find("accus") != std::string_view::npos || sentence.find("alleg") != std::string_view::npos ||
           sentence.find("blam") != std::string_view::npos;
}

// Disputing a report is not denying what it says, but "disputed that he had paid" denies; what contradicts is more
// often a meeting than a man.
bool is_of_report(const CodedReport& coded, const Attribution& attribution) {
    const std::string cue = fold_word(slice(coded.report.text, attribution.cue));
    if (cue.starts_with("contradict")) return true;
    if (!cue.starts_with("disput")) return false;
    const Span content = attribution.content.front();
    return content.begin < attribution.cue.end ||
           fold_word(slice(coded.report.text, next_word(coded.report.text, attribution.cue.end, content.end))) !=
               "that";
}

// "Reports" in "denied reports that a market had been hit" is not what is denied.
void drop_told_things(const CodedReport& coded, std::span<const Span> content, std::set<std::string>& stems) {
    for (const Span span : content)
        each_word(coded.report.text, span, [&](Span word) {
            const Span here[] = {word};
            if (!is_told_thing(fold_word(slice(coded.report.text, word)))) return;
            for (const std::string& stem : stems_of(coded, here)) stems.erase(stem);
        });
}

bool is_negated(const CodedReport& coded, std::span<const Span> content) {
    bool found = false;
    for (const Span span : content)
        each_word(coded.report.text, span, [&](Span word) {
            const std::string folded = fold_word(slice(coded.report.text, word));
            found = found || folded == "no" || negates(folded);
        });
    return found;
}

// "Do you believe them?" tells nothing; "which he categorically denies" and "might or might not" tell of no act.
bool tells_nothing(const CodedReport& coded, std::span<const Span> content) {
    const std::string_view last = slice(coded.report.text, content.back());
    if (last.ends_with('?') || last.ends_with("?\"") || last.ends_with("?”")) return true;
    std::string before;
    bool found = false;
    for (const Span span : content)
        each_word(coded.report.text, span, [&](Span word) {
            std::string folded = fold_word(slice(coded.report.text, word));
            found = found || folded.starts_with("deni") || folded == "deny" || (folded == "or" && before == "might");
            before = std::move(folded);
        });
    return found;
}

// "The new allegations of misconduct": no words of what is alleged, only its kind. It points to an accusation.
bool only_names_allegations(const CodedReport& coded, const Attribution& denial) {
    constexpr std::size_t first_words = 4;
    const WordList list = words_of(coded.report.text, denial.content.front());
    for (std::size_t i = 0; i < std::min(first_words, list.words.size()); ++i)
        if (list.words[i].starts_with("allegation") || list.words[i].starts_with("accusation"))
            return i + 1 < list.words.size() && list.words[i + 1] == "of";
    return false;
}

// Texts, tactics and nights deny nothing.
bool is_somebody(const CodedReport& coded, const Attribution& attribution) {
    const std::int32_t actor = attribution.speaker_actor;
    return actor >= 0 && static_cast<std::size_t>(actor) < coded.layers.actors.size();
}

void look_around(const CodedReport& coded, Surroundings& surroundings, Saying& saying) {
    saying.around = surroundings.stems_at(saying.at);
    saying.accuses = tells_of_accusing(coded, saying.at);
}

// Where sentences begin that tell of a denial: what else they tell is what is denied.
std::set<std::uint32_t> sentences_with_denials(const CodedReport& coded) {
    std::set<std::uint32_t> begins;
    for (const Attribution& attribution : coded.layers.attributions)
        if (attribution.denial) begins.insert(sentence_at(coded.layers, attribution.cue.begin).begin);
    return begins;
}

std::vector<Saying> sayings_of(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                               const DisputeWords& words, bool denials) {
    std::vector<Saying> out;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        Surroundings surroundings(coded);
        for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i) {
            const Attribution& attribution = coded.layers.attributions[i];
            if (attribution.denial != denials || attribution.content.empty()) continue;
            if (tells_nothing(coded, attribution.content) || is_made_up(coded, attribution.cue.begin, words)) continue;
            std::string speaker = speaker_name(coded, attribution);
            if (denials && (speaker.empty() || is_of_report(coded, attribution) || !is_denial(coded, attribution) ||
                            !is_somebody(coded, attribution)))
                continue;
            const StatementRef ref{report, RecordKind::attribution, static_cast<std::int32_t>(i)};
            if (copies.is_copy(ref)) continue;
            Saying saying{ref, attribution.content.front().begin, std::move(speaker), {}, {}, {}, false, false};
            saying.stems = stems_of(coded, attribution.content);
            saying.negated = is_negated(coded, attribution.content);
            if (denials) {
                saying.act = act_of(coded, attribution.content);
                drop_told_things(coded, attribution.content, saying.stems);
                if (only_names_allegations(coded, attribution) && saying.stems.size() <= least_shared) continue;
            }
            look_around(coded, surroundings, saying);
            out.push_back(std::move(saying));
        }
        if (denials) continue;
        const std::set<std::uint32_t> told_in = sentences_with_denials(coded);
        for (std::size_t i = 0; i < coded.layers.statements.size(); ++i) {
            const Statement& statement = coded.layers.statements[i];
            if (statement.voice >= 0 || statement.mode != Mode::actual) continue;
            const Span sentence = sentence_at(coded.layers, statement.trigger.begin);
            if (told_in.contains(sentence.begin) || tells_nothing(coded, {&sentence, 1}) ||
                is_made_up(coded, sentence.begin, words))
                continue;
            const StatementRef ref{report, RecordKind::statement, static_cast<std::int32_t>(i)};
            if (copies.is_copy(ref)) continue;
            Saying saying{ref,  statement.clause.begin, {}, stems_of(coded, {&statement.clause, 1}), {}, {}, false,
                          false};
            look_around(coded, surroundings, saying);
            out.push_back(std::move(saying));
        }
    }
    return out;
}

// How many of the denial's stems each saying has, counted through an index.
std::map<std::size_t, std::size_t> count_shared(
    const Saying& denial, std::span<const Saying> sayings,
    const std::unordered_map<std::string, std::vector<std::size_t>>& index) {
    std::map<std::size_t, std::size_t> shared;
    for (const std::string& stem : denial.stems)
        if (const auto found = index.find(stem); found != index.end())
            for (const std::size_t saying : found->second)
                shared[saying] += static_cast<std::size_t>(sayings[saying].stems.contains(stem));
    return shared;
}

// "The former president" is no more than a name.
bool is_title(std::string_view folded) {
    static constexpr std::array<std::string_view, 14> titles = {
        "former",   "president", "minister", "prime",   "government", "official", "officials",
        "ministry", "secretary", "senator",  "general", "leader",     "leaders",  "spokesman"};
    return std::find(titles.begin(), titles.end(), folded) != titles.end();
}

// Whether they share a word that is no name: the same names a few sentences apart are nothing.
bool share_common_word(const CodedReport& coded, const Saying& denial, const Saying& saying) {
    const Attribution& attribution = coded.layers.attributions[denial.ref.index];
    bool found = false;
    for (const Span span : attribution.content)
        each_word(coded.report.text, span, [&](Span word) {
            const char initial = coded.report.text[word.begin];
            const Span here[] = {word};
            if (initial < 'a' || initial > 'z' || is_title(fold_word(slice(coded.report.text, word)))) return;
            for (const std::string& stem : stems_of(coded, here)) found = found || saying.around.contains(stem);
        });
    return found;
}

// Whether a saying stands in the denial's own sentence, or its clause holds the denial's own words: "X denied the
// report" tells of the denial.
bool repeats(const CodedReport& coded, const Saying& denial, const Saying& saying) {
    if (saying.ref.report != denial.ref.report) return false;
    if (sentence_at(coded.layers, denial.at) == sentence_at(coded.layers, saying.at)) return true;
    if (saying.ref.kind != RecordKind::statement) return false;
    const std::vector<Span>& content = coded.layers.attributions[denial.ref.index].content;
    const Span clause = coded.layers.statements[saying.ref.index].clause;
    return std::any_of(content.begin(), content.end(), [&](Span span) { return span.overlaps(clause); });
}

std::size_t common(const std::set<std::string>& a, const std::set<std::string>& b) {
    return static_cast<std::size_t>(
        std::count_if(a.begin(), a.end(), [&](const std::string& stem) { return b.contains(stem); }));
}

bool is_enough(const CodedReport& coded, const Saying& denial, const Saying& saying, std::size_t shared) {
    if (denial.stems.size() < least_shared_near || repeats(coded, denial, saying)) return false;
    const double share = saying.stems.size() > many_stems ? share_enough_of_many : share_enough;
    const auto needed = static_cast<std::size_t>(std::ceil(share * static_cast<double>(denial.stems.size())));
    if (denial.stems.size() >= least_shared && shared >= least_shared && shared >= needed)
        return share_common_word(coded, denial, saying);
    const bool tells_of_hit = denial.stems.contains("hit") && saying.stems.contains("hit");
    if (tells_of_hit && shared == denial.stems.size()) return true;
    const bool tells_the_act = !denial.act.empty() && saying.around.contains(denial.act);
    if (!tells_the_act) return false;
    // "The so-called trace to Shenzhen": an act and a name are all of it.
    if (shared == denial.stems.size() && shared == least_shared_near && saying.stems.contains(denial.act) &&
        saying.ref.report != denial.ref.report)
        return true;
    const bool near = denial.ref.report == saying.ref.report &&
                      (denial.at > saying.at ? denial.at - saying.at : saying.at - denial.at) <= near_bytes;
    const std::size_t around = common(denial.stems, saying.around);
    if (near) return around >= least_shared_near && around >= needed && share_common_word(coded, denial, saying);
    return saying.accuses && around >= least_shared_near;
}

// "In 1971 the ministry denied it" answers nothing that a report tells without a word on that year. "" if the denial is
// of no year long past.
std::string past_year_of(const CodedReport& coded, const Saying& denial) {
    constexpr int recent = 2;  // years
    constexpr std::size_t digits = 4;
    const Attribution& attribution = coded.layers.attributions[denial.ref.index];
    const Span sentence = sentence_at(coded.layers, attribution.cue.begin);
    if (!coded.report.published || sentence.empty()) return {};
    const WordList list = words_of(coded.report.text, sentence);
    for (std::size_t i = 1; i < list.words.size(); ++i) {
        const std::string& year = list.words[i];
        const bool is_year = year.size() == digits && (year.starts_with("19") || year.starts_with("20")) &&
                             year.find_first_not_of("0123456789") == std::string::npos;
        if (!is_year || list.words[i - 1] != "in" || attribution.content.front().contains(list.at[i])) continue;
        return std::stoi(year) + recent <= std::stoi(coded.report.published->iso()) ? year : std::string();
    }
    return {};
}

Finding finding_of(std::span<const CodedReport> reports, const Saying& denial, std::vector<StatementRef> told) {
    const CodedReport& coded = reports[denial.ref.report];
    const Attribution& attribution = coded.layers.attributions[denial.ref.index];
    const Span longest = *std::ranges::max_element(attribution.content, {}, &Span::size);
    Finding finding;
    finding.kind = FindingKind::disputed;
    finding.type = ContradictionType::polarity;
    finding.one = std::move(told);
    finding.other = {denial.ref};
    finding.summary = fmt::format("\"{}\": told by {}, denied by {}", slice(coded.report.text, longest),
                                  told_by_all(reports, finding.one), told_by(reports, denial.ref));
    finding.trace = {denial.speaker + " denies it",
                     "another teller says it: at least half of the denial's content words"};
    return finding;
}

}  // namespace

std::vector<Finding> find_denials(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                  const DisputeWords& words) {
    const std::vector<Saying> denials = sayings_of(reports, lineages, words, true);
    if (denials.empty()) return {};
    const std::vector<Saying> sayings = sayings_of(reports, lineages, words, false);
    std::unordered_map<std::string, std::vector<std::size_t>> index;
    for (std::size_t i = 0; i < sayings.size(); ++i) {
        std::set<std::string> all = sayings[i].around;
        all.insert(sayings[i].stems.begin(), sayings[i].stems.end());
        for (const std::string& stem : all)
            if (std::vector<std::size_t>& with = index[stem]; with.size() < sayings_per_stem) with.push_back(i);
    }
    std::vector<Finding> findings;
    for (const Saying& denial : denials) {
        if (findings.size() >= most_findings) break;
        std::vector<StatementRef> told;
        const std::string year = past_year_of(reports[denial.ref.report], denial);
        for (const auto& [i, shared] : count_shared(denial, sayings, index)) {
            const Saying& saying = sayings[i];
            if (!is_enough(reports[denial.ref.report], denial, saying, shared)) continue;
            if (is_one_speaker(saying.speaker, denial.speaker) || told.size() >= most_evidence) continue;
            if (saying.negated && !denial.negated) continue;  // it says so too
            if (reports[saying.ref.report].report.text.find(year) == std::string::npos) continue;
            if (!denial.stems.contains("hit") && !names_the_accused(reports, denial.ref, saying.ref)) continue;
            told.push_back(saying.ref);
        }
        if (!told.empty()) findings.push_back(finding_of(reports, denial, std::move(told)));
    }
    return findings;
}

}  // namespace px
