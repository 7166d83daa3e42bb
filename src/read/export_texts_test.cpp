// Several texts of a press archive in one file.
#include "read/export_texts.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "read/item.hpp"
#include "read/test_page.hpp"

namespace px {
namespace {

const std::string first =
    "Ghana has recalled its envoy to Togo after a row over fishing rights in the gulf, the ministry "
    "said on Monday.";
const std::string second = "Togo called the step regrettable and said that talks would go on in Lome next week.";

std::vector<Report> read_file(const std::string& content) {
    const auto path = std::filesystem::temp_directory_path() / "px_export_texts_test.txt";
    std::ofstream(path, std::ios::binary) << content;
    std::vector<Report> reports;
    auto items = open_items(path.string(), {});
    REQUIRE(items.has_value());
    while (auto item = (*items)->next()) {
        auto report = read_item(std::move(*item), {});
        REQUIRE_MESSAGE(report.has_value(), (report ? "" : to_string(report.error())));
        reports.push_back(std::move(*report));
    }
    std::filesystem::remove(path);
    for (const Report& report : reports)
        for (const Block& block : report.blocks)
            if (block.kind == BlockKind::paragraph) {
                const Span file = report.in_file(block.span);
                CHECK(content.substr(file.begin, file.size()) == slice(report.text, block.span));
            }
    return reports;
}

void check_two(const std::vector<Report>& reports) {
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].source.ends_with("#1"));
    CHECK(reports[1].source.ends_with("#2"));
    CHECK(reports[0].headline() == "Ghana recalls envoy after row");
    CHECK(reports[1].headline() == "Togo regrets recall of envoy");
    CHECK(reports[0].outlet == "The Volta Times");
    CHECK(reports[1].outlet == "Lome Lantern");
    CHECK(reports[0].published->iso() == "2024-03-12");
    CHECK(reports[1].published->iso() == "2024-03-13");
    CHECK(reports[0].authors == std::vector<std::string>{"Kwame Boadu"});
    CHECK(words_of(reports[0], BlockKind::paragraph) == first);
    CHECK(words_of(reports[1], BlockKind::paragraph) == second);
    for (const Report& report : reports) CHECK(report.remarks.empty());
}

TEST_CASE("exports of several texts: Factiva, with codes and without") {
    const auto coded = [](const std::string& title, const std::string& outlet, const std::string& day,
                          const std::string& text) {
        return "SE  World\nHD  " + title + "\nBY  By Kwame Boadu\nWC  112 words\nPD  " + day + " March 2024\nSN  " +
               outlet + "\nLA  English\n\nLP\n" + text +
               "\n\nNS  gdip : Diplomacy\nAN  Document VOLTAT0020240312ek3e0000" + day + "\n\n";
    };
    check_two(read_file(coded("Ghana recalls envoy after row", "The Volta Times", "12", first) +
                        coded("Togo regrets recall of envoy", "Lome Lantern", "13", second) +
                        "Search Summary\nResults Found\t2\n"));
    const auto bare = [](const std::string& title, const std::string& outlet, const std::string& day,
                         const std::string& text) {
        return "World\n" + title + "\n\nBy Kwame Boadu\n112 words\n" + day + " March 2024\n09:30\n" + outlet +
               "\nVOLTAT\nEnglish\n(c) 2024 " + outlet + "\n\n" + text + "\n\n" + outlet +
               " Ltd\n\nDocument VOLTAT0020240312ek3e0000" + day + "\n\n";
    };
    const auto reports = read_file(bare("Ghana recalls envoy after row", "The Volta Times", "12", first) +
                                   bare("Togo regrets recall of envoy", "Lome Lantern", "13", second));
    REQUIRE(reports.size() == 2);
    CHECK(reports[1].headline() == "Togo regrets recall of envoy");
    CHECK(reports[1].outlet == "Lome Lantern");
    CHECK(reports[1].published->iso() == "2024-03-13");
    CHECK(reports[1].authors == std::vector<std::string>{"Kwame Boadu"});
    CHECK(words_of(reports[1], BlockKind::paragraph).starts_with(second));
}

