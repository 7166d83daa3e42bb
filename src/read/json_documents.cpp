#include "read/json_documents.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/json_writer.hpp"
#include "base/tsv.hpp"
#include "read/json_lines.hpp"
#include "read/json_members.hpp"
#include "read/markup_text.hpp"

namespace px {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string first_of(const object& from, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (std::string text = json_member(from, name); !text.empty()) return text;
    return {};
}

/// ninjs writes its names in small letters up to version 2 ("versioncreated") and in camel case since
/// ("versionCreated").
bool ninjs_member(const object& from, std::string_view name, element& value) {
    return from.at_key_case_insensitive(name).get(value) == simdjson::SUCCESS;
}
std::string ninjs_text(const object& from, std::initializer_list<std::string_view> names) {
    element value;
    for (const std::string_view name : names)
        if (ninjs_member(from, name, value))
            if (std::string text = json_text(value).value_or(""); !text.empty()) return text;
    return {};
}
std::string ninjs_name(const object& from, std::initializer_list<std::string_view> members) {
    element value;
    for (const std::string_view member : members)
        if (ninjs_member(from, member, value))
            if (const auto names = json_names(value); !names.empty()) return names.front();
    return {};
}

/// Since version 2 a list of {"role", "contenttype", "value"} stands for each kind of text; version 1 has one text.
std::vector<object> ninjs_list(const object& from, std::string_view name) {
    std::vector<object> found;
    element value;
    array list;
    if (!ninjs_member(from, name, value) || value.get(list) != simdjson::SUCCESS) return found;
    for (const element one : list)
        if (object part; one.get(part) == simdjson::SUCCESS) found.push_back(part);
    return found;
}
std::string ninjs_first(const object& from, std::string_view plain, std::string_view list) {
    std::string text = ninjs_text(from, {plain});
    for (const object& one : ninjs_list(from, list))
        if (text.empty()) text = ninjs_text(one, {"value"});
    return text;
}

void take_ninjs_bodies(const object& from, ReportFields& fields) {
    fields.text = ninjs_text(from, {"body_text", "bodytext"});
    fields.html = ninjs_text(from, {"body_xhtml", "body_html", "bodyxhtml", "bodyhtml"});
    for (const object& body : ninjs_list(from, "bodies")) {
        const std::string value = ninjs_text(body, {"value"});
        const bool is_page = ninjs_text(body, {"contenttype"}).find("html") != std::string::npos || holds_markup(value);
        std::string& place = is_page ? fields.html : fields.text;
        if (place.empty()) place = value;
    }
}

bool is_ninjs(const object& from) {
    element ignored;
    if (!ninjs_member(from, "uri", ignored)) return false;
    static constexpr std::array<std::string_view, 7> telling = {"body_text", "body_xhtml", "body_html",     "bodies",
                                                                "headline",  "headlines",  "versioncreated"};
    return std::any_of(telling.begin(), telling.end(),
                       [&](std::string_view name) { return ninjs_member(from, name, ignored); });
}

/// Nothing for news that its agency took back.
std::optional<ReportFields> fields_of_ninjs(const object& from) {
    const std::string status = ninjs_text(from, {"pubstatus"});
    if (status == "canceled" || status == "withheld") return std::nullopt;
    ReportFields fields;
    fields.id = ninjs_text(from, {"uri"});
    fields.title = html_words(ninjs_first(from, "headline", "headlines"));
    take_ninjs_bodies(from, fields);
    fields.date = ninjs_text(from, {"firstcreated", "contentcreated", "versioncreated"});
    fields.updated = ninjs_text(from, {"versioncreated"});
    if (fields.updated == fields.date) fields.updated.clear();
    fields.language = ninjs_text(from, {"language"});
    fields.url = ninjs_text(from, {"webcanonical", "canonicalurl", "url", "link"});
    std::string byline = ninjs_first(from, "byline", "bylines");
    if (byline.empty()) byline = ninjs_text(from, {"by"});
    if (byline.starts_with("By ")) byline.erase(0, 3);
    if (!byline.empty()) fields.authors = split_authors(byline);
    fields.outlet = ninjs_name(from, {"provider", "copyrightholder"});
    fields.agency = ninjs_name(from, {"infosources", "infosource"});
    return fields;
}

/// The names in a list of objects with "name", or in one such object.
std::vector<std::string> names_in(const object& from, std::string_view member) {
    element value;
    if (from[member].get(value) != simdjson::SUCCESS) return {};
    return json_names(value);
}

ReportFields fields_of_feed_item(const object& from, const std::string& outlet, const std::string& language) {
    ReportFields fields;
    fields.id = json_member(from, "id");
    fields.title = html_words(json_member(from, "title"));
    fields.html = json_member(from, "content_html");
    fields.text = json_member(from, "content_text");
    if (fields.text.empty() && fields.html.empty()) {
        fields.text = json_member(from, "summary");
        fields.truncated = true;
    }
    fields.url = first_of(from, {"url", "external_url"});
    fields.date = json_member(from, "date_published");
    fields.updated = json_member(from, "date_modified");
    fields.language = first_of(from, {"language"});
    if (fields.language.empty()) fields.language = language;
    fields.authors = names_in(from, "authors");
    if (fields.authors.empty()) fields.authors = names_in(from, "author");
    fields.outlet = outlet;
    return fields;
}

/// What services wrap around each report: {"type": "Create", "object": {…}}, {"webTitle": …, "fields": {…}}.
constexpr std::array<std::string_view, 9> wrappers = {"fields", "_source", "object", "attributes", "article",
                                                      "status", "post",    "story",  "item"};

std::string quoted(std::string_view words) {
    JsonWriter json;
    json.value(words);
    return std::move(json).str();
}

/// The report of an element of a list, as JSON of one level: the members of the object that holds the text and, where
/// it has none of that name, those of the objects around it. Empty if there is no text.
std::string report_in(const element& value, const FieldMap& map) {
    std::vector<object> layers;
    object layer;
    for (element at = value; layers.size() <= wrappers.size() && at.get(layer) == simdjson::SUCCESS;) {
        layers.push_back(layer);
        if (holds_text(layer, map)) {
            if (layers.size() == 1) return simdjson::minify(value);
            std::set<std::string_view> seen;
            std::string json;
            for (std::size_t i = layers.size(); i-- > 0;)
                for (const auto [name, member] : layers[i])
                    if (seen.insert(name).second)
                        json += (json.empty() ? "{" : ",") + quoted(name) + ":" + std::string(simdjson::minify(member));
            return json + "}";
        }
        const auto inner = std::ranges::find_if(wrappers, [&](std::string_view name) {
            element found;
            return layer[name].get(found) == simdjson::SUCCESS && found.is_object();
        });
        if (inner == wrappers.end() || layer[*inner].get(at) != simdjson::SUCCESS) break;
    }
    return {};
}

/// The list in which services deliver reports ({"status": "ok", "articles": […]}), and who delivers them.
struct Envelope {
    array reports;
    std::size_t found = 0;  // reports among its first elements; 0: there is no such list
    std::string from;
};

/// Looks for the list with the most reports in an object and the objects inside it.
void find_envelope(const object& inside, const FieldMap& map, int depth, Envelope& best) {
    constexpr int deepest = 4;
    constexpr std::size_t looked_at = 20;  // elements of each list
    if (depth >= deepest) return;
    for (const auto [name, value] : inside) {
        object deeper;
        array list;
        if (value.get(deeper) == simdjson::SUCCESS) find_envelope(deeper, map, depth + 1, best);
        if (value.get(list) != simdjson::SUCCESS) continue;
        std::size_t found = 0;
        std::size_t seen = 0;
        for (const element one : list) {
            if (++seen > looked_at) break;
            if (one.is_object() && !report_in(one, map).empty()) ++found;
        }
        if (found > best.found) best = {list, found, first_of(inside, {"name"})};
    }
}

/// Collects the items of one document.
class Collector {
  public:
    Collector(std::string name, const FieldMap& map) : name_(std::move(name)), map_(map) {}

