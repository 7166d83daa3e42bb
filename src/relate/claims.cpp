#include "relate/claims.hpp"

#include <algorithm>
#include <array>

#include "record/evidence.hpp"
#include "relate/numbers.hpp"
#include "relate/tellers.hpp"
#include "relate/telling.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_evidence = 12;  // shown on one side of a finding

// The words of a record: its clause, what is said, or the attitude with its object.
std::vector<Span> words_of_record(const Layers& layers, StatementRef ref) {
    if (ref.kind == RecordKind::statement) return {layers.statements[ref.index].clause};
    if (ref.kind == RecordKind::attribution) return layers.attributions[ref.index].content;
    if (ref.kind == RecordKind::sentence) return {layers.sentences[ref.index]};
    return {hull(layers.attitudes[ref.index].cue, layers.attitudes[ref.index].target_span)};
}

}  // namespace

std::string level_of_speaker(const CodedReport& coded, const Attribution& voice) {
    const std::int32_t actor = voice.speaker_actor;
    if (actor < 0 || static_cast<std::size_t>(actor) >= coded.layers.actors.size()) return {};
    return party_of(coded.layers.actors[actor]).level;
}

bool Copies::is_copy(StatementRef ref) {
    const CodedReport& coded = reports_[ref.report];
    auto hash = static_cast<std::uint64_t>(lineages_[ref.report]) * 0x9E3779B97F4A7C15ULL;
    for (const Span span : words_of_record(coded.layers, ref))
        each_word(coded.report.text, span, [&](Span word) {
            hash = (hash ^ hash_word(fold_word(slice(coded.report.text, word)))) * 0x9E3779B97F4A7C15ULL + 1;
        });
    return first_.try_emplace(hash, ref.report).first->second != ref.report;
}

bool is_told_thing(std::string_view folded) {
    static constexpr std::array<std::string_view, 25> things = {
        "claim",      "claims",      "allegation", "allegations", "accusation", "accusations", "charge",
        "charges",    "report",      "reports",    "story",       "article",    "assertion",   "assertions",
        "suggestion", "suggestions", "rumour",     "rumours",     "rumor",      "rumors",      "account",
        "idea",       "notion",      "statement",  "statements"};
    return std::find(things.begin(), things.end(), folded) != things.end();
}

bool turns_down(const CodedReport& coded, const Attribution& voice) {
    static constexpr std::array<std::string_view, 5> cues = {"reject", "dismiss", "refus", "spurn", "oppos"};
    constexpr std::size_t words_tried = 6;
    const std::string cue = fold_word(slice(coded.report.text, voice.cue));
    if (std::none_of(cues.begin(), cues.end(), [&](std::string_view c) { return cue.starts_with(c); })) return false;
    if (voice.content.empty() || voice.content.front().begin < voice.cue.end) return false;
    const WordList after = words_of(coded.report.text, {voice.cue.end, voice.content.back().end});
    const bool that_first = !after.words.empty() && after.words.front() == "that";
    if (that_first && after.words.size() > 2 && (after.words[1] == "on" || after.words[1] == "by") &&
        (after.words[2] == "a" || after.words[2] == "an"))
        return true;  // the pronoun: "rejected that by a wide margin", not "rejected that on Monday troops had crossed"
    static constexpr std::array<std::string_view, 12> cases = {"case",  "motion",   "appeal",  "lawsuit",
                                                               "suit",  "petition", "request", "bill",
                                                               "offer", "proposal", "plan",    "complaint"};
    if (that_first && after.words.size() > 1 && std::find(cases.begin(), cases.end(), after.words[1]) != cases.end())
        return true;  // "dismissed that case"
    for (std::size_t i = 0; i < std::min(words_tried, after.words.size()); ++i) {
        const bool that = i + 1 < after.words.size() && after.words[i + 1] == "that";
        const bool view =
            after.words[i] == "idea" || after.words[i] == "notion" || after.words[i].starts_with("statement");
        if ((is_told_thing(after.words[i]) && (that || !view)) || (i == 0 && after.words[i] == "that")) return false;
    }
    return true;
}

bool is_one_speaker(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    if (b.empty()) return a.empty();
    const std::string longer = fold_word(a);
    const std::string shorter = fold_word(b);
    return longer == shorter || longer.ends_with(' ' + shorter);
}

