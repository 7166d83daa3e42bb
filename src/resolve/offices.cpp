#include "resolve/offices.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace px {
namespace {

/// Words for the same office that differ from language to language: a term of office "Premier" fits "prime minister".
bool office_has_word(const std::string& office, std::string_view phrase) {
    const std::string folded = name_key(office);
    const auto has = [&](std::string_view word) { return folded.find(word) != std::string::npos; };
    if (has(phrase)) return true;
    constexpr std::array<std::string_view, 4> premier = {"premier", "prime minister", "pm", "taoiseach"};
    constexpr std::array<std::string_view, 6> monarch = {"king", "queen", "emperor", "sultan", "emir", "grand duke"};
    const auto is_one_of = [&](std::span<const std::string_view> words) {
        return std::find(words.begin(), words.end(), phrase) != words.end();
    };
    if (is_one_of(premier)) return has("prime minister") || has("premier");
    if (phrase == "monarch") return std::any_of(monarch.begin(), monarch.end(), has);
    if (is_one_of(monarch) && has("monarch")) return true;
    return phrase == "pontiff" && has("pope");
}

}  // namespace

bool leads(std::string_view role_class) {
    return role_class == "head_of_state" || role_class == "head_of_government" || role_class == "leader";
}

bool leads_body(const RoleWord& role) {
    return role.role == "leader" || role.role == "director" || role.role == "head_of_state" ||
           role.role == "foreign_minister";
}

std::string_view office_in_body(const RoleWord& role) {
    return role.role == "foreign_minister" ? "foreign_minister" : "leader";
}

std::string own_class(const RoleWord& role) {
    std::string own = role.phrase;
    std::replace(own.begin(), own.end(), ' ', '_');
    return own;
}

bool office_meant(const Dictionaries& dictionaries, const RoleWord& role, const Term& term) {
    const Gender gender = dictionaries.people()[static_cast<std::size_t>(term.person)].gender;
    if (role.gender != Gender::unknown && gender != Gender::unknown && role.gender != gender) return false;
    if (role.role == "leader") {
        if (!leads(term.role)) return false;
        const Country* country = dictionaries.country(term.of);
        if (country == nullptr) return term.role == "leader";
        const std::string led_by = country->led_by == "leader" ? "leader" : "head_of_" + country->led_by;
        return term.role == led_by || term.role == "leader";
    }
    if (role.role == "head_of_state" || role.role == "head_of_government") {
        if (!leads(term.role)) return false;
        if (role.phrase.starts_with("head of")) return term.role == role.role;
        return office_has_word(term.office, name_key(role.phrase));
    }
    if (role.phrase.ends_with("secretary") && term.office.find("Secretary") == std::string::npos) return false;
    if (leads(term.role) && name_key(term.office) == role.phrase) return true;  // "Hong Kong's Chief Executive"
    return term.role == role.role || term.role == own_class(role);
}

}  // namespace px
