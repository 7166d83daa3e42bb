#include "read/field_map.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

struct CommonName {
    std::string_view column;  // lower case, without blanks, hyphens and underscores
    std::string_view field;
};

/// In order of preference: of two columns for one field the one that stands first here wins.
constexpr std::array<CommonName, 45> common_names = {{
    {"text", "text"},
    {"body", "text"},
    {"fulltext", "text"},
    {"articlebody", "text"},
    {"bodytext", "text"},
    {"content", "text"},
    {"articletext", "text"},
    {"maintext", "text"},
    {"html", "html"},
    {"title", "title"},
    {"headline", "title"},
    {"header", "title"},
    {"date", "date"},
    {"published", "date"},
    {"publishedat", "date"},
    {"publicationdate", "date"},
    {"datepublished", "date"},
    {"pubdate", "date"},
    {"publishdate", "date"},
    {"publishedtime", "date"},
    {"publicationtime", "date"},
    {"datetime", "date"},
    {"updated", "updated"},
    {"updatedat", "updated"},
    {"datemodified", "updated"},
    {"modified", "updated"},
    {"outlet", "outlet"},
    {"publisher", "outlet"},
    {"publication", "outlet"},
    {"source", "outlet"},
    {"sourcename", "outlet"},
    {"newspaper", "outlet"},
    {"agency", "agency"},
    {"section", "section"},
    {"sectionname", "section"},
    {"category", "section"},
    {"url", "url"},
    {"link", "url"},
    {"lang", "lang"},
    {"language", "lang"},
    {"authors", "authors"},
    {"author", "authors"},
    {"byline", "authors"},
    {"id", "id"},
    {"articleid", "id"},
}};

std::string plain_name(std::string_view column) {
    std::string name = lower_ascii(column);
    std::erase_if(name, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '.'; });
    return name;
}

}  // namespace

const std::vector<std::string>& field_names() {
    static const std::vector<std::string> names = {"id",     "text",   "html",    "title", "date", "updated",
                                                   "outlet", "agency", "section", "url",   "lang", "authors"};
    return names;
}

Result<FieldMap> parse_field_map(std::string_view text) {
    FieldMap map;
    for (const std::string_view part : split_list(text, ',')) {
        const std::size_t equals = part.find('=');
        const std::string field(trim(part.substr(0, equals)));
        const std::string name(equals == std::string_view::npos ? "" : trim(part.substr(equals + 1)));
        const auto& known = field_names();
        if (name.empty() || std::find(known.begin(), known.end(), field) == known.end()) {
            std::string all;
            for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
            return fail({ErrorKind::usage, "", "", "'" + std::string(part) + "' does not map a field",
                         "expected FIELD=NAME with one of " + all});
        }
        map[field] = name;
    }
    return map;
}

std::vector<std::string> fields_of_columns(const std::vector<std::string>& columns, const FieldMap& map) {
    std::vector<std::string> fields(columns.size());
    const auto claim = [&](std::size_t column, std::string_view field) {
        if (fields[column].empty() && std::find(fields.begin(), fields.end(), field) == fields.end())
            fields[column] = field;
    };
    for (const auto& [field, name] : map)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i] == name) claim(i, field);
    for (const CommonName& common : common_names) {
        if (map.contains(common.field)) continue;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (plain_name(columns[i]) == common.column) claim(i, common.field);
    }
    return fields;
}

}  // namespace px
