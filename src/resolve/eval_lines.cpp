#include "resolve/eval_lines.hpp"

#include <algorithm>

namespace px {
namespace {

Result<Report> report_of(simdjson::dom::element line, const std::string& name, std::size_t number) {
    const auto wrong = [&](std::string what) {
        return fail({ErrorKind::malformed, name, "line " + std::to_string(number), std::move(what), ""});
    };
    std::string_view text;
    if (line["text"].get(text) != simdjson::SUCCESS) return wrong("expected an object with the member \"text\"");
    Report report;
    report.text = text;
    report.language = "en";
    report.blocks.push_back(
        {{0, static_cast<std::uint32_t>(report.text.size())}, BlockKind::paragraph, LeftOut::none, ""});
    std::string_view id;
    report.id = line["id"].get(id) == simdjson::SUCCESS ? std::string(id) : std::to_string(number);
    for (const char* key : {"outlet", "domain"})
        if (std::string_view outlet; report.outlet.empty() && line[key].get(outlet) == simdjson::SUCCESS)
            report.outlet = outlet;
    for (const char* key : {"reference_date", "date"}) {
        std::string_view date;
        if (!report.published && line[key].get(date) == simdjson::SUCCESS)
            report.published = PublicationTime::parse(date, key);
    }
    return report;
}

}  // namespace

Result<std::size_t> for_each_report(std::string_view json_lines, const std::string& name,
                                    const std::function<void(simdjson::dom::element line, const Report& report)>& use) {
    simdjson::dom::parser parser;
    std::size_t number = 0;
    while (!json_lines.empty()) {
        const std::size_t end = std::min(json_lines.find('\n'), json_lines.size());
        const std::string_view line = json_lines.substr(0, end);
        json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        simdjson::dom::element element;
        if (parser.parse(line.data(), line.size()).get(element) != simdjson::SUCCESS)
            return fail({ErrorKind::malformed, name, "line " + std::to_string(number), "expected a JSON object", ""});
        const auto report = report_of(element, name, number);
        if (!report) return fail(report.error());
        use(element, *report);
    }
    return number;
}

bool read_span(simdjson::dom::element item, Span& span) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    if (item["span"].at(0).get(begin) != simdjson::SUCCESS || item["span"].at(1).get(end) != simdjson::SUCCESS)
        return false;
    if (begin > end || end > 0xFFFFFFFF) return false;
    span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    return true;
}

}  // namespace px
