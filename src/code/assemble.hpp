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

/// A pattern that won for its word, also one of a rule that says "no event", before one is dropped for another.
struct RuleHit {
    std::int32_t sentence = -1;
    Span trigger;
    std::uint32_t rule = 0;  // index into Rules::texts()
    std::uint32_t line = 0;  // of the pattern
};
[[nodiscard]] std::vector<RuleHit> rule_hits(const Rules& rules, const Report& report, const Annotation& annotation,
                                             const Layers& layers);

/// Calls `use` with what the learned layer would be asked about: verbs between two actors on which no rule has an
/// opinion. For training.
using OpenPairUse = std::function<void(const Tree& tree, const PairPhrases& pair, const RuleFacts& facts)>;
void for_each_open_pair(const Rules& rules, const Report& report, const Annotation& annotation, const Layers& layers,
                        const Teller& teller, const OpenPairUse& use);

}  // namespace px::coding
