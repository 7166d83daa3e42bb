#pragma once
// Lists of words that several passes of the room ask for. Inner part of resolve/actors.hpp.

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace px {

[[nodiscard]] inline bool one_of(std::string_view word, std::span<const std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// A capitalised word right behind one of these is a place rather than somebody.
inline constexpr std::array<std::string_view, 6> place_prepositions = {"in", "at", "near", "outside", "into", "around"};

/// "the port of Santos", "the town of Jackson": what stands behind these and "of" is a place.
inline constexpr std::array<std::string_view, 11> place_nouns = {
    "port", "city", "town", "village", "province", "district", "region", "island", "airport", "county", "governorate"};

/// "Cyclone Kevin", "Hurricane Mitch": what stands behind these is nobody.
inline constexpr std::array<std::string_view, 4> storm_nouns = {"cyclone", "hurricane", "typhoon", "storm"};

}  // namespace px
