#pragma once
// One line of JSON Lines into a Report. Fields, all strings and all but the text optional: `id`, `text` or `html`,
// `date` (ISO 8601 or as printed), `updated`, `outlet`, `agency`, `section`, `title`, `url`, `lang`, `authors` (also a
// list); others are ignored. ReadOptions::fields gives them other names, also paths: text=meta.body.
//
//   Result<Report> report = read_json_line(R"({"id":"7","title":"Talks fail","text":"Talks failed on Monday."})",
//                                          "reports.jsonl:12", {});
//   report->given_id == "7"
//
// Offsets count in Report::text. It is the field `text`; if there is a `title` that `text` does not begin with, it is
// title + "\n\n" + text. Report::origins stays empty: the way back ends at the decoded field, not at the line's bytes.

#include <cstddef>
#include <string>
#include <string_view>

#include "read/read.hpp"

namespace simdjson::dom {
class object;
}  // namespace simdjson::dom

namespace px {

/// Fails with `malformed` if the line is no JSON object or a field has the wrong type, with `empty` if there is no
/// text.
[[nodiscard]] Result<Report> read_json_line(std::string_view line, std::string source, const ReadOptions& options);

/// What an object says before it is read as a report.
struct TextSigns {
    std::size_t words = 0;   // of its text, by the map, by a common name, or by what stands in its members; 0: none
    bool has_title = false;  // by the map or a common name
    bool has_date = false;   // the same
    bool has_author = false;
    std::string member;  // that holds the text
    std::string begin;   // of the text
};
[[nodiscard]] TextSigns text_signs(const simdjson::dom::object& object, const FieldMap& map);

}  // namespace px
