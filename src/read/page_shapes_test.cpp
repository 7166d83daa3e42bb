// Shapes in which outlets publish: live blogs, galleries, section fronts, pages that only scripts fill, other
// languages.
#include <doctest/doctest.h>

#include "read/json_ld.hpp"
#include "read/page_state.hpp"
#include "read/test_page.hpp"
#include "text/utf8.hpp"

using namespace px;

namespace {

const std::string text =
    "<p>Armenia and Azerbaijan accused each other of opening fire along their border on Thursday, officials said.</p>"
    "<p>Both sides are to meet in Brussels on Sunday, and neither has called the meeting off.</p>";

}  // namespace

TEST_CASE("page shapes: authors as links, in glued elements, before a date, behind a label") {
    CHECK(read_page_of("", "<h1>Talks in Brussels</h1><a rel=\"author\" href=\"/hw\">Harriet Wexford</a>" + text)
              .authors == std::vector<std::string>{"Harriet Wexford"});
    const Report glued = read_page_of(
        "",
        "<h1>Talks in Brussels</h1><div class=\"byline\">BY <a href=\"/a\">AVET DEMIR</a><span>Updated 7:02 "
        "PM, May 11, 2023</span></div>" +
            text);
    CHECK(glued.authors == std::vector<std::string>{"Avet Demir"});
    REQUIRE(glued.published);
    CHECK(glued.published->iso() == "2023-05-11T19:02");
    const Report two = read_page_of(
        "",
        "<h1>Talks in Brussels</h1><div class=\"author-box\">Pierre Lambert and Ilinca Mun | 25.06.2024</div>" + text);
    CHECK(two.authors == std::vector<std::string>{"Pierre Lambert", "Ilinca Mun"});
    CHECK(two.agency.empty());
    CHECK(read_page_of("", "<h1>Talks in Brussels</h1><p class=\"author\">Автор: Ирина Лебедева</p>" + text).authors ==
          std::vector<std::string>{"Ирина Лебедева"});
    CHECK(read_page_of("", "<h1>Talks in Brussels</h1><p class=\"autor\">Por Carmen Rojas</p>" + text).authors ==
          std::vector<std::string>{"Carmen Rojas"});
}

TEST_CASE("page shapes: a dateline names the outlet itself, or an agency in Spanish") {
    const Report own =
        read_page_of("<meta property=\"og:site_name\" content=\"Union Press\">",
                     "<h1>Talks in Brussels</h1><p>YEREVAN, Armenia (UP) &mdash; Armenia and Azerbaijan accused "
                     "each other of opening fire on Thursday, officials in both capitals said.</p>");
    CHECK(own.agency.empty());
    CHECK(words_of(own, BlockKind::left_out, LeftOut::date_line) == "YEREVAN, Armenia (UP) —");
    const Report spanish = read_page_of(
        "",
        "<h1>Bolivia y Chile retoman el diálogo</h1><p>LA PAZ, 4 abr (EFE).- Los cancilleres de Bolivia y Chile "
        "se reunieron este martes en La Paz para retomar el diálogo bilateral.</p><p>EFE</p>");
    CHECK(spanish.agency == "EFE");
    CHECK(words_of(spanish, BlockKind::left_out, LeftOut::date_line) == "LA PAZ, 4 abr (EFE).-");
    CHECK(words_of(spanish, BlockKind::left_out, LeftOut::notice) == "EFE");
}

TEST_CASE("page shapes: the headline without a heading, without blanks, beside what is no outlet's name") {
    const Report bold = read_page_of(
        "<title>Gulf Herald : Oman mediates between two sides</title>",
        "<table><tr><td><font size=5><b>Oman mediates between two sides</b></font><br>" + text + "</td></tr></table>");
    CHECK(bold.headline() == "Oman mediates between two sides");
    CHECK(bold.outlet == "Gulf Herald");
    const Report chinese = read_page_of(
        "<title>外交部：中方对此表示欢迎_河岸日报</title>",
        "<div><h1>外交部：中方对此表示欢迎</h1><p>外交部发言人在例行记者会上表示，沙特与伊朗在北京达成协议，"
        "中方对此表示欢迎。</p></div>");
    CHECK(chinese.headline() == "外交部：中方对此表示欢迎");
    CHECK(chinese.outlet == "河岸日报");
    CHECK(read_page_of("<title>Transcript: The Dispatch, episode 88 – Who blew it up?</title>",
                       "<h1>Who blew it up?</h1>" + text)
              .outlet.empty());
}

