// Words that take up somebody told of before: "its leader", "the rebels", "the council", "his Chinese counterpart".

#include <algorithm>
#include <array>
#include <utility>

#include "resolve/actor_finder.hpp"
#include "resolve/word_lists.hpp"

namespace px {
namespace {

constexpr std::size_t reach = 6;            // sentences back
constexpr std::size_t most_looked_at = 64;  // mentions, so that long lists cost no quadratic time

/// "SYRMIL", "BFAMIL": a militia under the state's command.
bool fights_for_state(const Actor& group) {
    return group.code == group.country + "MIL" || group.code == group.country + "GOV";
}

}  // namespace

/// The actor mentioned last before byte `byte` that fits, -1 if none of the last mentions does; of an earlier sentence
/// its subject before all others (centering: Grosz, Joshi and Weinstein 1995).
template <typename Fits>
std::int32_t ActorFinder::recent_actor(std::size_t s, std::uint32_t byte, Fits fits) const {
    std::size_t looked_at = 0;
    for (std::size_t back = 0; back <= reach && back <= s; ++back) {
        std::int32_t last = -1;
        const std::vector<std::int32_t>& here = in_sentence_[s - back];
        for (auto m = here.rbegin(); m != here.rend() && looked_at < most_looked_at; ++m, ++looked_at) {
            const Mention& mention = mentions_[*m];
            if (mention.span.begin >= byte || !fits(mention.actor)) continue;
            const auto rank = [&](const Mention& one) {
                return std::pair(back > 0 && is_subject(one), one.span.begin);
            };
            if (last < 0 || rank(mention) > rank(mentions_[last])) last = *m;
        }
        if (last >= 0) return mentions_[last].actor;
    }
    return -1;
}

bool ActorFinder::is_subject(const Mention& mention) const {
    const std::span<const Token> tokens =
        annotation_.tokens_of(annotation_.sentences[static_cast<std::size_t>(mention.sentence)]);
    const auto token = static_cast<std::size_t>(mention.token);
    return mention.token >= 0 && token < tokens.size() && base_relation(tokens[token].deprel) == "nsubj";
}

std::int32_t ActorFinder::nearest_person(std::size_t s, std::uint32_t byte) const {
    for (std::size_t back = 0; back <= 1 && back <= s; ++back) {
        const Mention* nearest = nullptr;
        const std::vector<std::int32_t>& here = in_sentence_[s - back];
        const std::size_t skip = here.size() > most_looked_at ? here.size() - most_looked_at : 0;
        for (std::size_t i = skip; i < here.size(); ++i) {
            const Mention& mention = mentions_[here[i]];
            if (cast_[mention.actor].actor.kind != ActorKind::person || mention.span.begin >= byte) continue;
            if (nearest == nullptr || mention.span.begin > nearest->span.begin) nearest = &mention;
        }
        if (nearest != nullptr) return nearest->actor;
    }
    return -1;
}

/// The state or organisation that was the subject last, in this sentence or the one before; -1 if none was.
std::int32_t ActorFinder::last_subject_body(std::size_t s, std::uint32_t byte) {
    for (std::size_t back = 0; back <= 1 && back <= s; ++back) {
        const PhrasedSentence& sentence = sentences_[s - back];
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s - back]);
        const Phrase* last = nullptr;
        for (const Phrase& phrase : sentence.phrases) {
            const bool body = phrase.kind == PhraseKind::country || phrase.kind == PhraseKind::capital ||
                              phrase.kind == PhraseKind::organisation ||
                              phrase.kind == PhraseKind::unknown_organisation;
            if (!body || sentence.words[phrase.first].span.begin >= byte) continue;
            const std::int32_t head = head_of_words(sentence, tokens, phrase.first, phrase.last);
            const bool subject = base_relation(tokens[head].deprel) == "nsubj";
            const bool state = phrase.kind == PhraseKind::country || phrase.kind == PhraseKind::capital;
            if (subject || (state && phrase.first == 0)) last = &phrase;
        }
        if (last == nullptr) continue;
        if (last->kind == PhraseKind::organisation) return cast_.organisation(last->index);
        if (last->kind != PhraseKind::unknown_organisation) return cast_.state(last->index);
        return cast_.unknown_organisation(slice(report_.text, span_of_words(sentence, last->first, last->last)));
    }
    return -1;
}

