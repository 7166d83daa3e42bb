#include "read/read.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "base/tsv.hpp"
#include "read/json_lines.hpp"
#include "read/language.hpp"

using namespace px;

namespace {

Report read_ok(std::string text, const ReadOptions& options = {}) {
    auto report = read_report(std::move(text), "test", options);
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : to_string(report.error())));
    return std::move(*report);
}

/// "headline: Talks fail" for each kept block, "-byline: By Ann Lee" for each left-out one.
std::vector<std::string> outline(const Report& report) {
    std::vector<std::string> lines;
    for (const Block& block : report.blocks) {
        std::string line =
            block.kept() ? std::string(to_string(block.kind)) : "-" + std::string(to_string(block.reason));
        line += ": ";
        line += fold_blanks(slice(report.text, block.span));
        lines.push_back(line);
    }
    return lines;
}

/// Blocks are ordered, do not overlap, and leave nothing out but white space.
void check_cover(const Report& report) {
    std::uint32_t at = 0;
    const auto is_blank = [&](std::uint32_t begin, std::uint32_t end) {
        return fold_blanks(std::string_view(report.text).substr(begin, end - begin)).empty();
    };
    for (const Block& block : report.blocks) {
        REQUIRE(block.span.begin >= at);
        CHECK(!block.span.empty());
        CHECK(is_blank(at, block.span.begin));
        CHECK(block.kept() == (block.reason == LeftOut::none));
        at = block.span.end;
    }
    CHECK(is_blank(at, static_cast<std::uint32_t>(report.text.size())));
}

ErrorKind error_of(std::string bytes) {
    const auto report = read_report(std::move(bytes), "test", {});
    REQUIRE(!report.has_value());
    return report.error().kind;
}

const std::string body =
    "The ministers of both countries met in the old town hall on Monday and agreed to go on talking in the spring, "
    "officials said.";

}  // namespace

TEST_CASE("plain text: headline, byline with source, glued photo credit, comment form") {
    const Report report = read_ok(
        "Ministers meet on the border\n\nBy Ann Lee Source:Evening Star\n\n"
        "Two ministers shake hands at the bridge on Monday. Photo: AFPThe ministers met at the bridge for the first "
        "time in "
        "ten years and talked for an hour, officials said.\n\n" +
        body + " " + body + " " + body + "\n\nComments\n\nNo comments yet.\n\nI was there.\n");
    const auto lines = outline(report);
    REQUIRE(lines.size() == 9);
    CHECK(lines[0] == "headline: Ministers meet on the border");
    CHECK(lines[1] == "-byline: By Ann Lee Source:Evening Star");
    CHECK(lines[2] == "caption: Two ministers shake hands at the bridge on Monday.");
    CHECK(lines[3] == "-photo_credit: Photo: AFP");
    CHECK(lines[4].starts_with("paragraph: The ministers met at the bridge"));
    CHECK(lines[6] == "-comments: Comments");
    CHECK(lines[8] == "-comments: I was there.");
    CHECK(report.outlet == "Evening Star");
    CHECK(report.authors == std::vector<std::string>{"Ann Lee"});
    CHECK(!report.published.has_value());
    CHECK(report.language == "en");
    CHECK(report.origins.empty());
    check_cover(report);
}

TEST_CASE("plain text: the date of a dateline is the report's, where nothing else gives one") {
    for (const std::string line :
         {"PARIS, June 21, 2021 (Reuters) - ", "Paris, 21 June 2021 (AFP) \u2013 ", "PARIS - 21 June 2021 - ",
          "PARIS (Reuters) - 21 June 2021 - ", "Paris, 21 June 2021 (Lakeside Post) - ",
          "Paris, France, June 21, 2021 - ", "PARIS, June 21, 2021 (Reuters)\u2014"}) {
        const Report report =
            read_ok("Talks fail\n\n" + line +
                    "The ministers of both countries left the town hall on Monday and did not say when "
                    "they would meet again.\n");
        REQUIRE_MESSAGE(report.published.has_value(), line);
        CHECK(report.published->iso() == "2021-06-21");
        CHECK(report.published->evidence == "dateline");
        const auto lines = outline(report);
        REQUIRE(lines.size() == 3);
        CHECK(lines[2].starts_with("paragraph: The ministers"));
        check_cover(report);
    }
}

