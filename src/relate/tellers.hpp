#pragma once
// Who tells a record, in words for the user.

#include <span>
#include <string>

#include "record/accounts.hpp"

namespace px {

/// The outlet's name, else the name of the file.
[[nodiscard]] std::string outlet_of(const CodedReport& coded);

/// "Outlet in its own voice" or "Geng Shuang in Outlet".
[[nodiscard]] std::string told_by(std::span<const CodedReport> reports, StatementRef ref);

/// The tellers of several records, each once: "A in X, B in Y and Z in its own voice".
[[nodiscard]] std::string told_by_all(std::span<const CodedReport> reports, std::span<const StatementRef> refs);

}  // namespace px
