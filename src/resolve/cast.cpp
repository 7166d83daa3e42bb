#include "resolve/cast.hpp"

#include <algorithm>
#include <array>

#include "record/report.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t most_with_word = 16;
constexpr std::size_t most_with_role = 64;
constexpr std::size_t most_said = 64;  // of one member: no report tells more, and each is compared with all

const std::vector<std::int32_t> nobody;

std::string day_text(std::int32_t day) {
    PublicationTime time;
    time.day = day;
    return time.iso();
}

/// One blank for every run of white space: a name may run over a line end.
std::string on_one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

/// "the United States", "the Netherlands", but "France".
std::string with_article(const Dictionaries& dictionaries, const Country& country) {
    const bool article = country.name.starts_with("United ") || country.name.ends_with(" Islands") ||
                         country.name.find("Republic") != std::string::npos ||
                         dictionaries.has_custom(country.iso3, Custom::article);
    return (article ? "the " : "") + country.name;
}

std::string of_whom(const Dictionaries& dictionaries, const std::string& of) {
    if (const Country* country = dictionaries.country(of)) return with_article(dictionaries, *country);
    for (const Organisation& organisation : dictionaries.organisations())
        if (organisation.key == of) return organisation.name;
    return of;
}

/// "President" of RUS -> "President of Russia"; an office that names its body already stays as it is.
std::string office_text(const Dictionaries& dictionaries, const Term& term) {
    if (term.office.find(" of ") != std::string::npos || term.of.starts_with("org:")) return term.office;
    return term.office + " of " + of_whom(dictionaries, term.of);
}

std::string term_text(const Dictionaries& dictionaries, const Term& term) {
    return dictionaries.cite(term.source) + ": " + office_text(dictionaries, term) + " " + term.from_text + " to " +
           (term.to_text.empty() ? "now" : term.to_text);
}

}  // namespace

std::string sector_of(const Dictionaries& dictionaries, std::string_view code) {
    if (code.size() >= 3 && dictionaries.country(code.substr(0, 3)) != nullptr) code.remove_prefix(3);
    return std::string(code.substr(0, 3));
}

std::string code_of(const Dictionaries& dictionaries, const SaidRole& said) {
    if (!said.code.empty()) return said.code;
    std::string role = said.role < 0 ? "" : dictionaries.roles()[said.role].code;
    // A country's spokesman is its government's.
    if (said.role >= 0 && !said.country.empty() && dictionaries.roles()[said.role].role == "spokesperson") role = "GOV";
    return role.empty() && said.country.empty() ? "" : said.country + role;
}

Cast::Cast(const Dictionaries& dictionaries, std::optional<std::int32_t> day)
    : dictionaries_(dictionaries), day_(day) {}

std::int32_t Cast::find(std::string_view key) const {
    const auto found = by_key_.find(std::string(key));
    return found == by_key_.end() ? -1 : found->second;
}

std::int32_t Cast::add(Member member) {
    const auto index = static_cast<std::int32_t>(members_.size());
    member.actor.sector = sector_of(dictionaries_, member.actor.code);
    by_key_.try_emplace(member.actor.key, index);
    members_.push_back(std::move(member));
    index_name(index);
    return index;
}

void Cast::index_name(std::int32_t member) {
    for (const std::vector<std::string>& name : members_[member].names)
        for (const std::string& word : name) {
            std::vector<std::int32_t>& list = by_word_[word];
            if (list.size() < most_with_word && std::find(list.begin(), list.end(), member) == list.end())
                list.push_back(member);
        }
}

void Cast::index_role(std::int32_t member, std::string_view role) {
    std::vector<std::int32_t>& list = by_role_[std::string(role)];
    if (list.size() < most_with_role && std::find(list.begin(), list.end(), member) == list.end())
        list.push_back(member);
}

const std::vector<std::int32_t>& Cast::with_word(std::string_view word) const {
    const auto found = by_word_.find(std::string(word));
    return found == by_word_.end() ? nobody : found->second;
}

const std::vector<std::int32_t>& Cast::with_role(std::string_view role) const {
    const auto found = by_role_.find(std::string(role));
    return found == by_role_.end() ? nobody : found->second;
}