TEST_CASE("a few English words among names are English") {
    CHECK(recognise_language("Rwanda accused Burundi of hosting rebels.", "") == "en");
    CHECK(recognise_language("La France accuse le Mali de mentir.", "") == "fr");
    CHECK(recognise_language("De regering sprak met de premier.", "") == "nl");
}

TEST_CASE("a language is named by a code of two or three letters, or in English") {
    for (const char* named : {"en", "EN", "en-GB", "en_US", "eng", "English", " english "})
        CHECK_MESSAGE(language_code(named) == "en", named);
    CHECK(language_code("fra") == "fr");
    CHECK(language_code("Spanish") == "es");
    for (const char* named : {"iw", "he", "heb", "iw-IL", "Hebrew"}) CHECK_MESSAGE(language_code(named) == "he", named);
    CHECK(language_code("in") == "id");
    for (const char* named :
         {"", "xx", "und", "mul", "qqq", "e", "-", "not given", "en\xFF", "enenenenenenenenenenenen"})
        CHECK_MESSAGE(language_code(named).empty(), named);
}

TEST_CASE("plain text: a long dash without blanks ends a dateline in capitals, and nothing else") {
    const std::string body = " of both countries left the town hall on Monday and did not say when they would meet.\n";
    const auto cut = outline(read_ok("Talks fail\n\nPARIS\u2014The ministers" + body));
    REQUIRE(cut.size() == 3);
    CHECK(cut[2].starts_with("paragraph: The ministers"));
    const auto kept = outline(read_ok("Talks fail\n\nMinisters\u2014and envoys" + body));
    REQUIRE(kept.size() == 2);
    CHECK(kept[1].starts_with("paragraph: Ministers\u2014and envoys"));
    const auto remark = outline(read_ok("Talks fail\n\nNATO\u2014and its friends\u2014saw the ministers" + body));
    REQUIRE(remark.size() == 2);
    CHECK(remark[1].starts_with("paragraph: NATO\u2014and its friends"));
}

TEST_CASE("plain text: who signs the dateline is the outlet, unless it is an agency") {
    const std::string body =
        "The ministers of both countries left the town hall on Monday and did not say when they would meet again.\n";
    CHECK(read_ok("Talks fail\n\nKAMPALA, June 21, 2021 (Lakeside Post) - " + body).outlet == "Lakeside Post");
    const Report credited = read_ok("Talks fail\n\nKAMPALA, June 21, 2021 (Reuters) - " + body);
    CHECK(credited.outlet.empty());
    CHECK(credited.agency == "Reuters");
}

TEST_CASE("plain text: an outlet's name beside the date, above or below the headline") {
    const std::string body =
        "\n\nThe foreign ministers of Kenya and Uganda met in Kampala on Monday and spoke about fishing in Lake "
        "Victoria, officials said.";
    const auto outlet_of = [&](const std::string& head) {
        const auto report = read_report(head + body, "a.txt", {});
        REQUIRE(report);
        CHECK(report->published);
        return report->outlet + ": " + std::string(report->headline());
    };
    CHECK(outlet_of("Harbour Gazette\n2 February 2024\n\nMinisters meet in Kampala") ==
          "Harbour Gazette: Ministers meet in Kampala");
    CHECK(outlet_of("The Lakes Tribune\nKigali, 15 March 2023\n\nMinisters meet") ==
          "The Lakes Tribune: Ministers meet");
    CHECK(outlet_of("Ministers meet in Kampala at last\nRadio Ituri\n15 March 2023") ==
          "Radio Ituri: Ministers meet in Kampala at last");
    CHECK(outlet_of("Ministers meet in Kampala\n\nThe Herald of Jinja\nBy Ann Lee\n15 March 2023") ==
          "The Herald of Jinja: Ministers meet in Kampala");
    CHECK(outlet_of("Ministers meet in Kampala\nJinja Lantern\n15 March 2023") == ": Ministers meet in Kampala");
    const auto unknown = read_report("Ministers meet in Kampala\nJinja Lantern\n15 March 2023" + body, "a.txt", {});
    CHECK(unknown->blocks.at(1).reason == LeftOut::byline);
    // Without another line for it, it is the headline; and so is what reads like none.
    CHECK(outlet_of("Minister Quits Post\n2 February 2024") == ": Minister Quits Post");
    CHECK(outlet_of("Addis Ababa\n2 February 2024\n\nMinisters meet in Kampala") == ": Ministers meet in Kampala");
}

