#include "resolve/describe_actor.hpp"

#include <algorithm>

#include "resolve/cast.hpp"
#include "resolve/offices.hpp"

namespace px {
namespace {

/// "Russia's foreign minister" -> "Russia s foreign minister".
std::string owner_apart(std::string_view name) {
    std::string apart(name);
    for (const std::string_view mark : {"'s ", "\u2019s "})
        if (const std::size_t at = apart.find(mark); at != std::string::npos) apart.replace(at, mark.size(), " s ");
    return apart;
}

class Describer {
  public:
    Describer(const Dictionaries& dictionaries, std::optional<std::int32_t> day)
        : dictionaries_(dictionaries), cast_(dictionaries, day), day_(day) {}

    void add_meanings(std::int32_t entry) {
        for (; entry >= 0; entry = dictionaries_.entry(entry).next) {
            const DictionaryEntry& meaning = dictionaries_.entry(entry);
            switch (meaning.kind) {
                case EntryKind::country:
                case EntryKind::adjective:
                case EntryKind::people:
                case EntryKind::capital:
                    add_country(meaning.index, meaning.kind);
                    break;
                case EntryKind::stand_in:
                    add(cast_.government(meaning.index), {"a seat of power"});
                    break;
                case EntryKind::person:
                    add_person(meaning.index);
                    break;
                case EntryKind::organisation:
                    add_organisation(meaning.index);
                    break;
                case EntryKind::outlet:
                    add_outlet(dictionaries_.outlets()[meaning.index]);
                    break;
                case EntryKind::role:
                case EntryKind::role_plural:
                    add_role(meaning.index);
                    break;
            }
        }
    }

    void add_people(std::span<const std::int32_t> people) {
        for (const std::int32_t person : people) add_person(person);
    }

    void add_outlet(const Outlet& outlet) {
        const auto index = static_cast<std::int32_t>(&outlet - dictionaries_.outlets().data());
        add(cast_.outlet(index), {outlet.kind + (outlet.domain.empty() ? "" : " at " + outlet.domain),
                                  "ownership: " + (outlet.ownership.empty() ? "not known" : outlet.ownership) +
                                      (outlet.owner.empty() ? "" : " (" + outlet.owner + ")"),
                                  "state-run: " + (outlet.state_run.empty() ? "not known" : outlet.state_run)});
    }

    /// "Russian president", "Russia's president", "foreign minister of Russia", "UN chief", "head of the IAEA".
    void add_office(std::string_view name) {
        std::vector<std::string> words = name_words(owner_apart(name));
        if (!words.empty() && words.front() == "the") words.erase(words.begin());
        for (std::size_t cut = 1; cut < words.size(); ++cut) {
            const bool owned = words[cut] == "s" && cut + 1 < words.size();
            const std::span<const std::string> left = std::span(words).first(cut);
            const std::span<const std::string> right = std::span(words).subspan(owned ? cut + 1 : cut);
            add_holders(left, right);
            if (right.front() != "of" || right.size() < 2) continue;
            add_holders(right.subspan(right[1] == "the" && right.size() > 2 ? 2 : 1), left);
        }
    }

    /// "PRKGOV", "IGOUNO": what the code says, and the institutions that bear it.
    void add_code(std::string_view code) {
        const bool capitals = code.size() >= 3 && code.size() <= 12 &&
                              std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!capitals) return;
        for (std::size_t i = 0; i < dictionaries_.organisations().size(); ++i)
            if (dictionaries_.organisations()[i].code == code) add_organisation(static_cast<std::int32_t>(i));
        const Country* country = dictionaries_.country(code.substr(0, 3));
        if (country == nullptr) return;
        const std::string_view rest = code.substr(3);
        std::string words;
        for (const RoleWord& role : dictionaries_.roles()) {
            if (rest.empty() || role.code != rest || role.use == RoleUse::name_word) continue;
            words += (words.empty() ? "" : ", ") + role.phrase;
            if (words.size() > 60) break;
        }
        if (words.empty() && !rest.empty()) return;
        ActorCard card;
        card.actor.name = code;
        card.actor.code = code;
        card.lines = {std::string(code) + ": " + country->name +
                      (words.empty() ? "" : "; said of: " + words + ", ...")};
        cards.push_back(std::move(card));
    }

    std::vector<ActorCard> cards;

  private:
    /// The first meaning of these words that `wanted` accepts, -1 if there is none.
    template <typename Wanted>
    [[nodiscard]] std::int32_t meaning_of(std::span<const std::string> words, Wanted wanted) const {
        std::string phrase;
        for (const std::string& word : words) phrase += word + " ";
        for (std::int32_t e = dictionaries_.find_phrase(phrase); e >= 0; e = dictionaries_.entry(e).next)
            if (wanted(dictionaries_.entry(e))) return dictionaries_.entry(e).index;
        return -1;
    }

