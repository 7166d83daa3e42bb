#pragma once
// Times of the day as news texts print them: "half past four in the afternoon", "4.30 p.m.", "16:30", "shortly after
// midnight".
//
//   if (const auto minutes = minutes_told(words_of(text, sentence))) show(clock_text(*minutes));   // 990, "16:30"

#include <optional>
#include <string>

#include "relate/numbers.hpp"

namespace px {

/// Minutes since midnight, in the place's own time. None if the words tell no time of the day, or several, or leave
/// open which half of the day is meant, or name a zone ("GMT").
[[nodiscard]] std::optional<int> minutes_told(const WordList& list);

/// Whether two times of one day are three hours or more apart, across midnight, too.
[[nodiscard]] bool clocks_apart(int one, int other);

/// "16:30".
[[nodiscard]] std::string clock_text(int minutes);

}  // namespace px
