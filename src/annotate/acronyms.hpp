#pragma once
// Acronyms that a text explains: "the National Electoral Council (NEC)" says what NEC is from here on.
// After Schwartz and Hearst 2003: the letters are matched from the last to the first.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "annotate/annotation.hpp"

namespace px {

/// 2 to 8 ASCII letters, the first one and more than half of them capitals.
[[nodiscard]] bool looks_like_acronym(std::string_view form);

/// If words[at] is an acronym in brackets, the first word of the phrase that ends before the bracket and whose
/// capitalised words begin with its letters: "National Electoral Council ( NEC )", at = 4, gives 0. Small words and
/// hyphens inside the phrase may, but need not, have a letter.
[[nodiscard]] std::optional<std::uint32_t> phrase_of_acronym(std::span<const Token> words, std::uint32_t at);

}  // namespace px