TEST_CASE("plain text: wrapped lines become paragraphs; dateline, date line and agency footer are left out") {
    const Report report = read_ok(
        "HILLTOP NEWS AGENCY\nEurope desk\nMonday, 9 September 2024, 13:10 GMT\n\nBridge talks go on\n\n"
        "OSLO, Norway, Sept 9 (Reuters) - The ministers of both countries met in\nthe old town hall on Monday and "
        "agreed to go "
        "on talking in the\nspring, officials said.\n\nThe mayor of the town, who had not been invited, said that he "
        "had\n"
        "heard of the meeting from the baker. He would not say which one.\n\n(Reporting by Ann Lee; editing by Bo "
        "Kim)\n");
    const auto lines = outline(report);
    REQUIRE(lines.size() == 8);
    CHECK(lines[0] == "-byline: HILLTOP NEWS AGENCY");
    CHECK(lines[3] == "headline: Bridge talks go on");
    CHECK(lines[4] == "-date_line: OSLO, Norway, Sept 9 (Reuters) -");
    CHECK(lines[5].ends_with("talking in the spring, officials said."));
    CHECK(lines[6].starts_with("paragraph: The mayor of the town, who had not been invited, said that he had heard"));
    CHECK(lines[7].starts_with("-notice: (Reporting by Ann Lee"));
    REQUIRE(report.published.has_value());
    CHECK(report.published->iso() == "2024-09-09T13:10+00:00");
    CHECK(report.agency == "Reuters");
    CHECK(report.authors == std::vector<std::string>{"Ann Lee"});
    check_cover(report);
}

TEST_CASE("plain text without blank lines: each line is a paragraph") {
    const Report report = read_ok("Talks fail again\nBy Ann Lee in Oslo\n" + body + "\n" + body + "\n" + body + "\n");
    CHECK(outline(report).size() == 5);
    CHECK(report.headline() == "Talks fail again");
    CHECK(report.authors == std::vector<std::string>{"Ann Lee"});
}

TEST_CASE("a mail: the subject is the headline") {
    const Report report = read_ok(
        "From: wires@hilltop.example\nTo: desk@star.example\nDate: Thu, 21 Nov 2024 14:32:10 +0100\n"
        "Subject: Bridge talks go on\n\n" +
        body + "\n");
    CHECK(report.headline() == "Bridge talks go on");
    REQUIRE(report.published.has_value());
    CHECK(report.published->iso() == "2024-11-21T14:32+01:00");
    check_cover(report);
}

TEST_CASE("what the user states wins; no date is ever made up") {
    ReadOptions options;
    options.date = PublicationTime::parse("2019-04-25", "--date");
    options.outlet = "Morning Mail";
    const Report given = read_ok("Talks\n\nMonday, 9 September 2024\n\n" + body, options);
    CHECK(given.published->iso() == "2019-04-25");
    CHECK(given.outlet == "Morning Mail");
    CHECK(!read_ok("Talks fail\n\nOn Wednesday, " + body).published.has_value());
}

TEST_CASE("JSON Lines: fields, title in front, errors that say what is wrong") {
    const auto report = read_json_line(
        R"({"id":"r7","title":"Talks fail","text":"The talks in Oslo failed on Monday, two officials said.","date":"2024-09-09","outlet":"Star","lang":"en","url":"https://star.example/7"})",
        "in.jsonl:3", {});
    REQUIRE(report.has_value());
    CHECK(report->given_id == "r7");
    CHECK(report->text == "Talks fail\n\nThe talks in Oslo failed on Monday, two officials said.");
    CHECK(outline(*report) ==
          std::vector<std::string>{"headline: Talks fail",
                                   "paragraph: The talks in Oslo failed on Monday, two officials said."});
    CHECK(report->published->iso() == "2024-09-09");
    CHECK(report->outlet == "Star");
    CHECK(report->source == "in.jsonl:3");

    CHECK(read_json_line("{\"text\": \"cut off", "in.jsonl:4", {}).error().kind == ErrorKind::malformed);
    CHECK(read_json_line("[1,2]", "in.jsonl:5", {}).error().kind == ErrorKind::malformed);
    CHECK(read_json_line(R"({"text":{"a":1}})", "in.jsonl:6", {}).error().kind == ErrorKind::malformed);
    CHECK(read_json_line(R"({"id":"x"})", "in.jsonl:7", {}).error().kind == ErrorKind::empty);
    CHECK(read_json_line("", "in.jsonl:8", {}).error().kind == ErrorKind::empty);
}

