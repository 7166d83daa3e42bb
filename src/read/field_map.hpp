#pragma once
// Which columns or members of the user's own data are the fields of a report.
//
//   Result<FieldMap> map = parse_field_map("text=body,date=meta.published");
//   map->at("text") == "body"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace px {

/// Our name of a field -> the user's. Fields that are not named keep our names.
using FieldMap = std::map<std::string, std::string, std::less<>>;

/// "text=body,date=published". Fails with `usage` on unknown fields and on parts without "=".
[[nodiscard]] Result<FieldMap> parse_field_map(std::string_view text);

/// The fields that a map may name: id, text, html, title, date, updated, outlet, agency, section, url, lang, authors.
[[nodiscard]] const std::vector<std::string>& field_names();

/// For each column of a table's head the field that it holds, empty if none: as the map says, otherwise by common
/// names ("body", "Headline", "pub_date", "source").
[[nodiscard]] std::vector<std::string> fields_of_columns(const std::vector<std::string>& columns, const FieldMap& map);

}  // namespace px
