#include "read/newsml.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "read/markup_text.hpp"
#include "read/tables.hpp"

namespace px {
namespace {

/// All elements of a name below a node, in reading order.
void find_all(const XmlNode& node, std::string_view name, std::vector<const XmlNode*>& found) {
    for (const XmlNode& child : node.children) {
        if (child.name == name) found.push_back(&child);
        find_all(child, name, found);
    }
}

const XmlNode* find_first(const XmlNode& node, std::string_view name) {
    std::vector<const XmlNode*> found;
    find_all(node, name, found);
    return found.empty() ? nullptr : found.front();
}

/// How a party or a source is called: its <name>, or @literal. Codes ("is:AP") are no names.
std::string name_of(const XmlNode* party) {
    if (party == nullptr) return {};
    if (std::string name = party->child_words("name"); !name.empty()) return name;
    return std::string(party->attribute("literal"));
}

/// The elements of NITF that a page writes otherwise.
std::string_view tag_of(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 22> tags = {{
        {"p", "p"},
        {"hl1", "h1"},
        {"hl2", "h2"},
        {"h1", "h2"},
        {"h2", "h2"},
        {"h3", "h3"},
        {"h4", "h3"},
        {"ul", "ul"},
        {"ol", "ol"},
        {"li", "li"},
        {"bq", "blockquote"},
        {"blockquote", "blockquote"},
        {"media-caption", "figcaption"},
        {"figcaption", "figcaption"},
        {"media", "figure"},
        {"figure", "figure"},
        {"br", "br"},
        {"pre", "pre"},
        {"table", "table"},
        {"tr", "tr"},
        {"td", "td"},
        {"th", "th"},
    }};
    for (const auto& [from, to] : tags)
        if (from == name) return to;
    return {};
}

/// Text for readers, as a page; heads with the title and byline are fields of their own.
void append_page(const XmlNode& node, std::string& out) {
    if (node.is_text()) {
        out += escape_markup(node.text);
        return;
    }
    static constexpr std::array<std::string_view, 8> passed_over = {"head",  "hedline", "byline", "media-metadata",
                                                                    "title", "style",   "script", "body.end"};
    if (std::find(passed_over.begin(), passed_over.end(), node.name) != passed_over.end()) return;
    const std::string_view tag = tag_of(node.name);
    if (!tag.empty()) out += "<" + std::string(tag) + ">";
    for (const XmlNode& child : node.children) append_page(child, out);
    if (!tag.empty() && tag != "br") out += "</" + std::string(tag) + ">\n";
}

/// "By Meredith Jameson, Staff Reporter" -> the names; <byttl> holds titles.
std::vector<std::string> authors_of(const XmlNode& byline) {
    std::string printed;
    for (const XmlNode& child : byline.children)
        if (child.name != "byttl") printed += child.content();
    printed = fold_blanks(printed);
    for (const std::string_view by : {"By ", "BY ", "by "})
        if (printed.starts_with(by)) printed.erase(0, by.size());
    while (printed.ends_with(',') || printed.ends_with(' ')) printed.pop_back();
    return printed.empty() ? std::vector<std::string>() : split_authors(printed);
}

void take_nitf(const XmlNode& nitf, ReportFields& fields) {
    if (fields.title.empty())
        if (const XmlNode* headline = find_first(nitf, "hl1")) fields.title = headline->words();
    if (fields.authors.empty())
        if (const XmlNode* byline = find_first(nitf, "byline")) fields.authors = authors_of(*byline);
    if (fields.date.empty())
        if (const XmlNode* issued = find_first(nitf, "date.issue")) fields.date = issued->attribute("norm");
    if (const XmlNode* body = nitf.child("body")) append_page(*body, fields.html);
}

void take_content(const XmlNode& item, ReportFields& fields) {
    const XmlNode* content = item.child("contentSet");
    if (content == nullptr) return;
    for (const XmlNode& part : content->children) {
        if (part.name == "inlineData" && part.attribute("encoding").empty()) {
            fields.text += fields.text.empty() ? "" : "\n\n";
            fields.text += part.content();
        } else if (part.name == "inlineXML") {
            if (const XmlNode* nitf = part.child("nitf")) {
                take_nitf(*nitf, fields);
            } else if (const XmlNode* page = find_first(part, "body")) {
                append_page(*page, fields.html);
            }
        }
    }
}

void take_times(const XmlNode& meta, const XmlNode& content, ReportFields& fields) {
    const std::string version = meta.child_words("versionCreated");
    const std::string created = content.child_words("contentCreated");
    fields.date = meta.child_words("firstCreated");
    if (fields.date.empty()) fields.date = created;
    if (fields.date.empty())
        fields.date = version;
    else if (version != fields.date)
        fields.updated = version;
}

ReportFields fields_of(const XmlNode& item) {
    static const XmlNode none;
    const XmlNode* found_meta = item.child("itemMeta");
    const XmlNode* found_content = item.child("contentMeta");
    const XmlNode& meta = found_meta == nullptr ? none : *found_meta;
    const XmlNode& content = found_content == nullptr ? none : *found_content;
    ReportFields fields;
    fields.id = item.attribute("guid");
    take_times(meta, content, fields);
    for (const XmlNode& one : content.children) {
        if (one.name == "headline" && fields.title.empty()) fields.title = one.words();
        if (one.name == "by" && fields.authors.empty()) fields.authors = authors_of(one);
        if (one.name == "infoSource" && fields.agency.empty()) fields.agency = name_of(&one);
        if (one.name == "language" && fields.language.empty()) fields.language = one.attribute("tag");
    }
    if (fields.authors.empty())
        if (const std::string creator = name_of(content.child("creator")); !creator.empty())
            fields.authors.push_back(creator);
    fields.outlet = name_of(meta.child("provider"));
    if (fields.outlet.empty())
        if (const XmlNode* rights = item.child("rightsInfo")) fields.outlet = name_of(rights->child("copyrightHolder"));
    if (fields.language.empty()) fields.language = item.attribute("lang");
    take_content(item, fields);
    return fields;
}

bool is_withdrawn(const XmlNode& item) {
    const XmlNode* meta = item.child("itemMeta");
    const XmlNode* status = meta == nullptr ? nullptr : meta->child("pubStatus");
    return status != nullptr &&
           (status->attribute("qcode") == "stat:canceled" || status->attribute("qcode") == "stat:withheld");
}

}  // namespace

bool is_newsml(const XmlNode& root) {
    static constexpr std::array<std::string_view, 8> names = {"newsMessage", "newsItem",      "packageItem",
                                                              "conceptItem", "knowledgeItem", "planningItem",
                                                              "catalogItem", "nitf"};
    return std::find(names.begin(), names.end(), root.name) != names.end();
}

std::vector<ReportFields> read_newsml(const XmlNode& root) {
    std::vector<ReportFields> reports;
    if (root.name == "nitf") {
        ReportFields fields;
        take_nitf(root, fields);
        if (!trim(fields.html).empty()) reports.push_back(std::move(fields));
        return reports;
    }
    std::vector<const XmlNode*> items;
    if (root.name == "newsItem") items.push_back(&root);
    find_all(root, "newsItem", items);
    for (const XmlNode* item : items) {
        if (is_withdrawn(*item)) continue;
        ReportFields fields = fields_of(*item);
        if (!trim(fields.text).empty() || !trim(fields.html).empty()) reports.push_back(std::move(fields));
    }
    return reports;
}

}  // namespace px
