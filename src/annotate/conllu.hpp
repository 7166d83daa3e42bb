#pragma once
// CoNLL-U (universaldependencies.org/format.html), the exchange form for trees. Names travel in MISC as
// "Name=B-PER" / "Name=I-PER".
//
//   Result<ConlluDocument> document = read_conllu(file.bytes(), "en_ewt-ud-dev.conllu");
//   std::string text = write_conllu(document->text, document->annotation);

#include <string>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "base/result.hpp"

namespace px {

struct ConlluDocument {
    std::string text;  // the sentences' texts, rebuilt from forms and SpaceAfter, one blank or "\n" between
    Annotation annotation;
    std::vector<std::string> comments;  // per sentence: its comment lines with their line ends
};

/// Reads sentences; empty nodes ("8.1") are skipped. Fails with the line on anything that is not CoNLL-U: a wrong
/// number of columns, ids out of order, a head outside the sentence.
[[nodiscard]] Result<ConlluDocument> read_conllu(std::string_view content, std::string name);

/// `comments` may be empty; otherwise they replace "# sent_id" and "# text", which are made here.
[[nodiscard]] std::string write_conllu(std::string_view text, const Annotation& annotation,
                                       const std::vector<std::string>& comments = {});

}  // namespace px
