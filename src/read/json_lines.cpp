#include "read/json_lines.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "read/dates.hpp"
#include "read/finish.hpp"
#include "read/plain_text.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

Error malformed(const std::string& source, std::string what) {
    return {ErrorKind::malformed, source, "", std::move(what), "the line is counted as unreadable"};
}

/// A string field; empty if it is absent or null. Numbers are taken as they are written, for ids.
Result<std::string> string_field(const simdjson::dom::object& object, std::string_view name,
                                 const std::string& source) {
    simdjson::dom::element field;
    if (object[name].get(field) != simdjson::SUCCESS || field.is_null()) return std::string();
    if (field.is_number()) return std::string(simdjson::minify(field));
    std::string_view value;
    if (field.get(value) != simdjson::SUCCESS)
        return fail(malformed(source, fmt::format("the field \"{}\" is no string", name)));
    return std::string(value);
}

/// U+0000 is no text: it becomes U+FFFD.
void replace_nuls(std::string& text, std::vector<std::string>& remarks) {
    if (text.find('\0') == std::string::npos) return;
    std::string out;
    for (const char c : text)
        if (c == '\0')
            out += "\xEF\xBF\xBD";
        else
            out += c;
    text = std::move(out);
    remarks.emplace_back("NULs in the text were replaced by U+FFFD");
}

void take_date(Report& report, const std::string& printed, const ReadingTables& tables) {
    if (printed.empty() || report.published) return;
    report.published = PublicationTime::parse(printed, "field \"date\"");
    if (!report.published)
        if (const auto found = find_date(printed, tables, "field \"date\"")) report.published = found->time;
    if (!report.published)
        report.remarks.push_back(fmt::format("the field \"date\" holds no date: \"{}\"", printed.substr(0, 60)));
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

    std::array<std::string, 7> values;
    static constexpr std::array<std::string_view, 7> names = {"id", "text", "date", "outlet", "title", "url", "lang"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        Result<std::string> value = string_field(object, names[i], source);
        if (!value) return fail(value.error());
        values[i] = std::move(*value);
    }
    auto& [id, text, date, outlet, title, url, language] = values;

    Report report;
    report.id = sha256_hex(line);
    report.given_id = std::move(id);
    report.source = std::move(source);
    report.url = std::move(url);
    report.published = options.date;
    report.outlet = options.outlet.empty() ? std::move(outlet) : options.outlet;
    replace_nuls(text, report.remarks);
    replace_nuls(title, report.remarks);
    if (trim(text).empty())
        return fail(
            {ErrorKind::empty, report.source, "", "the field \"text\" is missing or empty", "it is counted as empty"});
    const ReadingTables& tables = tables_of(options);
    take_date(report, date, tables);
    const std::string_view words = trim(title);
    const bool has_title = !words.empty() && !trim(text).starts_with(words);
    report.text = has_title ? std::string(words) + "\n\n" + text : std::move(text);
    read_plain_text(report, tables, {0, has_title ? static_cast<std::uint32_t>(words.size()) : 0});
    ReadOptions given = options;
    if (given.language.empty()) given.language = lower_ascii(language).substr(0, language.find_first_of("-_"));
    return finish_report(std::move(report), given, "");
}

}  // namespace px
