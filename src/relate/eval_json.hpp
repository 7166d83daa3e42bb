#pragma once
// Reading annotated data for this room's figures. Only for eval*.cpp: it brings the JSON reader with it.

#include <simdjson.h>

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "record/report.hpp"

namespace px {

/// The text of a member, "" if it is absent or no text.
[[nodiscard]] inline std::string text_of(simdjson::dom::element object, const char* key) {
    std::string_view value;
    return object[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

/// Calls `use(element)` for each line that is not empty; fails at a line that is no object.
template <typename Use>
Result<void> each_json_line(std::string_view content, const std::string& path, Use&& use) {
    simdjson::dom::parser parser;
    std::size_t number = 0;
    while (!content.empty()) {
        const std::size_t end = content.find('\n');
        const std::string_view line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        simdjson::dom::element object;
        if (parser.parse(line).get(object) != simdjson::SUCCESS || !object.is_object())
            return fail({ErrorKind::malformed, path, "line " + std::to_string(number), "expected a JSON object", ""});
        use(object);
    }
    return {};
}

/// A report of "id", "outlet", "date", "title" and a text: its headline is the first line if that is the title, each
/// other line is a paragraph.
[[nodiscard]] Report report_of_json(simdjson::dom::element document, std::string text);

}  // namespace px
