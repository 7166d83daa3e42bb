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
#include "text/clip.hpp"
#include "text/utf8.hpp"

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
        if (text_signs(layer, map).words > 0) {
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

/// One of the lists in which services deliver reports ({"status": "ok", "articles": […]}).
struct ReportList {
    array reports;
    std::string name;        // of the member
    std::string from;        // who delivers them, if the object around it says so
    std::size_t titled = 0;  // texts with a title, and texts, and their words, among its first elements
    std::size_t texts = 0;
    std::size_t words = 0;
    std::set<std::string_view> members;  // of these
};

/// The innermost object of an element that holds a text, as report_in takes it: what it says of itself.
TextSigns signs_in(const element& value, const FieldMap& map) {
    simdjson::dom::parser parser;
    element inner;
    object one;
    const std::string json = report_in(value, map);
    if (json.empty() || parser.parse(json).get(inner) != simdjson::SUCCESS || inner.get(one) != simdjson::SUCCESS)
        return {};
    return text_signs(one, map);
}

ReportList look_at_list(const array& list, const FieldMap& map) {
    constexpr std::size_t looked_at = 20;  // elements
    ReportList seen;
    seen.reports = list;
    std::size_t count = 0;
    for (const element one : list) {
        object members;
        if (++count > looked_at) break;
        if (one.get(members) != simdjson::SUCCESS) continue;
        const TextSigns signs = signs_in(one, map);
        if (signs.words == 0) continue;
        ++seen.texts;
        seen.titled += signs.has_title ? 1 : 0;
        seen.words += signs.words;
        for (const auto [name, member] : members) seen.members.insert(name);
    }
    return seen;
}

/// Does an element of a list of this name name a part of an outlet ("World") rather than an outlet?
bool lists_sections(std::string_view name) {
    const std::string low = lower_ascii(name);
    static constexpr std::array<std::string_view, 7> parts = {"section", "categor", "topic", "tag",
                                                              "folder",  "desk",    "group"};
    return std::ranges::any_of(parts, [&](std::string_view part) { return low.find(part) != std::string::npos; });
}

/// Does an element of a list of this name stand beside a report rather than in it: what readers wrote, other reports?
bool lists_asides(std::string_view name) {
    const std::string low = lower_ascii(name);
    static constexpr std::array<std::string_view, 6> asides = {"comment", "related", "repl", "similar", "recommend",
                                                               "see_also"};
    return std::ranges::any_of(asides, [&](std::string_view aside) { return low.find(aside) != std::string::npos; });
}

/// Are the few words of an object about a list in it ("News from the lakes, every day") rather than a report?
bool are_about_list(const TextSigns& signs, const ReportList& list) {
    constexpr std::size_t most_words = 50;
    static constexpr std::array<std::string_view, 5> about = {"description", "summary", "subtitle", "tagline", "about"};
    if (signs.words >= std::min(most_words, list.words) || list.titled == 0) return false;
    if (signs.has_date || signs.has_author || lists_asides(list.name)) return false;
    const bool describes = std::ranges::find(about, lower_ascii(signs.member)) != about.end();
    return !signs.has_title || describes;
}

constexpr std::size_t most_lists = 10'000;

/// Collects the lists with texts in an object and in the objects inside it, also in those of lists that hold none
/// ({"sections": [{"name": "World", "articles": […]}]}).
void find_lists(const object& inside, const FieldMap& map, int depth, bool names_outlet,
                std::vector<ReportList>& lists) {
    constexpr int deepest = 5;
    if (depth >= deepest) return;
    for (const auto [name, value] : inside) {
        object deeper;
        array list;
        if (lists.size() == most_lists) return;
        if (value.get(deeper) == simdjson::SUCCESS) find_lists(deeper, map, depth + 1, names_outlet, lists);
        if (value.get(list) != simdjson::SUCCESS) continue;
        ReportList seen = look_at_list(list, map);
        if (seen.texts > 0) {
            seen.name = std::string(name);
            if (names_outlet) seen.from = first_of(inside, {"name"});
            lists.push_back(std::move(seen));
            continue;
        }
        for (const element one : list)
            if (one.get(deeper) == simdjson::SUCCESS)
                find_lists(deeper, map, depth + 1, names_outlet && !lists_sections(name), lists);
    }
}

/// Have the elements of two lists mostly the same members, and both titles or neither?
bool are_alike(const ReportList& a, const ReportList& b) {
    std::size_t shared = 0;
    for (const std::string_view name : a.members) shared += b.members.contains(name) ? 1 : 0;
    return (a.titled > 0) == (b.titled > 0) && 2 * shared >= a.members.size() + b.members.size() - shared;
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
        item.error = Error{ErrorKind::malformed, name_, "", std::move(what), ""};
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

    /// An object with a text, lists of such inside it, or neither: then it is told that there is none.
    void take_other(const object& one, const element& value) {
        const std::string report = report_in(value, map_);
        std::vector<ReportList> lists;
        find_lists(one, map_, 0, true, lists);
        const auto best = std::ranges::max_element(
            lists, {}, [](const ReportList& list) { return std::pair(list.titled, list.words); });
        const TextSigns own = best != lists.end() ? signs_in(value, map_) : TextSigns{};
        const bool takes_lists = best != lists.end() && (report.empty() || are_about_list(own, *best));
        const std::size_t first = items_.size();
        if (!takes_lists) add_line(report.empty() ? std::string(simdjson::minify(value)) : report);
        std::string left;
        for (const ReportList& list : lists) {
            if (takes_lists && are_alike(list, *best))
                take_list(list);
            else
                left +=
                    fmt::format("{}\"{}\" ({})", left.empty() ? "" : ", ", clipped(list.name, 60), list.reports.size());
        }
        std::vector<std::string> remarks;
        if (!left.empty())
            remarks.push_back("of the lists with texts in the same file these were not read: " +
                              std::string(clipped(left, 300)));
        if (takes_lists && !report.empty())
            remarks.push_back("the words about the list in the same file were not read: \"" + own.begin + "\"");
        if (lists.size() >= most_lists)
            remarks.push_back(fmt::format("lists behind the first {} with texts were not looked at", most_lists));
        if (!remarks.empty()) items_[first].remark = fmt::format("{}", fmt::join(remarks, "; "));
    }
    void take_list(const ReportList& list) {
        for (const element inside : list.reports) {
            std::string inner = report_in(inside, map_);
            add_line(inner.empty() ? std::string(simdjson::minify(inside)) : std::move(inner));
            items_.back().fields.outlet = list.from;
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
