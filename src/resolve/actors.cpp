#include "resolve/actors.hpp"

#include <algorithm>
#include <array>

#include "resolve/actor_finder.hpp"
#include "resolve/coreference.hpp"
#include "resolve/home.hpp"
#include "resolve/word_lists.hpp"

namespace px {

FoundActors find_actors(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation,
                        std::span<const PlaceMention> places) {
    return ActorFinder(dictionaries, report, annotation, places).find();
}

ActorFinder::ActorFinder(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation,
                         std::span<const PlaceMention> places)
    : dictionaries_(dictionaries),
      report_(report),
      annotation_(annotation),
      place_mentions_(places),
      sentences_(find_phrases(dictionaries, report.text, annotation)),
      cast_(dictionaries, report.published ? std::optional(report.published->day) : std::nullopt),
      in_sentence_(annotation.sentences.size()),
      states_(annotation.sentences.size()) {
    drop_namesakes(places);
}

/// "Georgia" beside Atlanta, "Lebanon, Ohio": a country's name that is another country's place here.
void ActorFinder::drop_namesakes(std::span<const PlaceMention> places) {
    const auto lies_elsewhere = [&](const PhrasedSentence& sentence, const Phrase& phrase) {
        if (phrase.kind != PhraseKind::country && phrase.kind != PhraseKind::capital) return false;
        const Span span = span_of_words(sentence, phrase.first, phrase.last);
        const auto place = std::partition_point(
            places.begin(), places.end(), [&](const PlaceMention& other) { return other.span.begin < span.begin; });
        const Country& country = dictionaries_.countries()[phrase.index];
        return place != places.end() && place->span == span && !place->metonym && !place->country.empty() &&
               place->country != country.iso3 && place->country != country.claimed_by;
    };
    for (PhrasedSentence& sentence : sentences_) {
        const std::size_t dropped =
            std::erase_if(sentence.phrases, [&](const Phrase& phrase) { return lies_elsewhere(sentence, phrase); });
        if (dropped != 0) index_phrases(sentence);
    }
}

Scene ActorFinder::scene(std::size_t s) {
    return {dictionaries_, report_.text,   sentences_[s], annotation_.tokens_of(annotation_.sentences[s]),
            cast_,         place_mentions_};
}

FoundActors ActorFinder::find() {
    note_places();
    note_countries();
    choose_namesakes();
    note_halves();
    for (std::size_t s = 0; s < sentences_.size(); ++s) find_full_names(s);
    note_countries_of_people();
    note_states();
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
        find_short_names(s);
        find_others(s);
    }
    settle_countries();
    settle_spokespeople();
    std::vector<Mention> pronouns = find_pronouns(report_.text, annotation_, cast_, mentions_);
    std::move(pronouns.begin(), pronouns.end(), std::back_inserter(mentions_));
    FoundActors found;
    found.actors.reserve(cast_.members().size());
    for (Member& member : cast_.members()) found.actors.push_back(std::move(member.actor));
    std::stable_sort(mentions_.begin(), mentions_.end(),
                     [](const Mention& a, const Mention& b) { return a.span.begin < b.span.begin; });
    found.mentions = std::move(mentions_);
    found.nationalities = std::move(nationalities_);
    return found;
}

void ActorFinder::mention(std::size_t s, std::uint32_t first, std::uint32_t last, std::uint32_t head_first,
                          std::uint32_t head_last, std::int32_t member, MentionForm form, std::string reason) {
    const PhrasedSentence& sentence = sentences_[s];
    Mention found;
    found.span = span_of_words(sentence, first, last);
    found.head = span_of_words(sentence, head_first, head_last);
    found.actor = member;
    found.sentence = static_cast<std::int32_t>(s);
    found.token = head_of_words(sentence, annotation_.tokens_of(annotation_.sentences[s]), head_first, head_last);
    found.form = form;
    found.reason = std::move(reason);
    in_sentence_[s].push_back(static_cast<std::int32_t>(mentions_.size()));
    mentions_.push_back(std::move(found));
}

