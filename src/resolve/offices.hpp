#pragma once
// Which offices a word for a role may mean. Inner part of resolve/actors.hpp and resolve/describe_actor.hpp.

#include <string>
#include <string_view>

#include "resolve/dictionaries.hpp"

namespace px {

/// Head of state, head of government, or a leader of another title.
[[nodiscard]] bool leads(std::string_view role_class);

/// Whether a word names who is first in an institution where nothing narrows it: "the UN chief", "the head of the
/// IAEA". A foreign minister is: "the EU foreign minister".
[[nodiscard]] bool leads_body(const RoleWord& role);
/// The class of the term of office which such a word means there.
[[nodiscard]] std::string_view office_in_body(const RoleWord& role);

/// The class that a role word itself names: "foreign secretary" -> "foreign_secretary", the first official of a
/// ministry in some countries and the minister in others.
[[nodiscard]] std::string own_class(const RoleWord& role);

/// Whether a term of office, of whatever country or institution, is one that this word may mean: "the leader" of
/// Germany is the chancellor, "premier" a prime minister, "secretary" nobody whose office is called otherwise.
[[nodiscard]] bool office_meant(const Dictionaries& dictionaries, const RoleWord& role, const Term& term);

}  // namespace px
