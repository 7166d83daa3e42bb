#include "resolve/dictionary_loader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>

#include "base/hash.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::int32_t open_end = 4000000;      // some thousands of years on
constexpr std::int32_t uncertain_margin = 120;  // days that "at least since" is taken to reach back

constexpr std::array<std::string_view, 12> country_columns = {"iso3",    "iso2",      "cow",        "gw",
                                                              "name",    "aliases",   "adjectives", "people",
                                                              "capital", "stand_ins", "led_by",     "wikidata"};
constexpr std::array<std::string_view, 13> territory_columns = {
    "iso3",   "iso2",    "cow",       "gw",     "name",     "aliases",   "adjectives",
    "people", "capital", "stand_ins", "led_by", "wikidata", "claimed_by"};
constexpr std::array<std::string_view, 9> term_columns = {"name",   "aliases", "gender", "of",      "role",
                                                          "office", "from",    "to",     "wikidata"};
constexpr std::array<std::string_view, 7> organisation_columns = {"key",     "name", "aliases", "kind",
                                                                  "country", "code", "wikidata"};
constexpr std::array<std::string_view, 9> outlet_columns = {"domain",    "name",      "aliases", "country", "kind",
                                                            "ownership", "state_run", "owner",   "origin"};
constexpr std::array<std::string_view, 7> role_columns = {"phrase", "plural", "use",    "class",
                                                          "code",   "gender", "country"};
constexpr std::array<std::string_view, 2> given_name_columns = {"name", "gender"};
constexpr std::array<std::string_view, 1> family_name_columns = {"name"};
constexpr std::array<std::string_view, 1> domain_columns = {"domain"};
constexpr std::array<std::string_view, 2> spelling_columns = {"name", "aliases"};
constexpr std::array<std::string_view, 2> verb_columns = {"lemma", "use"};
constexpr std::array<std::string_view, 2> word_columns = {"word", "use"};
constexpr std::array<std::string_view, 2> custom_columns = {"country", "custom"};
constexpr std::array<std::string_view, 2> called_columns = {"noun", "organisation"};

constexpr std::array<std::string_view, 8> role_uses = {"honorific", "title", "office", "person",
                                                       "group",     "body",  "state",  "name_word"};

Gender read_gender(std::string_view cell) {
    return cell == "m" ? Gender::male : cell == "f" ? Gender::female : Gender::unknown;
}

/// Written in capitals only and short: "US", "U.N.", "ISIS".
bool is_acronym(std::string_view phrase) {
    std::size_t letters = 0;
    for (const char c : phrase) {
        if (c >= 'a' && c <= 'z') return false;
        if (static_cast<unsigned char>(c) >= 0x80 || c == ' ') return false;
        letters += c >= 'A' && c <= 'Z';
    }
    return letters > 0 && letters <= 5;
}

}  // namespace

std::optional<std::int32_t> first_day(std::string_view date) {
    std::array<int, 3> parts = {0, 1, 1};
    constexpr std::array<std::size_t, 3> widths = {4, 2, 2};
    for (std::size_t i = 0; i < 3; ++i) {
        if (date.size() < widths[i]) return std::nullopt;
        const auto [end, error] = std::from_chars(date.data(), date.data() + widths[i], parts[i]);
        if (error != std::errc() || end != date.data() + widths[i]) return std::nullopt;
        date.remove_prefix(widths[i]);
        if (date.empty()) break;
        if (date[0] != '-' || i == 2) return std::nullopt;
        date.remove_prefix(1);
    }
    using namespace std::chrono;
    const year_month_day day{year{parts[0]}, month{static_cast<unsigned>(parts[1])},
                             std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!day.ok() || parts[0] < 1) return std::nullopt;
    return static_cast<std::int32_t>(sys_days(day).time_since_epoch().count());
}

