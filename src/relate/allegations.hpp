#pragma once
// Disputes whose other side no attribution holds: an accusation or a report that the text itself tells of.
//
//   "Both women say that they were paid, which the minister denies."      the words before "which"
//   "The ministry denied a Courier report that it had sold the fleet."    what the denial itself says was reported
//   "He was accused of selling permits. ... Dalmar denied the charges."   the nearest sentence that accuses him
//
// The tie is never a topic: the denial stands in the sentence, names whose report it denies, or points to an accusation
// of which the denier is the one accused (accusations.hpp). What nobody is named as having reported ("denied rumours
// that ...") finds nothing here: denials.hpp looks for who tells it elsewhere. Denials that others have answered
// already are dropped by the caller (relate.cpp). Cost: n log n in the mentions and attributions; a denial reads its
// own sentence with the attributions there, and looks back over a fixed number of sentences.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/dispute_words.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_alleged(std::span<const CodedReport> reports,
                                                std::span<const std::int32_t> lineages, const DisputeWords& words);

}  // namespace px
