// Layouts of pages that nothing but their shape tells apart: entries, teasers, heads, several articles, no titles; and
// dates in other languages and calendars.
#include <doctest/doctest.h>

#include "read/dates.hpp"
#include "read/test_page.hpp"
#include "text/utf8.hpp"

using namespace px;

namespace {

const std::string text =
    "<p>Ghana has recalled its envoy from Burkina Faso, a day after Ouagadougou summoned the ambassador.</p>"
    "<p>The row began when the president said that Burkina Faso had hired Russian mercenaries.</p>";

std::string day_of(std::string_view printed) {
    const auto found = find_date(printed, ReadingTables::built_in(), "");
    return found ? found->time.iso() : "none";
}

}  // namespace

TEST_CASE("dates: other languages, other digits, other calendars") {
    CHECK(day_of("الثلاثاء، 12 مارس 2024 - 14:05") == "2024-03-12T14:05");
    CHECK(day_of("١٢ آذار ٢٠٢٤") == "2024-03-12");
    CHECK(day_of("12 كانون الثاني 2024") == "2024-01-12");
    CHECK(day_of("سه‌شنبه ۲۲ اسفند ۱۴۰۲") == "2024-03-12");
    CHECK(day_of("۱۴۰۳/۰۱/۰۱") == "2024-03-20");
    CHECK(day_of("۳۰ اسفند ۱۳۹۹") == "2021-03-20");
    CHECK(day_of("۳۰ اسفند ۱۴۰۰") == "none");
    CHECK(day_of("15 July 1410") == "none");
    CHECK(day_of("July 15, 1410") == "none");
    CHECK(day_of("۱۲ دی 2024") == "none");
    CHECK(day_of("1402/12/22") == "2024-03-12");
    CHECK(day_of("12 มีนาคม 2567") == "2024-03-12");
    CHECK(day_of("12 במרץ 2024, 14:05") == "2024-03-12T14:05");
    CHECK(day_of("4 जनवरी 2024, 16:20 IST") == "2024-01-04T16:20");
    CHECK(day_of("Jumanne, 12 Machi 2024") == "2024-03-12");
    CHECK(day_of("2024. március 12. 14:05") == "2024-03-12T14:05");
    CHECK(day_of("2024년 3월 12일") == "2024-03-12");
    CHECK(day_of("2024年3月12日 14時05分") == "2024-03-12T14:05");
    CHECK(day_of("ngày 12 tháng 3 năm 2024") == "2024-03-12");
    CHECK(day_of("Selasa, 12 Mar 2024 14:05 WIB") == "2024-03-12T14:05+07:00");
    CHECK(day_of("1 марта 2024, 18:05 МСК") == "2024-03-01T18:05+03:00");
    CHECK(day_of("14 лістапада 2023") == "2023-11-14");
    CHECK(day_of("14. listopada 2023.") == "2023-10-14");
    CHECK(day_of("14 listopada 2023") == "2023-11-14");
    CHECK(day_of("14 ga Maris, 2024") == "2024-03-14");
    CHECK(day_of("Ika-14 ng Marso 2024") == "2024-03-14");
    CHECK(day_of("14 Mac 2024") == "2024-03-14");
    CHECK(day_of("14 ta’ Marzu 2024") == "2024-03-14");
    CHECK(day_of("14 d'octubre de 2024") == "2024-10-14");
    CHECK(day_of("2024ko martxoaren 14a") == "2024-03-14");
    CHECK(day_of("2024. gada 14. martā") == "2024-03-14");
    CHECK(day_of("14 Deireadh Fómhair 2024") == "2024-10-14");
    CHECK(day_of("14 Tháng Ba, 2024") == "2024-03-14");
    CHECK(day_of("14 Maarso 2024") == "2024-03-14");
    CHECK(day_of("14 மார்ச் 2024") == "2024-03-14");
    CHECK(day_of("መጋቢት 5 ቀን 2016") == "2024-03-14");
    CHECK(day_of("Megabit 5, 2016") == "2024-03-14");
    CHECK(day_of("Meskerem 1, 2016") == "2023-09-12");
    CHECK(day_of("Pagume 6, 2015") == "2023-09-11");
    CHECK(day_of("Pagume 6, 2016") == "none");
    CHECK(day_of("14 حوت 1402") == "2024-03-04");
    CHECK(
        is_date_line("Last updated: 14 June 2022 at 09:30 | First published: 12 June 2022", ReadingTables::built_in()));
    CHECK_FALSE(is_date_line("On 14 June 2022 and 12 June 2022 the two sides met in the old town hall of Ghent",
                             ReadingTables::built_in()));
}

