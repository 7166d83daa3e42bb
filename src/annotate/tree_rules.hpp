#pragma once
// Rules that mend the tree of one sentence after the parser, where annotated trees leave no doubt: in the treebanks the
// shapes they mend hardly ever stand (bench/RESULTS.md).
//
//   settle_tree(annotation.tokens_of(sentence), words);   // heads, relations and some tags change, words never
//
// The word lists that the rules need stand in data/trees/words.tsv. Heads count from 1 within the sentence, 0 is the
// root. What is a tree stays one. Time at worst grows with the square of the sentence, which the annotator keeps below
// Network::longest_sentence words.

#include <span>

#include "annotate/annotation.hpp"
#include "annotate/tree_words.hpp"

namespace px {

void settle_tree(std::span<Token> tokens, const TreeWords& words);

}  // namespace px
