#include "read/feed.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "read/dates.hpp"
#include "read/json_documents.hpp"
#include "read/markup_text.hpp"
#include "read/tables.hpp"
#include "text/clip.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t most_items = 50'000;  // the most that a sitemap may have

/// Elements of other vocabularies (media:title, itunes:author) mean other things than their names say.
bool is_own(const XmlNode& node, const XmlNode& parent) {
    static constexpr std::array<std::string_view, 15> spaces = {"purl.org/rss",
                                                                "w3.org/2005/Atom",
                                                                "purl.org/atom",
                                                                "netscape.com/rdf",
                                                                "userland.com",
                                                                "purl.org/dc",
                                                                "w3.org/1999/xhtml",
                                                                "sitemaps.org",
                                                                "google.com/schemas/sitemap",
                                                                "google.com/schemas/sitemap-news",
                                                                "web.resource.org/cc",
                                                                "blogs.law.harvard.edu",
                                                                "w3.org/1999/02/22-rdf",
                                                                "xmlns.com/rss",
                                                                "my.netscape"};
    static constexpr std::array<std::string_view, 8> prefixes = {"dc",     "dcterms", "content", "atom",
                                                                 "atom10", "a10",     "rss",     "news"};
    if (node.space.empty() || node.space == parent.space ||
        std::find(prefixes.begin(), prefixes.end(), node.space) != prefixes.end())
        return true;
    const std::string space = lower_ascii(node.space);
    return std::any_of(spaces.begin(), spaces.end(),
                       [&](std::string_view one) { return space.find(lower_ascii(one)) != std::string::npos; });
}

bool is_dublin_core(const XmlNode& node) {
    return node.space.find("purl.org/dc") != std::string::npos || node.space.starts_with("dc");
}

/// The child of that name (in lower case); the feed's own vocabulary goes before Dublin Core.
const XmlNode* find(const XmlNode& node, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        const XmlNode* second = nullptr;
        for (const XmlNode& child : node.children) {
            if (child.is_text() || lower_ascii(child.name) != name || !is_own(child, node)) continue;
            if (!is_dublin_core(child)) return &child;
            if (second == nullptr) second = &child;
        }
        if (second != nullptr) return second;
    }
    return nullptr;
}

std::string words_of(const XmlNode& node, std::initializer_list<std::string_view> names) {
    const XmlNode* found = find(node, names);
    return found == nullptr ? std::string() : found->words();
}

/// Of several, the last: feeds add times and keep the earlier ones.
std::string last_words_of(const XmlNode& node, std::initializer_list<std::string_view> names) {
    const XmlNode* first = find(node, names);
    if (first == nullptr) return {};
    std::string words;
    for (const XmlNode& child : node.children)
        if (child.name == first->name && child.space == first->space) words = child.words();
    return words;
}

std::string attribute(const XmlNode& node, std::string_view name) {
    for (const XmlAttribute& a : node.attributes)
        if (lower_ascii(a.name) == name) return a.value;
    return {};
}

std::string from_base64(std::string_view text) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) continue;
        bits = (bits << 6U) | static_cast<unsigned>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
    return out;
}

/// A text construct: as markup, or as plain text.
struct Construct {
    std::string value;
    bool is_markup = true;
};

Construct construct_of(const XmlNode& node, bool in_atom) {
    const std::string type = lower_ascii(attribute(node, "type"));
    const std::string mode = lower_ascii(attribute(node, "mode"));
    const bool has_elements =
        std::any_of(node.children.begin(), node.children.end(), [](const XmlNode& c) { return !c.is_text(); });
    if (type == "xhtml" || type == "application/xhtml+xml" || mode == "xml" || has_elements)
        return {std::string(trim(node.inner_markup())), true};
    std::string content(trim(node.content()));
    if (mode == "base64" || type == "application/octet-stream") return {from_base64(content), true};
    if (type == "text" || type == "text/plain") return {content, mode == "escaped" && holds_markup(content)};
    if (type.empty() && in_atom) return {content, holds_markup(content)};
    return {content, type == "html" || type == "text/html" || type.ends_with("xml") || holds_markup(content)};
}

std::string plain_words(const XmlNode* node, bool in_atom) {
    if (node == nullptr) return {};
    const Construct title = construct_of(*node, in_atom);
    return title.is_markup ? html_words(title.value) : fold_blanks(title.value);
}

/// Walks one feed; knows where addresses are relative to.
class FeedReader {
  public:
    FeedReader(const XmlNode& root, const std::string& address) : root_(root), base_(address) {}

