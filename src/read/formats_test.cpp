// Forms that hold several reports, or wrap one: tables, mails, NewsML-G2, ninjs, JSON Feed, JSON Lines with other
// names.
#include <doctest/doctest.h>

#include <vector>

#include "read/byte_source.hpp"
#include "read/delimited.hpp"
#include "read/json_documents.hpp"
#include "read/json_lines.hpp"
#include "read/mail.hpp"
#include "read/mailbox.hpp"
#include "read/markup_text.hpp"
#include "read/newsml.hpp"
#include "read/test_page.hpp"
#include "read/xml.hpp"

namespace px {
namespace {

struct Rows {
    std::vector<Report> reports;
    std::vector<Error> errors;
};

Rows read_rows(std::string bytes, const std::string& map = "") {
    Rows rows;
    const auto reader = read_table("t.csv", source_in_memory(std::move(bytes)),
                                   map.empty() ? FieldMap() : parse_field_map(map).value());
    while (auto item = reader->next()) {
        auto report = read_item(std::move(*item), {});
        if (report)
            rows.reports.push_back(std::move(*report));
        else
            rows.errors.push_back(report.error());
    }
    return rows;
}

const std::string talks = "Ministers of Chile and Finland met in Oslo on Monday and agreed on trade.";

TEST_CASE("a table's columns become fields by their names") {
    const Rows rows = read_rows("Headline,Pub Date,Body,Source,Author\r\nTalks held,2024-06-12,\"" + talks +
                                "\",Daily Lantern,Ann Lee; Bo Kim\r\n");
    REQUIRE(rows.reports.size() == 1);
    const Report& report = rows.reports[0];
    CHECK(report.headline() == "Talks held");
    CHECK(report.published->iso() == "2024-06-12");
    CHECK(report.outlet == "Daily Lantern");
    CHECK(report.authors == std::vector<std::string>{"Ann Lee", "Bo Kim"});
    CHECK(report.source == "t.csv:2");
    CHECK(report.text.find(talks) != std::string::npos);
}

TEST_CASE("a table's text is the column with prose, where the names say something else") {
    const std::string more =
        talks + " Both sides will meet again in Helsinki next month, their foreign ministries said.";
    const Rows ids = read_rows("article,headline,paragraphs\nA-1001,Talks held,\"" + more + "\"\nA-1002,Talks end,\"" +
                               more + "\"\n");
    REQUIRE(ids.reports.size() == 2);
    CHECK(ids.reports[1].text.find(more) != std::string::npos);
    CHECK(ids.reports[1].remarks ==
          std::vector<std::string>{"the column \"paragraphs\" was taken for the text, since it holds prose"});
    const Rows kinds = read_rows("content,headline,story\nnews,Talks held,\"" + more + "\"\n");
    REQUIRE(kinds.reports.size() == 1);
    CHECK(kinds.reports[0].text.find(more) != std::string::npos);
    CHECK(read_rows("content,story\nTalks held,\"" + more + "\"\n", "text=content").reports.at(0).text == "Talks held");
    CHECK(read_rows("text,notes\nTalks held in Oslo.,\"" + more + "\"\n").reports.at(0).text == more);
    CHECK(read_rows("text,notes\nTalks were held in Oslo.,\"" + more + "\"\n").reports.at(0).text ==
          "Talks were held in Oslo.");
    CHECK(holds_texts("nr,story\n1,\"" + more + "\"\n", {}));
    CHECK_FALSE(holds_texts("nr,place\n1,Oslo\n", {}));
    const Rows none = read_rows("id,url\n1,https://a.example/talks\n");
    REQUIRE(none.errors.size() == 1);
    CHECK(none.errors[0].next.find("save the pages themselves") != std::string::npos);
}

TEST_CASE("quoted cells hold separators, line breaks and doubled marks") {
    const Rows rows =
        read_rows("id;text\n1;\"He said: \"\"No; never.\"\"\nThen he left the hall.\"\n2;" + talks + "\n");
    REQUIRE(rows.reports.size() == 2);
    CHECK(rows.reports[0].text == "He said: \"No; never.\"\nThen he left the hall.");
    CHECK(rows.reports[1].source == "t.csv:4");
    CHECK(rows.reports[1].given_id == "2");
}

TEST_CASE("tabs, a byte order mark, and marks in the middle of a cell") {
    const Rows rows =
        read_rows("\xEF\xBB\xBFtext\turl\nThe 5\" gun was \"\"moved\"\" north on Monday.\thttp://a.example/1\n");
    REQUIRE(rows.reports.size() == 1);
    CHECK(rows.reports[0].text == "The 5\" gun was \"\"moved\"\" north on Monday.");
    CHECK(rows.reports[0].url == "http://a.example/1");
}

TEST_CASE("UTF-16 and windows-1252 tables") {
    std::string wide = "\xFF\xFE";
    for (const char c : "text\n" + talks + "\n") {
        wide += c;
        wide += '\0';
    }
    CHECK(read_rows(wide).reports.at(0).text == talks);
    CHECK(read_rows("text\nThe caf\xE9 in Orl\xE9"
                    "ans was closed by the police on Monday.\n")
              .reports.at(0)
              .text.find("café") != std::string::npos);
}

TEST_CASE("a quotation mark that is never closed costs one row") {
    std::string table = "id,text\n1,\"never closed\n";
    for (int i = 2; i < 6; ++i) table += std::to_string(i) + "," + talks + "\n";
    const Rows rows = read_rows(table);
    REQUIRE(rows.errors.size() == 1);
    CHECK(rows.errors[0].where == "line 2");
    CHECK(rows.reports.size() == 4);
}

TEST_CASE("a table without a text column says so") {
    const Rows rows = read_rows("a,b\n1,2\n");
    REQUIRE(rows.errors.size() == 1);
    CHECK(rows.errors[0].next.starts_with("name it: --fields text=COLUMN; "));
    CHECK(read_rows("a,b\n1," + talks + "\n", "text=b,id=a").reports.at(0).given_id == "1");
}

TEST_CASE("field maps") {
    CHECK(parse_field_map("text=body, date=meta.published").value().at("date") == "meta.published");
    CHECK(parse_field_map("words=body").error().kind == ErrorKind::usage);
    CHECK(parse_field_map("text").error().kind == ErrorKind::usage);
}

TEST_CASE("JSON Lines with other names and paths") {
    ReadOptions options;
    options.fields = parse_field_map("text=body,date=meta.published,outlet=meta.site.name").value();
    const auto report = read_json_line(R"({"body":"Talks failed on Monday, officials in Oslo said.","author":"x",)"
                                       R"("meta":{"published":"2024-06-12","site":{"name":"Daily Lantern"}}})",
                                       "a.jsonl:1", options);
    REQUIRE(report);
    CHECK(report->published->iso() == "2024-06-12");
    CHECK(report->outlet == "Daily Lantern");
}

TEST_CASE("JSON Lines with names that are common, paragraphs as a list, seconds since 1970") {
    const auto report = read_json_line(
        R"({"Headline":"Talks fail","content":["Talks failed on Monday, officials said.","They go on."],)"
        R"("timestamp":1671530400,"Source":"Daily Lantern","web_url":"https://a.example/x","byline":"By Ann Lee",)"
        R"("keywords":{"a":1}})",
        "a.jsonl:1", {});
    REQUIRE(report);
    CHECK(report->headline() == "Talks fail");
    CHECK(report->text.ends_with("officials said.\n\nThey go on."));
    CHECK(report->published->iso() == "2022-12-20T10:00+00:00");
    CHECK(report->outlet == "Daily Lantern");
    CHECK(report->url == "https://a.example/x");
    CHECK(report->authors == std::vector<std::string>{"Ann Lee"});
    // A member of a common name that holds something else is passed over; under the field's own name it is a mistake.
    CHECK(read_json_line(R"({"text":"Talks failed, they said.","headline":{"main":"x"}})", "a.jsonl:1", {}));
    CHECK(!read_json_line(R"({"text":"Talks failed, they said.","title":{"length":9}})", "a.jsonl:1", {}));
    const auto nameless = read_json_line(R"({"txt":"Talks failed."})", "a.jsonl:1", {});
    REQUIRE(!nameless);
    CHECK(nameless.error().next.find("--fields text=NAME") != std::string::npos);
}

TEST_CASE("JSON Lines: objects of their own, markup under a plain name, a date that stands for none") {
    const auto press = read_json_line(
        R"({"title":{"rendered":"Talks held"},"content":{"rendered":"<p>)" + talks +
            R"(</p><p>They meet again.</p>"},"date":"2024-06-12T10:00:00","link":"https://a.example/1"})",
        "a.jsonl:1", {});
    REQUIRE(press);
    CHECK(press->headline() == "Talks held");
    CHECK(press->url == "https://a.example/1");
    CHECK(press->blocks.back().kind == BlockKind::paragraph);
    CHECK(slice(press->text, press->blocks.back().span) == "They meet again.");
    const auto times = read_json_line(
        R"({"hed":"Talks held","body":")" + talks +
            R"(","byline":{"original":"By Ann Lee"},"source":{"id":null,"name":"Lake Watch"},"date_publish":0})",
        "a.jsonl:2", {});
    REQUIRE(times);
    CHECK(times->headline() == "Talks held");
    CHECK(times->authors == std::vector<std::string>{"Ann Lee"});
    CHECK(times->outlet == "Lake Watch");
    const auto never = read_json_line(R"({"text":")" + talks + R"(","date":"1970-01-01T00:00:00Z"})", "a.jsonl:3", {});
    REQUIRE(never);
    CHECK_FALSE(never->published);
    REQUIRE(!never->remarks.empty());
    CHECK(never->remarks[0].find("1970-01-01") != std::string::npos);
    const auto zoned = read_json_line(R"({"text":")" + talks + R"(","date":"1970-01-01T02:00:00+02:00"})", "a:1", {});
    REQUIRE(zoned);
    CHECK_FALSE(zoned->published);
}

