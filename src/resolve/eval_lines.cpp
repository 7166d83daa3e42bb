#include "resolve/eval_lines.hpp"

#include <simdjson.h>

#include <utility>

#include "base/each_json_line.hpp"

namespace px {
namespace {

using simdjson::dom::element;

std::optional<Report> report_of(element line, std::size_t number) {
    std::string_view text;
    if (line["text"].get(text) != simdjson::SUCCESS) return std::nullopt;
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
    std::size_t lines = 0;
    const auto done = each_json_line(json_lines, name, " with \"text\"", [&](element line, std::size_t number) {
        std::optional<Report> report = report_of(line, number);
        if (!report) return false;
        AnnotatedReport annotated;
        annotated.report = std::move(*report);
        read_items(line, list, annotated);
        use(annotated);
        ++lines;
        return true;
    });
    if (!done) return fail(done.error());
    return lines;
}

}  // namespace px
