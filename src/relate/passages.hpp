#pragma once
// What two texts have in common, word by word: runs of at least five equal words, joined into passages where the gaps
// between them are short on both sides. Greedy, linear in the words of both texts.
//
//   const Shared shared = find_shared(words_a, words_b);
//   if (shared.prose >= 40) ...   // words of the reporters themselves, quotations not counted

#include <cstdint>
#include <span>
#include <vector>

#include "relate/words.hpp"

namespace px {

inline constexpr std::uint32_t shingle_words = 5;

/// The hash of the five words that begin at `at`.
[[nodiscard]] std::uint64_t shingle(std::span<const ReportWord> words, std::size_t at);

/// A stretch of equal words with gaps of at most 12 words on either side.
struct Passage {
    Span a;                   // bytes in the first text
    Span b;                   // bytes in the second
    std::uint32_t words = 0;  // equal words
    std::uint32_t prose = 0;  // equal words outside quotations in both texts
};

struct Shared {
    std::vector<Passage> passages;  // in the order of the first text
    std::uint32_t words = 0;
    std::uint32_t prose = 0;
    /// The passage with the most prose; nullptr if there is none.
    [[nodiscard]] const Passage* longest() const;
};

[[nodiscard]] Shared find_shared(std::span<const ReportWord> a, std::span<const ReportWord> b);

}  // namespace px
