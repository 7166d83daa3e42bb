#pragma once
// Whether what happens at a time lies ahead or behind, from the words of its clause: "will", "is due to", "said".

#include <cstddef>
#include <vector>

#include "resolve/time_pieces.hpp"

namespace px {

enum class TimeOutlook : std::uint8_t { unknown, past, future };

/// Looks left of the pieces [begin, end) for the nearest verb or cue of the same clause, then right; at most 16 pieces
/// either way. Uses tags and features where the tokens have them, endings where it has none.
[[nodiscard]] TimeOutlook outlook_at(const std::vector<TimePiece>& pieces, std::size_t begin, std::size_t end);

}  // namespace px
