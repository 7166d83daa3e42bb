#pragma once
// Where sentences end: a logistic classifier over every gap between two words, with hashed features of the words and
// shapes around it. Paragraph ends are not asked: they always end a sentence. training/train_boundaries.cpp learns it.
//
//   std::vector<std::uint32_t> ends = boundaries.sentence_ends(text, words);   // one past the last word of each
//   sentence

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/tokens.hpp"

namespace px {

/// What the classifier looks at, computed once per word.
struct BoundaryWord {
    std::uint32_t form = 0;   // hash of the plain lower-case form
    std::uint32_t shape = 0;  // hash of case, digits and marks
    std::uint32_t kind = 0;   // full stop, other end mark, closing mark, opening mark, abbreviation, word, ...
    std::uint32_t gap = 0;    // behind the word: 0 glued, 1 blank, 2 line end
};

class BoundaryModel {
  public:
    static constexpr std::uint32_t rows = 1U << 17U;
    static constexpr std::size_t most_features = 32;
    /// No sentence has more words; a longer stretch is cut at its last comma or other mark, else anywhere.
    static constexpr std::uint32_t longest_sentence = 200;

    BoundaryModel() = default;
    explicit BoundaryModel(std::vector<float> weights) : weights_(std::move(weights)) {}

    [[nodiscard]] static std::vector<BoundaryWord> describe(std::string_view text, std::span<const RawToken> words);
    /// Rows of the features of the gap behind word `at`; `length` words stand in the sentence so far.
    static std::size_t features(std::span<const BoundaryWord> words, std::size_t at, std::size_t length, int quotes,
                                std::uint32_t* rows_out);
    /// How the number of open quotation marks changes with a word.
    static int next_quotes(const BoundaryWord& word, int quotes);

    /// Log odds that a sentence ends in the gap.
    [[nodiscard]] float score(std::span<const BoundaryWord> words, std::size_t at, std::size_t length,
                              int quotes) const;
    [[nodiscard]] std::vector<std::uint32_t> sentence_ends(std::string_view text,
                                                           std::span<const RawToken> words) const;

  private:
    std::vector<float> weights_;
};

}  // namespace px
