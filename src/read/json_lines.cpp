#include "read/json_lines.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/tsv.hpp"
#include "read/fields.hpp"
#include "read/json_members.hpp"

namespace px {
namespace {

Error malformed(const std::string& source, std::string what) {
    return {ErrorKind::malformed, source, "", std::move(what), "the line is counted as unreadable"};
}

/// A member by name, or by a path of names ("meta.date") if there is no member of the whole name.
std::optional<simdjson::dom::element> member(const simdjson::dom::object& object, std::string_view path) {
    simdjson::dom::element found;
    if (object[path].get(found) == simdjson::SUCCESS) return found;
    simdjson::dom::object inside = object;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
        simdjson::dom::object next;
        if (inside[path.substr(0, dot)].get(next) != simdjson::SUCCESS) return std::nullopt;
        inside = next;
        path.remove_prefix(dot + 1);
        if (inside[path].get(found) == simdjson::SUCCESS) return found;
    }
    return std::nullopt;
}

}  // namespace

Result<Report> read_json_line(std::string_view line, std::string source, const ReadOptions& options) {
    if (line.size() > size_limit) return fail(malformed(source, "the line is larger than the size limit"));
    if (trim(line).empty()) return fail({ErrorKind::empty, source, "", "the line is empty", "it is counted as empty"});
    simdjson::dom::parser parser;
    simdjson::dom::element document;
    if (const auto error = parser.parse(simdjson::padded_string(line)).get(document); error != simdjson::SUCCESS)
        return fail(malformed(source, fmt::format("expected one JSON object: {}", simdjson::error_message(error))));
    simdjson::dom::object object;
    if (document.get(object) != simdjson::SUCCESS) return fail(malformed(source, "expected a JSON object"));

    ReportFields fields;
    for (const std::string& field : field_names()) {
        const auto mapped = options.fields.find(field);
        const std::string& name = mapped == options.fields.end() ? field : mapped->second;
        const auto found = member(object, name);
        if (!found || found->is_null()) continue;
        if (field == "authors") {
            fields.authors = json_names(*found);
            continue;
        }
        std::optional<std::string> value = json_text(*found);
        if (!value) return fail(malformed(source, fmt::format("the field \"{}\" is no string", name)));
        set_field(fields, field, std::move(*value));
    }
    return report_from_fields(line, std::move(fields), std::move(source), options);
}

}  // namespace px