void ActorFinder::find_others(std::size_t s) {
    PhrasedSentence& sentence = sentences_[s];
    for (std::uint32_t p = 0; p < sentence.phrases.size(); ++p) {
        if (sentence.phrases[p].kind == PhraseKind::role || sentence.phrases[p].kind == PhraseKind::role_plural)
            if (!sentence.phrases[p].used) find_role(s, p);
    }
    find_taken_up_organisations(s);
    for (std::uint32_t p = 0; p < sentence.phrases.size(); ++p) {
        const Phrase phrase = sentence.phrases[p];
        if (phrase.used) continue;
        switch (phrase.kind) {
            case PhraseKind::country:
                find_state(s, phrase);
                break;
            case PhraseKind::capital:
                find_capital(s, phrase);
                break;
            case PhraseKind::adjective:
            case PhraseKind::people:
                find_people(s, phrase);
                break;
            case PhraseKind::stand_in:
                if (is_where_something_happens(s, phrase)) break;
                mention(s, phrase.first, phrase.last, phrase.first, phrase.last, cast_.government(phrase.index),
                        MentionForm::stand_in, "seat of power");
                break;
            case PhraseKind::organisation:
                find_organisation(s, phrase);
                break;
            case PhraseKind::outlet:
                mention(s, phrase.first, phrase.last, phrase.first, phrase.last, cast_.outlet(phrase.index),
                        MentionForm::name, "named");
                break;
            case PhraseKind::unknown_organisation: {
                const bool one_word = phrase.last - phrase.first == 1;
                const std::string_view before =
                    phrase.first > 0 ? std::string_view(sentence.words[phrase.first - 1].key) : "";
                if (one_word && (before == "in" || dictionaries_.is(before, ActorWord::storm)))
                    break;  // a place, or nobody
                if (one_word && before == "the" && is_name_word(sentence.words[phrase.first].key) &&
                    take_up_organisation(s, phrase.first))
                    break;  // "the Department"
                const Span name = span_of_words(sentence, phrase.first, phrase.last);
                mention(s, phrase.first, phrase.last, phrase.first, phrase.last,
                        cast_.unknown_organisation(slice(report_.text, name)), MentionForm::name, "named");
                break;
            }
            default:
                break;
        }
    }
}

/// How well an organisation fits what the report speaks of: 0 if it is of another country.
int ActorFinder::fitness(const Organisation& organisation) const {
    if (cast_.find(organisation.key) >= 0) return 3;  // named before, perhaps in full
    if (organisation.country.empty()) return 1;
    return organisation.country == home_ || countries_.contains(organisation.country) ? 2 : 0;
}

/// "Congress", "the Democratic Party": of the country that the report is about, if several have one.
void ActorFinder::find_organisation(std::size_t s, const Phrase& phrase) {
    std::int32_t chosen = -1;
    std::int32_t institution = -1;
    std::int32_t outlet = -1;
    int namesakes = 0;
    bool acronym = false;
    for (std::int32_t e = phrase.entry; e >= 0; e = dictionaries_.entry(e).next) {
        const DictionaryEntry& entry = dictionaries_.entry(e);
        if (entry.kind == EntryKind::organisation) {
            ++namesakes;
            const std::vector<Organisation>& all = dictionaries_.organisations();
            if (fitness(all[entry.index]) > (chosen < 0 ? 0 : fitness(all[chosen]))) chosen = entry.index;
        }
        if (entry.kind == EntryKind::role && dictionaries_.roles()[entry.index].use == RoleUse::body)
            institution = entry.index;
        if (entry.kind == EntryKind::outlet && outlet < 0) outlet = entry.index;
        acronym = acronym || entry.acronym;
    }
    const bool with_article = phrase.first > 0 && sentences_[s].words[phrase.first - 1].key == "the";
    if (chosen >= 0 && outlet >= 0 && acronym && yields_to_agency(chosen, outlet, with_article)) chosen = -1;
    const Organisation& first = dictionaries_.organisations()[phrase.index];
    const bool shared = first.kind == "party" || institution >= 0 || namesakes > 1;
    if (chosen < 0 && outlet >= 0)
        return mention(s, phrase.first, phrase.last, phrase.first, phrase.last, cast_.outlet(outlet), MentionForm::name,
                       "named");
    if (chosen < 0 && (!shared || (acronym && first.kind != "party"))) chosen = phrase.index;
    if (chosen >= 0)
        return mention(s, phrase.first, phrase.last, phrase.first, phrase.last, cast_.organisation(chosen),
                       MentionForm::name, "named");
    if (institution >= 0) {
        Phrase body = phrase;
        body.index = institution;
        RoleReading reading;
        reading.said.role = institution;
        reading.first = phrase.first;
        reading.last = phrase.last;
        return find_body(s, body, reading);
    }
    if (acronym) return;  // some party's initials, of a country that the report does not speak of
    const Span name = span_of_words(sentences_[s], phrase.first, phrase.last);
    mention(s, phrase.first, phrase.last, phrase.first, phrase.last,
            cast_.unknown_organisation(slice(report_.text, name)), MentionForm::name,
            "a name that several countries have; the report names none of them");
}

