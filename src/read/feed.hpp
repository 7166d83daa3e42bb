#pragma once
// Feeds and lists of feeds: RSS 0.9 to 2.0 and RDF, Atom 0.3 and 1.0, CDF, JSON Feed, news sitemaps and sitemap
// indexes, OPML. Feeds are often not well-formed, so XML is repaired (xml.hpp) and names count without their prefixes.
//
//   Result<Feed> feed = read_feed(std::move(bytes), "https://a.example/feed.xml", "utf-8");
//   for (const ReportFields& item : feed->items) fetch(item.url);

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/fields.hpp"
#include "read/xml.hpp"

namespace px {

/// A feed that an OPML list names, or a sitemap that an index names.
struct FeedLink {
    std::string title;
    std::string address;
};

struct Feed {
    std::string title;
    std::string link;  // the site's page
    std::string language;
    /// One for each entry: `html` or `text` is its content, or its summary if there is no content (then `truncated`);
    /// both may be empty. `outlet` is the publication that a news sitemap names, else the feed's title.
    std::vector<ReportFields> items;
    std::vector<FeedLink> links;
};

/// Relative addresses are resolved against xml:base and `address`. Fails with `unsupported` if the bytes are no feed.
[[nodiscard]] Result<Feed> read_feed(std::string bytes, const std::string& address, std::string_view charset = {});
/// The same of XML that was parsed; `is_feed` says whether the root is one of a feed, sitemap or list.
[[nodiscard]] Feed feed_of_xml(const XmlNode& root, const std::string& address);
[[nodiscard]] bool is_feed(const XmlNode& root);

/// A date as feeds print it, with the evidence "feed".
[[nodiscard]] std::optional<PublicationTime> time_of_feed(const std::string& printed);

}  // namespace px
