// Named people: full names with titles and appositions, then surnames.

#include <algorithm>
#include <array>

#include "resolve/actor_finder.hpp"
#include "resolve/offices.hpp"
#include "resolve/word_lists.hpp"

namespace px {
namespace {

/// Where `part` begins within `name`, -1 if it is no run of its words.
std::ptrdiff_t run_within(const std::vector<std::string>& name, const std::vector<std::string>& part) {
    const auto found = std::search(name.begin(), name.end(), part.begin(), part.end());
    return found == name.end() ? -1 : found - name.begin();
}

/// Taggers take a rare surname at the beginning of a sentence for a noun.
bool may_be_name(const Token& token) { return token.upos == "PROPN" || token.upos == "NOUN" || token.upos == "X"; }

bool genders_clash(Gender a, Gender b) { return a != Gender::unknown && b != Gender::unknown && a != b; }

}  // namespace

/// "in Piura", "the port of Santos", "Cyclone Kevin": a word that the annotator takes for a person, but that stands
/// where places or storms stand.
bool ActorFinder::is_place(std::size_t s, std::uint32_t word) const {
    return places_.contains(sentences_[s].words[word].key);
}

/// "in Lincoln" beside a Mr Lincoln: the annotator takes it for a place, and a preposition of place stands before it.
bool ActorFinder::stands_as_place(std::size_t s, std::uint32_t word) const {
    const PhrasedSentence& sentence = sentences_[s];
    if (word == 0 || !one_of(sentence.words[word - 1].key, place_prepositions)) return false;
    const std::uint32_t byte = sentence.words[word].span.begin;
    const auto name = std::partition_point(annotation_.names.begin(), annotation_.names.end(),
                                           [&](const Name& n) { return n.span.end <= byte; });
    return name != annotation_.names.end() && name->span.begin <= byte && name->type == NameType::location;
}

/// "in Khan Younis": taken for a person, but it stands where places stand and the gazetteer has it.
bool ActorFinder::is_known_place(std::size_t s, const Phrase& phrase) const {
    const PhrasedSentence& sentence = sentences_[s];
    if (phrase.first == 0 || !one_of(sentence.words[phrase.first - 1].key, place_prepositions)) return false;
    const Span span = span_of_words(sentence, phrase.first, phrase.last);
    return !dictionaries_.gazetteer().find(slice(report_.text, span)).empty();
}

/// "Sunak" taken for an organisation: one word that is part of a name here, or the surname of a holder of office.
bool ActorFinder::is_surname(const Phrase& phrase, const PhrasedSentence& sentence) const {
    if (phrase.kind != PhraseKind::unknown_organisation || phrase.last - phrase.first != 1) return false;
    const std::string& word = sentence.words[phrase.first].key;
    for (const std::int32_t member : cast_.with_word(word))
        if (cast_[member].actor.kind == ActorKind::person) return true;
    for (const std::int32_t person : dictionaries_.with_surname(word))
        for (const std::int32_t term : dictionaries_.people()[person].terms)
            if (cast_.day() && cast_.in_force(dictionaries_.terms()[term])) return true;
    return false;
}

void ActorFinder::find_full_names(std::size_t s) {
    PhrasedSentence& sentence = sentences_[s];
    for (std::size_t p = 0; p < sentence.phrases.size(); ++p) {
        const Phrase phrase = sentence.phrases[p];
        if (phrase.kind != PhraseKind::person && phrase.kind != PhraseKind::unknown_person) continue;
        if (phrase.kind == PhraseKind::unknown_person && phrase.last - phrase.first < 2) continue;
        if (phrase.kind == PhraseKind::unknown_person && is_known_place(s, phrase)) continue;
        const std::uint32_t byte = sentence.words[phrase.first].span.begin;
        std::optional<RoleReading> title = read_title_before(scene(s), phrase.first);
        const std::uint32_t begin = title ? title->first : phrase.first;
        std::optional<RoleReading> before = read_apposition_before(scene(s), begin, phrase.last);
        const std::string_view name = slice(report_.text, span_of_words(sentence, phrase.first, phrase.last));
        std::vector<std::string> words;
        for (std::uint32_t w = phrase.first; w < phrase.last; ++w) words.push_back(sentence.words[w].key);
        std::int32_t member = -1;
        const bool known = phrase.kind == PhraseKind::person && !(title && contradicts(phrase.index, *title)) &&
                           is_plausible(phrase.index, before ? before : title);
        if (known)
            member = cast_.known_person(phrase.index, "named at byte " + std::to_string(byte), byte);
        else if (phrase.kind == PhraseKind::person)
            member = cast_.unknown_person(name, byte, true);
        else
            member = person_of_full_name(name, words, byte);
        sentence.phrases[p].used = true;
        if (title) settle_owner(s, *title);
        if (before) settle_owner(s, *before);
        if (before) {
            // "Its spokesman, Colonel Ada Example": what stands before the comma tells more than the rank.
            use(s, *before);
            cast_.say(member, before->said);
            if (title) {
                title->first = before->first;
            } else {
                title = std::move(before);
            }
        }
        add_person(s, phrase.first, phrase.last, member, std::move(title), MentionForm::name, "named in full");
    }
}

/// "Stephen Smith" is a minister of years ago only where the report speaks of the country or of the office. Heads of
/// state and government, and whoever is in office on the report's day, need no such evidence.
bool ActorFinder::is_plausible(std::int32_t person, const std::optional<RoleReading>& title) const {
    if (!cast_.day()) return true;
    for (const std::int32_t index : dictionaries_.people()[person].terms) {
        const Term& term = dictionaries_.terms()[index];
        if (term.role != "foreign_minister" && term.role != "defence_minister") return true;
        if (cast_.in_force(term) || countries_.contains(term.of)) return true;
        if (title && title->said.role >= 0 && office_fits(term, title->said)) return true;
    }
    return false;
}

/// Another person of the same name: the report gives them a country and a role that the known one never had.
bool ActorFinder::contradicts(std::int32_t person, const RoleReading& title) const {
    if (title.said.country.empty() || title.said.role < 0) return false;
    const RoleWord& role = dictionaries_.roles()[title.said.role];
    for (const std::int32_t index : dictionaries_.people()[person].terms) {
        const Term& term = dictionaries_.terms()[index];
        if (term.of == title.said.country || term.role == role.role || term.of.starts_with("org:")) return false;
    }
    return role.use == RoleUse::person;
}

/// A name of several words that is no phrase of the tables: a variant of a known name, one seen before, or new.
std::int32_t ActorFinder::person_of_full_name(std::string_view name, const std::vector<std::string>& words,
                                              std::uint32_t byte) {
    for (const std::int32_t member : cast_.with_word(words.back()))
        for (const std::vector<std::string>& other : cast_[member].names)
            if (other.size() >= 2 && other.back() == words.back() &&
                (other.front() == words.front() || run_within(other, words) > 0))  // "Lujan Grisham"
                return member;
    for (const std::int32_t person : dictionaries_.with_surname(words.back())) {
        const std::string& known = dictionaries_.people()[person].names.front();
        if (known.starts_with(words.front() + " "))
            return cast_.known_person(person, "named '" + std::string(name) + "'", byte);
    }
    if (const std::int32_t person = longer_or_shorter(words); person >= 0)
        return cast_.known_person(person, "named '" + std::string(name) + "'", byte);
    return cast_.unknown_person(name, byte, true);
}

/// "Pena Nieto" for Enrique Pena Nieto, "Mariano Rajoy Brey" for Mariano Rajoy: somebody in office on the report's day
/// whose name ends so, or, where people bear two family names, begins so; -1 if nobody or several are.
std::int32_t ActorFinder::longer_or_shorter(const std::vector<std::string>& words) const {
    if (!cast_.day()) return -1;
    const auto in_office = [&](std::int32_t person, bool two_names) {
        const std::vector<std::int32_t>& terms = dictionaries_.people()[person].terms;
        return std::any_of(terms.begin(), terms.end(), [&](std::int32_t t) {
            const Term& term = dictionaries_.terms()[t];
            const bool bears_two = dictionaries_.has_custom(term.of, Custom::two_family_names);
            return cast_.in_force(term) && countries_.contains(term.of) && (bears_two || !two_names);
        });
    };
    std::string whole;
    for (const std::string& word : words) whole += (whole.empty() ? "" : " ") + word;
    std::int32_t found = -1;
    for (const std::int32_t person : dictionaries_.with_surname(words.back())) {
        if (!dictionaries_.people()[person].names.front().ends_with(" " + whole) || !in_office(person, false)) continue;
        if (found >= 0) return -1;
        found = person;
    }
    for (std::size_t count = words.size() - 1; found < 0 && count >= 2 && count + 2 >= words.size(); --count) {
        for (const std::int32_t person : dictionaries_.with_surname(words[count - 1])) {
            const std::vector<std::string> known = name_words(dictionaries_.people()[person].names.front());
            if (known.size() != count || !std::equal(known.begin(), known.end(), words.begin())) continue;
            if (in_office(person, true)) found = person;
        }
    }
    return found;
}

void ActorFinder::use(std::size_t s, const RoleReading& reading) {
    for (const std::uint32_t phrase : reading.taken) sentences_[s].phrases[phrase].used = true;
}

void ActorFinder::add_person(std::size_t s, std::uint32_t first, std::uint32_t last, std::int32_t member,
                             std::optional<RoleReading> title, MentionForm form, const std::string& reason) {
    std::uint32_t begin = first;
    std::uint32_t end = last;
    if (title) {
        use(s, *title);
        begin = title->first;
        if (title->gender != Gender::unknown) cast_.members()[member].gender = title->gender;
        cast_.say(member, title->said);
    }
    if (form == MentionForm::name)
        if (const std::optional<RoleReading> apposition = read_apposition_after(scene(s), last)) {
            use(s, *apposition);
            end = apposition->last;
            if (apposition->gender != Gender::unknown) cast_.members()[member].gender = apposition->gender;
            cast_.say(member, apposition->said);
        }
    mention(s, begin, end, first, last, member, form, reason);
}

/// Surnames and single names: those the annotator marked, and words that are part of a name in this report.
void ActorFinder::find_short_names(std::size_t s) {
    PhrasedSentence& sentence = sentences_[s];
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    for (std::uint32_t w = 0; w < sentence.words.size(); ++w) {
        std::uint32_t last = w + 1;
        bool marked = false;
        if (const std::int32_t p = sentence.at_word[w]; p >= 0) {
            const Phrase& phrase = sentence.phrases[p];
            if (phrase.used || phrase.first != w) continue;
            marked = phrase.kind == PhraseKind::unknown_person || is_surname(phrase, sentence);
            const bool other = phrase.kind == PhraseKind::role || phrase.kind == PhraseKind::role_plural;
            const bool after_honorific = phrase.kind != PhraseKind::organisation && !other;
            const auto title = read_title_before(scene(s), w);
            if (!marked && !(after_honorific && title && title->honorific)) continue;
            last = phrase.last;
        } else if (!sentence.words[w].capital || !may_be_name(tokens[sentence.words[w].token]) ||
                   cast_.with_word(sentence.words[w].key).empty()) {
            if (!sentence.words[w].capital) continue;
            const auto title = read_title_before(scene(s), w);
            if (!title || tokens[sentence.words[w].token].upos != "PROPN") continue;
            marked = true;
        }
        std::optional<RoleReading> title = read_title_before(scene(s), w);
        if (!title && stands_as_place(s, w)) continue;
        std::vector<std::string> words;
        for (std::uint32_t i = w; i < last; ++i) words.push_back(sentence.words[i].key);
        const std::uint32_t byte = sentence.words[w].span.begin;
        Choice choice = person_of_short_name(words, title, byte);
        if (choice.member < 0) {
            if (!marked || (!title && is_place(s, w))) continue;
            choice.member =
                cast_.unknown_person(slice(report_.text, span_of_words(sentence, w, last)), byte, words.size() > 1);
            choice.reason = "a name that no fuller name explains";
        }
        if (sentence.at_word[w] >= 0) sentence.phrases[sentence.at_word[w]].used = true;
        add_person(s, w, last, choice.member, std::move(title), MentionForm::short_name, choice.reason);
        w = last - 1;
    }
}

ActorFinder::Choice ActorFinder::person_of_short_name(const std::vector<std::string>& words,
                                                      const std::optional<RoleReading>& title, std::uint32_t byte) {
    struct Candidate {
        std::int32_t member;
        bool surname;
        bool role_fits;
        bool before;
    };
    std::vector<Candidate> candidates;
    for (const std::int32_t member : cast_.with_word(words.front())) {
        const Member& one = cast_[member];
        if (one.actor.kind != ActorKind::person) continue;
        if (title && genders_clash(title->gender, one.gender)) continue;
        for (const std::vector<std::string>& name : one.names) {
            const std::ptrdiff_t at = run_within(name, words);
            if (at < 0) continue;
            const bool whole_end = at + words.size() == name.size();
            const bool first = at == 0 && dictionaries_.family_name_first(name[0]) && name.size() <= 3;
            const bool surname = name.size() == words.size() || (first && name.size() > 1) || (whole_end && !first);
            const bool first_of_two = at != 0 && name.size() > 2 && !first;  // "Paredes" of "Lucia Paredes Andrade"
            if (!surname && !first_of_two && (at != 0 || (title && title->honorific))) continue;
            bool fits = false;
            if (title && title->said.role >= 0) {
                const std::vector<std::int32_t> holders = named_holders(title->said, false);
                fits = std::find(holders.begin(), holders.end(), member) != holders.end();
            }
            candidates.push_back({member, surname || first_of_two, fits, one.first_byte <= byte});
            break;
        }
    }
    // The first full name of the report owns the bare surname; a title that fits only another name overrules.
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        if (a.surname != b.surname) return a.surname;
        if (a.role_fits != b.role_fits) return a.role_fits;
        return a.before && !b.before;
    });
    if (candidates.empty()) return holder_by_surname(words.back(), title);
    const Member& chosen = cast_[candidates.front().member];
    std::string reason = (candidates.front().surname ? "surname of " : "first name of ") + chosen.actor.name;
    reason += candidates.size() == 1         ? ", the only one in the report"
              : candidates.front().role_fits ? ", whom the title fits"
                                             : ", the first of that name in the report";
    return {candidates.front().member, std::move(reason), candidates.size() == 1 ? 0.95F : 0.85F};
}