TEST_CASE("dates: a year of two figures that runs into the hour") {
    CHECK(day_of("28.09.1912:44") == "2019-09-28");
    CHECK(day_of("28.09.2412:44") == "2024-09-28");
    CHECK(day_of("28.09.1912 in Wien") == "1912-09-28");
    CHECK(day_of("28.09.2012:44").starts_with("2012-09-28"));
    CHECK(day_of("14.04.1912: 23 boats") == "1912-04-14");
    CHECK(day_of("14.04.1912:23 boats were sent to the ship") == "1912-04-14");
    CHECK(day_of("14.04.1912:75") == "1912-04-14");
    CHECK(day_of("The ship, which sank on 14.04.1912:23") == "1912-04-14");
}

TEST_CASE("page layouts: when it was published and when updated, in one line or in two blocks") {
    const Report line = read_page_of("",
                                     "<h1>Bus falls into ravine</h1><p>Last updated: 14 June 2022 at 09:30 | First "
                                     "published: 12 June 2022</p>" +
                                         text);
    REQUIRE(line.published);
    CHECK(line.published->iso() == "2022-06-12");
    REQUIRE(line.updated);
    CHECK(line.updated->iso() == "2022-06-14T09:30");
    const Report list =
        read_page_of("",
                     "<h1>Bus falls into ravine</h1><dl><dt>From:</dt><dd>Transport &amp; Roads Office</dd>"
                     "<dt>Published</dt><dd>25 November 2024</dd><dt>Last updated</dt><dd>26 November 2024"
                     "</dd></dl>" +
                         text);
    REQUIRE(list.updated);
    CHECK(list.updated->iso() == "2024-11-26");
    CHECK(list.published->iso() == "2024-11-25");
    CHECK(list.authors.empty());
}

TEST_CASE("page layouts: all entries of a live blog are its text") {
    const auto entry = [](const std::string& number, const std::string& words) {
        return "<article id=\"block-" + number + "\" class=\"block\"><h2>Entry " + number + " of today</h2><p>" +
               words + "</p></article>";
    };
    const Report live = read_page_of(
        "<title>Live: vote in Tbilisi</title>",
        "<main><h1>Live: vote in Tbilisi</h1><div>" +
            entry("1",
                  "Police have used water cannon against protesters who tried to break through "
                  "a cordon at the back entrance of parliament, officials said on Tuesday.") +
            entry("2", "Lawmakers voted 84 to 30 in favour of the bill on foreign influence.") +
            entry("3", "The United States is troubled by the bill, the White House said.") + "</div></main>");
    const std::string kept = words_of(live, BlockKind::paragraph);
    for (const std::string_view words : {"water cannon", "84 to 30", "White House"})
        CHECK(kept.find(words) != std::string::npos);
    CHECK(words_of(live, BlockKind::heading) == "Entry 1 of today / Entry 2 of today / Entry 3 of today");
}

TEST_CASE("page layouts: the next article below the report is another one") {
    const std::string long_text = text + text + text;
    const auto article = [&](const std::string& title, const std::string& body) {
        return "<article class=\"post\"><header><h1 class=\"title\">" + title + "</h1></header><div>" + body +
               "</div></article>";
    };
    const Report report =
        read_page_of("<title>Ghana recalls its envoy</title>",
                     "<div>" + article("Ghana recalls its envoy", long_text) +
                         article("Police called over a book",
                                 "<p>An anonymous caller told the police of a small town about a book in the "
                                 "library of a school, and an officer came to look for it.</p>") +
                         "</div>");
    CHECK(report.headline() == "Ghana recalls its envoy");
    CHECK(words_of(report, BlockKind::paragraph).find("anonymous caller") == std::string::npos);
    REQUIRE(report.remarks.size() == 1);
    CHECK(report.remarks[0].starts_with("the page holds another article, which is left out"));
}

