#pragma once
// Inside eval_*.cpp: annotated data as JSON Lines, one report a line. Heavy (simdjson): for .cpp files only.

#include <simdjson.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "record/report.hpp"

namespace px {

/// Calls `use` with each line and the report that its "id", "text" and "reference_date" (or "date") make. Fails with
/// the number of the first line that is no object with a text.
[[nodiscard]] Result<std::size_t> for_each_report(
    std::string_view json_lines, const std::string& name,
    const std::function<void(simdjson::dom::element line, const Report& report)>& use);

/// The [begin, end) of a member "span", in code points; false if there is none.
[[nodiscard]] bool read_span(simdjson::dom::element item, Span& span);

}  // namespace px
