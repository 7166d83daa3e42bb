#pragma once
// The shortest way from one sequence to another (Myers, "An O(ND) difference algorithm", 1986), bounded: sequences that
// differ in more than `most_edits` places are told as one replacement, so that the time is linear in their length.
//
//   for (const Edit& edit : diff(old_words, new_words)) ...

#include <cstdint>
#include <string_view>
#include <vector>

namespace px {

struct Edit {
    enum class Kind : std::uint8_t { same, gone, come };
    Kind kind = Kind::same;
    std::size_t begin = 0;  // in the old sequence for same and gone, in the new one for come
    std::size_t end = 0;
};

/// Runs in order; a replacement is `gone` followed by `come`.
[[nodiscard]] std::vector<Edit> diff(const std::vector<std::string_view>& old_items,
                                     const std::vector<std::string_view>& new_items, std::size_t most_edits = 1000);

/// Words and what stands between them: "a, b" -> "a", ", ", "b".
[[nodiscard]] std::vector<std::string_view> words_and_gaps(std::string_view text);

}  // namespace px
