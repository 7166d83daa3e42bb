#pragma once
// What happened: events of a report in CAMEO and PLOVER, each with who, whom, when, where, how many, how certain and
// according to whom, and the rule that made it.
//
//   std::vector<Statement> statements = code(*rules, *lexicons, report, annotation, layers);
//
// `layers` holds what resolve and attribute found; it is not changed. A pure function; time is linear in the text.
// Nothing is coded in left-out blocks, and a sentence in which no rule fires gives no event.

#include <vector>

#include "annotate/annotation.hpp"
#include "attribute/lexicons.hpp"
#include "code/rules.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px {

/// Statements in the order of their triggers.
[[nodiscard]] std::vector<Statement> code(const Rules& rules, const Lexicons& lexicons, const Report& report,
                                          const Annotation& annotation, const Layers& layers);

}  // namespace px
