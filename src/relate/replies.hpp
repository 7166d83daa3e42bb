#pragma once
// A denial right behind what somebody else tells of the denier. The two need few words in common, for the one takes up
// the other:
//
//   "The Courier reported that Norland had agreed to host the camp. The ministry denied that a deal had been done."
//
// What is told begins with the denier's side ("that Norland had agreed"), stands in the sentence before the denial or
// the one before that, and shares a word with it that tells something, or a word for one kind of act
// (data/relate/acts.tsv). Cost: linear in the attributions; a denial reads those of the two sentences before it.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/act_words.hpp"
#include "relate/dispute_words.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_replies(std::span<const CodedReport> reports,
                                                std::span<const std::int32_t> lineages, const DisputeWords& words,
                                                const ActWords& acts);

}  // namespace px
