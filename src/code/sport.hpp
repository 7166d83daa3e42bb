#pragma once
// Reports about sport, in which "France attacked" and "Nigeria meet Iceland" tell of no event.
//
//   if (is_about_sport(rules, annotation) && !holds_public_office(actor)) ...

#include "annotate/annotation.hpp"
#include "code/rule_set.hpp"
#include "record/layers.hpp"

namespace px::coding {

/// At least every second sentence holds a word of sport or a result, of three kinds where there are three sentences.
[[nodiscard]] bool is_about_sport(const RuleSet& rules, const Annotation& annotation);

/// Countries and people of sport play; only those with an office in the state act in the sense of the codes.
[[nodiscard]] bool holds_public_office(const Actor& actor);

}  // namespace px::coding