TEST_CASE("a table as Excel writes it, with its separator in the first line") {
    const Rows rows = read_rows("sep=;\r\ntitle;date;text\r\nTalks held;12/06/2024;" + talks + "\r\n");
    REQUIRE(rows.reports.size() == 1);
    CHECK(rows.reports[0].headline() == "Talks held");
    CHECK(rows.reports[0].source == "t.csv:3");
    CHECK(holds_texts("sep=,\n", {}));
}

TEST_CASE("a table with German names in windows-1252") {
    const Rows rows = read_rows(
        "\xDC"
        "berschrift;Artikeltext;Datum;Quelle\nGespr\xE4"
        "che;" +
        talks + ";20.12.2022;Bote\n");
    REQUIRE(rows.reports.size() == 1);
    CHECK(rows.reports[0].headline() ==
          "Gespr\xC3\xA4"
          "che");
    CHECK(rows.reports[0].outlet == "Bote");
    CHECK(rows.reports[0].published->iso() == "2022-12-20");
}

TEST_CASE("a mailbox holds mails") {
    const std::string head =
        "From wire@a.example Tue Mar  5 15:10:22 2024\nFrom: Wire <wire@a.example>\nSubject: Talks ";
    const std::string box =
        head + "fail\nDate: Tue, 05 Mar 2024 15:10:22 +0000\n\n" + talks + "\n>From now on they rest.\n\n" + head +
        "go on\nDate: Wed, 06 Mar 2024 15:10:22 +0000\n\n" + talks + "\nFrom Monday on they talk.\n";
    CHECK(is_mailbox(box));
    CHECK(!is_mailbox("From Monday on they talk.\nNobody knows: why.\n"));
    const auto mails = read_mailbox("inbox.mbox", source_in_memory(box));
    std::vector<Report> reports;
    while (std::optional<Item> item = mails->next()) {
        const auto report = read_item(std::move(*item), {});
        REQUIRE(report);
        reports.push_back(*report);
    }
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].source == "inbox.mbox#1");
    CHECK(reports[0].headline() == "Talks fail");
    CHECK(reports[0].text.find("\nFrom now on") != std::string::npos);
    CHECK(reports[1].headline() == "Talks go on");
    CHECK(reports[1].text.find("From Monday on") != std::string::npos);
    CHECK(reports[1].published->iso() == "2024-03-06T15:10+00:00");
}

