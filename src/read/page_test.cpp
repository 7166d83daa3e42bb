#include "read/page.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "read/eval_pages.hpp"
#include "read/markup.hpp"
#include "read/read.hpp"
#include "read/score_pages.hpp"
#include "read/test_page.hpp"
#include "text/utf8.hpp"

using namespace px;

namespace {

/// Each stretch of the way back holds the same bytes, or a character that was written otherwise: an entity, a blank for
/// white space, a character of another charset.
void check_way_back(const Report& report, const std::string& file) {
    std::uint32_t at = 0;
    for (const Origin& origin : report.origins) {
        CHECK(origin.text_begin >= at);
        at = origin.text_begin + origin.length;
        REQUIRE(std::size_t{origin.file_begin} + origin.file_length <= file.size());
        const std::string_view there = std::string_view(file).substr(origin.file_begin, origin.file_length);
        const std::string_view here = std::string_view(report.text).substr(origin.text_begin, origin.length);
        if (here == there) continue;
        REQUIRE(!there.empty());
        const bool reference = there.front() == '&' && (there.back() == ';' || there.size() >= 3);
        const bool blank = here == " " && fold_blanks(there).empty();
        const bool other_charset = static_cast<unsigned char>(there[0]) >= 0x80;
        INFO("text \"", here, "\" file \"", there, "\"");
        CHECK((reference || blank || other_charset));
    }
    for (const Block& block : report.blocks)
        for (std::uint32_t byte = block.span.begin; byte < block.span.end; ++byte) {
            const Span one = report.in_file({byte, byte + 1});
            const char c = report.text[byte];
            if (c > ' ' && file[one.begin] != c && static_cast<unsigned char>(c) < 0x80) CHECK(file[one.begin] == '&');
        }
}

const std::string p1 =
    "<p>The ministers of both countries met in the old town hall on Monday and agreed to go on talking, officials "
    "said.</p>";
const std::string p2 =
    "<p>“We are &#8220;tired&#x201D; &amp; hungry,” the mayor&rsquo;s spokesman said, &quot;but we go&nbsp;on&quot; "
    "&ndash; until noon.</p>";
const std::string p3 =
    "<p>A third paragraph says that the talks had been put off twice, once for rain and once for a lost suitcase.</p>";

std::string page_of(const std::string& head, const std::string& body) {
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">" + head + "</head><body>" + body +
           "</body></html>";
}

}  // namespace

TEST_CASE("page: headline, text, and what stands around it") {
    const std::string page = page_of(
        "<title>Talks go on | Evening Star</title><meta property=\"og:site_name\" content=\"Evening Star\">"
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Talks go "
        "on\",\"datePublished\":"
        "\"2024-09-09T20:48:00+01:00\",\"articleSection\":[\"World\",\"Home\"],\"author\":[{\"@type\":\"Person\","
        "\"name\":\"Ann "
        "Lee\"},{\"name\":\"Reuters\"}]}</script>",
        "<nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>Talks go on</h1><p class=standfirst>Ministers "
        "meet, mayor "
        "hungry, suitcase found at last</p><figure><img><figcaption>The town hall on Monday. Photo: Bo "
        "Kim/Star</figcaption></figure>" +
            p1 + "<!-- a comment --><script>var x = '<p>no text</p>';</script>" + p2 +
            "<aside class=newsletter><p>Sign up for our newsletter and get it in your inbox every day.</p></aside>" +
            p3 +
            "<p style=\"display: none\">Hidden words that nobody on this page can see at all, really nobody.</p>"
            "<div class=related><h3>Read more</h3><ul><li><a href=/1>A goat on the roof</a></li></ul></div></article>"
            "<footer>© Evening Star. All rights reserved.</footer>");
    const Report report = read_page_ok(page);
    CHECK(report.headline() == "Talks go on");
    CHECK(report.outlet == "Evening Star");
    CHECK(report.authors == std::vector<std::string>{"Ann Lee"});
    CHECK(report.agency == "Reuters");
    CHECK(report.section == "World");
    REQUIRE(report.published.has_value());
    CHECK(report.published->iso() == "2024-09-09T20:48+01:00");
    CHECK(report.language == "en");
    CHECK(words_of(report, BlockKind::standfirst).starts_with("Ministers meet"));
    CHECK(words_of(report, BlockKind::caption) == "The town hall on Monday.");
    CHECK(words_of(report, BlockKind::left_out, LeftOut::photo_credit) == "Photo: Bo Kim/Star");
    const std::string text = words_of(report, BlockKind::paragraph);
    CHECK(text.find("“We are “tired” & hungry,” the mayor’s spokesman said, \"but we go on\" – until noon.") !=
          std::string::npos);
    CHECK(text.find("lost suitcase") != std::string::npos);
    CHECK(text.find("Sign up") == std::string::npos);
    CHECK(text.find("Hidden") == std::string::npos);
    CHECK(report.text.find("no text") == std::string::npos);
    CHECK(words_of(report, BlockKind::left_out, LeftOut::related).find("A goat on the roof") != std::string::npos);
    check_way_back(report, page);
}

