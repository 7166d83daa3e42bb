#pragma once
// Numbers as news texts print them: "28,500", "1.8 million", "twenty-one", "at least 12", "about 150".
//
//   const WordList list = words_of(text, sentence);
//   double value = 0;
//   if (const auto last = number_at(list, 3, value))       // the number runs from word 3 to word *last
//       const CountRange range = range_at(list, 3, value);  // "at least" before it: [value, infinity)

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.hpp"

namespace px {

/// The words of a stretch of text with their bytes, folded (words.hpp).
struct WordList {
    std::string_view text;  // the whole text that the spans point into
    std::vector<Span> at;
    std::vector<std::string> words;

    /// What stands between word i - 1 and word i; i must be 1 or more.
    [[nodiscard]] std::string_view before(std::size_t i) const {
        return text.substr(at[i - 1].end, at[i].begin - at[i - 1].end);
    }
};

[[nodiscard]] WordList words_of(std::string_view text, Span span);

/// "hundred", "million": words that multiply the number before them.
[[nodiscard]] bool is_scale(std::string_view folded);

/// The number that begins at word i: the index of its last word, or none. Years and ordinals ("2nd") are none; "no" and
/// "none" are 0; "one" is none, for it is a pronoun as often as a number.
[[nodiscard]] std::optional<std::size_t> number_at(const WordList& list, std::size_t i, double& value);

struct CountRange {
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
};

/// What a number that begins at word `first` can mean: "more than", "at most", "about" before it widen it.
[[nodiscard]] CountRange range_at(const WordList& list, std::size_t first, double value);

}  // namespace px
