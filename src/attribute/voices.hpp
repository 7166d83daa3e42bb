#pragma once
// Whose voice tells a word: the innermost reported speech whose content holds it.
//
//   const Voices voices(layers.attributions);
//   std::int32_t voice = voices.of(trigger);   // -1 = the outlet's own
//
// Made once for a report; each question takes the logarithm of the number of attributions. Attributions may lie inside
// each other and may cross.

#include <array>
#include <cstdint>
#include <vector>

#include "record/layers.hpp"

namespace px {

class Voices {
  public:
    /// Keeps nothing of `attributions`.
    explicit Voices(const std::vector<Attribution>& attributions);

    /// The number of the attribution; of several that hold the word (bytes) the one that reaches least far, of equals
    /// the first.
    [[nodiscard]] std::int32_t of(Span word) const;

  private:
    struct Piece {
        Span span;
        std::uint32_t reach = 0;  // from the first to the last byte of the whole content
        std::int32_t attribution = -1;
        [[nodiscard]] bool operator<(const Piece& other) const {
            return reach != other.reach ? reach < other.reach : attribution < other.attribution;
        }
    };
    static constexpr std::size_t most_nested = 4;  // whoever speaks farther out than that is never asked for
    /// From `begin` up to the next stretch the same pieces are open.
    struct Stretch {
        std::uint32_t begin = 0;
        std::array<Piece, most_nested> innermost;
    };
    std::vector<Stretch> stretches_;
};

}  // namespace px
