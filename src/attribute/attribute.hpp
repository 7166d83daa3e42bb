#pragma once
// According to whom: who says what, through which carriers it came to the page, how certain its teller makes an act,
// and who judges what how.
//
//   Attributed found = attribute(*lexicons, report, annotation, layers);     // layers: what resolve found
//   for (const Attribution& a : found.attributions) show(slice(report.text, a.speaker), a.content, a.chain);
//   Mode mode = mode_of(*lexicons, report, annotation, sentence, token);     // "planned"
//   int voice = Voices(found.attributions).of(trigger);                      // voices.hpp; -1 = the outlet's own
//
// Rules over trees and quotation marks, each named in Attribution::rule. Everything is a pure function of its
// arguments; the work is linear in the text.

#include <cstdint>
#include <vector>

#include "annotate/annotation.hpp"
#include "attribute/lexicons.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px {

struct Attributed {
    std::vector<Attribution> attributions;  // ordered by where their content begins
    std::vector<Attitude> attitudes;        // ordered by where their cue stands
};

/// Finds attributions and attitudes. Actors and mentions are added to `layers` for speakers that it does not know;
/// its layers of attributions and attitudes are left alone.
[[nodiscard]] Attributed attribute(const Lexicons& lexicons, const Report& report, const Annotation& annotation,
                                   Layers& layers);

/// What the teller makes of the act that a word names: of modals, negation, questions, conditions, and of the words
/// that govern it (Saurí and Pustejovsky 2009 call it factuality). `token` counts from 0 in its sentence.
[[nodiscard]] Mode mode_of(const Lexicons& lexicons, const Report& report, const Annotation& annotation, int sentence,
                           int token);

}  // namespace px