    void take(const element& value, bool in_list) {
        array list;
        object one;
        if (!in_list && value.get(list) == simdjson::SUCCESS) {
            for (const element inside : list) take(inside, true);
        } else if (value.get(one) == simdjson::SUCCESS) {
            take_object(one, value);
        } else {
            refuse("expected an object");
        }
    }
    void refuse(std::string what) {
        Item& item = add();
        item.form = Item::Form::nothing;
        item.error = Error{ErrorKind::malformed, name_, "", std::move(what), "it is counted as unreadable"};
    }
    std::vector<Item> finish() {
        if (items_.empty()) refuse("the JSON holds no report");
        if (items_.size() == 1) items_.front().source = name_;
        return std::move(items_);
    }

  private:
    Item& add() {
        items_.emplace_back();
        items_.back().source = fmt::format("{}#{}", name_, items_.size());
        return items_.back();
    }
    void add_fields(ReportFields fields) {
        Item& item = add();
        item.form = Item::Form::fields;
        item.bytes = identity_of(fields);
        item.fields = std::move(fields);
    }

    void take_object(const object& one, const element& value) {
        array list;
        if (json_member(one, "version").find("jsonfeed.org") != std::string::npos &&
            one["items"].get(list) == simdjson::SUCCESS) {
            for (const element inside : list) {
                object item;
                if (inside.get(item) == simdjson::SUCCESS)
                    add_fields(fields_of_feed_item(item, json_member(one, "title"), json_member(one, "language")));
            }
        } else if (is_ninjs(one)) {
            if (auto fields = fields_of_ninjs(one)) add_fields(std::move(*fields));
        } else {
            take_other(one, value);
        }
    }

    /// An object with a text, a list of such inside it, or neither: then it is told that there is none.
    void take_other(const object& one, const element& value) {
        std::string report = report_in(value, map_);
        Envelope envelope;
        if (report.empty()) find_envelope(one, map_, 0, envelope);
        if (envelope.found == 0) {
            add_line(report.empty() ? std::string(simdjson::minify(value)) : std::move(report));
            return;
        }
        for (const element inside : envelope.reports) {
            std::string inner = report_in(inside, map_);
            add_line(inner.empty() ? std::string(simdjson::minify(inside)) : std::move(inner));
            items_.back().fields.outlet = envelope.from;
        }
    }
    void add_line(std::string json) {
        Item& item = add();
        item.form = Item::Form::json_line;
        item.bytes = std::move(json);
    }

    std::string name_;
    const FieldMap& map_;
    std::vector<Item> items_;
};

}  // namespace

std::vector<Item> items_of_json(std::string_view json, const std::string& name, const FieldMap& map) {
    Collector collector(name, map);
    if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);
    simdjson::dom::parser parser;
    element document;
    if (const auto error = parser.parse(simdjson::padded_string(json)).get(document); error != simdjson::SUCCESS)
        collector.refuse(fmt::format("expected JSON: {}", simdjson::error_message(error)));
    else
        collector.take(document, false);
    return collector.finish();
}

}  // namespace px