/// "AFP" in a report from Senegal is the agency, unless the report has named the party of these initials in full.
bool ActorFinder::yields_to_agency(std::int32_t organisation, std::int32_t outlet, bool with_article) const {
    if (with_article) return false;  // "the PTI" is the party, "PTI said" the agency
    const Organisation& party = dictionaries_.organisations()[organisation];
    return party.kind == "party" && dictionaries_.outlets()[outlet].kind == "news agency" && cast_.find(party.key) < 0;
}

/// Capitalised words that stand where places do, or behind the word for a storm.
void ActorFinder::note_places() {
    for (const PhrasedSentence& sentence : sentences_)
        for (std::size_t w = 1; w < sentence.words.size(); ++w) {
            const Word& word = sentence.words[w];
            if (!word.capital || word.gap_before) continue;
            const std::string& before = sentence.words[w - 1].key;
            const bool of_place =
                before == "of" && w >= 2 && dictionaries_.is(sentence.words[w - 2].key, ActorWord::place_noun);
            if (of_place || one_of(before, place_prepositions) || dictionaries_.is(before, ActorWord::storm))
                places_.insert(word.key);
        }
}

/// What speaks for each state: its words in the text, its people and places, the dateline and the outlet.
void ActorFinder::note_states() {
    for (std::size_t s = 0; s < sentences_.size(); ++s) note_states_of_phrases(s);
    for (const Mention& mention : mentions_)
        if (cast_[mention.actor].person >= 0)
            states_.add(static_cast<std::size_t>(mention.sentence), cast_[mention.actor].actor.country,
                        ReportStates::person);
    for (const Name& name : annotation_.names) {
        if (name.type != NameType::location) continue;
        const std::string_view words = slice(report_.text, name.span);
        if (dictionaries_.find_phrase(words) >= 0) continue;
        const std::vector<Place> places = dictionaries_.gazetteer().find(words);
        if (!places.empty())
            states_.add(static_cast<std::size_t>(name.sentence), places.front().country, ReportStates::place);
    }
    if (const std::optional<PlaceMention> place = dateline_place(dictionaries_, report_))
        states_.add_home(place->country, ReportStates::dateline);
    const Outlet* outlet = dictionaries_.outlet(report_.outlet);
    const bool agency = outlet != nullptr && outlet->kind == "news agency";
    states_.add_home(home_country(dictionaries_, report_), agency ? ReportStates::agency : ReportStates::outlet);
    const std::string whole = states_.whole();
    if (states_.is_of(whole)) home_ = whole;
}

/// Of the one holder of office on the report's day who bears this surname; empty if there is none.
std::string ActorFinder::country_of_surname(const std::string& surname) const {
    std::string country;
    if (!cast_.day()) return country;
    for (const std::int32_t person : dictionaries_.with_surname(surname))
        for (const std::int32_t t : dictionaries_.people()[person].terms) {
            const Term& term = dictionaries_.terms()[t];
            if (!cast_.in_force(term) || term.of == country) continue;
            if (!country.empty()) return {};
            country = term.of;
        }
    return country;
}

/// "attacked the Chadian army": it does not act.
bool ActorFinder::is_object(std::size_t s, const Phrase& phrase) const {
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    const std::string_view relation =
        base_relation(tokens[head_of_words(sentences_[s], tokens, phrase.first, phrase.last)].deprel);
    return relation == "obj" || relation == "iobj";
}

void ActorFinder::note_states_of_phrases(std::size_t s) {
    PhrasedSentence& sentence = sentences_[s];
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    for (const Phrase& phrase : sentence.phrases) {
        states_.add(s, country_of_body(phrase), ReportStates::organisation);
        if (phrase.kind == PhraseKind::unknown_person && phrase.last - phrase.first == 1)
            states_.add(s, country_of_surname(sentence.words[phrase.first].key), ReportStates::person);
        if (phrase.kind > PhraseKind::stand_in) continue;
        const bool possessive = phrase.last < sentence.words.size() && sentence.words[phrase.last].possessive;
        const Phrase* next = phrase_at(sentence, phrase.last + (possessive ? 1 : 0));
        const bool before_role = next != nullptr && (possessive || !sentence.words[phrase.last].gap_before) &&
                                 (next->kind == PhraseKind::role || next->kind == PhraseKind::role_plural);
        const RoleUse use = before_role ? dictionaries_.roles()[next->index].use : RoleUse::person;
        const std::int32_t head = head_of_words(sentence, tokens, phrase.first, phrase.last);
        double weight = phrase.kind == PhraseKind::adjective ? ReportStates::adjective : ReportStates::named;
        if (use == RoleUse::body || use == RoleUse::group)
            weight = is_object(s, *next) ? ReportStates::dealt_with : ReportStates::institution;
        else if (const std::string_view relation = base_relation(tokens[head].deprel); relation == "nsubj")
            weight = ReportStates::subject;
        else if (relation == "obj" || relation == "iobj" || relation == "obl")
            weight = ReportStates::dealt_with;
        states_.add(s, dictionaries_.countries()[phrase.index].iso3, weight);
    }
}

