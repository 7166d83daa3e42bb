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
#include "relate/claims.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/numbers.hpp"
#include "relate/pointers.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t least_told = 2;          // content words of an accusation
constexpr std::int32_t accusation_back = 25;   // sentences
constexpr std::uint32_t gap_before_which = 4;  // bytes: the comma, a closing quotation mark

// What a denial answers, with the step that found it.
struct Answered {
    StatementRef ref;
    std::string words;
    std::string why;
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
bool is_named_denial(const Told& told, const DisputeWords& words) {
    const std::int32_t actor = told.attribution->speaker_actor;
    return actor >= 0 && static_cast<std::size_t>(actor) < told.coded->layers.actors.size() && denies(told) &&
           !folded_cue(told).starts_with("contradict") && is_sentence(told) && !is_bench(told, words);
}

// ---- told within the denial's own sentence --------------------------------------------------------------------------

// "Something he denied", "which he denied", "charges he rejected", "a claim the ministry denied": stands for what the
// sentence tells before it. "Something he rejected" may be a plan.
bool stands_for_words_before(const Told& denial) {
    constexpr std::size_t longest = 2;
    const Span content = content_or_none(denial);
    if (content.end > denial.attribution->cue.begin || denial.words.size() > longest) return false;
    const std::string last = fold_word(denial.words.back());
    if (last == "which" || last == "something") return starts_with_one(folded_cue(denial), {"den"});
    std::string_view before = std::string_view(denial.coded->report.text).substr(0, content.begin);
    while (before.ends_with(' ')) before.remove_suffix(1);
    return is_told_thing(last) &&
           (before.ends_with(',') || before.ends_with('-') || before.ends_with("–") || before.ends_with("—"));
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
        }
    }

    [[nodiscard]] std::optional<Answered> of(const Told& denial) const {
        if (stands_for_words_before(denial)) return told_before(denial);
        if (auto own = told_as_report(denial)) return own;
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
        if (!sentence.contains(which)) return {};
        for (const std::size_t i : told_in(denial.ref.report, denial.sentence)) {
            const Told& told = all_[i];
            const Span said = content_or_none(told);
            const bool right_before = said.end <= which.begin && which.begin - said.end <= gap_before_which;
            if (right_before && !told.attribution->denial && !is_one_speaker(told.speaker, denial.speaker))
                return Answered{told.ref, std::string(slice(text, said)), "the denial follows what is said"};
        }
        const Span before = without_edges(text, {sentence.begin, which.begin});
        if (content_of(denial, before).size() < least_told) return {};
        return Answered{{denial.ref.report, RecordKind::sentence, denial.sentence},
                        std::string(slice(text, before)),
                        "the denial follows what is told in its sentence"};
    }

    // "Denied a Courier report that the fleet had been sold": between the cue and the end of what is denied stands a
    // word for what was told, and behind it what that was.
    [[nodiscard]] std::optional<Answered> told_as_report(const Told& denial) const {
        constexpr std::size_t first_words = 8;
        const std::string_view text = denial.coded->report.text;
        const Span content = content_or_none(denial);
        if (content.end <= denial.attribution->cue.end) return {};
        const WordList list = words_of(text, {denial.attribution->cue.end, content.end});
        for (std::size_t i = 0; i + 2 < std::min(first_words, list.words.size()); ++i) {
            if (list.words[i] == "that") return {};  // "denied that the report ..."
            if (!words_.has("reported", list.words[i])) continue;
            const bool asked = list.words[i].starts_with("suggestion") &&  // "rebuffed suggestions that he resign"
                               !starts_with_one(folded_cue(denial), {"den"});
            if (asked) return {};
            if (!tells_content(list, i)) return {};
            const Span behind{list.at[i + 1].begin, content.end};
            if (content_of(denial, behind).size() < least_told) return {};
            return Answered{{denial.ref.report, RecordKind::sentence, denial.sentence},
                            std::string(slice(text, without_edges(text, behind))),
                            "the denial tells what was reported"};
        }
        return {};
    }

    // "Reports that the fleet had been sold", "reports he was ill", but not "the allegations against him", "the reports
    // were wrong", "the reports, saying".
    [[nodiscard]] bool tells_content(const WordList& list, std::size_t thing) const {
        const std::string& next = list.words[thing + 1];
        const char initial = list.text[list.at[thing + 1].begin];
        if (list.before(thing + 1) != " " || words_.has("levelled", next)) return false;
        if (next == "that" || next == "of" || next == "about" || next == "by") return true;
        constexpr std::size_t reach = 6;  // "allegations first reported by the Courier that ..."
        for (std::size_t i = thing + 2; i < std::min(list.words.size(), thing + reach) && list.before(i) == " "; ++i)
            if (list.words[i] == "that") return true;
        return (initial >= 'A' && initial <= 'Z') || is_own_word(next) || next == "he" || next == "she";
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
                            "the nearest accusation of the denier that the report tells of"};
        }
        return {};
    }

    [[nodiscard]] bool tells_accusation(const Told& denial, const std::set<std::string>& deed, std::int32_t at) const {
        const Span sentence = denial.coded->layers.sentences[static_cast<std::size_t>(at)];
        const WordList list = words_of(denial.coded->report.text, sentence);
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            const std::string& word = list.words[i];
            if (!words_.begins("alleged", word) || word.starts_with("accuser") || !tells_of_what(list, i)) continue;
            const std::set<std::string> told = content_of(denial, sentence);
            const auto is_told = [&](const std::string& stem) { return told.contains(stem); };
            return told.size() >= least_told && (deed.empty() || std::ranges::any_of(deed, is_told)) &&
                   accused_in(denial, parties_in(denial, at), list, i);
        }
        return false;
    }

    // "Accused of selling permits", "accusations that he sold permits", "allegedly sold permits", but no "new
    // allegations".
    [[nodiscard]] static bool tells_of_what(const WordList& list, std::size_t i) {
        constexpr std::size_t reach = 10;
        if (list.words[i] == "alleged" || list.words[i] == "allegedly") return true;
        for (std::size_t k = i + 1; k < std::min(list.words.size(), i + reach); ++k)
            if (list.words[k] == "of" || list.words[k] == "that") return true;
        return false;
    }

    // Who denies any part in the poisoning answers who accuses him of the poisoning; who denies "wrongdoing", any deed.
    [[nodiscard]] std::set<std::string> deed_in(const Told& denial) const {
        std::vector<std::string> named;
        for (const std::string& word : denial.words)
            if (const std::string folded = fold_word(word); word.front() >= 'a' && !words_.has("wrong", folded))
                named.push_back(folded);
        return content_stems(named);
    }

    // Persons, states and organisations of a sentence, in the order of their heads.
    static std::vector<const Mention*> parties_in(const Told& denial, std::int32_t at) {
        std::vector<const Mention*> out;
        const Layers& layers = denial.coded->layers;
        for (const auto* mentions : {&layers.mentions, &layers.nationalities})
            for (const Mention& mention : *mentions) {
                if (mention.sentence != at || mention.actor < 0) continue;
                const ActorKind kind = layers.actors[static_cast<std::size_t>(mention.actor)].kind;
                if (kind == ActorKind::person || kind == ActorKind::state || kind == ActorKind::organisation)
                    out.push_back(&mention);
            }
        std::ranges::stable_sort(out, {}, [](const Mention* mention) { return mention->head.begin; });
        return out;
    }

    // He himself, or the state that he speaks for; somebody else who serves it is somebody else.
    static bool is_denier(const Told& denial, std::int32_t actor) {
        const std::vector<Actor>& actors = denial.coded->layers.actors;
        const Actor& named = actors[static_cast<std::size_t>(actor)];
        if (named.key == actors[static_cast<std::size_t>(denial.attribution->speaker_actor)].key) return true;
        return named.kind == ActorKind::state && is_on_side_of(denial, actor, denial);
    }

    // Whether the denier is the one accused by word i of a sentence.
    static bool accused_in(const Told& denial, const std::vector<const Mention*>& parties, const WordList& list,
                           std::size_t i) {
        const Span at = list.at[i];
        const Mention* before = nullptr;
        const Mention* after = nullptr;
        for (const Mention* party : parties) {
            if (party->head.end <= at.begin) before = party;
            if (party->head.begin < at.end || after != nullptr) continue;
            if (!slice(list.text, {at.end, party->span.begin}).ends_with(" by ")) after = party;
        }
        const auto denies_it = [&](const Mention* party) {
            return party != nullptr && is_denier(denial, party->actor);
        };
        const std::string& word = list.words[i];
        if (word == "alleged" || word == "allegedly") return denies_it(before);  // "Dalmar's alleged sale"
        if (word.starts_with("accusation") || word.starts_with("allegation")) {
            // "Dalmar's allegations" are what he says; "allegations that Dalmar ...", "faces allegations of ..."
            const bool own = before != nullptr && before->span.end + 4 >= at.begin;
            return !(own && denies_it(before)) && denies_it(after != nullptr ? after : before);
        }
        const bool passive = i + 1 < list.words.size() && list.words[i + 1] == "of";
        return denies_it(passive || (i > 0 && list.words[i - 1] == "been") ? before : after);
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

    [[nodiscard]] std::span<const std::size_t> told_in(std::int32_t report, std::int32_t sentence) const {
        const auto found = told_in_.find({report, sentence});
        return found == told_in_.end() ? std::span<const std::size_t>() : std::span(found->second);
    }

    std::span<const Told> all_;
    const DisputeWords& words_;
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::size_t>> told_in_;
    std::set<std::pair<std::int32_t, std::int32_t>> denied_in_;
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
        if (!is_named_denial(denial, words)) continue;
        const std::optional<Answered> answered = answers.of(denial);
        const auto speaker = static_cast<std::size_t>(denial.attribution->speaker_actor);
        if (!answered || disputes.join(denial.coded->layers.actors[speaker].key, *answered, denial.ref)) continue;
        Finding finding;
        finding.kind = FindingKind::disputed;
        finding.type = ContradictionType::polarity;
        finding.one = {answered->ref};
        finding.other = {denial.ref};
        finding.summary = fmt::format("\"{}\": told by {}, denied by {}", answered->words,
                                      told_by_all(reports, finding.one), told_by(reports, denial.ref));
        finding.trace = {denial.speaker + " denies it", answered->why};
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
