#pragma once
// What a model file holds, unpacked. For this room only; others see model.hpp.

#include <string>
#include <vector>

#include "annotate/boundary.hpp"
#include "annotate/lemma.hpp"
#include "annotate/model.hpp"
#include "annotate/model_file.hpp"
#include "annotate/names.hpp"
#include "annotate/network.hpp"
#include "annotate/tokens.hpp"
#include "annotate/tree_words.hpp"

namespace px {

struct ModelParts {
    ModelFile file;
    std::string version;
    TokenLexicon lexicon;
    BoundaryModel boundaries;
    Network network;
    std::vector<EditScript> lemma_scripts;  // by class of the lemma head
    LemmaLexicon lemmas;
    NameDecoder names;
    TreeWords tree_words;  // from a table, not from the model file
};

/// The word lists of the tokeniser in a model file.
[[nodiscard]] TokenLexicon read_lexicon(SectionReader& reader);

}  // namespace px