TEST_CASE("exports of several texts: LexisNexis with a count, and without one; Nexis Uni") {
    const auto counted = [](const std::string& n, const std::string& title, const std::string& outlet,
                            const std::string& day, const std::string& text) {
        return "                    " + n + " of 2 DOCUMENTS\n\n             " + outlet + "\n\n         March " + day +
               ", 2024 Tuesday\n\n" + title +
               "\n\nBYLINE: By KWAME BOADU\n\nSECTION: WORLD; Pg. 7\n\nLENGTH: 112 "
               "words\n\nBODY:\n\n" +
               text + "\n\nLOAD-DATE: March 20, 2024\n\nLANGUAGE: ENGLISH\n\n";
    };
    check_two(read_file(counted("1", "Ghana recalls envoy after row", "The Volta Times", "12", first) +
                        counted("2", "Togo regrets recall of envoy", "Lome Lantern", "13", second)));
    const auto uni = [](const std::string& title, const std::string& outlet, const std::string& day,
                        const std::string& text) {
        return title + "\n" + outlet + "\nMarch " + day + ", 2024 Tuesday\n\nCopyright 2024 " + outlet +
               " All Rights Reserved\n\nSection: WORLD\nLength: 112 words\nByline: Kwame Boadu\n\nBody\n\n" + text +
               "\n\nLoad-Date: March 20, 2024\n\n\nEnd of Document\n\n";
    };
    check_two(read_file(uni("Ghana recalls envoy after row", "The Volta Times", "12", first) +
                        uni("Togo regrets recall of envoy", "Lome Lantern", "13", second)));
    const auto plain = [](const std::string& title, const std::string& outlet, const std::string& day,
                          const std::string& text) {
        return outlet + "\n\nMarch " + day + ", 2024\n\nHEADLINE: " + title +
               "\n\nBYLINE: By KWAME BOADU\n\nLENGTH: 112 words\n\nBODY:\n\n" + text +
               "\n\nLOAD-DATE: March 20, 2024\n\nPUBLICATION-TYPE: Newspaper\n\n";
    };
    check_two(read_file(plain("Ghana recalls envoy after row", "The Volta Times", "12", first) +
                        plain("Togo regrets recall of envoy", "Lome Lantern", "13", second)));
}

TEST_CASE("exports of several texts: ProQuest; what stands before the first text is none") {
    const auto text_of = [](const std::string& n, const std::string& title, const std::string& outlet,
                            const std::string& day, const std::string& text) {
        return std::string(60, '_') + "\n\nDocument " + n + " of 2\n\n" + title +
               "\n\nAuthor: Boadu, Kwame\n\nFull text: " + text + "\n\nSubject: Diplomacy\n\nTitle: " + title +
               "\n\nPublication title: " + outlet + "\n\nPublication date: Mar " + day +
               ", 2024\n\nSource type: Newspapers\n\nDatabase: Newsstream\n\n";
    };
    check_two(read_file("Report Information from ProQuest\n\nNovember 22 2026 10:15\n\n" +
                        text_of("1", "Ghana recalls envoy after row", "The Volta Times", "12", first) +
                        text_of("2", "Togo regrets recall of envoy", "Lome Lantern", "13", second)));
}

TEST_CASE("exports of several texts: a text without the fields is read as it stands, and told of") {
    const auto text_of = [](const std::string& title, const std::string& fields, const std::string& text) {
        return title + "\nThe Volta Times\nMarch 12, 2024 Tuesday\n\n" + fields + text + "\n\n";
    };
    const std::string fields = "Section: WORLD\nLength: 112 words\nByline: Kwame Boadu\n\nBody\n\n";
    const std::string end = "Load-Date: March 20, 2024\n\n\nEnd of Document\n\n";
    const auto reports = read_file(text_of("Ghana recalls envoy after row", fields, first) + end +
                                   text_of("Togo regrets recall of envoy", "", second) + "End of Document\n\n" +
                                   text_of("Ghana names new envoy", fields, first) + end);
    REQUIRE(reports.size() == 3);
    CHECK(reports[0].remarks.empty());
    CHECK(reports[1].text.find(second) != std::string::npos);
    REQUIRE(reports[1].remarks.size() == 1);
    CHECK(reports[1].remarks[0].find("without their fields") != std::string::npos);
    CHECK(reports[2].source.ends_with("#3"));
}

TEST_CASE("exports of several texts: a report with such a line is none") {
    const std::string report = "Talks fail in Lome\n\n" + first + "\n\nDocument 1 of 2\n\n" + second + "\n";
    CHECK(may_part_texts(report));
    CHECK(texts_of_export(report).empty());
    CHECK_FALSE(may_part_texts("Talks fail\n\nThree of 5 documents were leaked.\n"));
    CHECK(read_file(report).size() == 1);
}

TEST_CASE("exports of several texts: a mark that comes late in the file counts as much") {
    const auto text = [](const std::string& title, const std::string& body) {
        return title + "\nThe Volta Times\nMarch 12, 2024\nLength: 112 words\nByline: Kwame Boadu\n\nBody\n\n" + body +
               "\n\nLoad-Date: March 12, 2024\n\nEnd of Document\n";
    };
    std::string sentences;
    while (sentences.size() < 100'000)
        sentences += "The talks in the harbour went on for another day without any end. ";
    const std::vector<Report> reports = read_file(text("Ghana recalls envoy after row", sentences + first) +
                                                  text("Togo regrets recall of envoy", second));
    REQUIRE(reports.size() == 2);
    CHECK(reports[1].headline() == "Togo regrets recall of envoy");
}

}  // namespace
}  // namespace px