/// The countries that the report speaks of, by name, adjective, capital or seat of power.
void ActorFinder::note_countries() {
    for (const PhrasedSentence& sentence : sentences_)
        for (const Phrase& phrase : sentence.phrases) {
            if (phrase.kind <= PhraseKind::stand_in) countries_.insert(dictionaries_.countries()[phrase.index].iso3);
            if (const std::string& country = country_of_body(phrase); !country.empty()) countries_.insert(country);
        }
}

/// "Bundestag" -> "DEU": of a body of one state alone; empty for others, and for names that several states have.
const std::string& ActorFinder::country_of_body(const Phrase& phrase) const {
    static const std::string none;
    constexpr std::array<std::string_view, 9> of_states = {"ministry",   "parliament", "army",        "agency", "court",
                                                           "government", "party",      "armed_group", "people"};
    if (phrase.kind != PhraseKind::organisation || dictionaries_.entry(phrase.entry).next >= 0) return none;
    const Organisation& organisation = dictionaries_.organisations()[phrase.index];
    return one_of(organisation.kind, of_states) ? organisation.country : none;
}

/// The organisations that a phrase may mean.
std::vector<std::int32_t> ActorFinder::namesakes_of(const Phrase& phrase) const {
    std::vector<std::int32_t> namesakes;
    for (std::int32_t e = phrase.entry; e >= 0; e = dictionaries_.entry(e).next)
        if (dictionaries_.entry(e).kind == EntryKind::organisation) namesakes.push_back(dictionaries_.entry(e).index);
    return namesakes;
}

/// Of organisations that share a name ("RSF", "Progress Party") the one that the report names in full, else one of a
/// country that it speaks of; a party of none of them is nobody known.
void ActorFinder::choose_namesakes() {
    const std::vector<Organisation>& all = dictionaries_.organisations();
    std::set<std::int32_t> sure;
    for (const PhrasedSentence& sentence : sentences_)
        for (const Phrase& phrase : sentence.phrases)
            if (phrase.kind == PhraseKind::organisation && namesakes_of(phrase).size() == 1) sure.insert(phrase.index);
    for (PhrasedSentence& sentence : sentences_)
        for (Phrase& phrase : sentence.phrases) {
            if (phrase.kind != PhraseKind::organisation) continue;
            const std::vector<std::int32_t> namesakes = namesakes_of(phrase);
            if (namesakes.size() < 2) continue;
            auto fits = std::ranges::find_if(namesakes, [&](std::int32_t one) { return sure.contains(one); });
            if (fits == namesakes.end())
                fits = std::ranges::find_if(namesakes,
                                            [&](std::int32_t one) { return countries_.contains(all[one].country); });
            if (fits != namesakes.end())
                phrase.index = *fits;
            else if (all[phrase.index].kind == "party" && has_only_parties(phrase))
                phrase.kind = PhraseKind::unknown_organisation;
        }
}

bool ActorFinder::has_only_parties(const Phrase& phrase) const {
    for (std::int32_t e = phrase.entry; e >= 0; e = dictionaries_.entry(e).next)
        if (dictionaries_.entry(e).kind != EntryKind::organisation || dictionaries_.entry(e).acronym) return false;
    return true;
}

/// "The North" and "the South" of a report that speaks of one of two states named so.
void ActorFinder::note_halves() {
    std::array<std::int32_t, 2> halves = {-1, -1};
    constexpr std::array<std::string_view, 2> sides = {"North ", "South "};
    const std::vector<Country>& all = dictionaries_.countries();
    for (std::size_t north = 0; north < all.size(); ++north) {
        if (!all[north].name.starts_with(sides[0])) continue;
        const std::string other = std::string(sides[1]) + all[north].name.substr(sides[0].size());
        for (std::size_t south = 0; south < all.size(); ++south)
            if (all[south].name == other &&
                (countries_.contains(all[north].iso3) || countries_.contains(all[south].iso3)))
                halves = {static_cast<std::int32_t>(north), static_cast<std::int32_t>(south)};
    }
    if (halves[0] < 0) return;
    constexpr std::array<std::string_view, 8> of_place = {"in", "at", "near", "from", "across", "through", "of", "to"};
    for (PhrasedSentence& sentence : sentences_) {
        const std::size_t before = sentence.phrases.size();
        for (std::uint32_t w = 1; w < sentence.words.size(); ++w) {
            const std::string& key = sentence.words[w].key;
            const bool half = (key == "north" || key == "south") && sentence.words[w].capital;
            if (!half || sentence.at_word[w] >= 0 || sentence.words[w - 1].key != "the") continue;
            if (w >= 2 && one_of(sentence.words[w - 2].key, of_place)) continue;
            if (w + 1 < sentence.words.size() && sentence.words[w + 1].capital && !sentence.words[w + 1].gap_before)
                continue;  // "the North Sea"
            sentence.phrases.push_back({PhraseKind::country, w, w + 1, halves[key == "north" ? 0 : 1]});
        }
        if (sentence.phrases.size() == before) continue;
        std::sort(sentence.phrases.begin(), sentence.phrases.end(),
                  [](const Phrase& a, const Phrase& b) { return a.first < b.first; });
        index_phrases(sentence);
    }
}

