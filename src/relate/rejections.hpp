#pragma once
// Disputes in which something said is rejected without "deny": scoffed at, called a lie, dismissed as nonsense, told
// as a falsehood (rejection_reader.hpp).
//
//   for (Finding& finding : find_rejections(reports, lineages, table.disputes())) ...
//
// What is rejected is the clause that the rejection holds ("scoffed at Voss's claim that the dam leaks"), or what its
// own sentence tells before it, or what another voice said in the sentences just before. Whose claim it is, if the
// sentence names somebody, must be who said it. Cost: linear in the words; each rejection is set against the
// attributions with a word in common, a fixed number of them.

#include <span>
#include <vector>

#include "record/accounts.hpp"
#include "relate/dispute_words.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_rejections(std::span<const CodedReport> reports,
                                                   std::span<const std::int32_t> lineages, const DisputeWords& words);

}  // namespace px