/// The person of "Mr Example's envoy", if words [first, ...) are what is possessed; -1 if nobody is named there.
std::int32_t ActorFinder::possessor_before(std::size_t s, std::uint32_t first) const {
    const std::vector<Word>& words = sentences_[s].words;
    if (first < 2 || !words[first - 1].possessive) return -1;
    const std::uint32_t end = words[first - 2].span.end;
    const std::vector<std::int32_t>& here = in_sentence_[s];
    for (std::size_t i = here.size() > most_looked_at ? here.size() - most_looked_at : 0; i < here.size(); ++i) {
        const Mention& mention = mentions_[here[i]];
        if (mention.head.end == end && cast_[mention.actor].actor.kind == ActorKind::person) return mention.actor;
    }
    return -1;
}

/// "its army", "her government", "our soldiers": of the state, the body, the person or the speaker that the word stands
/// for.
void ActorFinder::settle_owner(std::size_t s, RoleReading& reading) {
    if (!reading.said.country.empty() || !reading.said.code.empty()) return;
    const std::uint32_t byte = sentences_[s].words[reading.first].span.begin;
    std::int32_t owner = -1;
    if (reading.owned_by_it) owner = last_subject_body(s, byte);
    if (reading.owned_by_one) owner = nearest_person(s, byte);
    if (reading.owned_by_speaker) owner = speaker_of(s);
    if (owner < 0 && reading.article == Article::possessive) owner = possessor_before(s, reading.first);
    if (owner < 0) return;
    const Actor& actor = cast_[owner].actor;
    reading.said.country = actor.country;
    const RoleUse use = dictionaries_.roles()[reading.said.role].use;
    const bool one = use == RoleUse::person || use == RoleUse::office;
    if (!one || actor.kind == ActorKind::state || (actor.kind == ActorKind::person && !actor.country.empty())) return;
    reading.said.code = actor.code;
    if (actor.kind == ActorKind::person) return;
    reading.said.body = actor.key;
    reading.said.of_whole = true;
}

/// "The rebels" for the one armed group that the report has named, "the Yemeni rebels" for the one of that country.
std::int32_t ActorFinder::armed_group_meant(std::size_t s, const Phrase& phrase, const RoleReading& reading) const {
    constexpr std::array<std::string_view, 6> classes = {"rebel",      "insurgent", "militant",
                                                         "separatist", "militia",   "fighter"};
    const RoleWord& role = dictionaries_.roles()[phrase.index];
    const bool several = reading.plural || role.use == RoleUse::group;
    if (!several || reading.article != Article::definite || reading.other || !reading.said.code.empty()) return -1;
    if (!one_of(role.role, classes)) return -1;
    const PhrasedSentence& sentence = sentences_[s];
    for (std::uint32_t w = reading.first; w < phrase.first; ++w)
        if (sentence.at_word[w] < 0 && sentence.words[w].key != "the") return -1;  // "the captured rebels"
    std::int32_t other = -1;
    const auto fits = [&](std::int32_t actor) {
        const Actor& one = cast_[actor].actor;
        return one.kind == ActorKind::armed_group && !fights_for_state(one) &&
               (reading.said.country.empty() || one.country == reading.said.country);
    };
    const std::uint32_t byte = sentence.words[phrase.first].span.begin;
    const std::int32_t group = recent_actor(s, byte, fits);
    if (group >= 0) other = recent_actor(s, byte, [&](std::int32_t actor) { return actor != group && fits(actor); });
    return other < 0 ? group : -1;
}

/// "The ambassador of China ... the ambassador", "Kenyan police officers ... the officers": the only ones so called in
/// the sentences before of whom a state is said; -1 if there are none or several.
std::int32_t ActorFinder::same_told_of(std::size_t s, const Phrase& phrase, const RoleReading& reading) const {
    const bool bare = reading.article == Article::definite && !reading.other && reading.said.country.empty() &&
                      reading.said.code.empty() && reading.owner < 0 && phrase.first - reading.first == 1 &&
                      sentences_[s].words[reading.first].key == "the";
    if (!bare) return -1;
    const auto fits = [&](std::int32_t actor) {
        const Member& one = cast_[actor];
        return one.actor.unnamed && one.plural == reading.plural && !one.actor.country.empty() && !one.said.empty() &&
               one.said.front().role == phrase.index;
    };
    const std::uint32_t byte = sentences_[s].words[phrase.first].span.begin;
    const std::int32_t told = recent_actor(s, byte, fits);
    if (told < 0) return -1;
    const std::int32_t other = recent_actor(s, byte, [&](std::int32_t actor) { return actor != told && fits(actor); });
    return other < 0 ? told : -1;
}