/// Those whose officials it names.
void ActorFinder::note_countries_of_people() {
    for (const Member& member : cast_.members())
        if (!member.actor.country.empty()) countries_.insert(member.actor.country);
}

void ActorFinder::find_state(std::size_t s, const Phrase& phrase) {
    mention(s, phrase.first, phrase.last, phrase.first, phrase.last, cast_.state(phrase.index), MentionForm::name,
            "the country's name");
}

/// "the Chinese", "Russians": a noun of its own. An adjective before a noun is no mention, but a nationality.
void ActorFinder::find_people(std::size_t s, const Phrase& phrase) {
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    const std::int32_t head = head_of_words(sentences_[s], tokens, phrase.first, phrase.last);
    constexpr std::array<std::string_view, 8> noun_relations = {"nsubj", "obj",  "iobj", "obl",
                                                                "nmod",  "conj", "root", "appos"};
    // "British and French divers"
    const std::int32_t up = tokens[head].head - 1;
    const bool joined_adjective = tokens[head].upos == "ADJ" && tokens[head].deprel == "conj" && up >= 0 &&
                                  tokens[static_cast<std::size_t>(up)].upos == "ADJ";
    if (joined_adjective || !one_of(base_relation(tokens[head].deprel), noun_relations)) {
        Mention nationality;
        nationality.span = nationality.head = span_of_words(sentences_[s], phrase.first, phrase.last);
        nationality.actor = cast_.state(phrase.index);
        nationality.sentence = static_cast<std::int32_t>(s);
        nationality.token = head;
        nationality.form = MentionForm::demonym;
        nationality.reason = "adjective of the state";
        nationalities_.push_back(std::move(nationality));
        return;
    }
    const bool article = phrase.first > 0 && sentences_[s].words[phrase.first - 1].key == "the";
    const bool plural = phrase.kind == PhraseKind::people && sentences_[s].words[phrase.last - 1].key.ends_with('s');
    if (!article && !plural) return;
    if (plural && is_counted(tokens, head)) return find_citizens(s, phrase);
    mention(s, article ? phrase.first - 1 : phrase.first, phrase.last, phrase.first, phrase.last,
            cast_.state(phrase.index), MentionForm::demonym, "the people's name for the state");
}

/// "Three Serbs", "local Serbs", "some Israelis" are people and not their state.
bool ActorFinder::is_counted(std::span<const Token> tokens, std::int32_t head) {
    constexpr std::array<std::string_view, 8> some = {"some", "several", "many", "few", "other", "all", "most", "more"};
    return std::ranges::any_of(tokens, [&](const Token& token) {
        if (token.head != head + 1) return false;
        const std::string_view relation = base_relation(token.deprel);
        const bool name = !token.form.empty() && token.form[0] >= 'A' && token.form[0] <= 'Z';  // "Bosnian Serbs"
        return relation == "nummod" || (relation == "amod" && !name) || one_of(token.lemma, some);
    });
}

void ActorFinder::find_citizens(std::size_t s, const Phrase& phrase) {
    SaidRole said;
    for (std::int32_t e = dictionaries_.find_phrase("citizens"); e >= 0; e = dictionaries_.entry(e).next)
        if (dictionaries_.entry(e).kind == EntryKind::role_plural) said.role = dictionaries_.entry(e).index;
    if (said.role < 0) return;  // a user's table without them
    said.country = dictionaries_.countries()[phrase.index].iso3;
    const Span name = span_of_words(sentences_[s], phrase.first, phrase.last);
    said.text = slice(report_.text, name);
    mention(s, phrase.first, phrase.last, phrase.first, phrase.last, cast_.unnamed(said, said.text, true, true),
            MentionForm::demonym, "people of the state");
}

