#pragma once
// Reading annotated data for this room's figures.

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "record/report.hpp"

namespace simdjson::dom {
class element;
}

namespace px {

/// The text of a member, "" if it is absent or no text.
[[nodiscard]] std::string text_of(simdjson::dom::element object, const char* key);

/// Calls `use(element)` for each line that is not empty; fails at a line that is no object.
Result<void> each_json_line(std::string_view content, const std::string& path,
                            const std::function<void(simdjson::dom::element)>& use);

/// A report of "id", "outlet", "date", "title" and a text: its headline is the first line if that is the title, each
/// other line is a paragraph.
[[nodiscard]] Report report_of_json(simdjson::dom::element document, std::string text);

}  // namespace px
