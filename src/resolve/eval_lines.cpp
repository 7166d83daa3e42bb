#include "resolve/eval_lines.hpp"

#include <simdjson.h>

#include <algorithm>

namespace px {
namespace {

using simdjson::dom::element;

Result<Report> report_of(element line, const std::string& name, std::size_t number) {
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

std::optional<Span> span_of(element item) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    if (item["span"].at(0).get(begin) != simdjson::SUCCESS || item["span"].at(1).get(end) != simdjson::SUCCESS)
        return std::nullopt;
    if (begin > end || end > 0xFFFFFFFF) return std::nullopt;
    return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void read_items(element line, std::string_view list, AnnotatedReport& into) {
    simdjson::dom::array items;
    if (line[list].get(items) != simdjson::SUCCESS) return;
    into.annotated = true;
    for (const element item : items) {
        const std::optional<Span> span = span_of(item);
        if (!span) continue;
        Annotated& annotated = into.items.emplace_back();
        annotated.span = *span;
        for (const auto& [key, value] : simdjson::dom::object(item)) {
            std::string_view text;
            double number = 0;
            if (value.get(text) == simdjson::SUCCESS)
                annotated.texts.emplace(key, text);
            else if (value.get(number) == simdjson::SUCCESS)
                annotated.numbers.emplace(key, number);
        }
    }
}

template <typename Members>
auto member_of(const Members& members, std::string_view name) {
    const auto found = members.find(name);
    return found == members.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<std::string> Annotated::text(std::string_view member) const { return member_of(texts, member); }

std::optional<double> Annotated::number(std::string_view member) const { return member_of(numbers, member); }

Result<std::size_t> for_each_report(std::string_view json_lines, const std::string& name, std::string_view list,
                                    const std::function<void(const AnnotatedReport& line)>& use) {
    simdjson::dom::parser parser;
    std::size_t number = 0;
    while (!json_lines.empty()) {
        const std::size_t end = std::min(json_lines.find('\n'), json_lines.size());
        const std::string_view line = json_lines.substr(0, end);
        json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        element parsed;
        if (parser.parse(line.data(), line.size()).get(parsed) != simdjson::SUCCESS)
            return fail({ErrorKind::malformed, name, "line " + std::to_string(number), "expected a JSON object", ""});
        Result<Report> report = report_of(parsed, name, number);
        if (!report) return fail(report.error());
        AnnotatedReport annotated;
        annotated.report = std::move(*report);
        read_items(parsed, list, annotated);
        use(annotated);
    }
    return number;
}

}  // namespace px