/// "They argued in the Oval Office", but "a source in the Kremlin".
bool ActorFinder::is_where_something_happens(std::size_t s, const Phrase& phrase) const {
    const std::vector<Word>& words = sentences_[s].words;
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    std::uint32_t before = phrase.first;
    if (before > 0 && words[before - 1].key == "the") --before;
    constexpr std::array<std::string_view, 6> of_place = {"in", "at", "near", "outside", "inside", "around"};
    if (before == 0 || !one_of(words[before - 1].key, of_place)) return false;
    const bool possessive = phrase.last < words.size() && words[phrase.last].possessive;
    const std::int32_t head = head_of_words(sentences_[s], tokens, phrase.first, phrase.last);
    return !possessive && base_relation(tokens[head].deprel) == "obl";
}

/// "according to Caracas", "called on Beijing", "sanctions on Minsk".
bool ActorFinder::speaks_to(std::string_view word, std::string_view preposition) {
    constexpr std::array<std::string_view, 9> on = {"call",  "calls",     "called",   "calling", "pressure",
                                                    "press", "sanctions", "sanction", "tariffs"};
    return (preposition == "to" && word == "according") || (preposition == "on" && one_of(word, on));
}

/// A capital is its state's government where it acts or is dealt with, and a place after a preposition of place.
void ActorFinder::find_capital(std::size_t s, const Phrase& phrase) {
    const std::vector<Word>& words = sentences_[s].words;
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    const std::int32_t head = head_of_words(sentences_[s], tokens, phrase.first, phrase.last);
    const std::string_view relation = base_relation(tokens[head].deprel);
    constexpr std::array<std::string_view, 24> of_place = {
        "in",   "at",   "to",      "near",   "outside", "inside",     "from",     "around",
        "into", "via",  "through", "across", "within",  "throughout", "downtown", "central",
        "of",   "over", "off",     "south",  "north",   "east",       "west",     "for"};
    const std::string_view before = phrase.first > 0 ? std::string_view(words[phrase.first - 1].key) : "";
    const bool asks = before == "of" && phrase.first >= 2 &&
                      dictionaries_.is(words[phrase.first - 2].key, ActorWord::request);  // "at the request of Warsaw"
    const bool told = phrase.first >= 2 && speaks_to(words[phrase.first - 2].key, before);
    const bool dealt_with =
        asks || told || before == "with" || before == "against" || before == "between" || before == "by";
    if (!dealt_with && (one_of(before, of_place) || phrase.first == 0)) {
        // A sentence's first word may be its subject.
        if (phrase.first != 0 || relation != "nsubj") return;
    }
    const bool possessive = phrase.last < words.size() && words[phrase.last].possessive;
    const bool acts =
        relation == "nsubj" || relation == "obj" || relation == "iobj" || relation == "conj" || dealt_with;
    if (!acts && !(possessive && relation == "nmod")) return;
    if (relation == "conj" && !dealt_with) {
        const std::string_view first = base_relation(tokens[std::max(tokens[head].head - 1, 0)].deprel);
        if (first != "nsubj" && first != "obj") return;
    }
    if (relation == "nsubj" && tokens[head].deprel == "nsubj:pass") return;
    mention(s, phrase.first, phrase.last, phrase.first, phrase.last, cast_.state(phrase.index), MentionForm::stand_in,
            "the capital stands for its government");
}

void ActorFinder::mention_role(std::size_t s, const Phrase& phrase, const RoleReading& reading, std::int32_t member,
                               MentionForm form, std::string reason) {
    mention(s, reading.first, reading.last, phrase.first, phrase.last, member, form, std::move(reason));
}

void ActorFinder::find_role(std::size_t s, std::uint32_t p) {
    const Phrase phrase = sentences_[s].phrases[p];
    const RoleWord& role = dictionaries_.roles()[phrase.index];
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    if (role.use == RoleUse::honorific || role.use == RoleUse::title || role.use == RoleUse::name_word) return;
    RoleReading reading = read_nominal(scene(s), p);
    const std::int32_t head = head_of_words(sentences_[s], tokens, reading.first, phrase.last);
    constexpr std::array<std::string_view, 6> modifiers = {"compound", "amod", "flat", "advmod", "fixed", "det"};
    if (one_of(base_relation(tokens[head].deprel), modifiers)) return;
    const Token& last = tokens[sentences_[s].words[phrase.last - 1].token];
    if (last.upos == "VERB" || last.upos == "ADJ" || last.upos == "ADV") return;
    // "is an active negotiator", "as leader": says what somebody is, and names nobody.
    const bool predicate = std::any_of(tokens.begin(), tokens.end(), [&](const Token& t) {
        return t.head == head + 1 && base_relation(t.deprel) == "cop";
    });
    if (predicate) return;
    use(s, reading);
    sentences_[s].phrases[p].used = true;
    settle_owner(s, reading);
    if (role.use == RoleUse::state) {
        if (reading.said.country.empty() || reading.plural) return;
        for (std::size_t c = 0; c < dictionaries_.countries().size(); ++c)
            if (dictionaries_.countries()[c].iso3 == reading.said.country)
                mention_role(s, phrase, reading, cast_.state(static_cast<std::int32_t>(c)), MentionForm::nominal,
                             "the state's side");
        return;
    }
    if (reading.countries.size() > 1) return find_role_of_several(s, phrase, reading);
    if (role.use == RoleUse::body) return find_body(s, phrase, reading);
    if (role.use == RoleUse::group && !reading.plural && names_group(s, phrase, reading)) return;
    if (role.use == RoleUse::group && takes_up_organisation(s, phrase, reading)) return;
    if (role.use == RoleUse::group || reading.plural) return add_unnamed(s, phrase, reading);
    find_office(s, phrase, reading);
}