std::optional<TermBounds> term_bounds(std::string_view from, std::string_view to) {
    TermBounds bounds;
    if (from.starts_with("<=")) {
        bounds.surely_from = false;
        from.remove_prefix(2);
    }
    const std::optional<std::int32_t> begin = first_day(from);
    if (!begin) return std::nullopt;
    bounds.from = *begin - (bounds.surely_from ? 0 : uncertain_margin);
    bounds.to = open_end;
    if (to.empty()) return bounds;
    if (to.starts_with(">=") || to.starts_with("<=")) {
        bounds.surely_to = false;
        to.remove_prefix(2);
    }
    const std::optional<std::int32_t> end = first_day(to);
    if (!end) return std::nullopt;
    bounds.to = *end + (bounds.surely_to ? 0 : uncertain_margin);
    return bounds;
}

DictionaryLoader::DictionaryLoader(Dictionaries& into, std::vector<Problem>& problems)
    : into_(into), problems_(problems) {
    into_.node_entries_.push_back(-1);
    into_.entries_.reserve(16384);
    into_.node_entries_.reserve(32768);
}

std::optional<Error> DictionaryLoader::read_folder(const std::string& folder, bool required) {
    struct Table {
        std::string_view file;
        std::span<const std::string_view> columns;
        Reader reader;
    };
    const std::array<Table, 17> tables = {
        {{"words.tsv", word_columns, &DictionaryLoader::read_word},
         {"customs.tsv", custom_columns, &DictionaryLoader::read_custom},
         {"countries.tsv", country_columns, &DictionaryLoader::read_country},
         {"territories.tsv", territory_columns, &DictionaryLoader::read_country},
         {"family_first.tsv", family_name_columns, &DictionaryLoader::read_family_name},
         {"spellings.tsv", spelling_columns, &DictionaryLoader::read_spelling},
         {"leaders.tsv", term_columns, &DictionaryLoader::read_term},
         {"officials.tsv", term_columns, &DictionaryLoader::read_term},
         {"parties.tsv", organisation_columns, &DictionaryLoader::read_organisation},
         {"organisations.tsv", organisation_columns, &DictionaryLoader::read_organisation},
         {"peoples.tsv", organisation_columns, &DictionaryLoader::read_organisation},
         {"called.tsv", called_columns, &DictionaryLoader::read_called},
         {"outlets.tsv", outlet_columns, &DictionaryLoader::read_outlet},
         {"roles.tsv", role_columns, &DictionaryLoader::read_role},
         {"given_names.tsv", given_name_columns, &DictionaryLoader::read_given_name},
         {"open_domains.tsv", domain_columns, &DictionaryLoader::read_open_domain},
         {"verbs.tsv", verb_columns, &DictionaryLoader::read_verb}}};
    overlay_ = !required;
    for (const Table& table : tables) {
        const std::string path = folder + "/" + std::string(table.file);
        std::error_code ignored;
        if (!required && !std::filesystem::exists(path, ignored)) continue;
        if (std::optional<Error> error = read_table(path, table.columns, table.reader)) return error;
    }
    return std::nullopt;
}

std::optional<Error> DictionaryLoader::read_table(const std::string& path, std::span<const std::string_view> columns,
                                                  Reader reader) {
    const Result<TsvTable> table = read_tsv(path, columns, problems_);
    if (!table) return table.error();
    hashes_ += xxh3_hex(table->content);
    const auto file = static_cast<std::uint16_t>(into_.files_.size());
    into_.files_.push_back((overlay_ ? "overlay/" : "") + path.substr(path.rfind('/') + 1));
    paths_.push_back(path);
    for (Row row : table->rows) (this->*reader)(row, {file, row.line});
    return std::nullopt;
}

/// Of a folded name: "kim jong un" -> "kim", "ursula von der leyen" -> "von der leyen", "bashar al assad" -> "assad".
std::string_view DictionaryLoader::surname_of(std::string_view folded) const {
    const std::size_t last = folded.rfind(' ');
    if (last == std::string_view::npos) return folded;
    if (const std::string_view first = folded.substr(0, folded.find(' ')); into_.family_name_first(first)) return first;
    std::size_t begin = last + 1;
    for (;;) {  // over particles before it, but for the first word of the name
        const std::size_t blank = folded.rfind(' ', begin - 2);
        if (blank == std::string_view::npos ||
            !into_.is(folded.substr(blank + 1, begin - blank - 2), ActorWord::particle))
            break;
        begin = blank + 1;
    }
    std::string_view surname = folded.substr(begin);
    if (surname.starts_with("al ") || surname.starts_with("el ")) surname.remove_prefix(3);
    return surname;
}

