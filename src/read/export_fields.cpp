#include "read/export_fields.hpp"

#include <re2/re2.h>

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
    if (paragraph == "Body") return {ExportRole::body, paragraph.size(), false};
    if (const std::string line = lower_ascii(paragraph.substr(0, longest_label)); line == "end of document")
        return {ExportRole::other, paragraph.size(), true};
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

namespace {

/// Factiva's form without codes: "Ghana recalls envoy", "By Kwame Boadu", "312 words", "14 March 2024", "09:30", "The
/// Volta Times", "VOLTAT", "English", "(c) 2024 …", the text, "Document VOLTAT0020240314ek3e00001". Empty if the
/// paragraphs have another form.
std::vector<ExportField> fields_by_place(const std::vector<std::string_view>& paragraphs) {
    constexpr std::size_t longest_head = 20;  // paragraphs
    static const RE2 count(R"(\d[\d,.]* words)");
    static const RE2 clock(R"(\d{1,2}:\d{2}.{0,12})");
    static const RE2 end("Document [A-Z][A-Za-z0-9]{15,}");
    const auto matches = [](std::string_view line, const RE2& pattern) {
        return RE2::FullMatch(re2::StringPiece(line.data(), line.size()), pattern);
    };
    const auto head_end = paragraphs.begin() + static_cast<std::ptrdiff_t>(std::min(longest_head, paragraphs.size()));
    const auto words_at = std::find_if(paragraphs.begin(), head_end, [&](auto line) { return matches(line, count); });
    if (words_at == paragraphs.begin() || words_at == head_end) return {};
    const auto rights = std::find_if(words_at, head_end, [](std::string_view line) {
        return line.starts_with("(c)") || line.starts_with("\xC2\xA9") || line.starts_with("Copyright");
    });
    const auto last = std::find_if(rights, paragraphs.end(), [&](auto line) { return matches(line, end); });
    if (rights == head_end || last == paragraphs.end()) return {};
    std::vector<ExportField> fields(paragraphs.size());
    const auto at = [&](auto place) -> ExportField& {
        return fields[static_cast<std::size_t>(place - paragraphs.begin())];
    };
    const bool has_byline = words_at - paragraphs.begin() > 1 && lower_ascii((words_at - 1)->substr(0, 3)) == "by ";
    for (auto place = paragraphs.begin(); place != rights + 1; ++place) at(place) = {ExportRole::other, 0, true};
    at(words_at - (has_byline ? 2 : 1)).role = ExportRole::title;
    if (has_byline) at(words_at - 1).role = ExportRole::authors;
    auto next = words_at + 1;
    if (next < rights) at(next++).role = ExportRole::date;
    if (next < rights && matches(*next, clock)) ++next;
    if (next < rights) at(next).role = ExportRole::outlet;
    if (rights + 1 != last) at(rights + 1) = {ExportRole::body, 0, true};
    for (auto place = last; place != paragraphs.end(); ++place) at(place) = {ExportRole::other, 0, true};
    return fields;
}

}  // namespace

std::vector<ExportField> export_fields(const std::vector<std::string_view>& paragraphs) {
    const bool has_codes = std::any_of(paragraphs.begin(), paragraphs.end(), [](std::string_view paragraph) {
        return paragraph.starts_with("HD") && export_field(paragraph, true).role == ExportRole::title;
    });
    std::vector<ExportField> fields = fields_by_place(paragraphs);
    if (!fields.empty()) return fields;
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