std::int32_t Cast::state(std::int32_t country) {
    const Country& known = dictionaries_.countries()[country];
    const std::string key = "state:" + known.iso3;
    if (const std::int32_t found = find(key); found >= 0) return found;
    Member member;
    member.actor = {key,        known.name,     ActorKind::state,
                    known.iso3, known.iso3,     "",
                    "",         known.wikidata, dictionaries_.cite(known.source),
                    1,          false};
    return add(std::move(member));
}

std::int32_t Cast::government(std::int32_t country) {
    const std::vector<RoleWord>& roles = dictionaries_.roles();
    const auto government = std::find_if(roles.begin(), roles.end(), [](const RoleWord& role) {
        return role.use == RoleUse::body && role.role == "government";
    });
    if (government == roles.end()) return state(country);
    return body(dictionaries_.countries()[country].iso3, static_cast<std::int32_t>(government - roles.begin()));
}

std::int32_t Cast::body(std::string_view iso3, std::int32_t role) {
    const RoleWord& word = dictionaries_.roles()[role];
    std::string key = "org:" + lower_ascii(iso3) + "-" + word.role;
    if (const std::int32_t found = find(key); found >= 0) return found;
    const Country* country = dictionaries_.country(iso3);
    Member member;
    member.actor.key = std::move(key);
    std::string kind = word.role;
    std::replace(kind.begin(), kind.end(), '-', ' ');
    member.actor.name = (country == nullptr ? std::string(iso3) : country->adjective) + " " + kind;
    member.actor.kind = ActorKind::organisation;
    member.actor.country = iso3;
    member.actor.code = std::string(iso3) + word.code;
    member.actor.reason = dictionaries_.cite(word.source);
    member.said.push_back({role, std::string(iso3), "", word.phrase, false});
    const std::int32_t added = add(std::move(member));
    index_role(added, word.role);
    if (word.role.ends_with("-ministry")) index_role(added, "ministry");
    return added;
}

std::int32_t Cast::organisation(std::int32_t organisation) {
    const Organisation& known = dictionaries_.organisations()[organisation];
    if (const std::int32_t found = find(known.key); found >= 0) return found;
    Member member;
    member.actor.key = known.key;
    member.actor.name = known.name;
    member.actor.kind = known.kind == "armed_group" ? ActorKind::armed_group
                        : known.kind == "people"    ? ActorKind::group
                                                    : ActorKind::organisation;
    member.actor.country = known.country;
    member.actor.code = known.code;
    member.actor.wikidata = known.wikidata;
    member.actor.reason = dictionaries_.cite(known.source);
    return add(std::move(member));
}

std::int32_t Cast::outlet(std::int32_t outlet) {
    const Outlet& known = dictionaries_.outlets()[outlet];
    if (const std::int32_t found = find(known.key); found >= 0) return found;
    Member member;
    member.actor.key = known.key;
    member.actor.name = known.name;
    member.actor.kind = ActorKind::outlet;
    member.actor.country = known.country;
    member.actor.code = known.country + "MED";
    member.actor.reason = dictionaries_.cite(known.source) + (known.state_run == "yes" ? ", state-run" : "");
    return add(std::move(member));
}

bool Cast::in_force(const Term& term) const { return !day_ || (term.from <= *day_ && *day_ < term.to); }

std::int32_t Cast::term_of(const Member& member) const {
    if (member.person < 0 || !day_) return -1;
    std::int32_t last = -1;
    for (const std::int32_t index : dictionaries_.people()[member.person].terms) {
        const Term& term = dictionaries_.terms()[index];
        if (term.from > *day_) break;
        const auto rank = [&](const Term& one) { return std::pair(in_force(one), std::min(one.to, *day_ + 1)); };
        if (last < 0 || rank(term) >= rank(dictionaries_.terms()[last])) last = index;
    }
    return last;
}