void DictionaryLoader::report(FactSource source, std::string what) {
    problems_.push_back({paths_[source.file], source.line, 0, std::move(what)});
}

void DictionaryLoader::add_phrase(std::string_view phrase, EntryKind kind, std::int32_t index) {
    std::uint32_t node = 0;
    const std::string key = word_key(phrase);
    for (const std::string_view word : split_list(key, ' '))
        node = into_.phrases_.add_step(node, into_.phrases_.add_word(word));
    if (node == 0) return;
    into_.node_entries_.resize(into_.phrases_.nodes(), -1);
    const bool acronym = is_acronym(phrase);
    std::int32_t* place = &into_.node_entries_[node];
    while (*place >= 0) {
        DictionaryEntry& entry = into_.entries_[*place];
        if (entry.kind == kind && entry.index == index) {
            entry.acronym = entry.acronym && acronym;
            return;
        }
        place = &entry.next;
    }
    *place = static_cast<std::int32_t>(into_.entries_.size());
    into_.entries_.push_back({kind, acronym, index, -1});
}

void DictionaryLoader::remove_meanings(EntryKind kind, std::int32_t index) {
    for (std::int32_t& first : into_.node_entries_)
        for (std::int32_t* place = &first; *place >= 0;) {
            DictionaryEntry& entry = into_.entries_[*place];
            if (entry.kind == kind && entry.index == index)
                *place = entry.next;
            else
                place = &entry.next;
        }
}

void DictionaryLoader::read_country(Row row, FactSource source) {
    const auto next = static_cast<std::int32_t>(into_.countries_.size());
    const auto [place, fresh] = into_.country_by_iso_.try_emplace(std::string(row[0]), next);
    if (!fresh && !overlay_) return report(source, "the country '" + std::string(row[0]) + "' stands here twice");
    const std::int32_t index = place->second;
    if (fresh)
        into_.countries_.emplace_back();
    else
        for (const EntryKind kind :
             {EntryKind::country, EntryKind::adjective, EntryKind::people, EntryKind::capital, EntryKind::stand_in})
            remove_meanings(kind, index);
    const auto text = [&](std::size_t i) { return std::string(row[i]); };
    const auto first = [&](std::size_t i) {
        const auto parts = split_list(row[i]);
        return parts.empty() ? std::string() : std::string(parts[0]);
    };
    const std::string claimed_by = row.cells.size() > country_columns.size() ? text(country_columns.size()) : "";
    into_.countries_[index] = {text(0),  text(1),  text(2),  text(3),    text(4), first(6),
                               first(8), text(10), text(11), claimed_by, source};
    add_phrase(row[4], EntryKind::country, index);
    constexpr std::array<std::pair<std::size_t, EntryKind>, 5> lists = {{{5, EntryKind::country},
                                                                         {6, EntryKind::adjective},
                                                                         {7, EntryKind::people},
                                                                         {8, EntryKind::capital},
                                                                         {9, EntryKind::stand_in}}};
    for (const auto& [column, kind] : lists)
        for (const std::string_view phrase : split_list(row[column])) add_phrase(phrase, kind, index);
}

/// Notes under which names one person stands in the tables that follow.
void DictionaryLoader::read_spelling(Row row, FactSource) {
    std::vector<std::string> names = {std::string(row[0])};
    for (const std::string_view alias : split_list(row[1])) names.emplace_back(alias);
    for (const std::string& name : names) spelling_by_name_[name_key(name)] = spellings_.size();
    const auto known = people_by_key_.find(name_key(row[0]));
    if (known != people_by_key_.end())  // the overlay spells a shipped name otherwise
        for (const std::string& name : names) add_person_name(known->second, name);
    spellings_.push_back(std::move(names));
}

