#include "relate/sayings.hpp"

#include <algorithm>
#include <unordered_set>

#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/rejection_reader.hpp"
#include "relate/telling.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t sayings_per_stem = 64;
constexpr std::size_t least_words = 5;  // of what can be rejected

bool is_question(const Told& told) {
    std::string_view words = slice(told.coded->report.text, told.content());
    if (told.coded->report.text.substr(told.content().end, 1) == "?") return true;
    return words.ends_with('?') || words.ends_with("?\"") || words.ends_with("?”");
}

// A clause, or enough words to be one: no "White House chief of staff Reince Priebus".
bool tells_something(const Told& told) {
    constexpr std::size_t many_words = 9;
    const std::vector<std::string> folded = folded_words(told);
    if (std::ranges::any_of(folded, [](const std::string& word) {
            return starts_with_one(word, {"denied", "denies", "denial", "denying"});
        }))
        return false;
    if (told.words.size() >= many_words || starts_with_one(folded_cue(told), {"accus"})) return true;
    return std::ranges::any_of(folded, [](const std::string& word) { return is_finite(word); });
}

// What somebody wants or does tells of nothing that could be rejected as untrue.
bool is_saying(const Told& told) {
    if (told.words.size() < least_words || told.attribution->denial || told.attribution->cue.empty()) return false;
    const std::string first = fold_word(told.words.front());
    if (first == "to" || first == "if" || told.speaker.empty() || is_question(told) || !tells_something(told))
        return false;
    return !is_wish_or_act(told) && !is_nobody(voice_of_told(told));
}

bool is_rejection(const Told& told, const DisputeWords& words) {
    const WordList list = words_of(told.coded->report.text, told.content());
    if (std::ranges::any_of(list.words, [&](const std::string& word) {
            return words.has("untrue", word) || words.has("meritless", word);
        }))
        return true;
    return std::ranges::any_of(rejections_in(list, words), [](const Rejection& found) { return found.verdict; });
}

std::int32_t last_sentence(const Told& told) {
    const std::vector<Span>& sentences = told.coded->layers.sentences;
    const std::uint32_t end = told.content().end;
    std::int32_t at = told.sentence;
    while (at >= 0 && static_cast<std::size_t>(at) + 1 < sentences.size() &&
           sentences[static_cast<std::size_t>(at) + 1].begin < end)
        ++at;
    return at;
}

}  // namespace

bool is_nobody(const Voice& voice) {
    static const std::unordered_set<std::string_view> words = {"it", "that", "this", "i"};
    return words.contains(fold_word(voice.name));
}

bool is_same(const Voice& a, const Voice& b) {
    if (!a.key.empty() && a.key == b.key) return true;
    return !a.name.empty() && !b.name.empty() && is_one_speaker(a.name, b.name);
}

Voice voice_of_actor(const CodedReport& coded, std::int32_t actor) {
    if (actor < 0 || static_cast<std::size_t>(actor) >= coded.layers.actors.size()) return {};
    const Actor& found = coded.layers.actors[static_cast<std::size_t>(actor)];
    return {found.name, found.key, actor};
}

Voice voice_of_told(const Told& told) {
    Voice voice = voice_of_actor(*told.coded, told.attribution->speaker_actor);
    if (voice.name.empty()) voice.name = told.speaker;
    return voice;
}

bool is_finite(std::string_view word) {
    static const std::unordered_set<std::string_view> helpers = {
        "is",     "are",   "was",    "were",  "has",    "have", "had",  "will",   "would",  "can",   "could",
        "may",    "might", "did",    "does",  "do",     "hes",  "shes", "theyre", "isnt",   "wasnt", "arent",
        "werent", "hasnt", "havent", "didnt", "doesnt", "dont", "wont", "its",    "theres", "cant",  "wouldnt"};
    return helpers.contains(word) || has_past_form(word);
}

bool is_wish_or_act(const Told& told) {
    return starts_with_one(
        folded_cue(told),
        {"want",    "hope",   "wish",    "urg",    "demand",  "call",     "ask",    "expect", "oppos",    "offer",
         "approv",  "declin", "refus",   "appeal", "support", "question", "promis", "pledg",  "consider", "prais",
         "critici", "endors", "continu", "gave",   "reject",  "cited",    "cites",  "citing", "denied"});
}

Sayings::Sayings(std::span<const Told> all, const DisputeWords& words, Copies copies)
    : all_(all), sayable_(all.size()), rejecting_(all.size()), stems_(all.size()), last_sentence_(all.size()) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        in_report_[all[i].ref.report].push_back(i);
        last_sentence_[i] = last_sentence(all[i]);
        sayable_[i] = is_saying(all[i]);
        if (!sayable_[i]) continue;
        rejecting_[i] = is_rejection(all[i], words);
        stems_[i] = content_stems(folded_words(all[i]));
        if (copies.is_copy(all[i].ref)) continue;
        for (const std::string& stem : stems_[i])
            if (std::vector<std::size_t>& list = with_stem_[stem]; list.size() < sayings_per_stem) list.push_back(i);
    }
}

std::span<const std::size_t> Sayings::of_report(std::int32_t report) const {
    const auto found = in_report_.find(report);
    return found == in_report_.end() ? std::span<const std::size_t>() : std::span(found->second);
}

std::map<std::size_t, std::size_t> Sayings::sharing(const std::set<std::string>& stems) const {
    std::map<std::size_t, std::size_t> out;
    for (const std::string& stem : stems)
        if (const auto found = with_stem_.find(stem); found != with_stem_.end())
            for (const std::size_t i : found->second) ++out[i];
    return out;
}

}  // namespace px