TEST_CASE("JSON Lines with HTML and a list of authors") {
    const auto report =
        read_json_line(R"({"title":"Talks fail","html":"<p>Talks failed on Monday &amp; will not go on, )"
                       R"(officials in Oslo said.</p><p>Share this</p>","authors":["Ann Lee"]})",
                       "a.jsonl:1", {});
    REQUIRE(report);
    CHECK(report->headline() == "Talks fail");
    CHECK(report->authors == std::vector<std::string>{"Ann Lee"});
    CHECK(report->text.find("Monday & will") != std::string::npos);
}

TEST_CASE("a mail in MIME") {
    const std::string mail =
        "Received: from a by b\nFrom: =?utf-8?Q?Caf=C3=A9_Press?= <news@a.example>\n"
        "Subject: =?UTF-8?B?VGFsa3M=?= =?UTF-8?Q?_fail?=\nDate: Wed, 12 Jun 2024 10:00:00 +0200\n"
        "MIME-Version: 1.0\nContent-Type: multipart/alternative;\n boundary=\"xyz\"\n\nfor old programs\n"
        "--xyz\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n" +
        std::string(
            "Talks in the caf=E9 at Oslo failed on Monday, officials of both states said in=\n the evening.\n\n") +
        "The ministers of Chile and Finland left the city without a word to the press, and no date for other talks was "
        "named by either side.\n" +
        "--xyz\nContent-Type: text/html\n\n<p>not this one</p>\n--xyz--\n";
    REQUIRE(is_mail(mail));
    const auto report = read_report(mail, "a.eml", {});
    REQUIRE(report);
    CHECK(report->headline() == "Talks fail");
    CHECK(report->published->iso() == "2024-06-12T10:00+02:00");
    CHECK(report->text.find("the café at Oslo failed on Monday, officials of both states said in the evening.") !=
          std::string::npos);
    CHECK(report->text.find("not this one") == std::string::npos);
}

