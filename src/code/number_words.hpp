#pragma once
// How numbers are told in words, from data/coding/numbers.tsv: values, multiples, vague counts, money, and the words
// that move the ends of a count.
//
//   Result<NumberWords> words = NumberWords::load(data_dir, problems, content);
//   words->find(NumberClass::vague, "dozens")->high;    // 99
//   words->bound("at least");                           // NumberBound::at_least
//
// All words are asked for in small letters.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace px::coding {

enum class NumberClass : std::uint8_t { number, multiple, some, vague, tens, times, count_ };
enum class MoneyClass : std::uint8_t { sign, money, count_ };
enum class NumberBound : std::uint8_t { at_least, more_than, up_to, fewer_than, nearly, about };
constexpr int max_bound_words = 3;  // "no fewer than"

/// What a word says; both ends are the same where it says one value.
struct NumberRange {
    double low = 0;
    double high = 0;
};

class NumberWords {
  public:
    /// Wrong rows are reported and left out. `content` is continued with that of the file, for the run's identity.
    [[nodiscard]] static Result<NumberWords> load(const std::string& data_dir, std::vector<Problem>& problems,
                                                  std::string& content);

    [[nodiscard]] std::optional<NumberRange> find(NumberClass type, std::string_view word) const;
    /// The value of a word of a class whose words have one.
    [[nodiscard]] std::optional<double> value(NumberClass type, std::string_view word) const;
    /// "USD"; empty if the word is no money of this class.
    [[nodiscard]] std::string_view currency(MoneyClass type, std::string_view word) const;
    /// Of one to three words with blanks between them.
    [[nodiscard]] std::optional<NumberBound> bound(std::string_view words) const;

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
    };
    template <typename Value>
    using ByWord = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    /// What is wrong with a row, empty if nothing is.
    [[nodiscard]] std::string take(std::string_view word, std::string_view type, std::string_view value);

    std::array<ByWord<NumberRange>, static_cast<std::size_t>(NumberClass::count_)> ranges_;
    std::array<ByWord<std::string>, static_cast<std::size_t>(MoneyClass::count_)> currencies_;
    ByWord<NumberBound> bounds_;
};

}  // namespace px::coding
