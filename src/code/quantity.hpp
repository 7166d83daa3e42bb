#pragma once
// Numbers in words and figures, and the bounds that their companions put on them.
//
//   "at least 12" = [12, infinity)    "dozens" = [24, 99]    "about 100" = [90, 110]    "nearly 2,000" = [1800, 2000]
//
// The words of numbers come from data/coding/numbers.tsv, what a number counts from data/coding/quantities.tsv.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/annotation.hpp"
#include "base/result.hpp"
#include "code/number_words.hpp"

namespace px::coding {

struct NumberPhrase {
    int first = 0;  // tokens [first, last]
    int last = 0;
    double low = 0;
    double high = 0;
    std::string currency;  // "USD"; empty if no money
};

/// The number phrase that begins at token `at` (its figures or number words); nothing if none does.
[[nodiscard]] std::optional<NumberPhrase> read_number(const NumberWords& words, std::span<const Token> tokens, int at);

/// All number phrases, in order.
[[nodiscard]] std::vector<NumberPhrase> read_numbers(const NumberWords& words, std::span<const Token> tokens);

/// How the counted phrase stands to the word that says what became of it.
enum class Counted : std::uint8_t { object, subject, itself, dead };

struct CountWord {
    Counted stands = Counted::object;
    std::string counts;  // "killed"
};

/// lemma -> what it counts; a lemma may stand for several.
using CountWords = std::unordered_multimap<std::string, CountWord>;

[[nodiscard]] Result<CountWords> load_count_words(const std::string& data_dir, std::vector<Problem>& problems,
                                                  std::string& content);

}  // namespace px::coding