namespace {

// "Denied the motion", "deny terrorists control", "denied military aircraft to the speaker": things given or not.
bool refuses_something(const CodedReport& coded, const Attribution& voice) {
    static constexpr std::array<std::string_view, 28> things = {
        "motion", "motions",     "request", "requests",   "petition",  "bail",        "visa",
        "visas",  "access",      "entry",   "permission", "permit",    "appeal",      "appeals",
        "parole", "application", "asylum",  "injunction", "clearance", "control",     "funding",
        "rights", "licence",     "license", "aircraft",   "passage",   "citizenship", "accreditation"};
    constexpr std::size_t words_tried = 6;
    if (voice.content.empty() || voice.content.back().end <= voice.cue.end) return false;
    const WordList after = words_of(coded.report.text, {voice.cue.end, voice.content.back().end});
    for (std::size_t i = 0; i < std::min(words_tried, after.words.size()); ++i) {
        if (std::find(things.begin(), things.end(), after.words[i]) != things.end()) return true;
        if (after.words[i] == "that" || after.words[i].ends_with("ing")) return false;  // "denied taking control"
    }
    return false;
}

// "To deny", "would deny", "delay, deflect and deny".
bool is_not_told_as_done(const CodedReport& coded, const Attribution& voice) {
    static constexpr std::array<std::string_view, 9> before = {"to",    "and",   "or",     "would", "will",
                                                               "could", "might", "should", "cannot"};
    const std::string cue = fold_word(slice(coded.report.text, voice.cue));
    if (cue != "deny" && cue != "reject" && cue != "dispute" && cue != "refute" && cue != "dismiss") return false;
    constexpr std::uint32_t reach = 16;
    const std::uint32_t begin = voice.cue.begin > reach ? voice.cue.begin - reach : 0;
    WordList words = words_of(coded.report.text, {begin, voice.cue.begin});
    while (!words.words.empty() && (words.words.back() == "also" || words.words.back() == "still"))
        words.words.pop_back();
    return !words.words.empty() && std::find(before.begin(), before.end(), words.words.back()) != before.end();
}

// "He no longer denies it".
bool is_over(const CodedReport& coded, const Attribution& voice) {
    const Span sentence = sentence_at(coded.layers, voice.cue.begin);
    if (sentence.begin >= voice.cue.begin) return false;
    const WordList before = words_of(coded.report.text, {sentence.begin, voice.cue.begin});
    const std::size_t size = before.words.size();
    return size > 1 && before.words[size - 2] == "no" && before.words[size - 1] == "longer";
}

bool begins_with_own_view(const CodedReport& coded, const Attribution& voice) {
    static constexpr std::array<std::string_view, 6> views = {"saying",  "adding",    "arguing",
                                                              "calling", "insisting", "claiming"};
    const WordList content = words_of(coded.report.text, voice.content.front());
    const std::string_view before = std::string_view(coded.report.text).substr(0, voice.content.front().begin);
    if (before.ends_with(": ") && voice.cue.end < voice.content.front().begin) return true;  // "denied it: he had ..."
    return !content.words.empty() && std::find(views.begin(), views.end(), content.words.front()) != views.end();
}

}  // namespace

bool is_denial(const CodedReport& coded, const Attribution& voice) {
    return voice.denial && !voice.content.empty() && !turns_down(coded, voice) && !refuses_something(coded, voice) &&
           !is_not_told_as_done(coded, voice) && !is_over(coded, voice) && !begins_with_own_view(coded, voice);
}

bool is_breach(const Occurrence& occurrence) { return occurrence.family == "violate-ceasefire"; }

std::vector<Claim> claims_of(std::span<const CodedReport> reports, const Event& event,
                             std::span<const std::int32_t> lineages) {
    std::vector<Claim> claims;
    Copies copies(reports, lineages);
    for (const Occurrence& occurrence : event.members) {
        if (copies.is_copy(occurrence.ref)) continue;
        const CodedReport& coded = reports[occurrence.ref.report];
        Claim claim;
        claim.occurrence = &occurrence;
        claim.stance = stance_of(occurrence.statement->mode, occurrence.statement->voice, coded.layers.attributions);
        claim.headline = occurrence.statement->headline;
        claim.taken_back =
            occurrence.statement->mode == Mode::actual && is_taken_back(coded, occurrence.statement->trigger.begin);
        const Attribution* voice = voice_of(coded, occurrence.ref);
        if (claim.taken_back) {
            claim.stance = Stance::denies;
        } else if (voice != nullptr && voice->denial && turns_down(coded, *voice)) {
            claim.stance = Stance::asserts;
        } else if (voice != nullptr) {
            claim.speaker = speaker_name(coded, *voice);
            claim.speaker_level = level_of_speaker(coded, *voice);
        }
        claims.push_back(std::move(claim));
    }
    return claims;
}

void add_evidence(std::vector<StatementRef>& side, StatementRef ref) {
    if (side.size() < most_evidence && std::find(side.begin(), side.end(), ref) == side.end()) side.push_back(ref);
}

bool in_headline(const CodedReport& coded, StatementRef ref) {
    if (ref.kind == RecordKind::statement) return coded.layers.statements[ref.index].headline;
    return evidence_of({&coded, 1}, {0, ref.kind, ref.index}).block == BlockKind::headline;
}

bool share_report(std::span<const StatementRef> a, std::span<const StatementRef> b) {
    return std::any_of(a.begin(), a.end(), [&](StatementRef x) {
        return std::any_of(b.begin(), b.end(), [&](StatementRef y) { return x.report == y.report; });
    });
}

}  // namespace px