std::int32_t DictionaryLoader::person_named(std::string_view name) {
    std::string folded = name_key(name);
    const auto spelling = spelling_by_name_.find(folded);
    if (spelling != spelling_by_name_.end()) {
        name = spellings_[spelling->second].front();
        folded = name_key(name);
    }
    const auto next = static_cast<std::int32_t>(into_.people_.size());
    const auto [place, fresh] = people_by_key_.try_emplace(folded, next);
    if (!fresh) return place->second;
    KnownPerson person;
    person.key = "person:" + folded;
    std::replace(person.key.begin(), person.key.end(), ' ', '-');
    person.name = name;
    person.surname = surname_of(folded);
    into_.people_.push_back(std::move(person));
    add_person_name(next, name);
    if (spelling != spelling_by_name_.end())
        for (const std::string& other : spellings_[spelling->second]) add_person_name(next, other);
    return next;
}

/// Texts may call the person so; of names of two words and more the surname alone, too.
void DictionaryLoader::add_person_name(std::int32_t index, std::string_view name) {
    KnownPerson& person = into_.people_[index];
    add_phrase(name, EntryKind::person, index);
    const std::string folded = name_key(name);
    if (std::find(person.names.begin(), person.names.end(), folded) == person.names.end())
        person.names.push_back(folded);
    const std::string_view first = std::string_view(folded).substr(0, folded.find(' '));
    if (first.size() == folded.size() || into_.is(first, ActorWord::name_title)) return;
    std::vector<std::int32_t>& bearers = into_.people_by_surname_[std::string(surname_of(folded))];
    if (std::find(bearers.begin(), bearers.end(), index) == bearers.end()) bearers.push_back(index);
}

/// A term of the overlay cuts the terms of the same office that it overlaps.
void DictionaryLoader::yield_to(const Term& term) {
    for (Term& old : into_.terms_) {
        if (old.of != term.of || old.role != term.role || old.to <= term.from || term.to <= old.from) continue;
        if (old.from < term.from) {
            old.to = term.from;
        } else {
            old.from = std::min(term.to, old.to);
        }
    }
}

void DictionaryLoader::read_term(Row row, FactSource source) {
    const std::optional<TermBounds> bounds = term_bounds(row[6], row[7]);
    if (!bounds) {
        return report(source, "the term '" + std::string(row[6]) + "' to '" + std::string(row[7]) +
                                  "' is no pair of dates like 2019-04-25; the row is left out");
    }
    const std::int32_t index = person_named(row[0]);
    KnownPerson& person = into_.people_[index];
    if (const Gender gender = read_gender(row[2]); gender != Gender::unknown) person.gender = gender;
    if (!row[8].empty()) person.wikidata = row[8];
    for (const std::string_view alias : split_list(row[1])) add_person_name(index, alias);
    Term term{index,      std::string(row[3]), std::string(row[4]), std::string(row[5]), bounds->from,
              bounds->to, bounds->surely_from, bounds->surely_to,   std::string(row[6]), std::string(row[7]),
              source};
    if (overlay_) yield_to(term);
    into_.terms_.push_back(std::move(term));
}

void DictionaryLoader::read_organisation(Row row, FactSource source) {
    const std::string key = "org:" + std::string(row[0]);
    const auto [place, fresh] =
        organisations_by_key_.try_emplace(key, static_cast<std::int32_t>(into_.organisations_.size()));
    const std::int32_t index = place->second;
    if (fresh)
        into_.organisations_.emplace_back();
    else
        remove_meanings(EntryKind::organisation, index);
    into_.organisations_[index] = {
        key,   std::string(row[1]), std::string(row[3]), std::string(row[4]), std::string(row[5]), std::string(row[6]),
        source};
    add_phrase(row[1], EntryKind::organisation, index);
    for (const std::string_view alias : split_list(row[2])) add_phrase(alias, EntryKind::organisation, index);
}