    Feed read() {
        const std::string name = lower_ascii(root_.name);
        if (name == "opml") {
            outlines(root_);
        } else if (name == "urlset" || name == "sitemapindex") {
            sitemap();
        } else {
            in_atom_ = name == "feed" || name == "entry";
            const XmlNode* channel = find(root_, {"channel"});
            read_head(channel == nullptr ? root_ : *channel);
            if (name == "entry" || name == "item") add_item(root_, base_);
            items_below(root_, base_);
            if (channel != nullptr) items_below(*channel, resolved(base_, attribute(*channel, "base")));
        }
        return std::move(feed_);
    }

  private:
    static std::string resolved(const std::string& base, const std::string& reference) {
        return reference.empty() ? base : resolve_address(base, reference);
    }

    void read_head(const XmlNode& head) {
        base_ = resolved(base_, attribute(root_, "base"));
        feed_.title = plain_words(find(head, {"title"}), in_atom_);
        feed_.link = link_of(head, resolved(base_, &head == &root_ ? "" : attribute(head, "base")));
        feed_.language = words_of(head, {"language"});
        if (feed_.language.empty()) feed_.language = attribute(root_, "lang");
    }

    void items_below(const XmlNode& parent, const std::string& base) {
        for (const XmlNode& child : parent.children) {
            const std::string name = lower_ascii(child.name);
            if (name == "item" || name == "entry") add_item(child, resolved(base, attribute(child, "base")));
            if (name == "items" || name == "rdf") items_below(child, base);
        }
    }

    /// RSS writes the address into the element, Atom into href; of several the one for reading.
    static std::string link_of(const XmlNode& node, const std::string& base) {
        std::string other;
        for (const XmlNode& child : node.children) {
            if (lower_ascii(child.name) != "link" || !is_own(child, node)) continue;
            std::string reference(trim(attribute(child, "href")));
            if (reference.empty()) reference = child.words();
            if (reference.empty()) continue;
            const std::string rel = lower_ascii(attribute(child, "rel"));
            const std::string at = resolve_address(resolved(base, attribute(child, "base")), reference);
            if (rel.empty() || rel == "alternate") return at;
            if (other.empty() && rel != "self" && rel != "enclosure" && rel != "edit" && rel != "related" &&
                rel != "hub" && rel != "replies" && rel != "next")
                other = at;
        }
        if (other.empty()) other = resolved("", attribute(node, "href"));  // CDF
        return other;
    }

    void add_item(const XmlNode& node, const std::string& base) {
        if (feed_.items.size() >= most_items) return;
        ReportFields item;
        item.title = plain_words(find(node, {"title"}), in_atom_);
        const XmlNode* guid = find(node, {"guid"});
        item.id = words_of(node, {"guid", "id"});
        if (item.id.empty()) item.id = attribute(node, "about");
        if (in_atom_ && !item.id.empty() && item.id.find(':') == std::string::npos)
            item.id = resolve_address(base, item.id);
        item.url = link_of(node, base);
        const bool is_address = guid != nullptr && attribute(*guid, "ispermalink") != "false";
        if (item.url.empty() && is_address && !item.id.empty()) item.url = resolve_address(base, item.id);
        if (item.url.empty() && item.id.starts_with("http")) item.url = item.id;
        take_times(node, item);
        take_content(node, item);
        take_authors(node, item);
        // Where a feed gathers the reports of others, each says whose it is.
        if (const XmlNode* source = find(node, {"source"}); source != nullptr)
            item.outlet = find(*source, {"title"}) != nullptr ? words_of(*source, {"title"}) : source->words();
        if (item.outlet.empty()) item.outlet = feed_.title;
        if (const XmlNode* category = find(node, {"category"}); category != nullptr)
            item.section = category->words().empty() ? attribute(*category, "term") : category->words();
        item.language = attribute(node, "lang");
        if (item.language.empty()) item.language = words_of(node, {"language"});
        if (item.language.empty()) item.language = feed_.language;
        feed_.items.push_back(std::move(item));
    }

    static void take_times(const XmlNode& node, ReportFields& item) {
        item.date = last_words_of(node, {"pubdate", "published", "issued", "date", "created"});
        item.updated = last_words_of(node, {"updated", "modified", "lastbuilddate"});
        if (item.updated.empty()) item.updated = attribute(node, "lastmod");
        if (item.date.empty()) item.date = item.updated;
        if (item.date == item.updated) item.updated.clear();
    }

