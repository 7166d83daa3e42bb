#pragma once
// Lists of phrases, as the tables under data/relate write them, found in folded words (words.hpp).
//
//   Phrases phrases;
//   phrases.add("nothing to do with");           // "" = it can be used; else what is wrong with it
//   phrases.length_at(words, 3);                 // of the longest one that begins at word 3; 0 = none
//
// "*" at the end of a word stands for any ending, "{be}" for any form of "to be", "{have}" for has, have, had and
// having.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace px {

class Phrases {
  public:
    /// Takes a phrase; what is wrong with it, if it is not taken.
    [[nodiscard]] std::string add(std::string_view phrase);

    /// How many words the longest phrase has that begins at a word; 0 if none does.
    [[nodiscard]] std::size_t length_at(std::span<const std::string> words, std::size_t at) const;
    /// The first word of the first phrase at or behind a word; words.size() if there is none.
    [[nodiscard]] std::size_t find(std::span<const std::string> words, std::size_t from = 0) const;
    [[nodiscard]] bool empty() const { return by_first_.empty() && open_.empty(); }

  private:
    using Phrase = std::vector<std::string>;
    std::unordered_map<std::string, std::vector<Phrase>> by_first_;  // by a first word that stands for itself
    std::vector<Phrase> open_;                                       // the others
};

}  // namespace px
