#pragma once
// Word lists of the rules that mend trees (tree_rules.hpp), from data/trees/words.tsv.
//
//   std::vector<Problem> problems;
//   Result<TreeWords> words = TreeWords::load("data", problems);
//   words->has(TreeList::giving_verbs, "hand")
//
// Immutable. A line that cannot be used is left out and reported; a list that is missing is empty, and its rule rests.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace px {

enum class TreeList : std::uint8_t {
    giving_verbs,
    states,
    measures,
    set_phrases,
    months,
    ways,
    clause_openers,
    sides,
    encounters,
    prepositional_verbs,
    count
};

class TreeWords {
  public:
    /// Fails if the file cannot be read.
    [[nodiscard]] static Result<TreeWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    [[nodiscard]] bool has(TreeList list, std::string_view word) const;
    /// The verb takes this preposition and no object: "call", "for".
    [[nodiscard]] bool takes(std::string_view verb, std::string_view preposition) const;

    /// Changes with the file.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::array<std::vector<std::string>, static_cast<std::size_t>(TreeList::count)> lists_;  // each sorted
    std::string fingerprint_;
};

/// What is wrong with the lists, for `parallax lint`: unknown or missing lists, words twice, verbs without preposition.
[[nodiscard]] std::vector<Problem> lint_tree_words(const std::string& data_dir);

}  // namespace px
