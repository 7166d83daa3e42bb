#pragma once
// Actors of different reports made comparable. A party has a key (who exactly) and a level (whom it acts for): a state,
// its government, its leader, ministries and armed forces act at the level of the country, everybody else for
// themselves. "China", "Beijing", "Geng Shuang" are three keys at the level "c:CHN".

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"

namespace px {

struct Party {
    std::string key;
    std::string level;  // "c:CHN", else the key
    std::string name;
    bool person = false;
    bool state = false;  // the state itself and not one of its offices
    auto operator<=>(const Party&) const = default;
};

[[nodiscard]] Party party_of(const Actor& actor);

/// The same for an actor named in somebody's words: "her government" in the words of an official is that official's.
/// `voice` is an index into layers.attributions, -1 = the outlet's own voice.
[[nodiscard]] Party party_in_words(const Layers& layers, std::int32_t actor, std::int32_t voice);

/// Parties of a list of actor indexes: sorted by level and key, no doubles; indexes out of range are left out.
[[nodiscard]] std::vector<Party> parties_of(const Layers& layers, std::span<const std::int32_t> actors,
                                            std::int32_t voice = -1);

/// The levels of sorted parties, joined: "c:CHN+c:RUS".
[[nodiscard]] std::string levels_of(std::span<const Party> parties);

/// False if both sides name persons of one level and no person is on both: Lavrov's talks are not Putin's.
[[nodiscard]] bool persons_agree(std::span<const Party> a, std::span<const Party> b);

/// Names to show for the parties of several statements: for each level the name that is given most often, persons
/// before offices before states if equally often.
[[nodiscard]] std::vector<Party> leading_parties(std::span<const Party> all);

}  // namespace px