TEST_CASE("a mail that is a page in base64") {
    const std::string mail =
        "From: a@a.example\nSubject: Talks\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: "
        "base64\n\nPHA+VGFsa3MgZmFpbGVkIG9uIE1vbmRheSwgb2ZmaWNpYWxzIGluIE9zbG8g\nc2FpZC48L3A+\n";
    const auto report = read_report(mail, "a.eml", {});
    REQUIRE(report);
    CHECK(report->text.find("Talks failed on Monday, officials in Oslo said.") != std::string::npos);
    CHECK(report->headline() == "Talks");
}

TEST_CASE("hostile mails end") {
    std::string nested = "From: a@a\nSubject: s\nMIME-Version: 1.0\n";
    for (int i = 0; i < 2000; ++i) nested += "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
    CHECK(read_mail(nested, "n").error().kind == ErrorKind::empty);
    CHECK(decode_mail_words("=?utf-8?Q?broken") == "=?utf-8?Q?broken");
    CHECK(decode_mail_words("=?nothing?X?abc?=") == "abc");
}

TEST_CASE("a NewsML-G2 item with NITF") {
    const std::string xml =
        R"(<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" )"
        R"(xml:lang="en-GB"><itemMeta><provider literal="p"><name>Halyard Press</name></provider>)"
        R"(<versionCreated>2024-06-12T16:25:32-05:00</versionCreated></itemMeta><contentMeta>)"
        R"(<contentCreated>2024-06-12T10:00:00-05:00</contentCreated><infoSource><name>Associated Press</name></infoSource>)"
        R"(<headline>Talks fail</headline></contentMeta><contentSet><inlineXML><nitf><body><body.head><byline>By Ann Lee, )"
        R"(<byttl>Correspondent</byttl></byline></body.head><body.content><p>Talks between Chile and Finland failed on )"
        R"(Monday, officials in Oslo said.</p><hl2>What next</hl2><p>No date for other talks was named by either side.</p>)"
        R"(</body.content></body></nitf></inlineXML></contentSet></newsItem>)";
    const auto document = parse_xml(xml, "a.xml");
    REQUIRE(document);
    REQUIRE(is_newsml(document->root));
    auto items = read_newsml(document->root);
    REQUIRE(items.size() == 1);
    CHECK(items[0].authors == std::vector<std::string>{"Ann Lee"});
    const auto report = report_from_fields("x", std::move(items[0]), "a.xml", {});
    REQUIRE(report);
    CHECK(report->outlet == "Halyard Press");
    CHECK(report->agency == "Associated Press");
    CHECK(report->published->iso() == "2024-06-12T10:00-05:00");
    CHECK(report->headline() == "Talks fail");
    CHECK(report->language == "en");
    bool has_heading = false;
    for (const Block& block : report->blocks)
        if (slice(report->text, block.span) == "What next") has_heading = block.kind == BlockKind::heading;
    CHECK(has_heading);
}

