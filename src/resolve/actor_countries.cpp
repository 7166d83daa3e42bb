// Whose those are of whom no state is said: "the army", "police", "the rebels", a spokesman.

#include <algorithm>
#include <array>

#include "resolve/actor_finder.hpp"
#include "resolve/word_lists.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t most_places = 16;  // of a sentence, so that long lists cost no quadratic time

/// Police, rebels and civilians act in their own state; armies may be abroad.
bool acts_at_home(const Actor& actor) {
    constexpr std::array<std::string_view, 6> codes = {"COP", "REB", "INS", "CVL", "LAB", "OPP"};
    return actor.unnamed && one_of(actor.code, codes);
}

}  // namespace

/// Of those whose country nobody says: named people are the report's own, forces and officials whoever's is near.
void ActorFinder::settle_countries() {
    std::vector<std::int32_t> first(cast_.size(), -1);  // sentence of the first mention
    std::vector<std::size_t> mention_of(cast_.size());  // the first mention
    for (std::size_t m = 0; m < mentions_.size(); ++m)
        if (std::int32_t& sentence = first[mentions_[m].actor]; sentence < 0 || mentions_[m].sentence < sentence) {
            sentence = mentions_[m].sentence;
            mention_of[mentions_[m].actor] = m;
        }
    constexpr std::array<std::string_view, 6> of_whoever_acts = {"GOV", "MIL", "COP", "LEG", "JUD", "SPY"};
    const std::string whole = states_.whole();
    for (std::int32_t member = 0; member < static_cast<std::int32_t>(cast_.size()); ++member) {
        if (first[member] < 0 || !cast_.lacks_country(member)) continue;
        const Actor& actor = cast_[member].actor;
        const bool nearest = actor.unnamed && one_of(actor.code, of_whoever_acts);
        const Mention& told = mentions_[mention_of[member]];
        if (nearest && is_captive(told)) continue;  // not of whoever took him
        std::string iso3 = acts_at_home(actor) ? scene_of(told) : "";
        const bool here = !iso3.empty();
        const auto near = static_cast<std::size_t>(first[member]);
        if (!here) iso3 = nearest && !deals_with_others(member) ? states_.near(near) : whole;
        if (!iso3.empty() && !has_no_such_office(cast_[member], iso3))
            cast_.settle_country(member, iso3,
                                 here ? "the one where the deed is done" : "the one that the report is about");
    }
}

/// A foreign ministry speaks of other states: whoever is near is none of it.
bool ActorFinder::deals_with_others(std::int32_t member) const {
    const std::vector<SaidRole>& said = cast_[member].said;
    return !said.empty() && said.front().role >= 0 &&
           dictionaries_.roles()[said.front().role].role == "foreign-ministry";
}

/// "a captured officer", "the army captured two officers".
bool ActorFinder::is_captive(const Mention& mention) const {
    constexpr std::array<std::string_view, 2> words = {"captured", "captive"};
    const std::span<const Token> tokens =
        annotation_.tokens_of(annotation_.sentences[static_cast<std::size_t>(mention.sentence)]);
    const std::int32_t at = outer_token(tokens, mention.span, mention.token);
    const Token& head = tokens[at];
    const bool done_to = head.deprel == "obj" || head.deprel == "nsubj:pass";
    if (head.head > 0 && done_to && tokens[head.head - 1].lemma == "capture") return true;
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        return token.head == at + 1 && (token.deprel == "amod" || token.deprel == "acl") &&
               one_of(lower_ascii(token.form), words);
    });
}

/// "Rebels attacked Goma", "police raided towns in northern Kosovo": the state where the deed is done, or the one that
/// it is told with ("nurses in Kenema went on strike, and police fired tear gas"); empty if these clauses name no
/// place, or places of several states.
std::string ActorFinder::scene_of(const Mention& mention) const {
    const std::span<const Token> tokens =
        annotation_.tokens_of(annotation_.sentences[static_cast<std::size_t>(mention.sentence)]);
    const Token& head = tokens[outer_token(tokens, mention.span, mention.token)];
    const std::string_view relation = base_relation(head.deprel);
    if (head.head == 0 || (relation != "nsubj" && relation != "obj" && relation != "obl")) return {};
    std::string country = country_of_deed(mention.sentence, head.head);
    const Token& verb = tokens[head.head - 1];
    if (country.empty() && verb.deprel == "conj") country = country_of_deed(mention.sentence, verb.head);
    return country;
}

/// Of the places in the clause of a verb (its number in the sentence, from 1).
std::string ActorFinder::country_of_deed(std::int32_t index, std::int32_t verb) const {
    const Sentence& sentence = annotation_.sentences[static_cast<std::size_t>(index)];
    const std::span<const Token> tokens = annotation_.tokens_of(sentence);
    std::string country;
    std::size_t looked_at = 0;
    auto place = std::partition_point(place_mentions_.begin(), place_mentions_.end(), [&](const PlaceMention& other) {
        return other.span.begin < sentence.span.begin;
    });
    for (; place != place_mentions_.end() && place->span.begin < sentence.span.end && looked_at < most_places;
         ++place, ++looked_at) {
        if (place->country.empty() || place->metonym || !is_part_of_deed(tokens, *place, verb)) continue;
        if (!country.empty() && country != place->country) return {};
        country = place->country;
    }
    return country;
}

