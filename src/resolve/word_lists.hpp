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

}  // namespace px