/// Whether "the council", "the group", "the bloc" may be this actor.
bool ActorFinder::is_called(const Actor& actor, std::string_view noun) const {
    if (actor.kind != ActorKind::organisation && actor.kind != ActorKind::armed_group) return false;
    if (actor.unnamed) return false;
    if ((noun == "group" || noun == "movement") && actor.kind == ActorKind::armed_group) return true;
    if (noun == "party" && actor.sector == "PTY") return true;
    if (dictionaries_.is_called(actor.key, noun)) return true;
    const std::vector<std::string> words = name_words(actor.name);
    if (words.empty()) return false;
    return words.back() == noun || (words.size() > 2 && words[1] == "of" && words[0] == noun);
}

/// "The Department of Foreign Affairs ... the Department": an institution, by the words that the report has for it.
bool ActorFinder::was_called(const Member& member, std::string_view noun) const {
    if (member.actor.kind != ActorKind::organisation) return false;
    return std::any_of(member.said.begin(), member.said.end(), [&](const SaidRole& said) {
        if (said.role < 0 || dictionaries_.roles()[said.role].use != RoleUse::body) return false;
        const std::string& phrase = dictionaries_.roles()[said.role].phrase;
        return phrase.starts_with(std::string(noun) + " of ") || phrase.ends_with(" " + std::string(noun));
    });
}

std::int32_t ActorFinder::recent_organisation(std::size_t s, std::uint32_t byte, std::string_view noun) {
    if (const std::int32_t own = institution_of_speaker(s, byte, noun); own >= 0) return own;
    const std::int32_t actor = recent_actor(s, byte, [&](std::int32_t member) {
        return is_called(cast_[member].actor, noun) || was_called(cast_[member], noun);
    });
    return actor >= 0 ? actor : organisation_spoken_of(s, byte, noun);
}

/// "ASEAN ministers will meet; Jakarta leads the bloc": named only as part of another phrase; -1 if none is.
std::int32_t ActorFinder::organisation_spoken_of(std::size_t s, std::uint32_t byte, std::string_view noun) {
    for (std::size_t back = 0; back <= reach && back <= s; ++back) {
        const PhrasedSentence& sentence = sentences_[s - back];
        const Phrase* last = nullptr;
        for (const Phrase& phrase : sentence.phrases)
            if (phrase.kind == PhraseKind::organisation && sentence.words[phrase.first].span.begin < byte &&
                dictionaries_.is_called(dictionaries_.organisations()[phrase.index].key, noun))
                last = &phrase;
        if (last != nullptr) return cast_.organisation(last->index);
    }
    return -1;
}

/// "World Food Programme spokeswoman Ada Example said the agency had food": hers, though it is no actor there.
std::int32_t ActorFinder::institution_of_speaker(std::size_t s, std::uint32_t byte, std::string_view noun) const {
    const std::int32_t speaker = speaker_of(s);
    if (speaker < 0) return -1;
    for (const std::int32_t m : in_sentence_[s])
        if (mentions_[m].actor == speaker && mentions_[m].span.begin > byte) return -1;
    for (const SaidRole& said : cast_[speaker].said) {
        const std::int32_t body = said.body.empty() ? -1 : cast_.find(said.body);
        if (body >= 0 && is_called(cast_[body].actor, noun)) return body;
    }
    return -1;
}

/// A noun, capital or not ("the Department"), that is no part of a longer name.
bool ActorFinder::stands_alone(const PhrasedSentence& sentence, std::span<const Token> tokens, std::uint32_t w) {
    const Token& token = tokens[sentence.words[w].token];
    const std::string_view relation = base_relation(token.deprel);
    if (relation == "compound" || relation == "flat") return false;
    if (token.upos != "PROPN") return token.upos == "NOUN";
    const bool last = w + 1 == sentence.words.size() || sentence.words[w + 1].gap_before;
    return last || !sentence.words[w + 1].capital;
}