TEST_CASE("page: offsets of a word behind entities, scripts and folded blanks") {
    const std::string page =
        page_of("<title>Talks go on</title>",
                "<h1>Talks go on</h1>" + p1 +
                    "<p>One &lt;two&gt;  \n  three<script>x</script>four "
                    "&copy five &unknown; six &amp;amp; seven are the words that stand in this paragraph.</p>" +
                    p3);
    const Report report = read_page_ok(page);
    for (const std::string word : {"two", "three", "four", "five", "six", "seven"}) {
        const auto at = static_cast<std::uint32_t>(report.text.find(word));
        const Span file = report.in_file({at, at + static_cast<std::uint32_t>(word.size())});
        CHECK(page.substr(file.begin, file.size()) == word);
    }
    const auto at = static_cast<std::uint32_t>(report.text.find("<two>"));
    const Span file = report.in_file({at, at + 5});
    CHECK(page.substr(file.begin, file.size()) == "&lt;two&gt;");
    CHECK(report.text.find("&amp; seven") != std::string::npos);
    check_way_back(report, page);
}

TEST_CASE("markup: what nobody reads is cut out before the parser sees it") {
    const auto html = [](std::string_view page) { return prepare_markup(page).html; };
    CHECK(html("<p data-x=\"a>b\" CLASS='c d' onclick=go()>a</p>") == "<p CLASS='c d'>a</p>");
    CHECK(html("<a href=\"/x?a=1&b\" target=_blank>a</a><a href=''>b</a>") == "<a href=1>a</a><a >b</a>");
    CHECK(html("<img src=x alt='a > b'><b>c</b><wbr>") == "<b>c</b>");
    CHECK(html("<div style='color:red'>a</div><div style='display:none'>b</div>") ==
          "<div>a</div><div style='display:none'>b</div>");
    CHECK(html("<link rel=stylesheet href=a><link rel=\"canonical\" href=\"b\">") ==
          "<link rel=\"canonical\" href=\"b\">");
    CHECK(html("a<svg viewBox='0'><path d='M0'/><svg></svg></svg>b") == "ab");
    CHECK(html("a<svg><path><p>still text</p></svg>") == "a<svg><path><p>still text</p></svg>");  // the <p> breaks out
    CHECK(html("a \t\n  b\r\n\r\n<p>\n\n") == "a b\n<p>\n");
    CHECK(html("<p class=\"never ends") == "<p class=\"never ends");
    CHECK(html("<foo_bar x=1>a") == "<foo_bar x=1>a");
    const std::string words = "<p>" + std::string(600, 'x') + "</p>";
    CHECK(html("<script type='text/template'>" + words + "</script>") == words);
    CHECK(html("<script type='text/template'>{{name}}" + words + "</script>").empty());
    const Markup markup = prepare_markup("<p onclick=x>a   b</p>");
    CHECK(markup.html == "<p>a b</p>");
    CHECK(markup.in_page(3) == 13);  // a
    CHECK(markup.in_page(5) == 17);  // b
}

TEST_CASE("pages are scored as the public benchmarks score them") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "parallax-score-pages";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "pages");
    const auto put = [&](const char* name, std::string_view content) {
        std::ofstream(folder / name, std::ios::binary) << content;
    };
    put("ground-truth.json",
        R"({"a":{"articleBody":"one two three four five","title":"A title!","date":"2024-06-12","authors":"Ann Lee, Bo Ek"},)"
        R"("b":{"articleBody":"nothing was read of this page"}})");
    put("segments.jsonl", "{\"page\":\"a\",\"with\":[\"two  three\",\"nine\"],\"without\":[\"share\"]}\n");
    put("dates.jsonl", "{\"page\":\"a\",\"date\":\"2024-06-12\"}\n{\"page\":\"b\",\"date\":\"2024-06-13\"}\n");
    const PagePredictions pages = {
        {"a", {"one two three four\nseven share", "a TITLE", "2024-06-12T10:00+02:00", {"ann lee"}}}, {"b", {}}};
    const auto figures = score_pages(pages, (folder / "pages").string());
    REQUIRE(figures);
    CHECK(*figures ==
          "dates.jsonl:\n"
          "dates     same day 0.500  given 0.500  right where given 1.000  pages 2\n"
          "ground-truth.json:\n"
          "body      P 0.333 R 0.250 F1 0.286 exact 0.000  pages 2\n"
          "title     exact 1.000  pages 1\n"
          "date      same day 1.000  pages 1\n"
          "author    P 1.000 R 0.500 F1 0.667  names 2\n"
          "segments.jsonl:\n"
          "segments  P 0.500 R 0.500 F1 0.500 accuracy 0.333\n");
    std::filesystem::remove_all(folder);
}

