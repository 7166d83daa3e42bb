#pragma once
// Whether two short texts about one thing can both be true, by their words alone.
//
//   const Judgement j = judge(proposition_a, proposition_b, opposites);
//   if (j.type == ContradictionType::number) show(j.why);        // "5 against 3 of location"
//
// Meant for pairs that are known to be about one matter: two claims that somebody set side by side. Over all pairs of
// sentences of a story it is far too eager: contradictions.hpp and denials.hpp ask for more.

#include <string>

#include "record/accounts.hpp"
#include "relate/opposites.hpp"
#include "relate/propositions.hpp"

namespace px {

struct Judgement {
    ContradictionType type = ContradictionType::none;
    std::string why;
};

[[nodiscard]] Judgement judge(const Proposition& a, const Proposition& b, const Opposites& opposites);

}  // namespace px