TEST_CASE("page layouts: what stands below a head for other texts is not the report") {
    const std::string other =
        "<div class=\"it\"><a href=\"1\">Oil rises on supply fears</a><p>Oil prices rose on Wednesday "
        "as protests raised fears over supply, traders said, while producers kept to their plan of "
        "higher output in February.</p></div>";
    const Report report =
        read_page_of("", "<div class=\"a\"><div class=\"b\"><h1>Ghana recalls its envoy</h1>" + text +
                             "</div><div class=\"c\"><h2>More news</h2>" + other + other + other + "</div></div>");
    CHECK(words_of(report, BlockKind::paragraph).find("Oil prices") == std::string::npos);
    CHECK(words_of(report, BlockKind::left_out, LeftOut::related).find("Oil prices") != std::string::npos);
    // A related box that stands first in the report's container does not make that container one.
    const Report first =
        read_page_of("",
                     "<div><h1>Ghana recalls its envoy</h1><div><div class=\"box\"><h4>Related stories</h4>"
                     "<a href=\"1\">Oil rises on supply fears</a></div>" +
                         text + "</div></div>");
    CHECK(words_of(first, BlockKind::paragraph).find("Russian mercenaries") != std::string::npos);
}

TEST_CASE("page layouts: a request for consent that is longer than the report") {
    const std::string consent =
        "<p>We and our partners store and/or access information on a device, such as unique IDs in cookies, to process "
        "personal data. You may accept or manage your choices by clicking below, including your right to object where "
        "legitimate interest is used, or at any time in the privacy policy page.</p>";
    const Report report =
        read_page_of("", "<div id=\"w1\"><div>" + consent + consent + consent +
                             "</div></div><main><article><h1>Envoy arrives in Tripoli</h1><p>The UN envoy for "
                             "Libya arrived in Tripoli on Sunday.</p></article></main>");
    CHECK(words_of(report, BlockKind::paragraph) == "The UN envoy for Libya arrived in Tripoli on Sunday.");
}

TEST_CASE("page layouts: several first headings, and no title at all") {
    const Report blog =
        read_page_of("<title>Ghana recalls envoy from Ouagadougou | Volta Watch</title>",
                     "<h1><a href=\"/\">Volta Watch</a></h1><h1>Ghana recalls envoy from Ouagadougou</h1>" + text);
    CHECK(blog.headline() == "Ghana recalls envoy from Ouagadougou");
    CHECK(blog.outlet == "Volta Watch");
    const Report described =
        read_page_of("<meta property=\"og:title\" content=\"Ghana recalls envoy from Ouagadougou\">",
                     "<h1>Politics and Diplomacy</h1>"
                     "<h1>Ghana recalls envoy from Ouagadougou</h1>" +
                         text);
    CHECK(described.headline() == "Ghana recalls envoy from Ouagadougou");
    const Report old = read_page_of("<title>untitled</title>", "<p><b>ECOWAS TALKS BREAK OFF</b></p>" + text);
    CHECK(old.headline() == "ECOWAS TALKS BREAK OFF");
    const Report dated = read_page_of("<title>World in brief today - Harbour Gazette, 9 September 2023</title>",
                                      "<h1>World in brief today</h1>" + text);
    CHECK(dated.outlet == "Harbour Gazette");
}

TEST_CASE("page layouts: microdata names the outlet, a submission its author, a caption its agency") {
    const Report report = read_page_of(
        "",
        "<div><h1>Ghana recalls its envoy</h1><span itemprop=\"publisher\" itemscope><meta itemprop=\"name\" "
        "content=\"Ala-Too Tribune\"></span><span class=\"submitted\">Submitted by Ewa Nowicka on Tue, 02/20/2024 - "
        "09:14</span>" +
            text +
            "<figure><span>Getty Images</span><figcaption><span class=\"visually-hidden\">Image "
            "caption, </span><p>Supporters filled a stadium in Accra</p></figcaption></figure>" +
            text + "</div>");
    CHECK(report.outlet == "Ala-Too Tribune");
    CHECK(report.authors == std::vector<std::string>{"Ewa Nowicka"});
    CHECK(words_of(report, BlockKind::caption) == "Supporters filled a stadium in Accra");
    CHECK(words_of(report, BlockKind::left_out, LeftOut::photo_credit) == "Getty Images");
}