TEST_CASE("page: all sample pages lead back to their files byte by byte") {
    int pages = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(PX_SOURCE_DIR "/samples")) {
        if (entry.path().extension() != ".html") continue;
        const auto bytes = read_bytes(entry.path().string());
        REQUIRE(bytes.has_value());
        const auto report = read_report(*bytes, entry.path().string(), {});
        if (!report) continue;  // one sample is unreadable on purpose
        INFO(entry.path().string());
        check_way_back(*report, *bytes);
        CHECK(!report->headline().empty());
        ++pages;
    }
    CHECK(pages >= 10);
}

TEST_CASE("page: the day is the readers', not that of Greenwich") {
    const std::string page = page_of(
        "<title>Talks</title><link rel=canonical href=\"https://star.example/2023/11/08/talks\">"
        "<meta property=\"article:published_time\" content=\"2023-11-09T01:09:00Z\">",
        "<h1>Talks go on and on</h1>" + p1 + p2 + p3);
    CHECK(read_page_ok(page).published->iso() == "2023-11-08");
    const std::string none = page_of("<title>Talks</title>", "<h1>Talks go on and on</h1>" + p1 + p2 + p3);
    CHECK(!read_page_ok(none).published.has_value());
}

TEST_CASE("page: without <main>, in tables and <br>, in windows-1252") {
    const std::string page =
        "<html><head><title>Herald - Talks go on</title><meta http-equiv=Content-Type content=\"text/html; "
        "charset=iso-8859-1\"></head>"
        "<body><table><tr><td><a href=a>City</a><br><a href=b>Sport</a></td><td><h1>Talks go on</h1><i>By Elo\xEDsa "
        "N\xFA\xF1"
        "ez, Monday, 9 "
        "September 2024</i><br>" +
        p1 +
        "<p>\x93"
        "Nobody knows,\x94 a caf\xE9 owner in the town said on Monday evening, \x97 not even I.</p>" +
        p3 + "</td></tr></table>";
    const Report report = read_page_ok(page);
    CHECK(report.authors == std::vector<std::string>{"Eloísa Núñez"});
    CHECK(report.published->iso() == "2024-09-09");
    CHECK(report.outlet == "Herald");
    CHECK(words_of(report, BlockKind::paragraph).find("“Nobody knows,” a café owner") != std::string::npos);
    check_way_back(report, page);
}

TEST_CASE("page: bombs of depth, attributes and open formatting are read in linear time") {
    std::string depth;
    for (int i = 0; i < 200000; ++i) depth += "<div>";
    const Report deep = read_page_ok(page_of("", depth + p1 + p3));
    CHECK(deep.text.find("lost suitcase") != std::string::npos);
    CHECK(!deep.remarks.empty());

    std::string bold;
    for (int i = 0; i < 20000; ++i) bold += "<b id=" + std::to_string(i) + "><p>";
    CHECK(read_page_ok(page_of("", bold + p1 + p3)).text.find("lost suitcase") != std::string::npos);

    std::string attributes = "<p";
    for (int i = 0; i < 100000; ++i) attributes += " a" + std::to_string(i) + "=1";
    CHECK(read_page_ok(page_of("", attributes + ">" + p1 + p3)).text.find("lost suitcase") != std::string::npos);

    std::string tables;
    for (int i = 0; i < 50000; ++i) tables += "<table><tr><td>";
    CHECK(read_page_ok(page_of("", tables + p1 + p3)).text.find("lost suitcase") != std::string::npos);
}

TEST_CASE("page: unclosed tags, cut-off entities, stray bytes") {
    for (const std::string end :
         {"<p", "<p class=\"", "<!--", "<script>", "&", "&am", "&#", "&#x", "</", "<", "<![CDATA[", "<title>"}) {
        const Report report = read_page_ok("<html><body><h1>Talks go on</h1>" + p1 + p3 + end);
        CHECK(report.text.find("lost suitcase") != std::string::npos);
    }
}

TEST_CASE("plain text: a single line of four million bytes") {
    std::string line;
    while (line.size() < 4'000'000) line += "The ministers met on Monday, they said. ";
    const Report report = read_page_ok(line, "line.txt");
    CHECK(report.blocks.size() == 1);
}