TEST_CASE("page shapes: text that stands only in JSON-LD, with a way back to its script") {
    const std::string script =
        R"({"@type":"NewsArticle","headline":"Second bridge","articleBody":"Laos and Thailand agreed on Monday to build a second bridge over the Mekong.\n\nThe prime ministers of both states signed the accord in Vientiane."})";
    const std::string page = "<html><head><script type=\"application/ld+json\">" + script +
                             "</script></head><body><div id=\"root\">Loading…</div></body></html>";
    const auto report = read_report(page, "page.html", {});
    REQUIRE(report);
    CHECK(words_of(*report, BlockKind::paragraph) ==
          "Laos and Thailand agreed on Monday to build a second bridge over the Mekong. / "
          "The prime ministers of both states signed the accord in Vientiane.");
    const Block& last = report->blocks.back();
    const Span there = report->in_file(last.span);
    CHECK(page.substr(there.begin, there.size()) == script);
    // What the page shows itself is not replaced by data that is not much longer.
    CHECK(words_of(read_page_of("<script type=\"application/ld+json\">" + script + "</script>",
                                "<h1>Second bridge</h1>" + text),
                   BlockKind::paragraph)
              .starts_with("Armenia"));
}

TEST_CASE("page shapes: text that stands only in the data of a script") {
    const auto page = [](const std::string& headline) {
        return "<html><head><title>Second bridge | Mekong Post</title></head><body><div id=\"__next\"></div><script "
               "id=\"__NEXT_DATA__\" type=\"application/json\">{\"props\":{\"post\":{\"title\":\"" +
               headline +
               "\",\"publishedAt\":\"2022-12-16T17:02:11Z\",\"authors\":[{\"name\":\"Ann "
               "Lee\"}],\"content\":[{\"text\":\"Laos and "
               "Thailand agreed on Monday to build a second bridge over the Mekong, which is to open in four years and "
               "to cost "
               "some two hundred million dollars.\"},{\"text\":\"The prime ministers of both states signed the accord "
               "in "
               "Vientiane.\"}]}}}</script></body></html>";
    };
    const auto report = read_report(page("Second bridge"), "page.html", {});
    REQUIRE(report);
    CHECK(report->headline() == "Second bridge");
    CHECK(report->outlet == "Mekong Post");
    CHECK(report->authors == std::vector<std::string>{"Ann Lee"});
    REQUIRE(report->published);
    CHECK(report->published->iso() == "2022-12-16T17:02+00:00");
    const std::string kept = words_of(*report, BlockKind::paragraph);
    CHECK(kept.starts_with("Laos and Thailand agreed"));
    CHECK(kept.ends_with("signed the accord in Vientiane."));
    // Data about something else than the page's title says is not its text.
    CHECK(!read_report(page("Flood in the north"), "page.html", {}));
}

TEST_CASE("page shapes: which data of a script is the article") {
    const auto object = [](const std::string& headline, char word, std::size_t size = 300) {
        return R"({"title":")" + headline + R"(","body":")" + std::string(size, word) + R"("})";
    };
    const auto first_letter = [](const std::vector<std::string>& scripts, const std::string& title) {
        const std::vector<std::string_view> views(scripts.begin(), scripts.end());
        return read_page_state(views, title).body.substr(0, 1);
    };
    CHECK(first_letter({object("Talks fail", 'a'), object("Lake Watch", 'b', 900)}, "Talks fail | Lake Watch") == "a");
    CHECK(first_letter({object("Lake Watch", 'b', 900), object("Talks fail", 'a')}, "Talks fail | Lake Watch") == "a");
    CHECK(first_letter({object("Watch", 'b', 900), object("Talks fail", 'a')}, "Lake Watch: Talks fail") == "a");
    CHECK(first_letter({object("Talks fail", 'a'), object("Talks fail", 'b', 900)}, "Talks fail") == "b");
    // What no headline is, is not searched for.
    const std::string longer(301, 't');
    CHECK(first_letter({object(longer, 'a')}, longer).empty());
    CHECK(first_letter({object("Talks fail", 'a')}, "Talks fail" + std::string(600, 't')).empty());
    const std::string filler = '"' + std::string((4U << 20U) - 2, 'f') + '"';
    CHECK(first_letter({filler, object("Talks fail", 'a')}, "Talks fail") == "a");
    CHECK(first_letter({filler, filler, object("Talks fail", 'a')}, "Talks fail").empty());
}

