#include "relate/eval_json.hpp"

#include <simdjson.h>

#include <utility>

namespace px {

std::string text_of(simdjson::dom::element object, const char* key) {
    std::string_view value;
    return object[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

Report report_of_json(simdjson::dom::element document, std::string text) {
    Report report;
    report.id = text_of(document, "id");
    report.source = report.id;
    report.outlet = text_of(document, "outlet");
    report.language = "en";
    report.published = PublicationTime::parse(text_of(document, "date"), "date");
    report.text = std::move(text);
    const std::string title = text_of(document, "title");
    for (std::size_t begin = 0; begin < report.text.size();) {
        std::size_t end = report.text.find('\n', begin);
        if (end == std::string::npos) end = report.text.size();
        const std::string_view line = std::string_view(report.text).substr(begin, end - begin);
        const bool headline = report.blocks.empty() && !title.empty() && line == title;
        if (line.find_first_not_of(" \t\r") != std::string_view::npos)
            report.blocks.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                                     headline ? BlockKind::headline : BlockKind::paragraph,
                                     LeftOut::none,
                                     {}});
        begin = end + 1;
    }
    return report;
}

}  // namespace px
