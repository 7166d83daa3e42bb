#pragma once
// What the learned layer looks at when it is asked what two phrases of a sentence have to do with each other: the words
// between and around them, the path between them in the tree, the verbs over them, and what the rules make of them.
// Names are not among the words: who acts says nothing about what is done.
//
//   pair_features(tree, {source, target}, facts, [&](std::string_view kind, std::string_view value, int token) {...});
//
// The trainer (training/train_events.py) sees the same features, written by `event_features`, so both agree.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "code/tree.hpp"
#include "record/layers.hpp"

namespace px::coding {

/// The two phrases, as bytes of the report; `heads` are their tokens, -1 = there is none.
struct PairPhrases {
    Span source;
    Span target;
    int source_head = -1;
    int target_head = -1;
};

/// What the rules found in the sentence: the statement that fits the pair best, and the types of the others.
struct RuleFacts {
    const Statement* best = nullptr;
    std::string_view fit;  // "both", "source", "target", "turned", "other": how it fits the pair
    std::vector<const Statement*> others;
};
/// `sentence` -1: of the whole report.
[[nodiscard]] RuleFacts rule_facts(std::span<const Statement> statements, std::int32_t sentence, std::int32_t source,
                                   std::int32_t target);

/// The 15 types of the PLV relation data, which merge those of PLOVER that are hard to tell apart, in a fixed order.
inline constexpr std::string_view relation_types[] = {"AGREE",   "CONSULT",  "SUPPORT",  "COOPERATE", "AID",
                                                      "YIELD",   "ACCUSE",   "REQUEST",  "REJECT",    "THREATEN",
                                                      "PROTEST", "MOBILIZE", "SANCTION", "COERCE",    "ASSAULT"};
/// The CAMEO root that stands for a type, the plainest of those merged in it.
[[nodiscard]] std::string_view root_of_type(std::string_view type);
/// Which of them a statement is; empty for CAMEO 01 (a mere statement).
[[nodiscard]] std::string_view relation_type(const Statement& statement);
/// The same from a code and a mode.
[[nodiscard]] std::string_view relation_type(std::string_view cameo, Mode mode);

/// Calls `use` with every feature and the token that it stands for (-1: none, as for what the rules found).
using FeatureUse = std::function<void(std::string_view kind, std::string_view value, int token)>;
void pair_features(const Tree& tree, const PairPhrases& pair, const RuleFacts& facts, const FeatureUse& use);

/// FNV-1a over "kind:value": the number under which the model file keeps a feature.
[[nodiscard]] std::uint64_t feature_key(std::string_view kind, std::string_view value);

}  // namespace px::coding