/// "the M23 rebel group": the armed group itself.
bool ActorFinder::names_group(std::size_t s, const Phrase& phrase, const RoleReading& reading) {
    const std::int32_t member = reading.said.body.empty() ? -1 : cast_.find(reading.said.body);
    if (member < 0 || cast_[member].actor.kind != ActorKind::armed_group) return false;
    mention_role(s, phrase, reading, member, MentionForm::name, "named with what it is");
    return true;
}

/// The last institution of this kind that the report told of; -1 if there was none.
std::int32_t ActorFinder::institution_told_of(std::int32_t role) const {
    std::int32_t last = -1;
    for (const std::int32_t member : cast_.with_role(dictionaries_.roles()[role].role))
        if (cast_[member].actor.kind == ActorKind::organisation && !cast_[member].actor.unnamed) last = member;
    return last;
}

/// "France refuses to recognise the junta": no junta of France.
bool ActorFinder::deals_with(std::size_t s, std::string_view iso3, const Phrase& body) const {
    constexpr int deepest = 3;
    if (!is_object(s, body)) return false;
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    std::int32_t verb = tokens[head_of_words(sentences_[s], tokens, body.first, body.last)].head;
    for (int up = 0; up < deepest && verb > 0; ++up) {
        for (const Phrase& phrase : sentences_[s].phrases) {
            if (phrase.kind > PhraseKind::stand_in || dictionaries_.countries()[phrase.index].iso3 != iso3) continue;
            const Token& head = tokens[head_of_words(sentences_[s], tokens, phrase.first, phrase.last)];
            if (head.head == verb && base_relation(head.deprel) == "nsubj") return true;
        }
        if (base_relation(tokens[verb - 1].deprel) != "xcomp") return false;
        verb = tokens[verb - 1].head;
    }
    return false;
}

void ActorFinder::find_body(std::size_t s, const Phrase& phrase, RoleReading& reading) {
    if (reading.owner >= 0) {
        // "the Trump administration"
        const Phrase& owner = sentences_[s].phrases[reading.owner];
        const Span name = span_of_words(sentences_[s], owner.first, owner.last);
        for (const std::int32_t m : in_sentence_[s])
            if (mentions_[m].head == name) reading.said.country = cast_[mentions_[m].actor].actor.country;
    }
    if (reading.plural) return add_unnamed(s, phrase, reading);
    if (reading.said.country.empty() && reading.article == Article::definite)
        reading.said.country = country_of_commander(s, phrase);
    if (reading.said.country.empty() && reading.article == Article::definite &&
        dictionaries_.roles()[phrase.index].code == "MIL")
        reading.said.country = country_of_own_forces(s, sentences_[s].words[phrase.first].span.begin);
    if (!reading.said.country.empty()) {
        return mention_role(s, phrase, reading, cast_.body(reading.said.country, phrase.index), MentionForm::nominal,
                            "institution of a country");
    }
    if (reading.article == Article::definite || reading.article == Article::none) {
        const std::vector<std::int32_t>& same = cast_.with_role(dictionaries_.roles()[phrase.index].role);
        const std::int32_t member = most_recent(same, s, sentences_[s].words[phrase.first].span.begin);
        if (member >= 0) {
            return mention_role(s, phrase, reading, member, MentionForm::nominal,
                                "the " + dictionaries_.roles()[phrase.index].phrase + " told of before");
        }
        const std::string& word = sentences_[s].words[phrase.last - 1].key;
        const std::int32_t called = recent_organisation(s, sentences_[s].words[phrase.first].span.begin, word);
        if (called >= 0 && reading.article == Article::definite && phrase.last - phrase.first == 1)
            return mention_role(s, phrase, reading, called, MentionForm::nominal,
                                "the " + word + " told of before, " + cast_[called].actor.name);
        const bool generic = dictionaries_.roles()[phrase.index].role == "ministry" ||
                             dictionaries_.roles()[phrase.index].role == "court";
        // "vessels were given to the Coast Guard": that of the state the report is about, if it has been named.
        for (const std::int32_t named : same)
            if (!home_.empty() && cast_[named].actor.country == home_ && !cast_[named].actor.unnamed)
                return mention_role(s, phrase, reading, named, MentionForm::nominal,
                                    "the one that the report has named, of the state that it is about");
        const std::string country = state_of_body(s, phrase);
        if (!country.empty() && !generic && !deals_with(s, country, phrase)) {
            return mention_role(s, phrase, reading, cast_.body(country, phrase.index), MentionForm::nominal,
                                "institution of the state that the report is about");
        }
    }
    add_unnamed(s, phrase, reading);
}

