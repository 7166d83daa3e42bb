#pragma once
// Phrases as paths of words: "united nations" leads from the root over "united" to "nations". Built once when the
// dictionaries are read, at every start of the program, so words lie end to end and the tables are flat.
//
//   PhraseIndex index;
//   std::uint32_t node = 0;                                         // the root
//   for (std::string_view word : words) node = index.add_step(node, index.add_word(word));
//   index.step(0, index.word("united"))                             // the node of "united", 0 = no phrase begins so

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace px {

class PhraseIndex {
  public:
    PhraseIndex();

    /// A word's number, 0 if no phrase holds it.
    [[nodiscard]] std::uint32_t word(std::string_view word) const { return word_slots_[word_slot(word)]; }
    /// The node after `node` by that word, 0 if no phrase goes on so.
    [[nodiscard]] std::uint32_t step(std::uint32_t node, std::uint32_t word) const {
        return edge_slots_[edge_slot(key_of(node, word))].to;
    }
    /// The same, made if they are new. Nodes are numbered from 1 in the order in which they are made.
    std::uint32_t add_word(std::string_view word);
    std::uint32_t add_step(std::uint32_t node, std::uint32_t word);
    /// With the root.
    [[nodiscard]] std::size_t nodes() const { return edges_ + 1; }

  private:
    struct Edge {
        std::uint64_t key = 0;
        std::uint32_t to = 0;  // 0 = free
    };
    static std::uint64_t key_of(std::uint32_t node, std::uint32_t word) {
        return (static_cast<std::uint64_t>(node) << 32U) | word;
    }
    [[nodiscard]] std::string_view spelled(std::uint32_t word) const {
        return std::string_view(letters_).substr(ends_[word - 1], ends_[word] - ends_[word - 1]);
    }
    // Where a key stands, or may be put: sizes are powers of two, no table is ever full.
    [[nodiscard]] std::size_t word_slot(std::string_view word) const;
    [[nodiscard]] std::size_t edge_slot(std::uint64_t key) const;

    std::string letters_;              // all words, end to end
    std::vector<std::uint32_t> ends_;  // of each word in letters_; the first is 0
    std::vector<std::uint32_t> word_slots_;
    std::vector<Edge> edge_slots_;
    std::size_t edges_ = 0;
};

}  // namespace px
