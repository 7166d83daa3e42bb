#include "relate/allegations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "record/evidence.hpp"
#include "relate/accusations.hpp"
#include "relate/claims.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/numbers.hpp"
#include "relate/pointers.hpp"
#include "relate/reported_things.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t least_told = 2;         // content words of an accusation
constexpr std::int32_t accusation_back = 25;  // sentences
constexpr std::int32_t sentences_near = 2;
constexpr std::uint32_t gap_before_which = 4;  // bytes: the comma, a closing quotation mark

// What a denial answers, with the step that found it.
struct Answered {
    StatementRef ref;
    std::string words;
    std::string why;
    std::string teller;  // whom the denial itself names as having told it; "" = whose words `ref` are
};

Span content_or_none(const Told& told) { return told.attribution->content.empty() ? Span{} : told.content(); }

// "Which a court denied": who denies a motion.
bool is_bench(const Told& denial, const DisputeWords& words) {
    const WordList list = words_of(denial.coded->report.text, denial.attribution->speaker);
    return std::ranges::any_of(list.words, [&](const std::string& word) { return words.has("bench", word); });
}

// A headline or a whole sentence: lists of links and captions of players tell nothing.
bool is_sentence(const Told& told) {
    constexpr std::size_t longest = 500;  // bytes
    static constexpr std::array<std::string_view, 7> ends = {".", "!", "?", ":", "\"", "”", ")"};
    const std::string_view sentence = sentence_text(told);
    const Block* block = block_at(told.coded->report, sentence_span(told).begin);
    if (block != nullptr && block->kind == BlockKind::headline) return true;
    return sentence.size() <= longest &&
           std::ranges::any_of(ends, [&](std::string_view end) { return sentence.ends_with(end); });
}

// What contradicts something is more often a thing than a man.
bool is_named_denial(const Told& told) {
    const std::int32_t actor = told.attribution->speaker_actor;
    return actor >= 0 && static_cast<std::size_t>(actor) < told.coded->layers.actors.size() && denies(told) &&
           !folded_cue(told).starts_with("contradict") && is_sentence(told);
}

// ---- told within the denial's own sentence --------------------------------------------------------------------------

// "Something he denied", "which he denied", "charges he rejected", "a claim the ministry denied": stands for what the
// sentence tells before it. "Something he rejected" may be a plan.
bool stands_for_words_before(const Told& denial) {
    constexpr std::size_t longest = 2;
    const Span content = content_or_none(denial);
    if (denial.words.empty() || denial.words.size() > longest) return false;  // none: only marks, "..., he denied"
    if (content.end > denial.attribution->cue.begin) return false;
    const std::string last = fold_word(denial.words.back());
    if (last == "which" || last == "something") return starts_with_one(folded_cue(denial), {"den"});
    std::string_view before = std::string_view(denial.coded->report.text).substr(0, content.begin);
    while (before.ends_with(' ')) before.remove_suffix(1);
    return is_told_thing(last) &&
           (before.ends_with(',') || before.ends_with('-') || before.ends_with("–") || before.ends_with("—"));
}

// "Which he denied on Monday", but not "which Turkey had denied them", "denied to the farmers", "denied was secret".
bool ends_with_cue(const Told& denial) {
    static constexpr std::array<std::string_view, 19> adverbials = {
        "on", "in",    "at",     "during", "when", "and",   "but",     "through", "via",  "last",
        "as", "after", "before", "while",  "for",  "until", "knowing", "doing",   "again"};
    const Span sentence = sentence_span(denial);
    const WordList behind = words_of(
        denial.coded->report.text, {denial.attribution->cue.end, std::max(sentence.end, denial.attribution->cue.end)});
    if (behind.words.empty() || denial.coded->report.text[denial.attribution->cue.end] != ' ') return true;
    return std::ranges::find(adverbials, behind.words.front()) != adverbials.end() ||
           behind.words.front().ends_with("ly");
}

// Told as having happened: nothing that is asked for, hoped, given, still open or made up, and no clause about somebody
// ("Sol, whom he met in Oslo").
bool is_told_as_done(const WordList& list, const DisputeWords& words) {
    bool relative = false;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        const std::string& word = list.words[i];
        if (words.has("sought", word) || words.has("invented", word) || (leaves_open(word) && word != "to"))
            return false;
        if (i > 0 && list.before(i).starts_with(',')) relative = false;
        relative = relative || is_relative(word) || word == "whose";
    }
    return !relative;
}

