#pragma once
// From the matches of a sentence to Statements. What makes an act actual, planned or told by somebody else comes from
// outside (attribute/), as two functions, so that this part can be tried without it.

#include <cstdint>
#include <functional>
#include <vector>

#include "annotate/annotation.hpp"
#include "code/event_model.hpp"
#include "code/rules.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px::coding {

struct Teller {
    std::function<Mode(int sentence, int token)> mode;
    std::function<std::int32_t(Span trigger)> voice;
};

/// Statements in the order of their triggers.
/// `learned` may be null: rules only.
[[nodiscard]] std::vector<Statement> assemble(const Rules& rules, const EventModel* learned, const Report& report,
                                              const Annotation& annotation, const Layers& layers, const Teller& teller);

/// Calls `use` with what the learned layer would be asked about: verbs between two actors on which no rule has an
/// opinion. For training.
using OpenPairUse = std::function<void(const Tree& tree, const PairPhrases& pair, const RuleFacts& facts)>;
void for_each_open_pair(const Rules& rules, const Report& report, const Annotation& annotation, const Layers& layers,
                        const Teller& teller, const OpenPairUse& use);

}  // namespace px::coding