TEST_CASE("a withdrawn item is no report, and other items hold no text") {
    const auto withdrawn = parse_xml(
        "<newsItem><itemMeta><pubStatus qcode='stat:canceled'/></itemMeta><contentSet><inlineData>Talks failed."
        "</inlineData></contentSet></newsItem>",
        "a.xml");
    CHECK(read_newsml(withdrawn->root).empty());
    const auto concept_item = parse_xml("<conceptItem><concept><name>x</name></concept></conceptItem>", "a.xml");
    CHECK(is_newsml(concept_item->root));
    CHECK(read_newsml(concept_item->root).empty());
}

TEST_CASE("ninjs, version 1 and 2") {
    const auto one = items_of_json(
        R"({"uri":"urn:1","type":"text","versioncreated":"2024-06-12T10:00:00Z","headline":"Talks fail","byline":"By Ann Lee",)"
        R"("language":"en","provider":"Halyard Press","body_xhtml":"<p>Talks failed on Monday, officials in Oslo said.</p>"})",
        "a.json");
    REQUIRE(one.size() == 1);
    const auto report = read_item(one[0], {});
    REQUIRE(report);
    CHECK(report->headline() == "Talks fail");
    CHECK(report->outlet == "Halyard Press");
    CHECK(report->authors == std::vector<std::string>{"Ann Lee"});
    CHECK(report->given_id == "urn:1");
    const auto two = items_of_json(
        R"([{"uri":"u","headlines":[{"role":"main","value":"A"}],"bodies":[{"contenttype":"text/plain","value":"Talks failed."}]},)"
        R"({"text":"Other talks failed on Monday."}])",
        "a.json");
    REQUIRE(two.size() == 2);
    CHECK(two[0].fields.title == "A");
    CHECK(two[1].source == "a.json#2");
    CHECK(read_item(two[1], {})->text == "Other talks failed on Monday.");
}

TEST_CASE("ninjs, version 3: names in camel case") {
    const auto items = items_of_json(
        R"([{"uri":"u","versionCreated":"2024-06-12T10:00:00Z","pubStatus":"usable","headlines":[{"role":"main","value":"A"}],)"
        R"("bylines":[{"role":"by","value":"By Ann Lee"}],"infoSources":[{"name":"Halyard"}],"canonicalUrl":"https://a.example/",)"
        R"("bodies":[{"contentType":"text/html","value":"Talks failed.&nbsp;"}]},{"uri":"v","pubStatus":"canceled",)"
        R"("headlines":[{"value":"B"}],"bodies":[{"value":"Talks failed."}]}])",
        "a.json");
    REQUIRE(items.size() == 1);
    CHECK(items[0].fields.date == "2024-06-12T10:00:00Z");
    CHECK(items[0].fields.authors == std::vector<std::string>{"Ann Lee"});
    CHECK(items[0].fields.agency == "Halyard");
    CHECK(items[0].fields.url == "https://a.example/");
    CHECK(items[0].fields.html == "Talks failed.&nbsp;");
}

TEST_CASE("a JSON Feed") {
    const auto items = items_of_json(
        R"({"version":"https://jsonfeed.org/version/1.1","title":"Daily Lantern","items":[{"id":"1","url":"http://a.example/1",)"
        R"("title":"Talks fail","content_html":"<p>Talks failed on Monday, officials said.</p>","date_published":"2024-06-12T10:00:00Z"},)"
        R"({"id":"2","summary":"Only a summary of other talks."}]})",
        "a.json");
    REQUIRE(items.size() == 2);
    CHECK(read_item(items[0], {})->outlet == "Daily Lantern");
    CHECK(read_item(items[1], {})->truncated);
    CHECK(items_of_json("{\"a\":", "a.json").at(0).error->kind == ErrorKind::malformed);
}