    void add_holders(std::span<const std::string> whose, std::span<const std::string> office) {
        const std::int32_t role = meaning_of(office, [&](const DictionaryEntry& entry) {
            if (entry.kind != EntryKind::role) return false;
            const RoleUse use = dictionaries_.roles()[entry.index].use;
            return use == RoleUse::office || use == RoleUse::person;
        });
        if (role < 0) return;
        const std::int32_t country =
            meaning_of(whose, [](const DictionaryEntry& entry) { return entry.kind <= EntryKind::capital; });
        if (country >= 0) return add_holders_in_state(dictionaries_.countries()[country], dictionaries_.roles()[role]);
        const std::int32_t body =
            meaning_of(whose, [](const DictionaryEntry& entry) { return entry.kind == EntryKind::organisation; });
        const RoleWord& word = dictionaries_.roles()[role];
        if (body >= 0 && leads_body(word))
            add_holders_of(dictionaries_.organisations()[body].key,
                           [&](const Term& term) { return term.role == office_in_body(word); });
    }

    void add_holders_in_state(const Country& country, const RoleWord& role) {
        add_holders_of(country.iso3, [&](const Term& term) { return office_meant(dictionaries_, role, term); });
    }

    template <typename Meant>
    void add_holders_of(std::string_view whose, Meant is_meant) {
        for (const Term& term : dictionaries_.terms())
            if (term.of == whose && is_meant(term) && (!day_ || (term.from <= *day_ && *day_ < term.to)))
                add_person(term.person);
    }

    void add(std::int32_t member, std::vector<std::string> lines) {
        const Actor& actor = cast_[member].actor;
        for (const ActorCard& card : cards)
            if (card.actor.key == actor.key) return;
        std::string head = actor.name + ": " + std::string(to_string(actor.kind));
        if (!actor.code.empty()) head += ", CAMEO " + actor.code;
        if (!actor.sector.empty()) head += ", sector " + actor.sector;
        if (!actor.wikidata.empty()) head += ", Wikidata " + actor.wikidata;
        std::vector<std::string> all = {head};
        if (!actor.role.empty()) all.push_back("role: " + actor.role);
        all.push_back("why: " + actor.reason);
        std::move(lines.begin(), lines.end(), std::back_inserter(all));
        cards.push_back({actor, std::move(all)});
    }

    void add_country(std::int32_t index, EntryKind kind) {
        const Country& country = dictionaries_.countries()[index];
        std::vector<std::string> lines = {"ISO " + country.iso3 + " / " + country.iso2 +
                                          (country.cow.empty() ? "" : ", COW " + country.cow + ", GW " + country.gw)};
        if (!country.capital.empty()) lines.push_back("capital: " + country.capital);
        if (kind == EntryKind::capital)
            lines.emplace_back("the capital stands for its government where it acts, and is a place elsewhere");
        lines.push_back("led by: head of " + country.led_by);
        add(cast_.state(index), std::move(lines));
    }

    void add_person(std::int32_t index) {
        const KnownPerson& person = dictionaries_.people()[index];
        std::vector<std::string> lines;
        for (const std::int32_t t : person.terms) {
            const Term& term = dictionaries_.terms()[t];
            const Country* country = dictionaries_.country(term.of);
            lines.push_back(term.from_text + " to " + (term.to_text.empty() ? "now" : term.to_text) + ": " +
                            term.office + ", " + (country == nullptr ? term.of : country->name) + " (" +
                            dictionaries_.cite(term.source) + ")");
        }
        add(cast_.known_person(index, "", 0), std::move(lines));
    }

    void add_organisation(std::int32_t index) {
        const Organisation& organisation = dictionaries_.organisations()[index];
        add(cast_.organisation(index), {"kind: " + organisation.kind});
    }

    void add_role(std::int32_t index) {
        const RoleWord& role = dictionaries_.roles()[index];
        ActorCard card;
        card.actor.name = role.phrase;
        card.actor.code = role.code;
        card.actor.reason = dictionaries_.cite(role.source);
        card.lines = {role.phrase + ": a word for a role, class " + role.role +
                          (role.code.empty() ? "" : ", CAMEO role " + role.code),
                      "why: " + card.actor.reason};
        cards.push_back(std::move(card));
    }

    const Dictionaries& dictionaries_;
    Cast cast_;
    std::optional<std::int32_t> day_;
};

}  // namespace

std::vector<ActorCard> describe_actor(const Dictionaries& dictionaries, std::string_view name,
                                      std::optional<std::int32_t> day) {
    Describer describer(dictionaries, day);
    for (const std::string_view article : {"the ", "The "})
        if (name.starts_with(article) && dictionaries.find_phrase(name) < 0) name.remove_prefix(article.size());
    describer.add_meanings(dictionaries.find_phrase(name));
    describer.add_people(dictionaries.with_surname(name_key(name)));
    if (const Outlet* outlet = dictionaries.outlet(name)) describer.add_outlet(*outlet);
    describer.add_office(name);
    describer.add_code(name);
    return std::move(describer.cards);
}

}  // namespace px