TEST_CASE("page shapes: data of a script that is not the whole text says nothing about the page") {
    const auto page = [](const std::string& authors, std::size_t sentences) {
        std::string body;
        for (std::size_t i = 0; i < sentences; ++i)
            body += "Laos and Thailand agreed on Monday to build a bridge over the Mekong. ";
        return read_page_of(
            "<title>Second bridge over the Mekong</title><meta name=\"author\" content=\"Mo Tan\">",
            "<h1>Second bridge over the Mekong</h1><p>The accord between both states was signed in the city "
            "of Vientiane on Monday evening, officials said.</p><script type=\"application/json\">"
            "{\"title\":\"Second bridge\",\"authors\":" +
                authors + ",\"body\":\"" + body + "\"}</script>");
    };
    CHECK(page(R"(["Ann Lee","Bo Ek"])", 4).authors == std::vector<std::string>{"Mo Tan"});
    CHECK(page(R"(["Ann Lee","Bo Ek"])", 40).authors == std::vector<std::string>{"Ann Lee", "Bo Ek"});
    CHECK(page(R"(["Ann Lee"])", 40).authors == std::vector<std::string>{"Mo Tan"});
}

TEST_CASE("page shapes: a page that only loads, or that is missing, is empty") {
    for (const std::string body : {"<div>Loading…</div>",
                                   "<h1>404</h1><p>Sorry, the page you are looking for could not be "
                                   "found. It may have been moved or deleted.</p>"}) {
        const auto report = read_report("<html><head><title>x</title></head><body>" + body + "</body></html>", "p", {});
        REQUIRE(!report);
        CHECK(report.error().kind == ErrorKind::empty);
    }
}

TEST_CASE("page shapes: videos, galleries, live blogs, section fronts") {
    const Report video = read_page_of(
        R"(<script type="application/ld+json">{"@type":"VideoObject","name":"Tear gas","uploadDate":"2024-06-18T16:20:00Z"}</script>)",
        "<h1>Tear gas in Nairobi</h1>" + text + "<div class=\"meta\">1:12 | 18 Jun 2024</div>");
    REQUIRE(video.published);
    CHECK(video.published->iso() == "2024-06-18T16:20+00:00");
    const Report gallery = read_page_of("", "<h1>In pictures</h1>" + text +
                                                "<figure><figcaption>Protesters wave a flag. [Rajib Dhar/AP "
                                                "Photo]</figcaption></figure>");
    CHECK(words_of(gallery, BlockKind::caption) == "Protesters wave a flag.");
    CHECK(words_of(gallery, BlockKind::left_out, LeftOut::photo_credit) == "[Rajib Dhar/AP Photo]");
    const Report live = read_page_of("", "<h1>Live: talks in Brussels</h1>" + text + "<div>15.02 GMT</div>" + text);
    CHECK(words_of(live, BlockKind::left_out, LeftOut::date_line) == "15.02 GMT");
    const std::string one = "<article><h2><a href=\"/a\">Envoy recalled</a></h2>" + text + "</article>";
    const Report front = read_page_of("<title>World briefing</title>", "<main>" + one + one + one + "</main>");
    REQUIRE(front.remarks.size() == 1);
    CHECK(front.remarks[0] == "the page holds 3 articles, which are read as one report");
}

TEST_CASE("page shapes: dates of a broken article take the place of the page's, and nothing else") {
    const JsonLdArticle article = read_json_ld(
        {R"({"@type":"WebPage","name":"Talks in Brussels","url":"https://a.example/x","datePublished":"2020-01-01"})",
         R"({"@type":"NewsArticle","headline":"Talks,"datePublished":"2023-05-11","dateModified":"2023-05-12"})"});
    CHECK(article.published == "2023-05-11");
    CHECK(article.modified == "2023-05-12");
    CHECK(article.headline == "Talks in Brussels");
    CHECK(article.url == "https://a.example/x");
}
TEST_CASE("page shapes: a section between headline and outlet, in a title") {
    const std::string words =
        "<p>Ghana has recalled its envoy from Togo after a row over fishing rights, it said.</p>"
        "<p>Togo called the step regrettable and said that talks would go on in Lome.</p>";
    const Report piped = read_page_of("<title>Ghana recalls envoy after row | World | Volta Times</title>",
                                      "<div><h1>Ghana recalls envoy after row</h1>" + words + "</div>");
    CHECK(piped.outlet == "Volta Times");
    CHECK(piped.section == "World");
    const Report dashed = read_page_of("<title>Ghana recalls envoy after row - Africa - Volta Times</title>",
                                       "<div><h2>Ghana recalls envoy after row</h2>" + words + "</div>");
    CHECK(dashed.outlet == "Volta Times");
    CHECK(dashed.headline() == "Ghana recalls envoy after row");
}

