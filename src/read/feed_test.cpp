#include "read/feed.hpp"

#include <doctest/doctest.h>

namespace px {
namespace {

TEST_CASE("RSS with what other vocabularies add") {
    const auto feed = read_feed(
        R"(<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/")"
        R"( xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>)"
        R"(<title>Daily Lantern</title><link>https://a.example/</link><language>en-gb</language><item><media:title>no</media:title>)"
        R"(<title>Talks &amp;amp; trade</title><link>/talks?id=1</link><guid isPermaLink="false">7</guid>)"
        R"(<pubDate>Wed, 12 Jun 2024 10:00:00 +0200</pubDate><dc:creator>Ann Lee</dc:creator><category>Trade</category><description>Short.</description>)"
        R"(<content:encoded><![CDATA[<p>Ministers met in Oslo.</p>]]></content:encoded></item>)"
        R"(<item><title>Second</title><guid>https://a.example/2</guid><description>Only this.</description></item>)"
        R"(</channel></rss>)",
        "https://a.example/feed.xml");
    REQUIRE(feed);
    CHECK(feed->title == "Daily Lantern");
    REQUIRE(feed->items.size() == 2);
    const ReportFields& first = feed->items[0];
    CHECK(first.title == "Talks & trade");
    CHECK(first.url == "https://a.example/talks?id=1");
    CHECK(first.id == "7");
    CHECK(first.html == "<p>Ministers met in Oslo.</p>");
    CHECK_FALSE(first.truncated);
    CHECK(first.authors == std::vector<std::string>{"Ann Lee"});
    CHECK(first.outlet == "Daily Lantern");
    CHECK(first.section == "Trade");
    CHECK(feed->items[1].url == "https://a.example/2");
    CHECK(feed->items[1].truncated);
}

TEST_CASE("Atom with relative addresses and three kinds of text") {
    const auto feed = read_feed(
        R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/news/"><title type="html">A &amp;lt;b&amp;gt; C</title>)"
        R"(<entry><title>One</title><id>urn:1</id><link rel="self" href="x"/><link href="one"/><published>2024-06-12T10:00:00Z</published>)"
        R"(<updated>2024-06-13T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Talks.</p></div></content>)"
        R"(</entry><entry><title>Two</title><summary type="text">3 &lt; 4</summary></entry></feed>)",
        "https://a.example/feed");
    REQUIRE(feed);
    CHECK(feed->items.at(0).url == "https://a.example/news/one");
    CHECK(feed->items[0].html.find("<p>Talks.</p>") != std::string::npos);
    CHECK(feed->items[0].updated == "2024-06-13T10:00:00Z");
    CHECK(feed->items.at(1).text == "3 < 4");
}

TEST_CASE("news sitemaps and lists of feeds") {
    const auto map = read_feed(
        R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">)"
        R"(<url><loc>https://a.example/1</loc><news:news><news:publication><news:name>Lantern</news:name><news:language>en</news:language>)"
        R"(</news:publication><news:publication_date>2024-06-12</news:publication_date><news:title>Talks</news:title></news:news></url></urlset>)",
        "s.xml");
    REQUIRE(map);
    CHECK(map->items.at(0).outlet == "Lantern");
    CHECK(map->items[0].date == "2024-06-12");
    const auto list = read_feed(
        R"(<opml><body><outline text="all"><outline text="Lantern" xmlUrl="https://a.example/feed"/></outline></body></opml>)",
        "l");
    REQUIRE(list->links.size() == 1);
    CHECK(list->links[0].title == "Lantern");
    CHECK(read_feed("<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc></sitemap></sitemapindex>", "i")
              ->links.size() == 1);
}

TEST_CASE("feeds that are not well-formed, and what is no feed") {
    const auto feed = read_feed(
        "<rss><channel><title>R&D &eacute;</title><item><title>AT&T up</title>"
        "<link>http://a.example/?a=1&b=2</link></item></channel>",
        "f");
    REQUIRE(feed);
    CHECK(feed->title == "R&D é");
    REQUIRE(feed->items.size() == 1);
    CHECK(feed->items[0].url == "http://a.example/?a=1&b=2");
    CHECK(read_feed("<html><body>Not found</body></html>", "f").error().kind == ErrorKind::unsupported);
    CHECK_FALSE(read_feed("", "f"));
    CHECK_FALSE(read_feed("{\"a\": 1}", "f"));
}

}  // namespace
}  // namespace px
