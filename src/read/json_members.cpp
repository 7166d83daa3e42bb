#include "read/json_members.hpp"

#include <simdjson.h>

namespace px {

std::optional<std::string> json_text(const simdjson::dom::element& value) {
    if (value.is_number()) return std::string(simdjson::minify(value));
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return std::nullopt;
    return std::string(text);
}

std::string json_member(const simdjson::dom::object& object, std::string_view name) {
    simdjson::dom::element value;
    if (object[name].get(value) != simdjson::SUCCESS) return {};
    return json_text(value).value_or(std::string());
}

std::vector<std::string> json_names(const simdjson::dom::element& value) {
    std::vector<std::string> names;
    const auto add = [&](const simdjson::dom::element& one) {
        std::string_view text;
        simdjson::dom::object object;
        if (one.get(text) == simdjson::SUCCESS)
            names.emplace_back(text);
        else if (one.get(object) == simdjson::SUCCESS)
            names.push_back(json_member(object, "name"));
        if (!names.empty() && names.back().empty()) names.pop_back();
    };
    simdjson::dom::array list;
    if (value.get(list) != simdjson::SUCCESS) {
        add(value);
        return names;
    }
    for (const simdjson::dom::element one : list) add(one);
    return names;
}

}  // namespace px