/// "Defence Minister Ada Example said the air force had hit depots": he speaks of his own; empty for other speakers,
/// who may speak of another state's.
std::string ActorFinder::country_of_own_forces(std::size_t s, std::uint32_t byte) const {
    const std::int32_t speaker = speaker_of(s);
    if (speaker < 0) return {};
    for (const std::int32_t m : in_sentence_[s])
        if (mentions_[m].actor == speaker && mentions_[m].span.begin > byte) return {};
    const Member& member = cast_[speaker];
    const std::int32_t term = cast_.term_of(member);
    const bool minister = term >= 0 && cast_.in_force(dictionaries_.terms()[term]) &&
                          dictionaries_.terms()[term].role == "defence_minister";
    return minister || member.actor.code == member.actor.country + "MIL" ? member.actor.country : std::string();
}

/// Whether the place is what the verb is done to, or stands behind "in", "at", "near" in one of its complements.
bool ActorFinder::is_part_of_deed(std::span<const Token> tokens, const PlaceMention& place, std::int32_t verb) const {
    constexpr int deepest = 3;
    const auto last = std::partition_point(tokens.begin(), tokens.end(),
                                           [&](const Token& token) { return token.span.begin < place.span.end; });
    if (last == tokens.begin()) return false;
    std::int32_t at = outer_token(tokens, place.span, static_cast<std::int32_t>(last - tokens.begin()) - 1);
    bool inside = false;
    for (int up = 0; up < deepest; ++up) {
        const std::string_view relation = base_relation(tokens[at].deprel);
        const bool object = relation == "obj" || tokens[at].deprel == "nsubj:pass" || (relation == "nsubj" && inside);
        if (!object && relation != "obl" && relation != "nmod") return false;
        if (!inside && !object)
            inside = std::ranges::any_of(tokens, [&](const Token& token) {
                return token.head == at + 1 && token.deprel == "case" &&
                       one_of(lower_ascii(token.form), place_prepositions);
            });
        if (!inside && !object) return false;
        if (tokens[at].head == verb) return true;
        if (tokens[at].head == 0) return false;
        at = tokens[at].head - 1;
        inside = true;
    }
    return false;
}

/// Of an institution of which no state is said: whoever acts near it; but a foreign ministry that condemns China is not
/// China's.
std::string ActorFinder::state_of_body(std::size_t s, const Phrase& body) const {
    std::string country = states_.near(s);
    if (dictionaries_.roles()[body.index].role != "foreign-ministry") return country;
    const bool deals = std::ranges::any_of(sentences_[s].phrases, [&](const Phrase& phrase) {
        return phrase.first > body.first &&
               (country_of_body(phrase) == country ||
                (phrase.kind <= PhraseKind::stand_in && dictionaries_.countries()[phrase.index].iso3 == country));
    });
    if (!deals) return country;
    const std::string whole = states_.whole();
    return whole == country ? std::string() : whole;
}

/// "The coast guard took measures, spokesman Bo Sample said": of the institution named last before him.
void ActorFinder::settle_spokespeople() {
    for (std::size_t s = 0; s < sentences_.size(); ++s)
        for (const std::int32_t m : in_sentence_[s]) {
            const Mention& mention = mentions_[m];
            if (!cast_.speaks_for_nobody(mention.actor)) continue;
            if (const std::int32_t body = institution_before(s, mention.span.begin); body >= 0)
                cast_.settle_body(mention.actor, body);
        }
}

/// In the sentence, or who acts in the one before it; -1 if there is none.
std::int32_t ActorFinder::institution_before(std::size_t s, std::uint32_t byte) const {
    std::int32_t last = -1;
    std::uint32_t at = 0;
    for (std::size_t near = s > 0 ? s - 1 : 0; near <= s; ++near)
        for (const std::int32_t m : in_sentence_[near]) {
            const Mention& mention = mentions_[m];
            if (mention.span.end > byte || mention.span.begin < at) continue;
            const Actor& actor = cast_[mention.actor].actor;
            if (actor.kind != ActorKind::organisation && actor.kind != ActorKind::armed_group) continue;
            if (near < s && !is_subject(mention)) continue;  // "reported by Amnesty International"
            last = mention.actor;
            at = mention.span.begin;
        }
    return last;
}

/// "President Ada Example put the army on alert", "the minister said 200 gendarmes would be sent": the state whose
/// office somebody holds who moves its forces.
std::string ActorFinder::country_of_commander(std::size_t s, const Phrase& forces) const {
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    const Token& moved = tokens[head_of_words(sentences_[s], tokens, forces.first, forces.last)];
    const bool passive = moved.deprel == "nsubj:pass";
    const bool object = base_relation(moved.deprel) == "obj";
    if (moved.head == 0 || (!object && !passive)) return {};
    if (!dictionaries_.is(lower_ascii(tokens[moved.head - 1].lemma), ActorWord::command)) return {};
    for (const std::int32_t m : in_sentence_[s]) {
        const Mention& mention = mentions_[m];
        const Token& head = tokens[outer_token(tokens, mention.span, mention.token)];
        if (head.head == moved.head && head.deprel == "nsubj") return cast_[mention.actor].actor.country;
    }
    const std::int32_t speaker = passive ? speaker_of(s) : -1;
    if (speaker < 0 || cast_[speaker].actor.sector != "GOV") return {};
    return cast_[speaker].actor.country;
}

}  // namespace px