// "Accusations of bid rigging" at the end of a stretch: whatever stands before it.
Span accusations_of(const WordList& list) {
    constexpr std::size_t reach = 8;
    const std::size_t size = list.words.size();
    for (std::size_t i = size; i-- > 1 && size - i <= reach;) {
        if (list.before(i) != " ") return {};
        const std::string& noun = list.words[i - 1];
        if (list.words[i] == "of" && i + 1 < size &&
            (noun == "accusations" || noun == "allegations" || noun == "claims"))
            return {list.at[i - 1].begin, list.at.back().end};
    }
    return {};
}

// Where "(both have denied it" or ", although both have denied it" begins.
std::size_t begin_of_aside(std::string_view before_denial) {
    const std::size_t bracket = before_denial.rfind('(');
    if (bracket != std::string_view::npos && before_denial.find(')', bracket) == std::string_view::npos) return bracket;
    return std::min(
        {before_denial.rfind(", but "), before_denial.rfind(", although "), before_denial.rfind(", though ")});
}

// Quotation marks, commas and blanks apart.
Span without_edges(std::string_view text, Span span) {
    Span out;
    each_word(text, span, [&](Span word) { out = out.empty() ? word : Span{out.begin, word.end}; });
    return out;
}

class Answers {
  public:
    Answers(std::span<const Told> all, const DisputeWords& words) : all_(all), words_(words) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::pair<std::int32_t, std::int32_t> sentence{all[i].ref.report, all[i].sentence};
            told_in_[sentence].push_back(i);
            if (all[i].attribution->denial) denied_in_.insert(sentence);
            if (i == 0 || all[i].coded != all[i - 1].coded) group_parties(all[i]);
        }
    }

    [[nodiscard]] std::optional<Answered> of(const Told& denial) const {
        if (stands_for_words_before(denial)) return told_before(denial);
        if (auto own = told_as_report(denial)) return own;
        if (auto own = told_as_claim_before(denial)) return own;
        const Pointer pointer = pointer_of(denial, words_);
        if (!pointer.points || !pointer.names.empty() || !(pointer.to_accusation || pointer.of_guilt)) return {};
        return accusation_before(denial, pointer.of_guilt ? deed_in(denial) : pointer.alleged);
    }

  private:
    // "Both women say that they were paid, which he denies": who says it if somebody does, else the sentence.
    [[nodiscard]] std::optional<Answered> told_before(const Told& denial) const {
        const Span sentence = sentence_span(denial);
        const Span which = content_or_none(denial);
        const std::string_view text = denial.coded->report.text;
        if (!sentence.contains(which) || !ends_with_cue(denial) || is_bench(denial, words_)) return {};
        const Span before = without_edges(text, {sentence.begin, which.begin});
        if (const Span alleged = accusations_of(words_of(text, before)); !alleged.empty())
            return Answered{{denial.ref.report, RecordKind::sentence, denial.sentence},
                            std::string(slice(text, alleged)),
                            "the denial follows the accusations that its sentence names",
                            {}};
        if (!is_told_as_done(words_of(text, before), words_)) return {};
        const std::span<const std::size_t> around = told_in(denial.ref.report, denial.sentence);
        const auto is_own = [&](std::size_t i) {  // "Brek said that he had sold the ships, which he had denied"
            return !all_[i].attribution->denial && is_one_speaker(all_[i].speaker, denial.speaker) &&
                   content_or_none(all_[i]).begin < which.begin;
        };
        if (std::ranges::any_of(around, is_own)) return {};
        for (const std::size_t i : around) {
            const Told& told = all_[i];
            const Span said = content_or_none(told);
            const bool right_before = said.end <= which.begin && which.begin - said.end <= gap_before_which;
            if (right_before && !told.attribution->denial)
                return Answered{told.ref, std::string(slice(text, said)), "the denial follows what is said", {}};
        }
        if (content_of(denial, before).size() < least_told) return {};
        return Answered{{denial.ref.report, RecordKind::sentence, denial.sentence},
                        std::string(slice(text, before)),
                        "the denial follows what is told in its sentence",
                        {}};
    }

    // "Denied a Courier report that the fleet had been sold": the denial tells what it denies, and who told it.
    [[nodiscard]] std::optional<Answered> told_as_report(const Told& denial) const {
        const std::string_view text = denial.coded->report.text;
        const Span content = content_or_none(denial);
        if (content.end <= denial.attribution->cue.end) return {};
        const WordList behind = words_of(text, {denial.attribution->cue.end, content.end});
        const std::optional<ReportedThing> report = reported_thing(behind, words_);
        if (!report || is_one_speaker(report->teller, denial.speaker)) return {};
        const bool asked = report->thing.starts_with("suggestion") &&  // "rebuffed suggestions that he resign"
                           !starts_with_one(folded_cue(denial), {"den"});
        if (asked || content_of(denial, report->told).size() < least_told) return {};
        return Answered{{denial.ref.report, RecordKind::sentence, denial.sentence},
                        std::string(slice(text, report->told)),
                        "the denial tells what was reported",
                        teller_called(report->teller, denial)};
    }

    // "Sol's claim that two mayors had promised it (both have denied it)", "..., although both have denied it".
    [[nodiscard]] std::optional<Answered> told_as_claim_before(const Told& denial) const {
        if (denial.words.size() != 1 || !is_pointing_word(fold_word(denial.words.front()))) return {};
        const std::string_view before = before_cue(denial);
        const std::size_t aside = begin_of_aside(before);
        if (aside == std::string_view::npos) return {};
        const std::uint32_t begin = sentence_span(denial).begin;
        const Span stretch =
            without_edges(denial.coded->report.text, {begin, begin + static_cast<std::uint32_t>(aside)});
        const WordList list = words_of(denial.coded->report.text, stretch);
        for (std::size_t i = list.words.size(); i-- > 2;) {
            if (list.words[i] != "that" || !words_.has("reported", list.words[i - 1])) continue;
            const WordList claim = words_of(list.text, {list.at[i - 2].begin, list.at.back().end});
            const std::optional<ReportedThing> told = reported_thing(claim, words_);
            if (!told || is_one_speaker(told->teller, denial.speaker)) return {};
            return Answered{{denial.ref.report, RecordKind::sentence, denial.sentence},
                            std::string(slice(list.text, told->told)),
                            "the denial follows the claim that its sentence names",
                            teller_called(told->teller, denial)};
        }
        return {};
    }

    // "Israeli reports": told by Israel.
    [[nodiscard]] std::string teller_called(const std::string& name, const Told& denial) const {
        const auto parties = parties_.find({denial.ref.report, denial.sentence});
        if (parties == parties_.end()) return name;
        for (const Mention* party : parties->second)
            if (slice(denial.coded->report.text, party->head) == name)
                return denial.coded->layers.actors[static_cast<std::size_t>(party->actor)].name;
        return name;
    }

    // ---- accusations -----------------------------------------------------------------------------------------------

    // The nearest sentence before the denial that tells of what the denier is accused.
    [[nodiscard]] std::optional<Answered> accusation_before(const Told& denial,
                                                            const std::set<std::string>& deed) const {
        const std::string_view text = denial.coded->report.text;
        for (std::int32_t at = denial.sentence - 1; at >= std::max(0, denial.sentence - accusation_back); --at) {
            if (denied_in_.contains({denial.ref.report, at})) continue;
            const Span sentence = denial.coded->layers.sentences[static_cast<std::size_t>(at)];
            if (!tells_accusation(denial, deed, at)) continue;
            return Answered{{denial.ref.report, RecordKind::sentence, at},
                            std::string(slice(text, without_edges(text, sentence))),
                            "the nearest accusation of the denier that the report tells of",
                            {}};
        }
        return {};
    }

    [[nodiscard]] bool tells_accusation(const Told& denial, const std::set<std::string>& deed, std::int32_t at) const {
        const auto parties = parties_.find({denial.ref.report, at});
        if (parties == parties_.end()) return false;
        const Span sentence = denial.coded->layers.sentences[static_cast<std::size_t>(at)];
        const WordList list = words_of(denial.coded->report.text, sentence);
        return std::ranges::any_of(accusations_in(list, parties->second, words_), [&](const Accusation& accusation) {
            if (!is_denier(denial, accusation.accused->actor)) return false;
            const std::set<std::string> told = common_words_of(denial, accusation.deed);
            const auto is_told = [&](const std::string& stem) { return told.contains(stem); };
            const bool next = at + sentences_near >= denial.sentence;  // whatever word it has for the deed
            return told.size() >= least_told && (deed.empty() || next || std::ranges::any_of(deed, is_told));
        });
    }

    // Who denies any part in the poisoning answers who accuses him of the poisoning; who denies "wrongdoing", any deed.
    [[nodiscard]] std::set<std::string> deed_in(const Told& denial) const {
        std::vector<std::string> named;
        for (const std::string& word : denial.words)
            if (const std::string folded = fold_word(word); word.front() >= 'a' && !words_.has("wrong", folded))
                named.push_back(folded);
        return content_stems(named);
    }

    // Persons, states and organisations of a report's sentences, in the order of their heads.
    void group_parties(const Told& told) {
        const Layers& layers = told.coded->layers;
        std::vector<const Mention*> parties;
        for (const auto* mentions : {&layers.mentions, &layers.nationalities})
            for (const Mention& mention : *mentions) {
                if (mention.actor < 0) continue;
                const ActorKind kind = layers.actors[static_cast<std::size_t>(mention.actor)].kind;
                if (kind == ActorKind::person || kind == ActorKind::state || kind == ActorKind::organisation)
                    parties.push_back(&mention);
            }
        std::ranges::stable_sort(parties, {}, [](const Mention* mention) { return mention->head.begin; });
        for (const Mention* party : parties) parties_[{told.ref.report, party->sentence}].push_back(party);
    }

    // He himself, or the state that he speaks for; somebody else who serves it is somebody else.
    static bool is_denier(const Told& denial, std::int32_t actor) {
        const std::vector<Actor>& actors = denial.coded->layers.actors;
        const Actor& named = actors[static_cast<std::size_t>(actor)];
        if (named.key == actors[static_cast<std::size_t>(denial.attribution->speaker_actor)].key) return true;
        return named.kind == ActorKind::state && is_on_side_of(denial, actor, denial);
    }

    // ---- words -----------------------------------------------------------------------------------------------------

    // What a stretch tells, without words for telling and accusing.
    [[nodiscard]] std::set<std::string> content_of(const Told& denial, Span span) const {
        const WordList list = words_of(denial.coded->report.text, span);
        std::vector<std::string> telling;
        for (const std::string& word : list.words)
            if (!is_told_thing(word) && !words_.begins("alleged", word) && !words_.has("levelled", word))
                telling.push_back(word);
        return content_stems(telling);
    }

    // The same without names and titles.
    [[nodiscard]] std::set<std::string> common_words_of(const Told& denial, Span span) const {
        const WordList list = words_of(denial.coded->report.text, span);
        std::vector<std::string> common;
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            const char initial = list.text[list.at[i].begin];
            if (initial >= 'a' && initial <= 'z' && !words_.has("title", list.words[i]) &&
                !is_told_thing(list.words[i]) && !words_.begins("alleged", list.words[i]))
                common.push_back(list.words[i]);
        }
        return content_stems(common);
    }

    [[nodiscard]] std::span<const std::size_t> told_in(std::int32_t report, std::int32_t sentence) const {
        const auto found = told_in_.find({report, sentence});
        return found == told_in_.end() ? std::span<const std::size_t>() : std::span(found->second);
    }

    std::span<const Told> all_;
    const DisputeWords& words_;
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::size_t>> told_in_;
    std::set<std::pair<std::int32_t, std::int32_t>> denied_in_;
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<const Mention*>> parties_;
};