/// Country, code, role and reason of a person from the tables, as of the report's day.
void Cast::describe_person(Member& member) const {
    const KnownPerson& known = dictionaries_.people()[member.person];
    std::int32_t chosen = term_of(member);
    const bool dated = chosen >= 0;
    if (!dated && !known.terms.empty()) chosen = known.terms.back();
    if (chosen < 0) return;
    const Term& term = dictionaries_.terms()[chosen];
    const bool of_country = dictionaries_.country(term.of) != nullptr;
    if (of_country) member.actor.country = term.of;
    constexpr std::int32_t still_called_so = 60;  // days
    const bool over = (dated && !in_force(term) && *day_ - term.to > still_called_so) || (day_ && !dated);
    member.actor.code = of_country ? term.of + (over ? "ELI" : "GOV") : "";
    for (const Organisation& organisation : dictionaries_.organisations()) {
        if (of_country || organisation.key != term.of) continue;
        member.actor.country = organisation.country;
        const bool abroad = organisation.country.empty();
        member.actor.code = !over ? organisation.code : abroad ? "" : organisation.country + "ELI";
    }
    if (dated) {
        member.actor.role = (over ? "former " : "") + office_text(dictionaries_, term);
        member.actor.reason = term_text(dictionaries_, term) +
                              (in_force(term) ? "; in office on " : "; out of office on ") + day_text(*day_);
    } else {
        member.actor.reason =
            term_text(dictionaries_, term) + (day_ ? "; not yet in office on " + day_text(*day_)
                                                   : "; the report has no date, so the role on its day is not known");
    }
}

std::int32_t Cast::known_person(std::int32_t person, std::string_view why, std::uint32_t byte) {
    const KnownPerson& known = dictionaries_.people()[person];
    if (const std::int32_t found = find(known.key); found >= 0) return found;
    Member member;
    member.person = person;
    member.actor.key = known.key;
    member.actor.name = known.name;
    member.actor.kind = ActorKind::person;
    member.actor.wikidata = known.wikidata;
    for (const std::string& name : known.names) member.names.push_back(name_words(name));
    member.gender = known.gender;
    member.first_byte = byte;
    describe_person(member);
    if (!why.empty()) member.actor.reason += "; " + std::string(why);
    const std::int32_t added = add(std::move(member));
    for (const std::int32_t term : known.terms) index_role(added, dictionaries_.terms()[term].role);
    return added;
}

std::int32_t Cast::unknown_person(std::string_view name, std::uint32_t byte, bool in_full) {
    const std::string folded = name_key(name);
    std::string key = "name:" + folded;
    if (const std::int32_t found = find(key); found >= 0) return found;
    Member member;
    member.actor.key = std::move(key);
    member.actor.name = on_one_line(name);
    member.actor.kind = ActorKind::person;
    member.actor.reason = in_full ? "a person's name that no table knows" : "a name that no fuller name explains";
    member.actor.confidence = in_full ? 0.9F : 0.6F;
    member.names.push_back(name_words(name));
    member.first_byte = byte;
    if (in_full) member.gender = dictionaries_.gender_of(member.names[0].front());
    return add(std::move(member));
}

std::int32_t Cast::unknown_organisation(std::string_view name) {
    const std::string folded = name_key(name);
    std::string key = "name:" + folded;
    if (const std::int32_t found = find(key); found >= 0) return found;
    Member member;
    member.actor.key = std::move(key);
    member.actor.name = on_one_line(name);
    member.actor.kind = ActorKind::organisation;
    member.actor.reason = "an organisation's name that no table knows";
    member.actor.confidence = 0.8F;
    member.names.push_back(name_words(name));
    std::string kind;
    for (const std::string& word : member.names[0])
        for (std::int32_t e = dictionaries_.find_phrase(word); e >= 0; e = dictionaries_.entry(e).next) {
            const DictionaryEntry& entry = dictionaries_.entry(e);
            if (entry.kind == EntryKind::adjective || entry.kind == EntryKind::country) {
                if (member.actor.country.empty()) member.actor.country = dictionaries_.countries()[entry.index].iso3;
            } else if (entry.kind == EntryKind::role) {
                const RoleWord& role = dictionaries_.roles()[entry.index];
                if (role.use == RoleUse::name_word && kind.empty()) kind = role.code;
            }
        }
    member.actor.code = member.actor.country + kind;
    return add(std::move(member));
}

std::int32_t Cast::unnamed(const SaidRole& said, std::string_view name, bool plural, bool seen_before) {
    const RoleWord& role = dictionaries_.roles()[said.role];
    const std::string& whose = said.code.empty() ? said.country : said.code;
    std::string key = "name:" + (whose.empty() ? "" : lower_ascii(whose) + " ") +
                      (plural && !role.plural.empty() ? role.plural : role.phrase);
    if (seen_before)
        if (const std::int32_t found = find(key); found >= 0) return found;
    Member member;
    member.actor.key = std::move(key);
    member.actor.name = on_one_line(name);
    member.actor.kind = role.use == RoleUse::body              ? ActorKind::organisation
                        : plural || role.use == RoleUse::group ? ActorKind::group
                                                               : ActorKind::person;
    member.actor.country = said.country;
    member.actor.code = code_of(dictionaries_, said);
    member.actor.role = member.actor.kind == ActorKind::person ? on_one_line(said.text) : "";
    member.actor.reason = dictionaries_.cite(role.source) + ": nobody is named";
    member.actor.unnamed = true;
    member.actor.confidence = 0.8F;
    member.gender = role.gender;
    member.plural = plural;
    const std::int32_t added = add(std::move(member));
    members_[added].said.push_back(said);
    index_role(added, role.role);
    return added;
}

