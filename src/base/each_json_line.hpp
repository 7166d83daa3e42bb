#pragma once
// Annotated data as JSON Lines, for figures.
//
//   auto done = each_json_line(content, "dev.jsonl", " with \"text\"", [&](simdjson::dom::element line, std::size_t) {
//       std::string_view text;
//       if (line["text"].get(text) != simdjson::SUCCESS) return false;
//       score(text);
//       return true;
//   });

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace simdjson::dom {
class element;
}

namespace px {

/// Gets an object and its line, from 1; false if the object does not hold what it should.
using UseJsonLine = std::function<bool(simdjson::dom::element object, std::size_t line)>;

/// Calls `use` for each line that is not empty. Fails at the first line that is no object or that `use` says no to:
/// `file`, the line, and that a JSON object was expected, with `expected` behind these words.
Result<void> each_json_line(std::string_view content, const std::string& file, std::string_view expected,
                            const UseJsonLine& use);

}  // namespace px