TEST_CASE("page layouts: a list that ends the report stays with its heading") {
    const Report report =
        read_page_of("", "<main><h1>Ghana recalls its envoy</h1><div>" + text + text +
                             "<h2>Background</h2><ul><li>the two states share a border of 549 km</li><li>trade "
                             "has grown</li></ul></div></main>");
    CHECK(words_of(report, BlockKind::list_item) == "the two states share a border of 549 km / trade has grown");
}

TEST_CASE("page layouts: agencies, outlets and initials among the authors") {
    const auto authors = [](const std::string& names, const std::string& outlet = "Lake Watch") {
        return read_page_of("<meta name=\"author\" content=\"" + names +
                                "\"><meta property=\"og:site_name\" content=\"" + outlet + "\">",
                            "<h1>Ghana recalls its envoy</h1>" + text)
            .authors;
    };
    CHECK(authors("The Associated Press").empty());
    CHECK(authors("Associated Press Ann Lee") == std::vector<std::string>{"Ann Lee"});
    CHECK(authors("Petra Novak") == std::vector<std::string>{"Petra Novak"});
    CHECK(authors("Lake Watch Staff").empty());
    CHECK(authors("Daily News Egypt", "Dailynewsegypt").empty());
    CHECK(read_page_of("", "<h1>Ghana recalls its envoy</h1><div>By Matthew N. Wells - 12/16/2022</div>" + text)
              .authors == std::vector<std::string>{"Matthew N. Wells"});
}

TEST_CASE("page layouts: headlines that are no first heading") {
    const std::string words = text + text;
    CHECK(read_page_of("<title>Ghana recalls envoy - Volta Watch</title>", "<h2>Ghana recalls envoy</h2>" + words)
              .headline() == "Ghana recalls envoy");
    CHECK(read_page_of("<title>Ghana recalls envoy: Ministry</title>",
                       "<h3>Ghana recalls envoy from Ouagadougou</h3>" + words)
              .headline() == "Ghana recalls envoy from Ouagadougou");
    CHECK(read_page_of("<title>Lagos Mail - News</title>",
                       "<table><tr><td class=headline>Militants free three workers</td></tr><tr><td>" + words +
                           "</td></tr></table>")
              .headline() == "Militants free three workers");
    const Report notes = read_page_of("<title>Volta Notes: Ghana recalls its envoy</title>",
                                      "<h1>Volta Notes</h1><h3>Ghana recalls its envoy</h3>" + words);
    CHECK(notes.headline() == "Ghana recalls its envoy");
    CHECK(notes.outlet == "Volta Notes");
}

TEST_CASE("page layouts: a subheading of the text is no headline") {
    const std::string title = "<title>Ghana recalls envoy after the row over the Russian mercenaries</title>";
    const std::string below = "The row over the envoy and the mercenaries";
    CHECK(read_page_of(title, "<h2>" + below + "</h2>" + text).headline() == below);
    const Report report = read_page_of(title, text + "<h2>" + below + "</h2>" + text);
    CHECK(report.headline().empty());
    CHECK(words_of(report, BlockKind::heading) == below);
    CHECK(read_page_of(title, "<h2>the the the row and the and the</h2>" + text).headline().empty());
}

TEST_CASE("page layouts: a title is parted at its first ten separators and at no more") {
    const auto outlet = [](int parts) {
        std::string heading = "Ghana recalls";
        for (int i = 1; i < parts; ++i) heading += " - part " + std::to_string(i);
        return read_page_of("<title>" + heading + " - Volta Watch of the Lake</title>",
                            "<h1>" + heading + "</h1>" + text)
            .outlet;
    };
    CHECK(outlet(3) == "Volta Watch of the Lake");
    CHECK(outlet(10) == "Volta Watch of the Lake");
    CHECK(outlet(11).empty());
}

TEST_CASE("page layouts: a heading of one word is text, the head of a list of links is not") {
    const Report report = read_page_of("", "<main><h1>Ghana recalls its envoy</h1><div>" + text + "<h2>Further</h2>" +
                                               text + "<h2>Further reading</h2>" + text + "</div></main>");
    CHECK(words_of(report, BlockKind::heading) == "Further");
}

