#include "read/json_documents.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/tsv.hpp"
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

/// Members of ninjs are "body_text" in version 1 and {"role", "contenttype", "value"} in a list in later ones.
void take_ninjs_bodies(const object& from, ReportFields& fields) {
    fields.text = first_of(from, {"body_text"});
    fields.html = first_of(from, {"body_xhtml", "body_html"});
    array bodies;
    if (from["bodies"].get(bodies) != simdjson::SUCCESS) return;
    for (const element one : bodies) {
        object body;
        if (one.get(body) != simdjson::SUCCESS) continue;
        const std::string value = json_member(body, "value");
        const bool is_page = json_member(body, "contenttype").find("html") != std::string::npos || holds_markup(value);
        std::string& place = is_page ? fields.html : fields.text;
        if (place.empty()) place = value;
    }
}

std::string ninjs_headline(const object& from) {
    if (std::string headline = json_member(from, "headline"); !headline.empty()) return html_words(headline);
    array list;
    if (from["headlines"].get(list) != simdjson::SUCCESS) return {};
    for (const element one : list) {
        object headline;
        if (one.get(headline) == simdjson::SUCCESS)
            if (std::string value = json_member(headline, "value"); !value.empty()) return html_words(value);
    }
    return {};
}

/// The first name in a list of objects with "name" (infosources, people), or in one such object.
std::vector<std::string> names_in(const object& from, std::string_view member) {
    element value;
    if (from[member].get(value) != simdjson::SUCCESS) return {};
    return json_names(value);
}

bool is_ninjs(const object& from) {
    element ignored;
    const auto has = [&](std::string_view name) { return from[name].get(ignored) == simdjson::SUCCESS; };
    return has("uri") && (has("body_text") || has("body_xhtml") || has("body_html") || has("bodies") ||
                          has("headline") || has("headlines") || has("versioncreated"));
}

ReportFields fields_of_ninjs(const object& from) {
    ReportFields fields;
    fields.id = json_member(from, "uri");
    fields.title = ninjs_headline(from);
    take_ninjs_bodies(from, fields);
    fields.date = first_of(from, {"firstcreated", "firstCreated", "contentcreated", "versioncreated"});
    fields.updated = first_of(from, {"versioncreated", "versionCreated"});
    if (fields.updated == fields.date) fields.updated.clear();
    fields.language = json_member(from, "language");
    fields.url = first_of(from, {"webcanonical", "canonicalurl", "url", "link"});
    std::string byline = json_member(from, "byline");
    if (byline.empty()) byline = json_member(from, "by");
    if (byline.starts_with("By ")) byline.erase(0, 3);
    if (!byline.empty()) fields.authors = split_authors(byline);
    for (const std::string_view place : {"provider", "copyrightholder"})
        if (const auto names = names_in(from, place); fields.outlet.empty() && !names.empty())
            fields.outlet = names.front();
    for (const std::string_view place : {"infosources", "infosource"})
        if (const auto names = names_in(from, place); fields.agency.empty() && !names.empty())
            fields.agency = names.front();
    return fields;
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

/// Collects the items of one document.
class Collector {
  public:
    explicit Collector(std::string name) : name_(std::move(name)) {}

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
            add_fields(fields_of_ninjs(one));
        } else {
            Item& item = add();
            item.form = Item::Form::json_line;
            item.bytes = simdjson::minify(value);
        }
    }

    std::string name_;
    std::vector<Item> items_;
};

}  // namespace

std::vector<Item> items_of_json(std::string_view json, const std::string& name) {
    Collector collector(name);
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