TEST_CASE("XML that is not well-formed is repaired, entities of its own are not expanded") {
    const auto repaired = parse_xml("<a><b>R&D &eacute;&nbsp;&#150; 1 < 2</b><c>\x01x</a>", "a.xml");
    REQUIRE(repaired);
    CHECK_FALSE(repaired->well_formed);
    CHECK(repaired->root.child_words("b") == "R&D é – 1 < 2");
    const auto bomb =
        parse_xml("<!DOCTYPE a [<!ENTITY x 'aaaaaaaaaa'><!ENTITY y '&x;&x;&x;'>]><a b='&y;'>&y;</a>", "a.xml");
    REQUIRE(bomb);
    CHECK(bomb->root.content().find("aaaa") == std::string::npos);
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    CHECK((!parse_xml(deep, "d").has_value() || parse_xml(deep, "d")->root.name == "a"));
}

TEST_CASE("XML is told from pages by its root") {
    CHECK(is_xml("<?xml version='1.0'?><!-- <html> --><newsItem><headline>a</headline></newsItem>"));
    CHECK(is_xml("<rss version='2.0'>"));
    CHECK_FALSE(is_xml("<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>"));
    CHECK_FALSE(is_xml("<p>a</p>"));
    CHECK(root_name("<?xml?>\n<rdf:RDF x='y'>") == "RDF");
}

TEST_CASE("markup as words") {
    CHECK(html_words("A &amp; <b>B</b><br>C") == "A & B C");
    CHECK(decode_reference("eacute") == "é");
    CHECK(decode_reference("nosuchname").empty());
    CHECK(holds_markup("a <b>b</b>"));
    CHECK(holds_markup("a &amp; b"));
    CHECK_FALSE(holds_markup("AT&T; 3 < 4"));
}

}  // namespace
TEST_CASE("fields: what only refers to an article is not its text") {
    for (const std::string article : {"17", R"("https://volta.example/envoy")"}) {
        const auto report = read_json_line(R"({"title":"Talks fail","article":)" + article + "}", "a.jsonl:1", {});
        REQUIRE_FALSE(report);
        CHECK(report.error().kind == ErrorKind::empty);
    }
    CHECK(read_json_line(R"({"article":"Talks failed on Monday, officials of both states said."})", "a.jsonl:1", {}));
}

TEST_CASE("fields: plain text that speaks of tags is no page; headings of Markdown stay beside a given title") {
    const auto read = [](const std::string& words) {
        auto report = read_json_line(R"({"title":"Talks fail in Oslo","text":")" + words + R"("})", "a.jsonl:1", {});
        REQUIRE(report);
        return std::move(*report);
    };
    const std::string talks = "Talks failed on Monday, officials of both states said in Oslo.";
    CHECK(read(talks + R"(\n\nThe site ends its lines with </p> or <br> marks, they said.\n\n)" + talks)
              .text.find("</p> or <br> marks") != std::string::npos);
    CHECK(read(talks + " It printed <br> where a line ends.").text.find("<br>") != std::string::npos);
    CHECK(read("<p>" + talks + R"(</p>\n\n<p>)" + talks + "</p>").text.find("<p>") == std::string::npos);
    CHECK(read(talks + "<br><br>" + talks).text.find("<br>") == std::string::npos);
    const Report marked = read(talks + R"(\n\n## Background\n\n)" + talks);
    CHECK(words_of(marked, BlockKind::heading) == "Background");
}

namespace {

std::vector<Report> reports_of_json(const std::string& json) {
    std::vector<Report> reports;
    for (Item& item : items_of_json(json, "a.json"))
        if (auto report = read_item(std::move(item), {})) reports.push_back(std::move(*report));
    return reports;
}

}  // namespace

TEST_CASE("JSON as services deliver it: the list of reports inside an envelope") {
    const std::string more =
        talks + " Both sides will meet again in Helsinki next month, their foreign ministries said.";
    const auto news = reports_of_json(
        R"({"status":"ok","totalResults":1,"articles":[{"source":{"id":null,"name":"Lake Watch"},"author":"Ann Lee",)"
        R"("title":"Talks held - Lake Watch","publishedAt":"2024-03-14T09:30:00Z","content":")" +
        more + R"( … [+2314 chars]"}]})");
    REQUIRE(news.size() == 1);
    CHECK(news[0].headline() == "Talks held");
    CHECK(news[0].outlet == "Lake Watch");
    CHECK(news[0].truncated);
    CHECK(news[0].text.find("2314") == std::string::npos);
    const auto fields = reports_of_json(
        R"({"response":{"results":[{"webTitle":"Talks held","webPublicationDate":"2024-03-14T09:30:00Z",)"
        R"("sectionName":"World","fields":{"byline":"Ann Lee","bodyText":")" +
        more + R"("}}]}})");
    REQUIRE(fields.size() == 1);
    CHECK(fields[0].headline() == "Talks held");
    CHECK(fields[0].section == "World");
    CHECK(fields[0].published->iso().starts_with("2024-03-14T09:30"));
    CHECK(fields[0].authors == std::vector<std::string>{"Ann Lee"});
    const auto chat = reports_of_json(
        R"({"name":"Lake Wire","type":"public_channel","messages":[{"id":1,"type":"service","text":""},)"
        R"({"id":2,"date":"2024-09-14T08:05:00","text":[{"type":"bold","text":"Talks held"},"\n\n)" +
        more + R"("]}]})");
    REQUIRE(chat.size() == 1);
    CHECK(chat[0].outlet == "Lake Wire");
    CHECK(chat[0].text == "Talks held\n\n" + more);
    const auto posts = reports_of_json(
        R"({"type":"OrderedCollection","orderedItems":[{"type":"Create","published":"2024-05-14T11:02:03Z",)"
        R"("object":{"type":"Note","published":"2024-05-14T11:02:04Z","content":"<p>)" +
        more + R"(</p>"}},{"type":"Announce","object":"https://a.example/3"}]})");
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].published->iso().starts_with("2024-05-14T11:02"));
    CHECK(posts[0].text == more);
    const auto toots = reports_of_json(R"([{"created_at":"2024-05-14T11:02:03.000Z","content":"<p>)" + more +
                                       R"(</p>","account":{"username":"lw","display_name":"Lake Watch"}}])");
    REQUIRE(toots.size() == 1);
    CHECK(toots[0].outlet == "Lake Watch");
    CHECK(toots[0].published.has_value());
}

