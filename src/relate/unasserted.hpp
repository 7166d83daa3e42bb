#pragma once
// What reports print without telling it as fact: questions, and what is told of a novel or a film.
//
//   if (is_question(told) || is_made_up(*told.coded, told.attribution->cue.begin, words)) ...

#include <cstdint>

#include "record/accounts.hpp"
#include "relate/dispute_words.hpp"
#include "relate/told.hpp"

namespace px {

/// "'Did he take the money?' asked the Courier".
[[nodiscard]] bool is_question(const Told& told);

/// Whether the sentence around a byte tells what happens in something invented: "in her new novel".
[[nodiscard]] bool is_made_up(const CodedReport& coded, std::uint32_t byte, const DisputeWords& words);

}  // namespace px
