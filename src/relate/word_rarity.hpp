#pragma once
// data/relate/word_rarity.tsv: how rare words are in general news, so that a project of two reports knows as well as
// one of a million which words tell matters apart. The file's head explains its columns.
//
//   std::vector<Problem> problems;
//   Result<WordRarity> rarity = WordRarity::load("data", problems);
//   rarity->share(number_of_term("treaty"))     // 0.008: of general texts of 400 words so many have the word

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace px {

class WordRarity {
  public:
    /// An empty table: every word is rare.
    WordRarity() = default;
    /// Reads DATA_DIR/relate/word_rarity.tsv. Bad rows are left out and reported; fails only if the file cannot be
    /// read.
    [[nodiscard]] static Result<WordRarity> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// The share of texts of `words` words that have the term (number_of_term), 0 if it is not in the table.
    [[nodiscard]] double share(std::uint32_t term, double words = words_of_piece) const;
    [[nodiscard]] bool empty() const { return shares_.empty(); }

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

    static constexpr double words_of_piece = 400;  // the texts that were counted

  private:
    std::string fingerprint_;
    std::unordered_map<std::uint32_t, float> shares_;
};

/// What is wrong with DATA_DIR/relate/word_rarity.tsv.
[[nodiscard]] std::vector<Problem> lint_word_rarity(const std::string& data_dir);

}  // namespace px