TEST_CASE("JSON Lines: a date in the year 9999 is taken, a nonsense date is a remark") {
    const auto late = read_json_line(R"({"text":"The talks failed on Monday.","date":"9999-12-31"})", "l:1", {});
    REQUIRE(late.has_value());
    CHECK(late->published->iso() == "9999-12-31");
    const auto none = read_json_line(R"({"text":"The talks failed on Monday.","date":"12345-01-01"})", "l:2", {});
    REQUIRE(none.has_value());
    CHECK(!none->published.has_value());
    CHECK(none->remarks.size() == 1);
}

TEST_CASE("empty, blank and binary input are errors of their own kinds") {
    CHECK(error_of("") == ErrorKind::empty);
    CHECK(error_of(" \n\n\t ") == ErrorKind::empty);
    CHECK(error_of("\xEF\xBB\xBF") == ErrorKind::empty);
    CHECK(error_of(std::string("\x1F\x8B\x08\x00\x00", 5)) == ErrorKind::unsupported);
    CHECK(error_of("%PDF-1.4 ...") == ErrorKind::unsupported);
    std::string noise;
    for (int i = 0; i < 4000; ++i) noise += static_cast<char>((i * 7919) % 256);
    CHECK(error_of(noise) == ErrorKind::unsupported);
    CHECK(error_of("<!DOCTYPE html><html><body><img src=x><script>var a = 'text';</script></body></html>") ==
          ErrorKind::empty);
}

TEST_CASE("files that cannot be read say why") {
    CHECK(read_bytes("/no/such/file").error().kind == ErrorKind::unreadable);
    CHECK(read_bytes("/tmp").error().what.find("folder") != std::string::npos);
    if (::geteuid() != 0) {
        const std::string path = std::filesystem::temp_directory_path() / "px_read_test_no_permission";
        std::ofstream(path) << "text";
        ::chmod(path.c_str(), 0);
        CHECK(read_bytes(path).error().what.find("permission") != std::string::npos);
        std::filesystem::remove(path);
    }
}

TEST_CASE("bytes that are no UTF-8 are replaced, and every offset still leads back") {
    const std::string bytes =
        "Talks fail\n\nThe talks \xFF"
        "failed \xE2\x80\x9C"
        "again\xE2\x80\x9D \xE2\x80\x93 a diplomat said on Monday in Oslo.";
    const Report report = read_ok(bytes);
    REQUIRE(report.remarks.size() == 1);
    CHECK(report.remarks[0].find("byte 22") != std::string::npos);
    const std::size_t at = report.text.find("failed");
    const Span file = report.in_file({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 6)});
    CHECK(bytes.substr(file.begin, file.size()) == "failed");
    check_cover(report);
}

TEST_CASE("UTF-16 with and without a mark, windows-1252, NULs") {
    const std::string words =
        "Talks fail again\n\nThe ministers met on Monday and did not agree on anything, officials said.";
    std::string wide;
    for (const char c : words) {
        wide += c;
        wide += '\0';
    }
    for (const std::string& bytes : {"\xFF\xFE" + wide, wide}) {
        const Report report = read_ok(bytes);
        CHECK(report.text == words);
        const auto at = static_cast<std::uint32_t>(report.text.find("ministers"));
        const Span file = report.in_file({at, at + 9});
        CHECK(file.size() == 18);
        CHECK(bytes[file.begin] == 'm');
    }
    const Report west = read_ok(
        "Caf\xE9 talks fail\n\nThe ministers met in a caf\xE9 in Orl\xE9"
        "ans and said \x93no\x94 to the plan on Monday.");
    CHECK(west.text.find("caf\xC3\xA9 in Orl\xC3\xA9"
                         "ans and said \xE2\x80\x9Cno\xE2\x80\x9D") != std::string::npos);
    const Report nul = read_ok(std::string("Talks\0fail on Monday, officials said.", 36));
    CHECK(nul.text.find('\0') == std::string::npos);
    CHECK(nul.remarks.size() == 1);
}

TEST_CASE("the reading tables hold no mistakes") {
    for (const Problem& problem : lint_reading_tables(PX_SOURCE_DIR "/data")) FAIL_CHECK(to_string(problem));
    CHECK(lint_reading_tables("/no/such/folder").size() == 1);
}

