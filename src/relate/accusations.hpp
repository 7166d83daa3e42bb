#pragma once
// Whom a sentence tells to be accused, and of what, by its words alone.
//
//   "Dalmar, who took office in May, was accused of selling permits."    Dalmar; "selling permits"
//   "Sunde accused the builder Karim Oule of bribing two clerks."        Karim Oule; "bribing two clerks"
//   "Accusations that Chad armed the rebels have spread."                Chad; "armed the rebels have spread"
//
// Only forms in which the accused stands right beside the words that accuse: of anybody named further away, behind a
// preposition or in the genitive ("Dalmar's deputy was accused") there is no telling.

#include <span>
#include <vector>

#include "record/layers.hpp"
#include "relate/dispute_words.hpp"
#include "relate/numbers.hpp"

namespace px {

struct Accusation {
    const Mention* accused = nullptr;
    Span deed;
};

/// `list` is a sentence; `parties` are its persons, states and organisations in the order of their heads.
[[nodiscard]] std::vector<Accusation> accusations_in(const WordList& list, std::span<const Mention* const> parties,
                                                     const DisputeWords& words);

}  // namespace px
