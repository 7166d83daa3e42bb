// From a role to its holder: "the Russian leader", "the foreign minister", "the professor".

#include <algorithm>

#include "resolve/actor_finder.hpp"
#include "resolve/offices.hpp"

namespace px {

namespace {

/// Classes in which one word may be taken up by another: "the professor" for a fellow, "the minister" for a foreign
/// minister. In other classes only the same word will do: a captain is no general.
bool words_vary(const std::string& role_class) {
    return role_class == "academic" || role_class == "spokesperson" || role_class == "legislator" ||
           role_class == "envoy" || role_class == "journalist" || role_class == "judge" || role_class == "cleric" ||
           role_class == "minister" || role_class.ends_with("_minister") || role_class == "head_of_government" ||
           role_class == "foreign_minister" || role_class == "opposition_leader" || role_class == "adviser";
}

/// Few states have a chancellor or a king; nearly all have a president or a prime minister.
bool is_rare_office(const RoleWord& role) {
    return (role.role == "head_of_state" || role.role == "head_of_government") && role.phrase != "president" &&
           role.phrase != "prime minister" && role.phrase != "premier" && role.phrase != "PM" &&
           !role.phrase.starts_with("head of");
}

}  // namespace

/// Whether a term of office is one that these words may mean.
bool ActorFinder::office_fits(const Term& term, const SaidRole& said) const {
    const RoleWord& role = dictionaries_.roles()[said.role];
    if (!said.country.empty() && term.of != said.country) return false;
    if (!said.body.empty() && said.country.empty() && term.of != said.body) return false;
    return office_meant(dictionaries_, role, term);
}

/// Who holds the office in a country, or at the head of an institution, on the report's day.
std::vector<std::int32_t> ActorFinder::office_holders(const SaidRole& said, const std::string& of) const {
    const RoleWord& role = dictionaries_.roles()[said.role];
    std::vector<std::string> classes = {role.role, own_class(role)};
    if (leads(role.role)) classes = {"leader", "head_of_state", "head_of_government"};
    std::vector<std::int32_t> people;
    for (const std::string& office : classes)
        for (const std::int32_t person : dictionaries_.holders(of, office, *cast_.day())) {
            const std::vector<std::int32_t>& terms = dictionaries_.people()[person].terms;
            const bool fits = std::any_of(terms.begin(), terms.end(), [&](std::int32_t t) {
                const Term& term = dictionaries_.terms()[t];
                return cast_.in_force(term) && term.of == of && office_fits(term, said);
            });
            if (fits && std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
        }
    return people;
}

/// Members of the cast whom these words may mean: those whom the report itself calls so and, unless `only_said`, those
/// who hold such an office in the tables (on the report's day, if it has a date).
std::vector<std::int32_t> ActorFinder::named_holders(const SaidRole& said, bool only_said) const {
    const RoleWord& role = dictionaries_.roles()[said.role];
    std::vector<std::int32_t> found;
    // `by_title`: what the report calls somebody counts, not only the tables.
    const auto look = [&](const std::string& role_class, bool by_title) {
        for (const std::int32_t index : cast_.with_role(role_class)) {
            const Member& member = cast_[index];
            if (member.actor.kind != ActorKind::person || member.actor.unnamed) continue;
            bool fits = false;
            for (const SaidRole& other : member.said) {
                if (!by_title) break;
                if (dictionaries_.roles()[other.role].role != role_class) continue;
                const bool same_word = words_vary(role_class) ||
                                       (role.role == "leader" && role.use == RoleUse::office) ||
                                       dictionaries_.roles()[other.role].phrase == role.phrase;
                if (!said.body.empty() && !other.body.empty() && said.body != other.body) continue;
                // "the Ethiopian leader" is not the leader of a party there.
                if (said.body.empty() && !said.country.empty() && !other.body.empty() && leads(role_class)) continue;
                fits = fits || (same_word && (said.country.empty() || other.country == said.country) &&
                                (!said.former || other.former || member.person >= 0));
            }
            if (!fits && !only_said && member.person >= 0)
                for (const std::int32_t t : dictionaries_.people()[member.person].terms) {
                    const Term& term = dictionaries_.terms()[t];
                    const bool when = said.former ? cast_.day() && term.to <= *cast_.day() : cast_.in_force(term);
                    fits = fits || (when && office_fits(term, said));
                }
            if (fits && std::find(found.begin(), found.end(), index) == found.end()) found.push_back(index);
        }
    };
    look(role.role, true);
    if (const std::string own = own_class(role); own != role.role) look(own, true);
    if (role.phrase == "minister")
        for (const char* other : {"foreign_minister", "defence_minister", "interior_minister", "finance_minister",
                                  "trade_minister", "energy_minister", "vice_minister"})
            look(other, true);
    if (role.role == "leader" && role.use == RoleUse::office) {
        look("head_of_state", true);
        look("head_of_government", true);
    }
    if ((role.role == "head_of_state" || role.role == "head_of_government") && !only_said) {
        for (const char* other : {"head_of_state", "head_of_government", "leader"})
            if (other != role.role) look(other, false);
    }
    return found;
}

/// The member mentioned last before byte `byte`, within six sentences; -1 if none was, or if two were in one breath.
std::int32_t ActorFinder::most_recent(const std::vector<std::int32_t>& members, std::size_t s,
                                      std::uint32_t byte) const {
    if (members.empty()) return -1;
    for (std::size_t back = 0; back <= 6 && back <= s; ++back) {
        std::int32_t last = -1;
        for (const std::int32_t m : in_sentence_[s - back]) {
            if (mentions_[m].span.begin >= byte) continue;
            if (std::find(members.begin(), members.end(), mentions_[m].actor) == members.end()) continue;
            if (last < 0 || mentions_[m].span.begin >= mentions_[last].span.begin) last = m;
        }
        if (last >= 0) return mentions_[last].actor;
    }
    return -1;
}

/// Who says the quotation that this sentence holds: the subject of its verb of speech, -1 if there is none.
std::int32_t ActorFinder::speaker_of(std::size_t s) const {
    const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
    for (const std::int32_t m : in_sentence_[s]) {
        const Token& token = tokens[outer_token(tokens, mentions_[m].span, mentions_[m].token)];
        if (base_relation(token.deprel) != "nsubj" || token.head == 0) continue;
        if (dictionaries_.is_speech_verb(tokens[token.head - 1].lemma)) return mentions_[m].actor;
    }
    return -1;
}

/// Members who hold, or held, the first office of the institution: "the NATO secretary general", "the UN chief".
std::vector<std::int32_t> ActorFinder::heads_of_body(const SaidRole& said) const {
    std::vector<std::int32_t> found;
    const RoleWord& role = dictionaries_.roles()[said.role];
    if (!leads_body(role)) return found;
    const std::string_view office = office_in_body(role);
    for (const std::int32_t index : cast_.with_role(office)) {
        const Member& member = cast_[index];
        if (member.actor.kind != ActorKind::person || member.actor.unnamed || member.person < 0) continue;
        const std::vector<std::int32_t>& terms = dictionaries_.people()[member.person].terms;
        const bool fits = std::any_of(terms.begin(), terms.end(), [&](std::int32_t t) {
            const Term& term = dictionaries_.terms()[t];
            const bool when = said.former ? cast_.day() && term.to <= *cast_.day() : cast_.in_force(term);
            return when && term.of == said.body && term.role == office;
        });
        if (fits) found.push_back(index);
    }
    return found;
}

ActorFinder::Choice ActorFinder::holder(const SaidRole& said, std::size_t s, std::uint32_t byte) {
    const RoleWord& role = dictionaries_.roles()[said.role];
    const std::int32_t speaker = speaker_of(s);
    const auto settle = [&](std::vector<std::int32_t> found, const char* why) -> Choice {
        // Who speaks does not call himself "the president".
        std::erase(found, speaker);
        if (said.country.empty() && said.body.empty()) {
            const std::string here = states_.near(s);
            std::erase_if(found, [&](std::int32_t member) { return is_out_of_place(member, s, here); });
        }
        if (found.empty()) return {};
        if (found.size() == 1)
            return {found[0], std::string(why) + cast_[found[0]].actor.name + ", the only one in the report", 0.95F};
        const std::int32_t last = most_recent(found, s, byte);
        if (last < 0) return {};
        return {last, std::string(why) + cast_[last].actor.name + ", the one named last", 0.75F};
    };
    if (said.of_whole)
        if (Choice choice = settle(heads_of_body(said), "office of "); choice.member >= 0) return choice;
    if (said.of_whole && !said.former && cast_.day() && leads_body(role)) {
        const std::vector<std::int32_t> people = dictionaries_.holders(said.body, office_in_body(role), *cast_.day());
        if (people.size() == 1) {
            const std::string why = "not named in the report; holder of the office on its day";
            return {cast_.known_person(people[0], why, byte), why, 0.85F};
        }
    }
    // Without a country the most recent of those whom the report calls so is meant.
    if (Choice choice = settle(named_holders(said, true), "the report gives this role to "); choice.member >= 0)
        return choice;
    if (role.use != RoleUse::office) return {};
    if (Choice choice = settle(named_holders(said, false), "office of "); choice.member >= 0) return choice;
    if (!cast_.day() || said.former || said.country.empty()) return {};
    const std::vector<std::int32_t> people = office_holders(said, said.country);
    if (people.size() != 1) return {};
    const std::string why = "not named in the report; holder of the office on its day";
    return {cast_.known_person(people[0], why, byte), why, 0.85F};
}

/// "The president" is not Denmark's: whoever leads that state on the report's day is called otherwise.
bool ActorFinder::has_no_such_office(const Member& member, const std::string& iso3) const {
    if (!cast_.day() || member.plural || !member.actor.unnamed || member.said.empty()) return false;
    const RoleWord& role = dictionaries_.roles()[member.said.front().role];
    if (role.use != RoleUse::office || !leads(role.role) || member.said.front().former) return false;
    bool known = false;
    for (const char* office : {"leader", "head_of_state", "head_of_government"})
        known = known || !dictionaries_.holders(iso3, office, *cast_.day()).empty();
    return known && office_holders(member.said.front(), iso3).empty();
}

/// Somebody of another country than the one that is spoken of `here`, named neither in this sentence nor in the two
/// before.
bool ActorFinder::is_out_of_place(std::int32_t member, std::size_t s, const std::string& here) const {
    const std::string& country = cast_[member].actor.country;
    if (country.empty() || here.empty() || country == here) return false;
    for (std::size_t back = 0; back <= 2 && back <= s; ++back)
        for (const std::int32_t m : in_sentence_[s - back])
            if (mentions_[m].actor == member) return false;
    return true;
}

/// "The president" of a report that is about one state and does not name him: who holds the office there on its day.
ActorFinder::Choice ActorFinder::supposed_holder(const RoleReading& reading, std::size_t s, std::uint32_t byte) {
    const SaidRole& said = reading.said;
    const RoleWord& role = dictionaries_.roles()[said.role];
    const bool bare = reading.article == Article::definite && said.country.empty() && said.code.empty() &&
                      said.body.empty() && !said.former && !reading.honorific;
    const bool of_states = role.role == "head_of_state" || role.role == "head_of_government" ||
                           role.role == "foreign_minister" || role.role == "defence_minister";
    if (!bare || !of_states || role.use != RoleUse::office || !cast_.day()) return {};
    const std::vector<Word>& words = sentences_[s].words;
    const bool of = reading.last < words.size() && !words[reading.last].gap_before && words[reading.last].key == "of";
    if (of) return {};  // "the president of the club"
    const std::string whole = states_.whole();
    const bool clear = !whole.empty() && states_.is_of(whole) && states_.near(s) == whole;
    std::vector<std::int32_t> people;
    if (clear) people = office_holders(said, whole);
    std::string why = "not named in the report; holder of the office, on its day, in the state it is about";
    if (people.empty() && is_rare_office(role)) {
        // "the chancellor" of a report on Ukraine and Germany: only one of them has one.
        for (const std::string& iso3 : countries_)
            for (const std::int32_t person : office_holders(said, iso3)) people.push_back(person);
        why = "not named in the report; of the states that it names only one has such an office";
    }
    if (people.size() != 1) return {};
    const std::int32_t member = cast_.known_person(people[0], why, byte);
    return member == speaker_of(s) ? Choice{} : Choice{member, why, 0.6F};
}

}  // namespace px
