#pragma once
// Opposite forecasts of one act: "is unlikely to meet the king" in one report, "is expected to meet the king" in
// another, of the same subject where both are known. Found by words, since a forecast that doubts and one that expects
// have one code, and many acts have none.
//
//   for (Finding& finding : find_opposed_forecasts(reports)) ...

#include <span>
#include <vector>

#include "record/accounts.hpp"

namespace px {

[[nodiscard]] std::vector<Finding> find_opposed_forecasts(std::span<const CodedReport> reports);

}  // namespace px
