#pragma once
// Checks every table and rule file of a data folder, room by room.

#include <string>
#include <vector>

#include "base/result.hpp"

namespace px {

[[nodiscard]] std::vector<Problem> lint(const std::string& data_dir);

}  // namespace px
