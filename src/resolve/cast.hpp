#pragma once
// Everybody who takes part in one report, each once, with what the report and the dictionaries say of them. Inner part
// of resolve/actors.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "record/layers.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

/// What the report itself calls somebody: "Russia's former ambassador", "a fellow at the Stimson Center".
struct SaidRole {
    std::int32_t role = -1;  // Dictionaries::roles(), -1 = none
    std::string country;     // ISO alpha-3
    std::string code;        // of the institution, if one is named
    std::string text;        // as printed, without article
    bool former = false;
    std::string body = {};          // key of the institution, if one is named: "org:nato"
    bool of_whole = false;          // said of all of it: "the UN chief", but not "the UN aid chief"
    bool of_unknown_place = false;  // "the president of Zandoria"

    bool operator==(const SaidRole&) const = default;
};

struct Member {
    Actor actor;
    std::vector<std::vector<std::string>> names;  // folded words of each full name
    Gender gender = Gender::unknown;
    std::int32_t person = -1;  // Dictionaries::people()
    std::vector<SaidRole> said;
    std::uint32_t first_byte = 0;  // of its first full mention
    bool plural = false;
};

class Cast {
  public:
    /// `day` is the report's day; nothing if it has no date.
    Cast(const Dictionaries& dictionaries, std::optional<std::int32_t> day);

    std::int32_t state(std::int32_t country);
    /// The government, army, ministry, ... of a country; `role` is an institution of Dictionaries::roles().
    std::int32_t body(std::string_view iso3, std::int32_t role);
    /// The government that a seat of power stands for ("the Kremlin").
    std::int32_t government(std::int32_t country);
    std::int32_t organisation(std::int32_t organisation);
    std::int32_t outlet(std::int32_t outlet);
    std::int32_t known_person(std::int32_t person, std::string_view why, std::uint32_t byte);
    /// Somebody named in full or in part whom no table knows.
    std::int32_t unknown_person(std::string_view name, std::uint32_t byte, bool in_full);
    std::int32_t unknown_organisation(std::string_view name);
    /// "two senior officials": `said` tells what they are. A definite phrase may be one seen before.
    std::int32_t unnamed(const SaidRole& said, std::string_view name, bool plural, bool seen_before);

    /// Notes what the report calls a member, and fills in country, code and role where they were unknown.
    void say(std::int32_t member, const SaidRole& said);

    /// Officials, forces and crowds of whom no country is said.
    [[nodiscard]] bool lacks_country(std::int32_t member) const;
    /// Gives such a one the country that the report is about.
    void settle_country(std::int32_t member, std::string_view iso3, std::string_view why);
    /// A spokesperson of whom nothing says for whom he speaks.
    [[nodiscard]] bool speaks_for_nobody(std::int32_t member) const;
    /// Makes such a one the spokesperson of member `body`.
    void settle_body(std::int32_t member, std::int32_t body);

    /// Members of whose names `word` is a part, in the order of their first mention; at most 16.
    [[nodiscard]] const std::vector<std::int32_t>& with_word(std::string_view word) const;
    /// Members that hold or are said to hold a role of this class, in order of first mention; at most 64.
    [[nodiscard]] const std::vector<std::int32_t>& with_role(std::string_view role) const;

    [[nodiscard]] std::size_t size() const { return members_.size(); }
    [[nodiscard]] std::vector<Member>& members() { return members_; }
    [[nodiscard]] const Member& operator[](std::int32_t index) const { return members_[index]; }
    [[nodiscard]] const Dictionaries& dictionaries() const { return dictionaries_; }
    [[nodiscard]] std::optional<std::int32_t> day() const { return day_; }
    /// The member of that key, -1 if the report has told of none.
    [[nodiscard]] std::int32_t find(std::string_view key) const;
    /// The term of office that a person held on the report's day, or the last before it; -1 if none or no date.
    [[nodiscard]] std::int32_t term_of(const Member& member) const;
    /// Whether this term is the one in force on the report's day; true for all terms if the report has no date.
    [[nodiscard]] bool in_force(const Term& term) const;

  private:
    std::int32_t add(Member member);
    void index_name(std::int32_t member);
    void index_role(std::int32_t member, std::string_view role);
    void describe_person(Member& member) const;

    const Dictionaries& dictionaries_;
    std::optional<std::int32_t> day_;
    std::vector<Member> members_;
    std::unordered_map<std::string, std::int32_t> by_key_;
    std::unordered_map<std::string, std::vector<std::int32_t>> by_word_;
    std::unordered_map<std::string, std::vector<std::int32_t>> by_role_;
};

/// PLOVER's sector of a CAMEO actor code: "CHNGOV" -> "GOV", "IGOUNO" -> "IGO"; empty if the code has no role.
[[nodiscard]] std::string sector_of(const Dictionaries& dictionaries, std::string_view code);
/// CAMEO code of somebody with this role: the institution's own code, else country and role.
[[nodiscard]] std::string code_of(const Dictionaries& dictionaries, const SaidRole& said);

}  // namespace px
