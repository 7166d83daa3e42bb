#pragma once
// What happened: events of a report in CAMEO and PLOVER, each with who, whom, when, where, how many, how certain and
// according to whom, and the rule that made it.
//
//   std::vector<Statement> statements = code(*rules, &*model, *lexicons, report, annotation, layers);
//
// `layers` holds what resolve and attribute found; it is not changed. A pure function; time is linear in the text.
// Nothing is coded in left-out blocks. Beside the rules a learned model gives each event between two actors a
// calibrated confidence, puts another rule or root in place where it is sure that the first is wrong, and proposes an
// event for a verb between two actors that no rule knows. `learned` null: rules only, and no event where no rule fires.

#include <vector>

#include "annotate/annotation.hpp"
#include "attribute/lexicons.hpp"
#include "code/event_model.hpp"
#include "code/rules.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px {

/// Statements in the order of their triggers.
[[nodiscard]] std::vector<Statement> code(const Rules& rules, const EventModel* learned, const Lexicons& lexicons,
                                          const Report& report, const Annotation& annotation, const Layers& layers);

}  // namespace px
