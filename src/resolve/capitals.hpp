#pragma once
// Capitals that a report does not name: "the Somali capital", "Haiti's capital", "the capital of Chad".
//
//   add_capitals(dictionaries, report, annotation, resolved.places);

#include <vector>

#include "annotate/annotation.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

/// Adds the city to `places`, with the span of the word "capital". They stay ordered.
void add_capitals(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation,
                  std::vector<PlaceMention>& places);

}  // namespace px