    void take_content(const XmlNode& node, ReportFields& item) const {
        const XmlNode* content = find(node, {"encoded", "fullitem", "body", "content"});
        const XmlNode* summary = find(node, {"summary", "description", "abstract"});
        item.truncated = content == nullptr || content->content().empty();
        const XmlNode* chosen = item.truncated ? summary : content;
        if (chosen == nullptr) return;
        Construct value = construct_of(*chosen, in_atom_);
        (value.is_markup ? item.html : item.text) = std::move(value.value);
    }

    static void take_authors(const XmlNode& node, ReportFields& item) {
        for (const XmlNode& child : node.children) {
            const std::string name = lower_ascii(child.name);
            if ((name != "author" && name != "creator") || !is_own(child, node)) continue;
            std::string printed = words_of(child, {"name"});
            if (printed.empty()) printed = child.words();
            // "ann@a.example (Ann Lee)" and "Ann Lee (ann@a.example)"
            const std::size_t open = printed.find('(');
            if (open != std::string::npos && printed.find('@') < open)
                printed = printed.substr(open + 1, printed.find(')', open) - open - 1);
            printed = printed.substr(0, printed.find_first_of("(<"));
            if (printed.find('@') != std::string::npos) continue;
            for (std::string& author : split_authors(printed)) item.authors.push_back(std::move(author));
        }
    }

    void outlines(const XmlNode& node) {
        for (const XmlNode& child : node.children) {
            if (const std::string address = attribute(child, "xmlurl"); !address.empty()) {
                std::string title = attribute(child, "title");
                if (title.empty()) title = attribute(child, "text");
                feed_.links.push_back({std::move(title), resolve_address(base_, address)});
            }
            outlines(child);
        }
    }

    void sitemap() {
        for (const XmlNode& child : root_.children) {
            const std::string address = words_of(child, {"loc"});
            if (address.empty() || feed_.items.size() >= most_items) continue;
            if (lower_ascii(child.name) == "sitemap") {
                feed_.links.push_back({"", address});
                continue;
            }
            ReportFields item;
            item.url = address;
            item.id = address;
            item.truncated = true;
            item.updated = words_of(child, {"lastmod"});
            if (const XmlNode* news = find(child, {"news"})) {
                item.title = words_of(*news, {"title"});
                item.date = words_of(*news, {"publication_date"});
                if (const XmlNode* publication = find(*news, {"publication"})) {
                    item.outlet = words_of(*publication, {"name"});
                    item.language = words_of(*publication, {"language"});
                }
            }
            feed_.items.push_back(std::move(item));
        }
    }

    const XmlNode& root_;
    std::string base_;
    bool in_atom_ = false;
    Feed feed_;
};

}  // namespace

bool is_feed(const XmlNode& root) {
    static constexpr std::array<std::string_view, 9> names = {"rss",  "rdf",    "feed",         "channel", "opml",
                                                              "item", "urlset", "sitemapindex", "entry"};
    const std::string name = lower_ascii(root.name);
    return std::find(names.begin(), names.end(), name) != names.end();
}

Feed feed_of_xml(const XmlNode& root, const std::string& address) { return FeedReader(root, address).read(); }

Result<Feed> read_feed(std::string bytes, const std::string& address, std::string_view charset) {
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && bytes[first] == '{') {
        Feed feed;
        for (Item& item : items_of_json(bytes, address)) {
            if (item.form != Item::Form::fields) continue;
            feed.title = item.fields.outlet;
            feed.items.push_back(std::move(item.fields));
        }
        if (!feed.items.empty() || bytes.find("jsonfeed.org") != std::string::npos) return feed;
    }
    const auto document = parse_xml(std::move(bytes), address, charset);
    if (!document) return fail(document.error());
    if (!is_feed(document->root))
        return fail({ErrorKind::unsupported, address, "",
                     "the root is <" + std::string(clipped(document->root.name, 40)) +
                         ">, expected a feed (RSS, Atom, JSON Feed, sitemap) or a list of feeds (OPML)",
                     "nothing of it is read"});
    return feed_of_xml(document->root, address);
}

std::optional<PublicationTime> time_of_feed(const std::string& printed) {
    if (printed.empty()) return std::nullopt;
    if (auto time = PublicationTime::parse(printed, "feed")) return time;
    const auto found = find_date(printed, ReadingTables::built_in(), "feed");
    return found ? std::optional(found->time) : std::nullopt;
}

}  // namespace px
