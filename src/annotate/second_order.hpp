#pragma once
// Second look at doubtful arcs. The network scores each arc for itself; here a head and a relation are judged by what
// stands around them in the first tree: the head's other dependents, its own head, crossing arcs, the words of all
// these. A linear model over hashed features, learned on trees of networks that had not seen the sentences
// (training/train_second_order.cpp).
//
//   TreeAround around;
//   around.read(first_tree.heads);                            // once for each sentence
//   second_order.score(first_tree, around, proposals, scores);  // the proposals of one word
//
// Sources: siblings and grandparents, McDonald and Pereira 2006; judging a parser's proposals again, Collins and Koo
// 2005.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace px {

/// A head and a relation that a word may have, with what the network says of them.
struct Proposal {
    std::uint32_t word = 0;      // in the sentence, from 0
    std::uint32_t head = 0;      // from 1, 0 = root
    std::uint16_t relation = 0;  // class of the network
    std::uint16_t place = 0;     // among the proposals of its word: heads by likelihood, then second relations
    float arc = 0;               // log probability of the head
    float label = 0;             // log probability of the relation at this head
    float lift = 0;              // what relations added to the head's score (Network::weigh_relations)
};

/// What the network says of a sentence: classes of words, heads (from 1, 0 = root) and relations.
struct FirstTree {
    std::span<const std::uint32_t> words;  // hashes of their norms
    std::span<const std::uint16_t> upos, xpos;
    std::span<const std::int32_t> heads;
    std::span<const std::uint16_t> relations;
};

/// The dependents of each word of a first tree, in their order. Kept between sentences for its memory.
class TreeAround {
  public:
    void read(std::span<const std::int32_t> heads);
    /// Words from 1; `head` 0 is the root.
    [[nodiscard]] std::span<const std::uint32_t> dependents(std::uint32_t head) const {
        return std::span(dependents_).subspan(starts_[head], starts_[head + 1] - starts_[head]);
    }

  private:
    std::vector<std::uint32_t> starts_, dependents_;
};

class SecondOrder {
  public:
    static constexpr std::uint32_t rows = 1U << 17U;
    static constexpr std::size_t features = 76;
    /// Of a word: its likeliest heads with the best relation of each, and the first of them with a second relation.
    static constexpr std::uint16_t most_heads = 4;
    static constexpr std::uint16_t with_second_relation = 2;
    static constexpr std::size_t most_proposals = most_heads + with_second_relation;
    /// Weights before those of the rows: of arc, label and lift, and of each place among the proposals.
    static constexpr std::size_t base_weights = 3 + most_proposals;
    using Rows = std::array<std::uint32_t, features>;

    SecondOrder() = default;
    /// Names of the network's classes; weights: base_weights, then one for each row, or none.
    SecondOrder(std::span<const std::string_view> upos, std::span<const std::string_view> xpos,
                std::span<const std::string_view> relations, std::vector<float> weights);

    /// Whether there are weights.
    [[nodiscard]] bool learned() const { return !weights_.empty(); }

    /// The rows of a proposal's features; `likeliest` is the first of its word's proposals.
    [[nodiscard]] Rows describe(const FirstTree& tree, const TreeAround& around, const Proposal& likeliest,
                                const Proposal& proposal) const;

    /// The network's own figures of a proposal, within bounds, in the order of their weights.
    [[nodiscard]] static std::array<float, 3> base_figures(const Proposal& proposal);

    /// What the network's own figures count for, by the weights in front.
    [[nodiscard]] static float base_score(std::span<const float> weights, const Proposal& proposal);

    /// Log probabilities of the proposals of one word.
    void score(const FirstTree& tree, const TreeAround& around, std::span<const Proposal> proposals,
               std::span<float> scores) const;

  private:
    struct Relation {
        std::uint32_t key = 0;     // hash of its name
        std::uint32_t below = 0;   // its bit as a relation of the word's own dependents
        std::uint32_t beside = 0;  // its bit as a relation of the head's other dependents
        bool introduces = false;   // case or mark
    };
    struct Siblings;
    [[nodiscard]] Siblings siblings(const FirstTree& tree, const TreeAround& around, const Proposal& proposal) const;

    std::vector<std::uint32_t> upos_, xpos_;  // hashes of their names
    std::vector<Relation> relations_;
    std::uint32_t punct_ = 0, verb_ = 0, aux_ = 0;  // classes of upos
    std::vector<float> weights_;
};

}  // namespace px
