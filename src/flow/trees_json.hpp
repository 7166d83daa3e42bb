#pragma once
// The trees of a report as JSON, for `parallax.record/1` (docs/record.md): {"sentences": [[token, ...], ...],
// "names": [...]}. Tokens carry the columns of CoNLL-U under their usual names; offsets in code points and bytes.

#include <string>
#include <string_view>

#include "annotate/annotation.hpp"

namespace px {

[[nodiscard]] std::string trees_json(std::string_view text, const Annotation& annotation);

}  // namespace px