/// "the foreign ministers of China, Russia and North Korea", "soldiers from Peru and Ecuador": one actor for each.
void ActorFinder::find_role_of_several(std::size_t s, const Phrase& phrase, const RoleReading& reading) {
    const RoleWord& role = dictionaries_.roles()[phrase.index];
    for (const std::string& iso : reading.countries) {
        SaidRole said = reading.said;
        said.country = iso;
        said.code.clear();
        Choice choice;
        if (role.use == RoleUse::body) choice = {cast_.body(iso, phrase.index), "institution of a country"};
        if (role.use == RoleUse::office) choice = holder(said, s, sentences_[s].words[phrase.first].span.begin);
        const bool one = role.use == RoleUse::office;
        said.text = (one ? role.phrase : role.plural) + " of " + dictionaries_.country(iso)->name;
        if (choice.member < 0) choice = {cast_.unnamed(said, said.text, !one, true), "nobody is named"};
        mention_role(s, phrase, reading, choice.member, one ? MentionForm::role : MentionForm::nominal,
                     std::move(choice.reason));
    }
}

void ActorFinder::find_office(std::size_t s, const Phrase& phrase, const RoleReading& reading) {
    const bool bare = reading.article == Article::none && reading.said.country.empty() && !reading.honorific &&
                      reading.countries.empty() && reading.said.code.empty();
    if (bare) return;
    const bool definite = reading.article == Article::definite || reading.article == Article::possessive ||
                          reading.honorific || (reading.article == Article::none && !reading.said.country.empty());
    if (definite && !reading.other) {
        const std::uint32_t byte = sentences_[s].words[phrase.first].span.begin;
        Choice choice = dictionaries_.roles()[phrase.index].role == "counterpart" ? counterpart(s, reading)
                                                                                  : holder(reading.said, s, byte);
        if (choice.member >= 0) {
            cast_.say(choice.member, {phrase.index, reading.said.country, "", "", reading.said.former});
            return mention_role(s, phrase, reading, choice.member,
                                reading.honorific ? MentionForm::title : MentionForm::role, std::move(choice.reason));
        }
        choice = supposed_holder(reading, s, byte);
        if (choice.member >= 0)
            return mention_role(s, phrase, reading, choice.member, MentionForm::role, std::move(choice.reason));
    }
    add_unnamed(s, phrase, reading);
}

void ActorFinder::add_unnamed(std::size_t s, const Phrase& phrase, const RoleReading& reading) {
    const RoleWord& role = dictionaries_.roles()[phrase.index];
    const bool group = reading.plural || role.use == RoleUse::group || role.use == RoleUse::body;
    if (const std::int32_t known = armed_group_meant(s, phrase, reading); known >= 0)
        return mention_role(s, phrase, reading, known, MentionForm::nominal,
                            "the one armed group named in the sentences before, " + cast_[known].actor.name);
    if (const std::int32_t told = same_told_of(s, phrase, reading); told >= 0)
        return mention_role(s, phrase, reading, told, MentionForm::nominal,
                            "the one told of before, " + cast_[told].actor.name);
    const bool before =
        !reading.other && (group || reading.article == Article::definite) && reading.article != Article::indefinite;
    std::string name = std::string(slice(report_.text, span_of_words(sentences_[s], reading.first, reading.last)));
    if (name.starts_with("the ") || name.starts_with("The ")) name.erase(0, 4);
    SaidRole said = reading.said;
    if (group && said.country.empty() && said.code.empty() && (role.code == "MIL" || role.code == "COP"))
        said.country = country_of_commander(s, phrase);
    const std::int32_t member = cast_.unnamed(said, name, reading.plural, before);
    std::string reason = "nobody is named";
    if (role.use == RoleUse::office && !reading.plural && !cast_.day() && !said.country.empty())
        reason = "the report has no date and names no holder of this office";
    mention_role(s, phrase, reading, member, MentionForm::nominal, std::move(reason));
}

}  // namespace px
