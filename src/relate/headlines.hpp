#pragma once
// Headlines that say in the outlet's own voice what their text gives to a speaker.

#include <span>
#include <vector>

#include "relate/accounts.hpp"

namespace px {

/// At most one finding a report; Finding::row counts in the list given.
[[nodiscard]] std::vector<Finding> find_exceeding_headlines(std::span<const CodedReport> reports,
                                                            std::span<const SourcedRow> rows);

}  // namespace px
