#include "read/field_map.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "read/paragraphs.hpp"
#include "read/tables.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// How columns and members are commonly called: the field, and its names in order of preference, folded, without blanks
/// and marks. English, then German, French, Spanish, Portuguese and Italian.
struct CommonNames {
    std::string_view field;
    std::string_view names;
};

constexpr std::array<CommonNames, 12> common_names = {{
    {"text",
     "text body fulltext articlebody bodytext content articletext articlecontent maintext storytext storybody newstext "
     "cleantext plaintext rawtext contents article volltext inhalt "
     "artikeltext texte contenu texto contenido cuerpo conteudo testo contenuto"},
    {"html", "html bodyhtml contenthtml"},
    {"title",
     "title headline header heading articletitle newstitle webtitle hed titel uberschrift schlagzeile titre titulo "
     "titular "
     "titolo"},
    {"date",
     "date published publishedat publicationdate datepublished pubdate publishdate publishedtime publicationtime "
     "publishedon publisheddate datepublish pubdateiso publishedatutc firstpublished versioncreated datetime timestamp "
     "datum erscheinungsdatum veroffentlicht fecha publie publicado webpublicationdate created createdat "
     "seendate"},
    {"updated", "updated updatedat datemodified modified lastmodified updatedon"},
    {"outlet",
     "outlet publisher publication publicationname source sourcename newspaper outletname medianame mediaoutlet site "
     "sitename website domain sourcedomain quelle medium "
     "zeitung fuente medio fonte journal account origin channel feedtitle"},
    {"agency", "agency newsagency agentur agence agencia"},
    {"section", "section sectionname category ressort rubrik rubrique seccion"},
    {"url", "url link weburl articleurl pageurl permalink"},
    {"lang", "lang language sprache langue idioma lingua"},
    {"authors", "authors author byline by writer reporter autor autoren autorin auteur auteurs autores autore"},
    {"id", "id articleid"},
}};

std::string plain_name(std::string_view column) {
    std::string name = fold_name(column);
    std::erase_if(name, [](char c) { return std::string_view(" _-.()/").find(c) != std::string_view::npos; });
    return name;
}

constexpr std::size_t few_words = 5;     // of a value that is no text: an id, a kind
constexpr std::size_t prose_words = 20;  // of a value that may be one

}  // namespace

bool is_enough_for_text(std::size_t words) { return words >= few_words; }

bool is_text_field(std::string_view field) { return field == "text" || field == "html"; }

std::size_t words_of_prose(std::string_view value, std::string_view field) {
    constexpr std::size_t looked_at = 2'000;  // bytes
    value = trim(value).substr(0, looked_at);
    if (value.empty() || value.starts_with("http") || value.starts_with('{') || value.starts_with('[')) return 0;
    const bool has_sentence = ends_sentence(value) || value.find(". ") != std::string_view::npos;
    if (!is_text_field(field) && !has_sentence) return 0;
    const std::size_t words = split_list(fold_blanks(value), ' ').size();
    constexpr std::size_t bytes_a_word = 6;  // in scripts that part no words
    const bool parts_words = words >= few_words || static_cast<unsigned char>(value[0]) < 0xE0;
    return parts_words ? words : value.size() / bytes_a_word;
}

std::optional<std::size_t> settle_text(std::vector<std::string>& fields, const std::vector<std::size_t>& words,
                                       const FieldMap& map) {
    if (map.contains("text") || map.contains("html")) return std::nullopt;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (is_text_field(fields[i]) && is_enough_for_text(words[i])) return std::nullopt;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].empty() && words[i] >= prose_words && (!best || words[i] > words[*best])) best = i;
    if (!best) return std::nullopt;
    for (std::string& field : fields)
        if (is_text_field(field)) field.clear();
    fields[*best] = "text";
    return best;
}

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
    std::vector<std::string> plain;
    for (const std::string& column : columns) plain.push_back(plain_name(column));
    for (const CommonNames& common : common_names) {
        if (map.contains(common.field)) continue;
        for (const std::string_view name : split_list(common.names, ' '))
            for (std::size_t i = 0; i < columns.size(); ++i)
                if (plain[i] == name) claim(i, common.field);
    }
    return fields;
}

}  // namespace px
