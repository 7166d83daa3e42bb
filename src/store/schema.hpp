#pragma once
// The project file's tables and views, as SQL. The views are the stable interface (docs/project-file.md); the tables
// behind them (names that end in an underscore) may change with `schema_version`.

#include <string>
#include <string_view>

namespace px {

inline constexpr int schema_version = 8;

extern const std::string_view schema_tables;
[[nodiscard]] std::string schema_views();

}  // namespace px
