#pragma once
// From the matches of a sentence to Statements. What makes an act actual, planned or told by somebody else comes from
// outside (attribute/), as two functions, so that this part can be tried without it.

#include <cstdint>
#include <functional>
#include <vector>

#include "annotate/annotation.hpp"
#include "code/rules.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px::coding {

struct Teller {
    std::function<Mode(int sentence, int token)> mode;
    std::function<std::int32_t(Span trigger)> voice;
};

/// Statements in the order of their triggers.
[[nodiscard]] std::vector<Statement> assemble(const Rules& rules, const Report& report, const Annotation& annotation,
                                              const Layers& layers, const Teller& teller);

}  // namespace px::coding
