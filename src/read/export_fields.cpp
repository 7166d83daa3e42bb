#include "read/export_fields.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/tsv.hpp"
#include "read/tables.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

struct Labels {
    ExportRole role;
    std::string_view names;  // parted by bars
};

/// Before a colon; the words of the three archives' own forms.
constexpr std::array<Labels, 6> words = {{
    {ExportRole::title, "headline|title"},
    {ExportRole::authors, "byline|author|authors"},
    {ExportRole::date, "publication date|date|published"},
    {ExportRole::outlet, "source|publication|publication title|newspaper|publication info"},
    {ExportRole::body, "body|full text"},
    {ExportRole::other,
     "section|length|dateline|location|people|company|company / organization|abstract|links|volume|issue|first page|"
     "pages|publisher|graphic|correction|edition|series|type|highlight|geographic|industry|person|organization|ticker|"
     "url|category"},
}};

/// Before a colon, of those that stand only below a text.
constexpr std::array<Labels, 2> closing_words = {{
    {ExportRole::date, "load-date"},
    {ExportRole::other,
     "language|publication-type|publication type|document type|source type|subject|copyright|last updated|database|"
     "document url|issn|proquest document id|place of publication|country of publication|publication year|"
     "correction-date|classification|identifier / keyword|document-type|journal-code"},
}};

/// Factiva's codes.
constexpr std::array<Labels, 6> codes = {{
    {ExportRole::title, "HD"},
    {ExportRole::authors, "BY"},
    {ExportRole::date, "PD"},
    {ExportRole::outlet, "SN"},
    {ExportRole::body, "LP|TD"},
    {ExportRole::other, "SE|CR|WC|ET|SC|ED|PG|VOL|LA|CY|CX|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN|CT|RF|CLM"},
}};

ExportRole role_of(std::span<const Labels> labels, std::string_view label) {
    for (const Labels& one : labels)
        for (const std::string_view name : split_list(one.names, '|'))
            if (name == label) return one.role;
    return ExportRole::none;
}

}  // namespace

ExportField export_field(std::string_view paragraph, bool has_codes) {
    constexpr std::size_t longest_label = 30;
    const std::string_view head = paragraph.substr(0, longest_label);
    if (const std::size_t gap = std::min(head.find_first_of(" \t\r\n"), head.size()); gap == 2 || gap == 3)
        if (const ExportRole role = role_of(codes, head.substr(0, gap)); role != ExportRole::none) {
            const std::size_t value = std::min(paragraph.find_first_not_of(" \t\r\n", gap), paragraph.size());
            const bool one_blank = value == gap + 1 && head[gap] == ' ' && value < paragraph.size();
            if (has_codes || !one_blank) return {role, value, true};
        }
    const std::size_t colon = head.find(':');
    if (colon == std::string_view::npos || colon == 0) return {};
    const std::string label = lower_ascii(trim(head.substr(0, colon)));
    const std::size_t value = std::min(paragraph.find_first_not_of(" \t\r\n", colon + 1), paragraph.size());
    if (const ExportRole role = role_of(closing_words, label); role != ExportRole::none) return {role, value, true};
    return {role_of(words, label), value, false};
}

std::vector<ExportField> export_fields(const std::vector<std::string_view>& paragraphs) {
    const bool has_codes = std::any_of(paragraphs.begin(), paragraphs.end(), [](std::string_view paragraph) {
        return paragraph.starts_with("HD") && export_field(paragraph, true).role == ExportRole::title;
    });
    std::vector<ExportField> fields;
    fields.reserve(paragraphs.size());
    for (const std::string_view paragraph : paragraphs) fields.push_back(export_field(paragraph, has_codes));
    return fields;
}

bool is_export(const std::vector<std::string_view>& paragraphs) {
    std::size_t bodies = 0;
    std::size_t others = 0;
    for (const ExportField& field : export_fields(paragraphs)) {
        if (field.role == ExportRole::body)
            ++bodies;
        else if (field.role != ExportRole::none)
            ++others;
    }
    return bodies > 0 && others >= 3;
}

std::vector<std::string> authors_of_export(std::string_view value) {
    for (const std::string_view by : {"By ", "BY ", "by "})
        if (value.starts_with(by)) value.remove_prefix(by.size());
    std::vector<std::string> authors;
    for (const std::string_view part : split_list(value, ';')) {
        const std::size_t comma = part.find(',');
        const bool turned = comma != std::string_view::npos && part.find(',', comma + 1) == std::string_view::npos &&
                            trim(part.substr(0, comma)).find(' ') == std::string_view::npos;
        std::string name(trim(part));
        if (turned) name = std::string(trim(part.substr(comma + 1))) + ' ' + std::string(trim(part.substr(0, comma)));
        for (std::string& author : split_authors(name)) authors.push_back(std::move(author));
    }
    return authors;
}

}  // namespace px
