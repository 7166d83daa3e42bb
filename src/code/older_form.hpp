#pragma once
// Statements as the older coders (KEDS, TABARI, PETRARCH) would write them: (source, action, target) in CAMEO codes
// alone, without mode and voice. What those two say here is folded into the code, by the codebook's own sense:
//
//   "The US claimed that ISIL had attacked Iraq"   an attack in another's voice -> USA 112 ISIL, an accusation
//   "Israel announced it would free prisoners"     a planned act in its doer's own voice -> ISR 035 PSE, a promise
//   "Peru would not provide aid to Chile"           negated cooperation -> PER 121 CHL, a refusal
//   "troops held an exercise in Alaska"            nobody is acted on -> the state of the place is the target
//
// Possible, hypothetical and denied acts have no place in that form and are left out; so is whoever has no code.
// Comparisons with data made by those coders, and `--like`, use this; Parallax's own records keep everything apart.
//
//   for (const OlderEvent& event : older_events(coded.layers, ontology)) row(event.source_code, event.cameo,
//   event.target_code);

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "code/ontology.hpp"
#include "record/layers.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

struct OlderEvent {
    std::int32_t statement = -1;  // index into layers.statements
    std::int32_t source = -1;     // actor
    std::int32_t target = -1;     // actor; -1: a place stands for it
    std::string source_code;      // "RUSGOV"; "---REB": a role without a country; "---": no code
    std::string target_code;
    std::string cameo;
};

/// In the order of the statements; of equal acts between the same two in one sentence only the first.
[[nodiscard]] std::vector<OlderEvent> older_events(const Layers& layers, const Ontology& ontology);

/// The same with the habits of Petrarch2 (docs/coding.md), among them: somebody described has the country that the
/// words say and no other ("the senate" is ---LEG); of a joint subject ("Chile and Bolivia met in Lima") the place
/// behind the verb is the target; verbs have the codes of its dictionary. `text` is what the spans of `layers` point
/// into, `dictionaries` says what a country's words are.
[[nodiscard]] std::vector<OlderEvent> petrarch2_events(const Layers& layers, std::string_view text,
                                                       const Ontology& ontology, const Dictionaries& dictionaries);

}  // namespace px