void DictionaryLoader::read_outlet(Row row, FactSource source) {
    const auto index = static_cast<std::int32_t>(into_.outlets_.size());
    std::string name(row[1]);
    std::string key = "org:" + name_key(name);
    std::replace(key.begin(), key.end(), ' ', '-');
    into_.outlets_.push_back({std::move(key), std::string(row[0]), name, std::string(row[3]), std::string(row[4]),
                              std::string(row[5]), std::string(row[6]), std::string(row[7]), source});
    if (!row[0].empty()) into_.outlet_by_domain_[lower_ascii(row[0])] = index;
    // A name of one ordinary word ("Anis", "Today") would be found everywhere: it counts only with other evidence.
    const bool several_words = name.find(' ', name.starts_with("The ") ? 4 : 0) != std::string::npos;
    const bool well_known = row[8] == "general knowledge" || row[4] == "news agency" || overlay_;
    if (!several_words && !well_known) return;
    for (std::int32_t e = into_.find_phrase(name); e >= 0; e = into_.entries_[e].next)
        if (into_.entries_[e].kind == EntryKind::outlet && !overlay_) return;  // another domain of the same outlet
    add_phrase(name, EntryKind::outlet, index);
    if (name.starts_with("The ") && name.find(' ', 4) != std::string::npos)
        add_phrase(std::string_view(name).substr(4), EntryKind::outlet, index);
    for (const std::string_view alias : split_list(row[2])) add_phrase(alias, EntryKind::outlet, index);
}

void DictionaryLoader::read_role(Row row, FactSource source) {
    const auto use = std::find(role_uses.begin(), role_uses.end(), row[2]);
    if (use == role_uses.end()) {
        return report(source, "the use '" + std::string(row[2]) +
                                  "' is none of honorific, title, office, person, group, body, state, name_word; the "
                                  "row is left out");
    }
    const RoleUse how = static_cast<RoleUse>(use - role_uses.begin());
    const std::string key = std::string(row[0]) + (how == RoleUse::name_word ? "/name_word" : "");
    const auto [place, fresh] = roles_by_phrase_.try_emplace(key, static_cast<std::int32_t>(into_.roles_.size()));
    const std::int32_t index = place->second;
    if (fresh)
        into_.roles_.emplace_back();
    else if (!overlay_)
        return report(source, "the phrase '" + std::string(row[0]) + "' stands here twice; the row is left out");
    into_.roles_[index] = {std::string(row[0]), std::string(row[1]),
                           std::string(row[3]), std::string(row[4]),
                           std::string(row[6]), how,
                           read_gender(row[5]), source};
    add_phrase(row[0], EntryKind::role, index);
    if (!row[1].empty()) add_phrase(row[1], EntryKind::role_plural, index);
}

void DictionaryLoader::read_given_name(Row row, FactSource) {
    into_.given_names_[name_key(row[0])] = read_gender(row[1]);
}

void DictionaryLoader::read_family_name(Row row, FactSource) { into_.family_first_[name_key(row[0])] = 1; }

void DictionaryLoader::read_open_domain(Row row, FactSource) { into_.open_domains_[lower_ascii(row[0])] = 1; }

void DictionaryLoader::read_verb(Row row, FactSource) {
    if (row[1] == "speech") into_.speech_verbs_[std::string(row[0])] = 1;
}

void DictionaryLoader::read_word(Row row, FactSource source) {
    if (!into_.words_.add(row[0], row[1]))
        report(source, "the use '" + std::string(row[1]) + "' is none of " + list_of(actor_word_names) +
                           "; the row is left out");
}

void DictionaryLoader::read_custom(Row row, FactSource source) {
    if (!into_.customs_.add(row[0], row[1]))
        report(source, "the custom '" + std::string(row[1]) + "' is none of " + list_of(custom_names) +
                           "; the row is left out");
}

void DictionaryLoader::read_called(Row row, FactSource) {
    into_.called_[std::string(row[0])].push_back("org:" + std::string(row[1]));
}

void DictionaryLoader::finish() {
    std::erase_if(into_.terms_, [](const Term& term) { return term.from >= term.to; });
    for (std::size_t i = 0; i < into_.terms_.size(); ++i) {
        const Term& term = into_.terms_[i];
        into_.people_[term.person].terms.push_back(static_cast<std::int32_t>(i));
        into_.terms_by_office_[term.of + " " + term.role].push_back(static_cast<std::int32_t>(i));
    }
    for (KnownPerson& person : into_.people_) {
        std::sort(person.terms.begin(), person.terms.end(),
                  [&](std::int32_t a, std::int32_t b) { return into_.terms_[a].from < into_.terms_[b].from; });
        if (person.gender != Gender::unknown) continue;
        person.gender = into_.gender_of(person.names.front().substr(0, person.names.front().find(' ')));
    }
    into_.fingerprint_ = xxh3_hex(hashes_);
}

}  // namespace px
