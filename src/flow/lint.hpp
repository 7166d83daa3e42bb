#pragma once
// Checks every table and rule file of a data folder, room by room.

#include <string>
#include <vector>

#include "base/result.hpp"

namespace px {

[[nodiscard]] std::vector<Problem> lint(const std::string& data_dir);

/// Checks the user's own dictionaries as they are read on top of those of a data folder.
[[nodiscard]] std::vector<Problem> lint_overlay(const std::string& data_dir, const std::string& overlay_dir);

}  // namespace px
