#pragma once
// Who is known: countries with their words, holders of office with their terms, organisations, outlets, words for
// roles. Read from the tables in DATA/actors (their columns: docs/dictionaries.md) and then from a user's overlay
// folder, whose rows win.
//
//   std::vector<Problem> problems;                          // rows that were left out, with file and line
//   auto known = Dictionaries::load("data", "", problems);
//   if (!known) return fail(known.error());                 // a table is missing or has no head line
//   for (std::int32_t person : known->holders("RUS", "head_of_state", day)) use(known->people()[person].name);
//
// Immutable after loading; threads may share one.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "resolve/gazetteer.hpp"
#include "resolve/phrase_index.hpp"
#include "resolve/time_words.hpp"
#include "resolve/time_zones.hpp"
#include "resolve/word_uses.hpp"

namespace px {

enum class Gender : std::uint8_t { unknown, male, female };

/// Where a fact stands: "officials.tsv:12".
struct FactSource {
    std::uint16_t file = 0;  // index into Dictionaries::files()
    std::uint32_t line = 0;
};

struct Country {
    std::string iso3, iso2, cow, gw, name, adjective, capital, led_by, wikidata;
    std::string claimed_by;  // of a state that few recognise: the iso3 of the one it is held to be part of
    FactSource source;
};

/// A term of office: [from, to) in days since 1970-01-01. `of` is a country (ISO alpha-3) or "org:KEY".
struct Term {
    std::int32_t person = -1;
    std::string of, role, office;
    std::int32_t from = 0;
    std::int32_t to = 0;
    bool surely_from = true;  // false: in office at least since
    bool surely_to = true;    // false: in office at least until
    std::string from_text, to_text;
    FactSource source;
};

struct KnownPerson {
    std::string key, name, wikidata;  // "person:kim-jong-un"
    std::vector<std::string> names;   // folded, the first is `name`
    std::string surname;              // folded
    Gender gender = Gender::unknown;
    std::vector<std::int32_t> terms;  // by beginning
};

struct Organisation {
    std::string key, name, kind, country, code, wikidata;  // "org:un"
    FactSource source;
};

struct Outlet {
    std::string key, domain, name, country, kind, ownership, state_run, owner;
    FactSource source;
};

enum class RoleUse : std::uint8_t { honorific, title, office, person, group, body, state, name_word };

struct RoleWord {
    std::string phrase, plural, role, code, country;
    RoleUse use = RoleUse::person;
    Gender gender = Gender::unknown;
    FactSource source;
};

enum class EntryKind : std::uint8_t {
    country,
    adjective,
    people,
    capital,
    stand_in,
    person,
    organisation,
    outlet,
    role,
    role_plural
};

/// What a word does around names and roles: data/actors/words.tsv.
enum class ActorWord : std::uint8_t {
    former,
    modifier,
    leaning,
    place_noun,
    storm,
    particle,
    name_title,
    command,
    request
};
inline constexpr std::array<std::string_view, 9> actor_word_names = {
    "former", "modifier", "leaning", "place_noun", "storm", "particle", "name_title", "command", "request"};

/// What is customary in a state: data/actors/customs.tsv.
enum class Custom : std::uint8_t { two_family_names, month_first, article };
inline constexpr std::array<std::string_view, 3> custom_names = {"two_family_names", "month_first", "article"};

/// What a phrase can mean.
struct DictionaryEntry {
    EntryKind kind = EntryKind::country;
    bool acronym = false;     // must be written in capitals
    std::int32_t index = -1;  // into countries(), people(), organisations(), ...
    std::int32_t next = -1;   // the phrase's next meaning, -1 = none
};

class Dictionaries {
  public:
    /// Fails if a table of `data_dir`/actors cannot be read; bad rows are left out and reported. `overlay_dir` may be
    /// empty; the tables found there are read last.
    [[nodiscard]] static Result<Dictionaries> load(const std::string& data_dir, const std::string& overlay_dir,
                                                   std::vector<Problem>& problems);
    /// XXH3 over the bytes of all tables read: actors, time words, places. Costs a pass over the gazetteer.
    [[nodiscard]] std::string fingerprint() const;

