#pragma once
// Speakers that one report of a project names and another, that prints the same words, does not.

#include <atomic>
#include <set>

#include "flow/quotation_days.hpp"
#include "relate/speaker_repair.hpp"
#include "store/story_search.hpp"

namespace px {

/// Fills them in after reports of these days, with these quotations, came or went (StorySearch::undated is a day too),
/// and takes back what does not hold any more. Gives the reports whose speakers changed. Looks through the quotations
/// of the days around, which `held` keeps; the result is that of reading everything at once.
Result<std::set<std::int64_t>> borrow_speakers(ProjectFile& project, StorySearch& search,
                                               const std::set<std::int64_t>& days, const ChangedWords& words,
                                               QuotationDays& held, const std::atomic<bool>& stop);

}  // namespace px