TEST_CASE("JSON with several lists: all that are alike are read, of others it is told") {
    const auto item = [](const std::string& n) {
        return R"({"title":"Talks held )" + n + R"(","date":"2024-03-14","text":"The ministers met in round )" + n +
               R"( of the talks on the lake, officials of both countries said on Monday."})";
    };
    const auto parts = reports_of_json(R"({"world":[)" + item("1") + "," + item("2") + R"(],"lakes":[)" + item("3") +
                                       R"(],"comments":[{"user":"ann","text":"I do not believe a word of it."}]})");
    REQUIRE(parts.size() == 3);
    CHECK(parts[2].headline() == "Talks held 3");
    CHECK(parts[0].remarks ==
          std::vector<std::string>{"of the lists with texts in the same file these were not read: \"comments\" (1)"});
    CHECK(parts[1].remarks.empty());
    // Many short comments do not outweigh one report.
    std::string comments;
    for (int i = 0; i < 30; ++i)
        comments += R"(,{"user":"ann","text":"I do not believe a word of it, and nobody does."})";
    const auto one = reports_of_json(R"({"articles":[)" + item("1") + R"(],"comments":[)" + comments.substr(1) + "]}");
    REQUIRE(one.size() == 1);
    CHECK(one[0].headline() == "Talks held 1");
    CHECK(
        reports_of_json(R"({"news":[{"title":"Talks held","text":"Talks were held in Oslo by both sides on Monday."}],)"
                        R"("comments":[{"text":"I do not believe a word of it at all, nor does she."}]})")
            .size() == 1);
}

TEST_CASE("JSON with lists in the elements of a list, and with words about the list itself") {
    const std::string item =
        R"({"title":"Talks held","text":"The ministers met for talks on the lake, officials of both countries said."})";
    const auto sections = reports_of_json(R"({"sections":[{"name":"World","articles":[)" + item +
                                          R"(]},{"name":"Lakes","articles":[)" + item + "]}]}");
    REQUIRE(sections.size() == 2);
    CHECK(sections[0].outlet.empty());
    const auto outlets = reports_of_json(R"({"chats":{"list":[{"name":"Lake Wire","messages":[)" + item + "]}]}}");
    REQUIRE(outlets.size() == 1);
    CHECK(outlets[0].outlet == "Lake Wire");
    const auto about = reports_of_json(
        R"({"title":"Lake Watch","description":"News from the lakes, every day.","articles":[)" + item + "]}");
    REQUIRE(about.size() == 1);
    CHECK(about[0].headline() == "Talks held");
    const auto related = reports_of_json(
        R"({"title":"Envoy recalled","text":"Ghana recalled its envoy to Togo on Monday after a row over fishing in the )"
        R"(gulf, the ministry said, and Togo called the step regrettable.","related":[{"title":"Talks","text":"More."}]})");
    REQUIRE(related.size() == 1);
    CHECK(related[0].headline() == "Envoy recalled");
    CHECK(related[0].remarks.size() == 1);
}

