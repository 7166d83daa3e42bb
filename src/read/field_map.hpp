#pragma once
// Which columns or members of the user's own data are the fields of a report.
//
//   Result<FieldMap> map = parse_field_map("text=body,date=meta.published");
//   map->at("text") == "body"

#include <cstddef>
#include <map>
#include <optional>
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

/// "text" and "html".
[[nodiscard]] bool is_text_field(std::string_view field);

/// Five words or more: what is named as the text and has fewer may be an id, or a kind.
[[nodiscard]] bool is_enough_for_text(std::size_t words);

/// How many words a value has, if it may be the text of a report: it holds a sentence, or `field` says that it is one.
/// 0 for addresses, data, names.
[[nodiscard]] std::size_t words_of_prose(std::string_view value, std::string_view field);

/// A column named "article" may hold ids, one named "content" kinds of reports, and the text stand under a name that
/// nobody knows. Where the values of the column that `fields` says is the text have fewer than five words (`words`, on
/// average, by words_of_prose), or there is none, the text is the unnamed column with the most prose, if it has 20
/// words; gives its number. What the map says of the text counts in any case.
std::optional<std::size_t> settle_text(std::vector<std::string>& fields, const std::vector<std::size_t>& words,
                                       const FieldMap& map);

}  // namespace px
