#pragma once
// What the network sees of one word type, whatever its context. training/features.py defines the same in Python; both
// must give the same numbers.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace px {

/// The form with typographic quotes, dashes and ellipses in ASCII and without invisible characters; "''" becomes '"'.
[[nodiscard]] std::string plain_form(std::string_view form);

/// Lower case, code point by code point; digits become '0' if asked for.
[[nodiscard]] std::string lower_form(std::string_view text, bool digits_to_zero = false);

/// The norm of a word: its first 64 code points made plain, in lower case, digits as '0'. Key of the vocabulary.
[[nodiscard]] std::string word_norm(std::string_view form);

/// The first letter in capitals, the rest in lower case.
[[nodiscard]] std::string title_form(std::string_view text);

constexpr std::size_t affix_count = 6;
constexpr std::uint32_t affix_rows = 6000;
constexpr std::uint32_t ngram_rows = 12000;
constexpr std::size_t most_ngrams = 40;

struct TypeFeatures {
    std::string norm;                                  // key of the vocabulary
    std::array<std::uint32_t, affix_count> affixes{};  // rows of the affix table
    std::vector<std::uint32_t> ngrams;                 // rows of the n-gram table, 1 to most_ngrams of them
};

/// Looks at the first 64 code points of the form.
[[nodiscard]] TypeFeatures type_features(std::string_view form);

}  // namespace px