// Findings so far, by who denies and what: one dispute for what several reports tell of one denial.
class Disputes {
  public:
    explicit Disputes(std::vector<Finding>& out) : out_(out) {}

    /// Adds the evidence to the dispute that it belongs to, if there is one.
    bool join(const std::string& denier, const Answered& answered, StatementRef denial) {
        constexpr std::size_t least_shared = 3;
        const std::string& words = answered.words;
        std::set<std::string> stems =
            content_stems(words_of(words, {0, static_cast<std::uint32_t>(words.size())}).words);
        for (const auto& [other, theirs, finding] : known_) {
            const std::size_t shared = count_shared(stems, theirs);
            if (other != denier || shared < least_shared || 2 * shared < std::min(stems.size(), theirs.size()))
                continue;
            add_evidence(out_[finding].one, answered.ref);
            add_evidence(out_[finding].other, denial);
            return true;
        }
        known_.emplace_back(denier, std::move(stems), out_.size());
        return false;
    }

  private:
    std::vector<Finding>& out_;
    std::vector<std::tuple<std::string, std::set<std::string>, std::size_t>> known_;
};

}  // namespace

std::vector<Finding> find_alleged(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                  const DisputeWords& words) {
    const std::vector<Told> all = all_told(reports, lineages);
    const Answers answers(all, words);
    std::vector<Finding> out;
    Disputes disputes(out);
    for (const Told& denial : all) {
        if (out.size() >= most_findings) break;
        if (!is_named_denial(denial)) continue;
        const std::optional<Answered> answered = answers.of(denial);
        const auto speaker = static_cast<std::size_t>(denial.attribution->speaker_actor);
        if (!answered || disputes.join(denial.coded->layers.actors[speaker].key, *answered, denial.ref)) continue;
        Finding finding;
        finding.kind = FindingKind::disputed;
        finding.type = ContradictionType::polarity;
        finding.one = {answered->ref};
        finding.other = {denial.ref};
        const std::string teller = answered->teller.empty() ? told_by_all(reports, finding.one)
                                                            : answered->teller + " in " + outlet_of(*denial.coded);
        finding.summary =
            fmt::format("\"{}\": told by {}, denied by {}", answered->words, teller, told_by(reports, denial.ref));
        finding.trace = {denial.speaker + " denies it", answered->why};
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
