#pragma once
// The learned layer beside the rules: what one actor of a sentence does to another, by a linear model over the words
// of the sentence, the words between the two, the path between them in the tree, and what the rules say.
//
//   const Result<RelationModel> model = RelationModel::load("models/relations.tsv");
//   const RelationGuess guess = model->guess(relation_features(tree, source, target, coded));
//   if (guess.confidence > 0.9) propose(guess.type);          // "SANCTION": PLOVER types, the 15 of the PLV data
//
// Multinomial logistic regression (training/train_relations.cpp). Immutable once loaded; threads may share it.

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "code/tree.hpp"

namespace px::coding {

inline constexpr std::array<std::string_view, 15> relation_types = {
    "AGREE",  "CONSULT",  "SUPPORT", "COOPERATE", "AID",      "YIELD",  "ACCUSE", "REQUEST",
    "REJECT", "THREATEN", "PROTEST", "MOBILIZE",  "SANCTION", "COERCE", "ASSAULT"};

using RelationWeights = std::array<float, relation_types.size()>;

struct RelationGuess {
    std::size_t type = 0;  // index into relation_types
    float confidence = 0;  // 0 to 1
    std::string evidence;  // the feature that spoke most for the type
};

class RelationModel {
  public:
    [[nodiscard]] static Result<RelationModel> load(const std::string& path);
    explicit RelationModel(std::unordered_map<std::string, RelationWeights> weights) : weights_(std::move(weights)) {}

    [[nodiscard]] RelationGuess guess(const std::vector<std::string>& features) const;
    /// One feature a line: the feature, then fifteen weights, parted by tabs.
    [[nodiscard]] std::string write() const;

  private:
    std::unordered_map<std::string, RelationWeights> weights_;
};

/// What is known of a pair before its features are made. Tokens are the heads of the two phrases; -1 = not marked.
struct RelationPair {
    int source = -1;
    int target = -1;
    std::vector<bool> masked;  // tokens inside either phrase: who it is must not matter
    std::string rule_type;     // what the rules say of the pair; empty if nothing
    bool rule_exact = false;   // the rules found just this source and this target
};

[[nodiscard]] std::vector<std::string> relation_features(const Tree& tree, const RelationPair& pair);

}  // namespace px::coding
