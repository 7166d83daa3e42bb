#pragma once
// Reading annotated data for this room's figures.

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace simdjson::dom {
class element;
}

namespace px {

/// The text of a member, "" if it is absent or no text.
[[nodiscard]] std::string text_of(simdjson::dom::element object, const char* key);

/// A report of "id", "outlet", "date", "title" and a text: its headline is the first line if that is the title, each
/// other line is a paragraph.
[[nodiscard]] Report report_of_json(simdjson::dom::element document, std::string text);

}  // namespace px
