#pragma once
// Tables with a head line (RFC 4180, and as spreadsheets write them): comma, semicolon, tab or bar between the cells,
// quoted cells with line breaks in them, any charset.
//
//   std::unique_ptr<ItemReader> rows = read_table("reports.csv", std::move(bytes), field_map);

#include <memory>
#include <string>

#include "read/byte_source.hpp"
#include "read/field_map.hpp"
#include "read/item.hpp"

namespace px {

/// One item for each row; its source is "name:12", the line where the row begins. Columns become fields by
/// fields_of_columns (field_map.hpp); a table without a column for the text gives one item with an error. A quotation
/// mark that is never closed costs its own row; from the line after it on quotation marks are taken as they stand.
[[nodiscard]] std::unique_ptr<ItemReader> read_table(std::string name, std::unique_ptr<ByteSource> bytes,
                                                     FieldMap fields);

/// Has a table that begins with these bytes a column for the text, by its name or by what stands in it?
[[nodiscard]] bool holds_texts(std::string_view bytes, const FieldMap& fields);

}  // namespace px
