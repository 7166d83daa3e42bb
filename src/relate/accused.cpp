#include "relate/accused.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "record/evidence.hpp"
#include "relate/parties.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 8> pronouns = {"he", "she", "it", "they", "we", "i", "his", "her"};
constexpr std::array<std::string_view, 14> finite = {"is",  "are",  "was",  "were",  "has",   "have", "had",
                                                     "did", "does", "will", "would", "could", "can",  "must"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool has_own_subject(const CodedReport& coded, Span content) {
    const std::string_view before = std::string_view(coded.report.text).substr(0, content.begin);
    if (before.ends_with("that ")) return true;
    bool clause = false;
    each_word(coded.report.text, content,
              [&](Span word) { clause = clause || is_in(finite, fold_word(slice(coded.report.text, word))); });
    return clause;
}

std::int32_t actor_at(const Layers& layers, std::uint32_t byte) {
    for (const Mention& mention : layers.mentions)
        if (mention.head.begin == byte) return mention.actor;
    return -1;
}

// -1 = somebody else.
std::int32_t accused_in(const CodedReport& coded, const Attribution& denial) {
    const Span content = denial.content.front();
    const Span word = next_word(coded.report.text, content.begin, content.end);
    const std::string first = fold_word(slice(coded.report.text, word));
    if (is_in(pronouns, first)) {
        const std::int32_t actor = actor_at(coded.layers, word.begin);
        return actor >= 0 ? actor : denial.speaker_actor;
    }
    const std::int32_t named = actor_at(coded.layers, word.begin);
    if (named >= 0 && named != denial.speaker_actor) return -1;  // "denied Beijing had ..."
    const char initial = coded.report.text[word.begin];
    const bool gerund = first.ends_with("ing") && initial >= 'a' && initial <= 'z';
    return gerund || !has_own_subject(coded, content) ? denial.speaker_actor : -1;
}

}  // namespace

bool names_the_accused(std::span<const CodedReport> reports, StatementRef denial, StatementRef told) {
    const CodedReport& coded = reports[denial.report];
    const std::int32_t accused = accused_in(coded, coded.layers.attributions[static_cast<std::size_t>(denial.index)]);
    if (accused < 0 || static_cast<std::size_t>(accused) >= coded.layers.actors.size()) return true;
    const Actor& actor = coded.layers.actors[static_cast<std::size_t>(accused)];
    if (actor.unnamed) return true;  // "lawyers denied any coaching": others may call them by another word
    const Party whose = party_of(actor);
    const Layers& layers = reports[told.report].layers;
    const Span sentence = evidence_of(reports, told).sentence;
    const auto names_it = [&](const Mention& mention) {
        if (mention.actor < 0 || !sentence.contains(mention.head)) return false;
        const Party party = party_of(layers.actors[static_cast<std::size_t>(mention.actor)]);
        return party.key == whose.key || (party.level == whose.level && !party.level.empty());
    };
    return std::ranges::any_of(layers.mentions, names_it) || std::ranges::any_of(layers.nationalities, names_it);
}

}  // namespace px