    [[nodiscard]] const std::vector<Country>& countries() const { return countries_; }
    [[nodiscard]] const std::vector<KnownPerson>& people() const { return people_; }
    [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }
    [[nodiscard]] const std::vector<Organisation>& organisations() const { return organisations_; }
    [[nodiscard]] const std::vector<Outlet>& outlets() const { return outlets_; }
    [[nodiscard]] const std::vector<RoleWord>& roles() const { return roles_; }
    [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
    [[nodiscard]] const TimeWords& time_words() const { return time_words_; }
    [[nodiscard]] const TimeZones& time_zones() const { return time_zones_; }
    [[nodiscard]] const Gazetteer& gazetteer() const { return *gazetteer_; }
    [[nodiscard]] const DictionaryEntry& entry(std::int32_t index) const { return entries_[index]; }

    [[nodiscard]] const Country* country(std::string_view iso3) const;
    /// The outlet of a domain ("www.bbc.co.uk" finds "bbc.co.uk"), else of a name; nullptr if unknown.
    [[nodiscard]] const Outlet* outlet(std::string_view domain_or_name) const;
    /// People who held `role` of `of` on that day; several where terms overlap.
    [[nodiscard]] std::vector<std::int32_t> holders(std::string_view of, std::string_view role, std::int32_t day) const;
    /// People with that folded surname.
    [[nodiscard]] std::span<const std::int32_t> with_surname(std::string_view folded) const;
    [[nodiscard]] Gender gender_of(std::string_view folded_given_name) const;
    [[nodiscard]] bool family_name_first(std::string_view folded) const;
    [[nodiscard]] bool is_speech_verb(std::string_view lemma) const;
    /// A country's top-level domain ("tv") that anybody takes, so that it tells of no country.
    [[nodiscard]] bool is_open_domain(std::string_view lower) const;
    [[nodiscard]] bool is(std::string_view word, ActorWord use) const { return words_.is(word, use); }
    [[nodiscard]] bool has_custom(std::string_view iso3, Custom custom) const { return customs_.is(iso3, custom); }
    /// Whether reports call that organisation so: "the bloc" for "org:eu".
    [[nodiscard]] bool is_called(std::string_view organisation, std::string_view noun) const;
    /// "officials.tsv:12"
    [[nodiscard]] std::string cite(FactSource source) const;

    /// A word's number, 0 if no phrase holds it. `folded` as word_key() makes it.
    [[nodiscard]] std::uint32_t word_id(std::string_view folded) const { return phrases_.word(folded); }
    struct Match {
        std::size_t length = 0;   // words
        std::int32_t entry = -1;  // first meaning
    };
    /// The longest phrase that begins with the first of these words; all phrases on the way, longest last.
    void match(std::span<const std::uint32_t> words, std::vector<Match>& found) const;
    /// First meaning of a whole phrase, -1 if unknown.
    [[nodiscard]] std::int32_t find_phrase(std::string_view name) const;

  private:
    friend class DictionaryLoader;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
    };
    template <typename T>
    using ByText = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

    std::vector<Country> countries_;
    std::vector<KnownPerson> people_;
    std::vector<Term> terms_;
    std::vector<Organisation> organisations_;
    std::vector<Outlet> outlets_;
    std::vector<RoleWord> roles_;
    std::vector<std::string> files_;
    std::vector<DictionaryEntry> entries_;
    PhraseIndex phrases_;
    std::vector<std::int32_t> node_entries_;  // node of phrases_ -> first entry, -1 = none
    ByText<std::int32_t> country_by_iso_;
    ByText<std::int32_t> outlet_by_domain_;
    ByText<std::vector<std::int32_t>> people_by_surname_;
    ByText<std::vector<std::int32_t>> terms_by_office_;  // "RUS head_of_state"
    ByText<Gender> given_names_;
    ByText<char> family_first_;
    ByText<char> open_domains_;
    ByText<char> speech_verbs_;
    ByText<std::vector<std::string>> called_;  // noun -> organisations
    WordUses words_{actor_word_names};
    WordUses customs_{custom_names};
    TimeWords time_words_;
    TimeZones time_zones_;
    std::shared_ptr<const Gazetteer> gazetteer_;
    std::string fingerprint_;
};

/// The form of a word under which phrases are kept: folded, full stops dropped ("U.S." -> "us").
[[nodiscard]] std::string word_key(std::string_view word);
/// The words of a name as keys: "Kim Jong-un" -> "kim", "jong", "un".
[[nodiscard]] std::vector<std::string> name_words(std::string_view name);
/// The folded words joined by blanks.
[[nodiscard]] std::string name_key(std::string_view name);
/// "2019", "2019-04" or "2019-04-25" as the first day of what is meant (days since 1970-01-01); nothing if malformed.
[[nodiscard]] std::optional<std::int32_t> first_day(std::string_view date);

/// What `parallax lint` says of the tables: duplicate keys, overlapping terms of one office, malformed codes and dates,
/// unknown countries.
[[nodiscard]] std::vector<Problem> lint_actors(const std::string& data_dir);
/// The same of the user's own tables, which may name the countries, organisations and offices of the shipped ones.
[[nodiscard]] std::vector<Problem> lint_actor_overlay(const std::string& data_dir, const std::string& overlay_dir);

}  // namespace px
