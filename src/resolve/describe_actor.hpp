#pragma once
// What the dictionaries know of a name, for `parallax actor NAME [--at DATE]`.
//
//   for (const ActorCard& card : describe_actor(dictionaries, "Putin", day))
//       for (const std::string& line : card.lines) print(line);

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/layers.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

struct ActorCard {
    Actor actor;                     // as it would stand in a record of that day
    std::vector<std::string> lines;  // what is known and where it stands, for people
};

/// All that the name can mean: a country (by any of its words), a person (also by surname), an organisation, an outlet
/// (also by domain), or an office ("Russian president"; without a date all its holders are listed). Empty if nothing is
/// known.
[[nodiscard]] std::vector<ActorCard> describe_actor(const Dictionaries& dictionaries, std::string_view name,
                                                    std::optional<std::int32_t> day);

}  // namespace px