/// "The council" for the last body so called: a noun that ends its name, or tells its kind.
void ActorFinder::find_taken_up_organisations(std::size_t s) {
    const PhrasedSentence& sentence = sentences_[s];
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    for (std::uint32_t w = 1; w < sentence.words.size(); ++w) {
        const Word& word = sentence.words[w];
        if (sentence.at_word[w] >= 0 || word.gap_before || sentence.words[w - 1].key != "the") continue;
        if (!stands_alone(sentence, tokens, w)) continue;
        if (w + 1 < sentence.words.size() && sentence.words[w + 1].key == "of" && !sentence.words[w + 1].gap_before)
            continue;  // "the council of elders"
        if (!is_name_word(word.key)) continue;
        take_up_organisation(s, w);
    }
}

/// Word w, behind "the", for the last body so called; false if there is none.
bool ActorFinder::take_up_organisation(std::size_t s, std::uint32_t w) {
    const Word& word = sentences_[s].words[w];
    const std::int32_t actor = recent_organisation(s, word.span.begin, word.key);
    if (actor < 0) return false;
    mention(s, w - 1, w + 1, w, w + 1, actor, MentionForm::nominal,
            "the " + word.key + " told of before, " + cast_[actor].actor.name);
    return true;
}

/// "The World Bank ... the bank": the organisation so called.
bool ActorFinder::takes_up_organisation(std::size_t s, const Phrase& phrase, const RoleReading& reading) {
    const bool bare = reading.article == Article::definite && !reading.plural && !reading.other &&
                      reading.said.country.empty() && reading.said.body.empty() && reading.owner < 0 &&
                      phrase.last - phrase.first == 1 && phrase.first - reading.first <= 1;
    if (!bare || dictionaries_.roles()[phrase.index].code != "BUS") return false;
    const Word& word = sentences_[s].words[phrase.first];
    const std::int32_t actor = recent_organisation(s, word.span.begin, word.key);
    if (actor < 0) return false;
    mention_role(s, phrase, reading, actor, MentionForm::nominal,
                 "the " + word.key + " told of before, " + cast_[actor].actor.name);
    return true;
}

/// A noun that stands in names of organisations ("council").
bool ActorFinder::is_name_word(const std::string& key) const {
    for (std::int32_t e = dictionaries_.find_phrase(key); e >= 0; e = dictionaries_.entry(e).next) {
        const DictionaryEntry& entry = dictionaries_.entry(e);
        if (entry.kind == EntryKind::role && dictionaries_.roles()[entry.index].use == RoleUse::name_word) return true;
    }
    return false;
}

/// "His Chinese counterpart": whoever holds the office of the one named before, in that country.
ActorFinder::Choice ActorFinder::counterpart(std::size_t s, const RoleReading& reading) {
    if (reading.said.country.empty()) return {};
    const std::uint32_t byte = sentences_[s].words[reading.first].span.begin;
    if (reading.owned_by_it) {
        const std::int32_t body = recent_actor(s, byte, [&](std::int32_t member) {
            const Member& one = cast_[member];
            return one.actor.kind == ActorKind::organisation && !one.said.empty() &&
                   one.actor.country != reading.said.country;
        });
        if (body < 0) return {};
        const std::int32_t role = cast_[body].said.front().role;
        if (dictionaries_.roles()[role].use != RoleUse::body) return {};
        return {cast_.body(reading.said.country, role), "the same institution as " + cast_[body].actor.name};
    }
    const std::int32_t person = nearest_person(s, byte);
    if (person < 0) return {};
    const Member& member = cast_[person];
    const std::int32_t term = cast_.term_of(member);
    SaidRole said;
    if (term >= 0 && cast_.in_force(dictionaries_.terms()[term])) {
        said.role = role_of_class(dictionaries_.terms()[term].role);
    } else {
        for (const SaidRole& other : member.said)
            if (dictionaries_.roles()[other.role].use == RoleUse::office) said.role = other.role;
    }
    if (said.role < 0 || member.actor.country == reading.said.country) return {};
    said.country = reading.said.country;
    Choice choice = holder(said, s, byte);
    if (choice.member >= 0) choice.reason = "counterpart of " + cast_[person].actor.name + ": " + choice.reason;
    return choice;
}

/// The first word for an office of this class, -1 if there is none.
std::int32_t ActorFinder::role_of_class(std::string_view role_class) const {
    const std::vector<RoleWord>& roles = dictionaries_.roles();
    const auto found = std::find_if(roles.begin(), roles.end(), [&](const RoleWord& role) {
        return role.use == RoleUse::office && role.role == role_class;
    });
    return found == roles.end() ? -1 : static_cast<std::int32_t>(found - roles.begin());
}

}  // namespace px