TEST_CASE("JSON: a short report is kept, however long what stands in a list inside it") {
    const std::string longer =
        R"([{"title":"Re: border","text":"This is a comment of a reader who wants to say that the border was never )"
        R"(open in the first place and that nobody believes a word of what the paper prints about it."}])";
    const std::string told = R"("title":"Border closed","body":"Zambia closed the border with Congo on Monday.",)";
    for (const std::string rest : {R"("comments":)", R"("children":)", R"("date":"2024-03-12","related":)",
                                   R"("author":"Ann Lee","articles":)"}) {
        const auto found = reports_of_json("{" + told + rest + longer + "}");
        REQUIRE(found.size() == 1);
        CHECK(found[0].headline() == "Border closed");
        CHECK(found[0].remarks.size() == 1);
    }
    const auto untitled = reports_of_json(R"({"text":"Zambia closed the border on Monday.","replies":)" + longer + "}");
    REQUIRE(untitled.size() == 1);
    CHECK(untitled[0].text.find("closed the border") != std::string::npos);
    // Words about a list are left, and it is told.
    const auto about =
        reports_of_json(R"({"name":"Lake Watch","text":"News from the lakes, every day.","articles":)" + longer + "}");
    REQUIRE(about.size() == 1);
    CHECK(about[0].headline() == "Re: border");
    REQUIRE(about[0].remarks.size() == 1);
    CHECK(about[0].remarks[0].find("News from the lakes") != std::string::npos);
}

TEST_CASE("JSON: lists that were not looked at are told") {
    std::string many;
    for (int i = 0; i < 10'100; ++i) many += ",\"l" + std::to_string(i) + R"(":[{"text":"Talks were held on Monday."}])";
    const auto found = reports_of_json(
        R"({"title":"Border closed","text":"Zambia closed the border with Congo on Monday.")" + many + "}");
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].remarks.size() == 1);
    CHECK(found[0].remarks[0].find("not looked at") != std::string::npos);
}

TEST_CASE("mails: an outlet that sends, and a page saved as one file") {
    CHECK(outlet_of_sender("The Volta Courier <news@voltacourier.example>") == "The Volta Courier");
    CHECK(outlet_of_sender("\"Volta Courier\" <ann.lee@volta-courier.example>") == "Volta Courier");
    CHECK(outlet_of_sender("Transvolta News Wire <a@tnw.example>") == "Transvolta News Wire");
    CHECK(outlet_of_sender("UN Desk <press@unnotes.example>") == "UN Desk");
    CHECK(outlet_of_sender("Ann Lee <ann.lee@volta.example>").empty());
    CHECK(outlet_of_sender("ann.lee@volta.example").empty());
    const auto sent = read_report(
        "From: The Volta Courier <news@voltacourier.example>\nDate: Thu, 23 May 2019 06:15:00 "
        "+0300\nSubject: Talks held\n\n" +
            talks + "\n",
        "a.txt", {});
    REQUIRE(sent);
    CHECK(sent->outlet == "The Volta Courier");
    const auto saved = read_report(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lake.example/talks\r\nSubject: Talks held | "
        "Lake Watch\r\nDate: Mon, 22 Jan 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: "
        "multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><title>Talks held in Oslo at last | Lake "
        "Watch</title></head><body><h1>Talks held in Oslo at last</h1><p>21 January 2024</p><p>" +
            talks + "</p></body></html>\r\n--b--\r\n",
        "a.mhtml", {});
    REQUIRE(saved);
    CHECK(saved->headline() == "Talks held in Oslo at last");
    CHECK(saved->published->iso() == "2024-01-21");
    CHECK(saved->outlet == "Lake Watch");
    CHECK(saved->url == "https://lake.example/talks");
}

}  // namespace px