TEST_CASE("page layouts: what screen readers alone say is left out, and no more") {
    const auto kept = [](const std::string& css_class) {
        return words_of(read_page_of("<title>Ghana recalls its envoy</title>",
                                     "<h1>Ghana recalls its envoy</h1>" + text + "<p class=\"" + css_class +
                                         "\">The foreign minister of Togo said that he regretted the step.</p>" + text),
                        BlockKind::paragraph)
            .find("regretted the step");
    };
    CHECK(kept("not-sr-only") != std::string::npos);
    CHECK(kept("sr-only-focusable") != std::string::npos);
    CHECK(kept("lead sr-only") == std::string::npos);
    CHECK(kept("visually-hidden\tlead") == std::string::npos);
}

TEST_CASE("page layouts: an address counts only where the program that saved the page put it") {
    const auto url = [](const std::string& remark) {
        return read_page_ok("<!doctype html><html><!-- " + remark +
                            " --><head><title>Ghana recalls its envoy</title><link rel=stylesheet "
                            "href=\"https://cdn.example/a.css\"></head><body><h1>Ghana recalls its envoy</h1>" +
                            text + "</body></html>")
            .url;
    };
    CHECK(url("Page saved with SingleFile \n url: https://volta.example/envoy \n saved date: Fri Dec 16 2022") ==
          "https://volta.example/envoy");
    CHECK(url("Page saved with SingleFile \n url: file:///home/envoy.html \n").empty());
    CHECK(url("saved from url=(0027)https://volta.example/envoy") == "https://volta.example/envoy");
    CHECK(
        url("Page saved with SingleFile --><style>a{background:url:(https://cdn.example/b.png)}</style><!--").empty());
}

TEST_CASE("page layouts: of many headings and a long description the first heading counts") {
    std::string headings;
    for (int i = 0; i < 500; ++i) headings += "<h1>Ghana recalls envoy " + std::to_string(i) + "</h1>" + text;
    const std::string longer = "Ghana recalls envoy 400" + std::string(700, 'x');
    CHECK(read_page_of("<meta property=\"og:title\" content=\"" + longer + "\">", headings).headline() ==
          "Ghana recalls envoy 0");
    CHECK(read_page_of("<meta property=\"og:title\" content=\"Ghana recalls envoy 400\">", headings).headline() ==
          "Ghana recalls envoy 400");
}

TEST_CASE("page layouts: pages as browsers and archives keep them") {
    const Report saved = read_page_ok(
        "<!DOCTYPE html>\n<!-- saved from url=(0062)https://www.voltawatch.example/2022/12/16/ghana-recalls-envoy/ "
        "-->\n"
        "<html lang=\"en\"><head><title>x</title></head><body><h1>Ghana recalls its envoy</h1>" +
        text + "</body></html>");
    CHECK(saved.url == "https://www.voltawatch.example/2022/12/16/ghana-recalls-envoy/");
    REQUIRE(saved.published);
    CHECK(saved.published->iso() == "2022-12-16");
    const Report archived =
        read_page_of("",
                     "<div id=\"wm-ipp-base\"><div><p>16 Dec 2022</p><p>About this capture: the archive of "
                     "a page that was taken by a crawler on many days of the year.</p></div></div>"
                     "<h1>Ghana recalls its envoy</h1><p>Published 15 December 2022</p>" +
                         text);
    REQUIRE(archived.published);
    CHECK(archived.published->iso() == "2022-12-15");
    CHECK(words_of(archived, BlockKind::paragraph).find("capture") == std::string::npos);
    CHECK(
        read_page_of(
            "", "<h1>Ghana recalls its envoy</h1><p>16.12.2022, 17:02 | Автор: Ирина Лебедева | Views: 912</p>" + text)
            .authors == std::vector<std::string>{"Ирина Лебедева"});
}

TEST_CASE("page layouts: a container named after a date that holds the report") {
    const Report report =
        read_page_of("",
                     "<div class=\"header\"><p>Notes on diplomacy by a retired teacher in Ho, with pictures, "
                     "recipes and a word on the weather of the week.</p></div><div class=\"date-outer\"><h2>"
                     "Friday, December 16, 2022</h2><div><h3>Ghana recalls its envoy</h3>" +
                         text + "</div></div>");
    CHECK(words_of(report, BlockKind::paragraph).find("Russian mercenaries") != std::string::npos);
}
