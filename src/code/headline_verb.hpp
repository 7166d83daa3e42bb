#pragma once
// Headlines that the parser takes for a heap of nouns: "Police fire tear gas at protesters".
//
//   int verb = verb_in_heap(words);      // "fire", -1 if there is none
//
// A noun before another counts as the verb if the rules know it as one and as no noun that names an act ("strikes",
// "talks"), if it agrees with the noun before it ("Police fire", "Hungary blocks"), and if nothing else is a verb.

#include <cstdint>
#include <span>

#include "annotate/annotation.hpp"
#include "code/rule_set.hpp"

namespace px::coding {

/// A sentence as the tree holds it. Heads count from 0, -1 is the root.
struct NounHeap {
    const RuleSet& rules;
    std::span<const Token> tokens;
    std::span<const std::int32_t> heads;
};

/// The token that is the verb; -1 if the sentence is no such heap. Linear in its words.
[[nodiscard]] int verb_in_heap(const NounHeap& heap);

}  // namespace px::coding
