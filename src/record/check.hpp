#pragma once
// Whether a coded report keeps the promises of layers.hpp: every span lies inside the text and on code point borders,
// every index points at something, every list that must be ordered is. Used on what comes from a project file (which
// may be damaged) and in tests of all rooms.

#include <string>
#include <vector>

#include "record/accounts.hpp"

namespace px {

/// What is broken, in words for a developer; empty if all is sound. At most ten are listed.
[[nodiscard]] std::vector<std::string> defects(const CodedReport& coded);

}  // namespace px
