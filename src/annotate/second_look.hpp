#pragma once
// The second look at a document's names: a name seen clearly in one place decides mentions that are doubtful elsewhere
// ("Kim" after "Kim Jong-un", an agency taken for a person once). After the first pass every mention has a confidence;
// mentions of one surface vote with it.

#include <cstdint>

#include "annotate/annotation.hpp"
#include "annotate/gazetteer.hpp"

namespace px {

/// Changes the names of the sentences [first, end), which are one document. Names stay in order and do not overlap.
/// What the lists know as a country, region or large city and as nobody's name is no person; what they know as an
/// organisation or outlet and as no place, person's name or word of the language is an organisation.
void second_look(Annotation& annotation, std::uint32_t first, std::uint32_t end, const NameLists& lists);

}  // namespace px