TEST_CASE("the sample reports: date, outlet, language, and what cannot be read") {
    std::vector<Problem> problems;
    static constexpr std::array<std::string_view, 5> columns = {"file", "published", "outlet", "language", "readable"};
    const auto table = read_tsv(PX_SOURCE_DIR "/samples/expected.tsv", columns, problems);
    REQUIRE(table.has_value());
    CHECK(table->rows.size() >= 20);
    for (const TsvRow& row : table->rows) {
        INFO(row[0]);
        auto bytes = read_bytes(PX_SOURCE_DIR "/samples/" + std::string(row[0]));
        REQUIRE(bytes.has_value());
        const auto report = read_report(std::move(*bytes), std::string(row[0]), {});
        CHECK(report.has_value() == (row[4] == "yes"));
        if (!report) continue;
        CHECK((report->published ? report->published->iso().substr(0, 10) : "") == row[1]);
        CHECK(report->outlet == row[2]);
        CHECK(report->language == row[3]);
        check_cover(*report);
    }
}

TEST_CASE("a page behind a paywall is marked as cut off") {
    CHECK(read_ok("<html><body><article><h1>Talks go on and on</h1><p>" + body + "</p><p>" + body +
                  "</p><div class=paywall><p>Subscribe to "
                  "continue reading. First month free.</p></div></article></body></html>")
              .truncated);
    CHECK(!read_ok("<html><body><article><h1>Talks go on and on</h1><p>" + body + "</p></article></body></html>")
               .truncated);
}

TEST_CASE("pages that begin with styles, notes on pronunciation, long text in a container named info") {
    const std::string page =
        "<style>p { color: red }</style><script>var a;</script><h1>Talks go on and on</h1><div class=info><p>" + body +
        "</p></div><p>" + body + " \xE6\xBC\xA2<rp>(</rp><rt>kan</rt><rp>)</rp>.</p>";
    const Report report = read_ok(page);
    CHECK(report.headline() == "Talks go on and on");
    CHECK(report.text.find("color") == std::string::npos);
    CHECK(report.text.find("(kan") == std::string::npos);
    CHECK(std::count_if(report.blocks.begin(), report.blocks.end(),
                        [](const Block& block) { return block.kind == BlockKind::paragraph; }) == 2);
}

TEST_CASE("dates in broken JSON-LD, between bars, and below the text") {
    const auto day = [](const std::string& head, const std::string& tail) {
        const Report report = read_ok("<html><head><title>Talks go on and on</title>" + head +
                                      "</head><body><h1>Talks go on and on</h1><p>" + body + "</p><p>" + body + "</p>" +
                                      tail + "</body></html>");
        return report.published ? report.published->iso().substr(0, 10) : std::string();
    };
    const std::string script = "<script type=\"application/ld+json\">";
    CHECK(day(script + R"({"@type":"NewsArticle","headline":"a "b" c","datePublished":"2022-01-26T10:00:00Z",})" +
                  "</script>",
              "") == "2022-01-26");
    CHECK(day(script + R"({"@type":"HowTo","datePublished":"2022-01-26"})" + "</script>", "") == "2022-01-26");
    CHECK(day("", "<table><tr><td>26 | 01 | 2022</td></tr></table>") == "2022-01-26");
    CHECK(day("",
              "<p class=postmetadata>This entry was posted on Wednesday, January 26th, 2022 at 10:00 and is filed "
              "under Talks. You can follow any responses to this entry through the feed. Both comments and pings "
              "are currently closed.</p>") == "2022-01-26");
}

TEST_CASE("boilerplate: news that begins as an outlet's own words do") {
    for (const std::string news :
         {"9/11", "You can help us end this war, Zelensky told the American Congress in Washington on Monday.",
          "Follow the money, Navalny wrote on X, and accused Putin of stealing billions from Russia.",
          "Follow our soldiers to victory, Putin wrote on Telegram on Tuesday, and threatened Ukraine with war.",
          "Recibe amenazas el ministro de Chile en su correo."}) {
        INFO(news);
        const auto verdict = ReadingTables::built_in().judge(news);
        CHECK((!verdict || verdict->place == PatternPlace::credit));
    }
    for (const std::string own :
         {"3 of 12", "You can support our independent journalism with a donation.", "Follow us on Twitter",
          "Follow our coverage on Telegram", "Recibe nuestro boletín en tu correo cada mañana."}) {
        INFO(own);
        CHECK(ReadingTables::built_in().judge(own).has_value());
    }
}
