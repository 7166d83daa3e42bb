#pragma once
// Internal to the readers of JSON: values as text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace simdjson::dom {
class element;
class object;
}  // namespace simdjson::dom

namespace px {

/// A string, or a number as it is written (for ids); nothing for other values.
[[nodiscard]] std::optional<std::string> json_text(const simdjson::dom::element& value);

/// The member as text; empty if it is absent or no text.
[[nodiscard]] std::string json_member(const simdjson::dom::object& object, std::string_view name);

/// Names of people: a string, a list of strings, a list of objects with "name".
[[nodiscard]] std::vector<std::string> json_names(const simdjson::dom::element& value);

}  // namespace px