bool Cast::lacks_country(std::int32_t member) const {
    constexpr std::array<std::string_view, 12> of_a_state = {"GOV", "MIL", "COP", "LEG", "JUD", "OPP",
                                                             "REB", "INS", "PTY", "SPY", "CVL", "LAB"};
    const Actor& actor = members_[member].actor;
    if (!actor.country.empty() || actor.code.size() != 3) return false;
    if (members_[member].plural && actor.kind == ActorKind::organisation) return false;  // "governments of the region"
    if (std::ranges::any_of(members_[member].said, &SaidRole::of_unknown_place)) return false;
    return std::find(of_a_state.begin(), of_a_state.end(), actor.code) != of_a_state.end();
}

void Cast::settle_country(std::int32_t member, std::string_view iso3, std::string_view why) {
    Actor& actor = members_[member].actor;
    actor.country = iso3;
    actor.code = std::string(iso3) + actor.code;
    actor.confidence = std::min(actor.confidence, 0.6F);
    actor.reason += "; no country is said: " + std::string(why);
}

bool Cast::speaks_for_nobody(std::int32_t member) const {
    const Actor& actor = members_[member].actor;
    if (actor.kind != ActorKind::person || !actor.code.empty() || !actor.country.empty()) return false;
    return std::ranges::any_of(members_[member].said, [&](const SaidRole& said) {
        return said.role >= 0 && dictionaries_.roles()[said.role].role == "spokesperson" && said.body.empty();
    });
}

void Cast::settle_body(std::int32_t member, std::int32_t body) {
    Actor& actor = members_[member].actor;
    const Actor& whose = members_[body].actor;
    actor.country = whose.country;
    actor.code = whose.code;
    actor.sector = sector_of(dictionaries_, actor.code);
    actor.confidence = std::min(actor.confidence, 0.6F);
    actor.reason += "; the institution named last before: " + whose.name;
}

void Cast::say(std::int32_t index, const SaidRole& said) {
    if (said.role < 0) return;
    Member& member = members_[index];
    if (std::ranges::find(member.said, said) != member.said.end())
        return;  // long reports repeat them thousands of times
    const RoleWord& role = dictionaries_.roles()[said.role];
    if (role.use == RoleUse::honorific) {
        if (role.gender != Gender::unknown) member.gender = role.gender;
        return;
    }
    if (member.gender == Gender::unknown) member.gender = role.gender;
    index_role(index, role.role);
    Actor& actor = member.actor;
    if (actor.role.empty()) actor.role = on_one_line(said.text);
    const std::int32_t term = term_of(member);
    const bool out_of_office = member.person >= 0 && day_ && (term < 0 || !in_force(dictionaries_.terms()[term]));
    SaidRole now = said;
    if (now.country.empty() && now.code.empty()) now.country = actor.country;
    if (out_of_office && !said.former && code_of(dictionaries_, now).size() > 3) {
        // What the report says somebody is now counts more than the office that the tables say was his.
        actor.code = code_of(dictionaries_, now);
        actor.sector = sector_of(dictionaries_, actor.code);
        actor.role = on_one_line(said.text);
        actor.reason += "; the report calls him or her " + actor.role;
    }
    if (member.person < 0) {
        // A rank alone tells less than the institution: "Major-General Ada Example, the head of the UN mission".
        const bool rank_only =
            actor.country.empty() && actor.code.size() == 3 && !said.body.empty() && !said.code.empty();
        const bool better = actor.code.empty() || (actor.country.empty() && !said.country.empty()) || rank_only;
        if (actor.country.empty()) actor.country = said.country;
        if (better) actor.code = code_of(dictionaries_, said);
        actor.sector = sector_of(dictionaries_, actor.code);
    }
    if (member.said.size() < most_said) member.said.push_back(said);
}

}  // namespace px