/// A bare surname that no full name in the report explains: a holder of office, if only one can be meant.
ActorFinder::Choice ActorFinder::holder_by_surname(const std::string& surname,
                                                   const std::optional<RoleReading>& title) {
    std::vector<std::int32_t> fitting;
    for (const std::int32_t person : dictionaries_.with_surname(surname)) {
        const KnownPerson& known = dictionaries_.people()[person];
        if (title && genders_clash(title->gender, known.gender)) continue;
        bool fits = false;
        for (const std::int32_t index : known.terms) {
            const Term& term = dictionaries_.terms()[index];
            if (!cast_.in_force(term)) continue;
            const bool role = title && title->said.role >= 0 && !title->honorific;
            fits = fits || (!role || office_fits(term, title->said));
        }
        if (fits) fitting.push_back(person);
    }
    if (fitting.size() > 1 && cast_.day()) {
        // "Mr Kim": rather who leads a state than who heads a bank.
        std::erase_if(fitting, [&](std::int32_t person) {
            const std::vector<std::int32_t>& terms = dictionaries_.people()[person].terms;
            return std::none_of(terms.begin(), terms.end(), [&](std::int32_t t) {
                const Term& term = dictionaries_.terms()[t];
                return cast_.in_force(term) && leads(term.role) && dictionaries_.country(term.of) != nullptr;
            });
        });
    }
    if (fitting.size() != 1) return {};
    const std::string why = cast_.day() ? "the only holder of office of that surname on the report's day"
                                        : "the only person of that surname in the tables; the report has no date";
    return {cast_.known_person(fitting[0], why, 0), why, cast_.day() ? 0.8F : 0.6F};
}

}  // namespace px
