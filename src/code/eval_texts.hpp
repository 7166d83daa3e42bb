#pragma once
// What the three evaluations share: reading lines, making a report of a bare text, running the rooms up to code.

#include <simdjson.h>

#include <functional>
#include <string>
#include <string_view>

#include "code/eval_events.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px::coding {

struct CodedText {
    Report report;
    Annotation annotation;
    Layers layers;
};

/// Paragraphs are parted by blank lines; the first is the headline if `has_title`.
[[nodiscard]] Report report_of(std::string text, std::string_view date, bool has_title);

/// Runs every room. `adjust` may change what resolve found before anything is attributed or coded.
[[nodiscard]] CodedText code_text(const EventCoder& coder, Report report,
                                  const std::function<void(CodedText&)>& adjust = {});

[[nodiscard]] std::string text_of(simdjson::dom::element object, const char* key);

/// Calls `use` for every line that is not empty; fails with the line of the first that is no JSON.
[[nodiscard]] Result<std::size_t> for_each_line(std::string_view json_lines, const std::string& name,
                                                const std::function<Result<bool>(simdjson::dom::element)>& use);

}  // namespace px::coding
