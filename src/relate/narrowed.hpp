#pragma once
// What a negation takes away beside the act: "not alone", "not until May", "not with guns" leave it done.
//
//   if (negates_less({denial, verb, setting}, {told, its_verb, its_setting}, table.disputes())) ...   // no dispute
//
// Read from words alone; linear in the words of the clause.

#include <cstddef>

#include "relate/dispute_words.hpp"
#include "relate/numbers.hpp"
#include "relate/utterances.hpp"

namespace px {

/// Where an act is told or negated; what it refers to must outlive it.
struct ActAt {
    const WordList& list;
    std::size_t verb = 0;
    const Setting& setting;
};

/// Whether the negated words hold what narrows them and the told ones do not ("alone", "because of the snow", "in the
/// film"), or both count or place one thing otherwise ("ten tons", "two tons"; "in the bay", "in the river").
[[nodiscard]] bool negates_less(const ActAt& no, const ActAt& yes, const DisputeWords& vocabulary);

}  // namespace px