TEST_CASE("page shapes: what a site says of itself above a short post is not its headline") {
    const Report post = read_page_of("<title>Notes from the Lake</title>",
                                     "<div id=header><div class=desc>One reporter's notebook on borders, boats and the "
                                     "people who cross them in East "
                                     "Africa</div></div><div class=post><h2>Kenya signs pipeline deal</h2><p>Kenya and "
                                     "Uganda signed the agreement on "
                                     "Friday, the ministry said.</p></div>");
    CHECK(post.headline() == "Kenya signs pipeline deal");
    CHECK(post.outlet == "Notes from the Lake");
    CHECK(words_of(post, BlockKind::paragraph) ==
          "Kenya and Uganda signed the agreement on Friday, the ministry said.");
}

TEST_CASE("page shapes: a page for printing, a browser's reading view, the Wayback Machine's address") {
    const std::string words =
        "Ghana has recalled its envoy from Togo after a row over fishing rights, the ministry said.";
    const Report print = read_page_of(
        "<title>Print Article - The Volta Mirror</title>",
        "<table><tr><td><a href='javascript:window.close()'>Close window</a></td></tr><tr><td><b>The Volta "
        "Mirror</b></td>"
        "</tr><tr><td><font size=5><b>Ghana recalls envoy after row</b></font><br>By Kwame Boadu | Published: 14 March "
        "2024<br><br>" +
            words + "<br><br>Find this article at:<br>http://www.volta.example/a.html</td></tr></table>");
    CHECK(print.outlet == "The Volta Mirror");
    CHECK(print.authors == std::vector<std::string>{"Kwame Boadu"});
    const Report view = read_page_of(
        "<title>Ghana recalls envoy</title>",
        "<div class=\"header reader-header\"><a class=\"domain reader-domain\" href=\"https://www.volta.example/a\">"
        "volta.example</a><h1 class=reader-title>Ghana recalls envoy</h1><div class=\"credits reader-credits\">Kwame "
        "Boadu</div><div class=reader-estimated-time>2-3 minutes</div></div><div class=content><p>" +
            words + "</p></div>");
    CHECK(view.url == "https://www.volta.example/a");
    CHECK(view.authors == std::vector<std::string>{"Kwame Boadu"});
    CHECK(view.outlet == "volta.example");
    const Report kept = read_page_of(
        "<title>Ghana recalls envoy</title><link rel=canonical href=\"https://web.archive.org/web/20240122030405/"
        "https://www.volta.example/a\">",
        "<h1>Ghana recalls envoy</h1><p>" + words + "</p>");
    CHECK(kept.url == "https://www.volta.example/a");
}

