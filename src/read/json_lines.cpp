#include "read/json_lines.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <map>

#include "base/tsv.hpp"
#include "read/fields.hpp"
#include "read/json_members.hpp"
#include "text/clip.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

Error malformed(const std::string& source, std::string what) {
    return {ErrorKind::malformed, source, "", std::move(what), ""};
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

/// What programs put into an object of its own: {"rendered": "<p>…"}, {"main": "Talks fail"}, {"name": "Lake Watch"},
/// {"username": "lw", "display_name": "Lake Watch"}.
std::optional<std::string> words_of_object(const simdjson::dom::element& value) {
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return std::nullopt;
    for (const std::string_view name :
         {"rendered", "main", "name", "original", "value", "display_name", "content", "title"})
        if (simdjson::dom::element inner; object[name].get(inner) == simdjson::SUCCESS && inner.is_string())
            return json_text(inner);
    return std::nullopt;
}

/// A number, an address or a code under the name "article" tells which article it is, and is not its text.
bool only_refers(std::string_view name, const simdjson::dom::element& value) {
    constexpr std::size_t least_words = 3;
    if (lower_ascii(name) != "article" || value.is_array()) return false;
    const std::optional<std::string> words = value.is_object() ? words_of_object(value) : json_text(value);
    return !words || split_list(fold_blanks(*words), ' ').size() < least_words;
}

/// A string or a number, the strings of a list as paragraphs, or what stands in an object of its own. In lists of
/// strings and objects (Telegram) both are stretches of one text.
std::optional<std::string> words_of(const simdjson::dom::element& value) {
    if (value.is_object()) return words_of_object(value);
    simdjson::dom::array list;
    if (value.get(list) != simdjson::SUCCESS) return json_text(value);
    bool has_objects = false;
    for (const simdjson::dom::element part : list) has_objects = has_objects || part.is_object();
    std::string text;
    for (const simdjson::dom::element part : list) {
        simdjson::dom::object stretch;
        std::optional<std::string> words = json_text(part);
        if (part.get(stretch) == simdjson::SUCCESS) words = json_member(stretch, "text");
        if (!words) return std::nullopt;
        text += (text.empty() || has_objects ? "" : "\n\n") + *words;
    }
    return text;
}

/// Which member holds which field, by names that are common ("Headline", "pub_date"), and the text by what stands in
/// the members, if no name that says so holds any.
std::map<std::string, std::string> common_members(const simdjson::dom::object& object, const FieldMap& map) {
    constexpr std::size_t most_members = 1'000;
    std::vector<std::string> names;
    std::vector<simdjson::dom::element> values;
    for (const auto [name, value] : object) {
        if (names.size() == most_members) break;
        if (value.is_null() || (value.is_object() && !words_of_object(value)) || only_refers(name, value)) continue;
        names.emplace_back(name);
        values.push_back(value);
    }
    std::vector<std::string> fields = fields_of_columns(names, map);
    std::vector<std::size_t> words(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        if (is_text_field(fields[i])) words[i] = words_of_prose(words_of(values[i]).value_or(""), fields[i]);
    if (std::ranges::none_of(words, is_enough_for_text)) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (fields[i].empty() && values[i].is_string())
                words[i] = words_of_prose(words_of(values[i]).value_or(""), fields[i]);
        (void)settle_text(fields, words, map);
    }
    std::map<std::string, std::string> members;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!fields[i].empty()) members.emplace(fields[i], names[i]);
    return members;
}

}  // namespace

TextSigns text_signs(const simdjson::dom::object& object, const FieldMap& map) {
    const std::map<std::string, std::string> members = common_members(object, map);
    const auto words_in = [&](const std::string& field) {
        const auto mapped = map.find(field);
        const auto guess = members.find(field);
        if (mapped == map.end() && guess == members.end()) return std::string();
        const auto found = member(object, mapped != map.end() ? mapped->second : guess->second);
        return fold_blanks(found ? words_of(*found).value_or("") : "");
    };
    TextSigns signs;
    for (const std::string field : {"text", "html"}) {
        const std::string words = words_in(field);
        if (signs.words != 0 || words.empty()) continue;
        signs.words = 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
        const auto mapped = map.find(field);
        signs.member = mapped != map.end() ? mapped->second : members.at(field);
        signs.begin = clipped(words, 60);
    }
    signs.has_title = !words_in("title").empty();
    signs.has_date = !words_in("date").empty();
    signs.has_author = !words_in("authors").empty();
    return signs;
}

Result<Report> read_json_line(std::string_view line, std::string source, const ReadOptions& options) {
    if (line.size() > size_limit) return fail(malformed(source, "the line is larger than the size limit"));
    if (trim(line).empty()) return fail({ErrorKind::empty, source, "", "the line is empty", ""});
    simdjson::dom::parser parser;
    simdjson::dom::element document;
    if (const auto error = parser.parse(simdjson::padded_string(line)).get(document); error != simdjson::SUCCESS)
        return fail(malformed(source, fmt::format("expected one JSON object: {}", simdjson::error_message(error))));
    simdjson::dom::object object;
    if (document.get(object) != simdjson::SUCCESS) return fail(malformed(source, "expected a JSON object"));

    ReportFields fields;
    const std::map<std::string, std::string> guessed = common_members(object, options.fields);
    for (const std::string& field : field_names()) {
        const auto mapped = options.fields.find(field);
        const auto guess = guessed.find(field);
        const std::string& name = mapped != options.fields.end() ? mapped->second
                                  : guess != guessed.end()       ? guess->second
                                                                 : field;
        const auto found = member(object, name);
        if (!found || found->is_null()) continue;
        if (field == "authors") {
            const std::optional<std::string> whole = words_of_object(*found);  // {"original": "By Ann Lee"}
            if (whole) set_field(fields, field, *whole);
            for (const std::string& author : json_names(*found))
                if (!whole) set_field(fields, field, author);
            continue;
        }
        std::optional<std::string> value = words_of(*found);
        if (!value && guess != guessed.end() && name != field) continue;
        if (!value) return fail(malformed(source, fmt::format("the field \"{}\" is no string", name)));
        set_field(fields, field, std::move(*value));
    }
    return report_from_fields(line, std::move(fields), std::move(source), options);
}

}  // namespace px
