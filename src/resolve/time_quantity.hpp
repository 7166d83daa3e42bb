#pragma once
// Amounts of time in words: "nearly two and a half years", "11-year", "several days", "half a century", "a week".

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "resolve/time_pieces.hpp"

namespace px {

/// Views look at the tables or at words of the program.
struct Quantified {
    std::size_t end = 0;         // piece after the unit
    double count = 0;            // 2.5
    bool vague = false;          // "several": the count is not said
    std::string_view unit = {};  // "D", "W", "2W", "M", "Q", "Y", "DE", "CE", "TH", "TM", "S" as in words.tsv
    std::string_view mod = {};   // "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"
};

/// The amount that begins at piece `at`, article and words such as "nearly" or "more than" included. `pieces` ends
/// where the sentence does.
[[nodiscard]] std::optional<Quantified> read_quantity(std::span<const TimePiece> pieces, std::size_t at);

/// TIMEX3 form of a duration: "P2Y", "PT36H", "PXD", "P50Y" for half a century.
[[nodiscard]] std::string period_of(const Quantified& amount);

}  // namespace px