TEST_CASE("page shapes: comments that only their form tells") {
    const std::string words =
        "<h1>Ghana recalls envoy after row</h1><p>Ghana has recalled its envoy from Togo after a row over fishing "
        "rights "
        "in the gulf, the ministry said on Monday.</p><p>Togo called the step regrettable and said that talks would go "
        "on "
        "in Lome next week, whatever happened at sea.</p><p>The two states had agreed on a line in 2019, but the "
        "fishermen "
        "of both keep crossing it, a port officer said.</p>";
    const std::string one = "I have fished there for twenty years, and nobody ever asked me for any paper at all.";
    const std::string two = "Why does nobody ask who took the money? It is a shame for both of our countries.";
    const auto kept = [&](const std::string& comments) {
        return words_of(
            read_page_of("<title>Ghana recalls envoy after row</title>", "<div>" + words + comments + "</div>"),
            BlockKind::paragraph);
    };
    const std::string report = kept("");
    CHECK(report.find("port officer") != std::string::npos);
    CHECK(kept("<ul><li><b>tomcat77</b> <span>3 hours ago</span><p>" + one +
               "</p><a href=#>Reply</a></li><li><b>Mrs. K</b> "
               "<span>2 hours ago</span><p>" +
               two + "</p><a href=#>Reply</a></li></ul>") == report);
    CHECK(kept("<dl><dt>tomcat77 says:</dt><dd>" + one + "</dd><dt>Mrs. K says:</dt><dd>" + two + "</dd></dl>") ==
          report);
    CHECK(kept("<hr><p><b>tomcat77</b> wrote on 14 March 2024 at 10:01:</p><p>" + one +
               "</p><p><b>Mrs. K</b> wrote on 14 March 2024 at 11:00:</p><p>" + two + "</p>") == report);
    CHECK(kept("<table><tr><td><b>A. Owusu</b><br><small>3 hours ago</small></td><td>" + one +
               "</td></tr><tr><td><b>Mrs. K</b><br><small>2 days ago</small></td><td>" + two +
               "</td></tr><tr><td><b>Kofi</b><br><small>1 week ago</small></td><td>" + one + "</td></tr></table>") ==
          report);
    const std::string speech =
        "<p>The minister said:</p><p>" + one + "</p><p>The president wrote:</p><p>" + two + "</p>";
    CHECK(kept(speech).find("fished there") != std::string::npos);
    const std::string ages =
        "<p>The talks began a month ago.</p><p>The crisis broke out one year ago.</p><p>A port was closed a week "
        "ago.</p><p>" +
        one + "</p>";
    CHECK(kept(ages).find("fished there") != std::string::npos);
    CHECK(kept(ages).find("broke out one year ago.") != std::string::npos);
    const std::string lines =
        "<p>Talks broke down a month ago</p><p>Envoy sent home one year ago</p><p>Port closed a week ago</p><p>" + one +
        "</p>";
    CHECK(kept(lines).find("fished there") != std::string::npos);
    const std::string live = "<p>Posted 3 hours ago</p><p>" + one + "</p><p>Updated 12 minutes ago</p><p>" + two +
                             "</p><p>Last updated about 2 hours ago</p><p>" + one + "</p><p>Published 5 hours ago</p>";
    CHECK(kept(live).find("fished there") != std::string::npos);
    CHECK(kept(live).find("who took the money") != std::string::npos);
    CHECK(kept("<div>Posted by tomcat77 3 hours ago</div><p>" + one + "</p><div>Posted by Mrs. K 2 hours ago</div><p>" +
               two + "</p><div>Posted by Kofi Mensah 1 day ago</div><p>" + one + "</p>") == report);
}

TEST_CASE("page shapes: a site's name before a colon or in brackets is no part of the title") {
    const std::string body = "<div class=\"h\">Armenia and Azerbaijan to meet in Brussels</div>" + text;
    CHECK(read_page_of("<title>VOLTA TODAY: Armenia and Azerbaijan to meet in Brussels</title>", body).headline() ==
          "Armenia and Azerbaijan to meet in Brussels");
    CHECK(read_page_of("<title>Armenia and Azerbaijan to meet in Brussels (Volta Today)</title>", body).headline() ==
          "Armenia and Azerbaijan to meet in Brussels");
}

TEST_CASE("page shapes: counters of a gallery and what asks for readers stand beside the text") {
    for (const std::string other :
         {"2 / 7", "You can support our independent reporting with a small gift.",
          "Follow our Caucasus desk on Telegram and WhatsApp.", "The day's top stories in your inbox every morning.",
          "Recib\xC3\xAD las noticias del d\xC3\xAD"
          "a en tu correo.",
          "Recevez notre lettre chaque matin dans votre bo\xC3\xAEte mail."}) {
        const Report report = read_page_of("<title>Talks in Brussels</title>",
                                           "<h1>Talks in Brussels</h1>" + text + "<p>" + other + "</p>" + text);
        CAPTURE(other);
        CHECK(words_of(report, BlockKind::paragraph).find(other) == std::string::npos);
        CHECK(report.text.find(other) != std::string::npos);
    }
    const Report kept = read_page_of("", "<h1>Talks in Brussels</h1>" + text +
                                             "<p>Reporters follow the talks on the border from Tbilisi, he said.</p>");
    CHECK(words_of(kept, BlockKind::paragraph).find("Reporters follow") != std::string::npos);
}
