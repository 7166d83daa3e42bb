// Texts from archives of the press, and other plain texts that mark what is what.
#include "read/export_fields.hpp"

#include <doctest/doctest.h>

#include "read/test_page.hpp"

using namespace px;

namespace {

const std::string first =
    "Ghana has recalled its envoy from Burkina Faso, a day after Ouagadougou summoned the Ghanaian ambassador, "
    "officials "
    "in both capitals said on Friday.";
const std::string second =
    "The row began when the president said in Washington that Burkina Faso had hired Russian mercenaries and given "
    "them "
    "a mine as payment.";

Report read_text(const std::string& text) { return read_page_ok(text, "a.txt"); }

void check_report(const Report& report) {
    CHECK(report.headline() == "Ghana recalls envoy after row");
    CHECK(words_of(report, BlockKind::paragraph) == first + " / " + second);
    CHECK(report.outlet == "The Volta Times");
    CHECK(report.authors == std::vector<std::string>{"Kwame Boadu"});
    REQUIRE(report.published);
    CHECK(report.published->iso() == "2024-03-12");
}

}  // namespace

TEST_CASE("exports: LexisNexis") {
    check_report(
        read_text("                     1 of 1 DOCUMENT\n\n                     The Volta Times\n\n"
                  "                     March 12, 2024 Tuesday\n                     Late Edition - Final\n\n"
                  "HEADLINE: Ghana recalls envoy after row\n\nBYLINE: By KWAME BOADU\n\nSECTION: Section A; Pg. 4\n\n"
                  "LENGTH: 312 words\n\nDATELINE: ACCRA, Ghana\n\nBODY:\n\n" +
                  first + "\n\n" + second +
                  "\n\nLOAD-DATE: March 13, 2024\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n"
                  "                     Copyright 2024 The Volta Times Company\n"));
}

TEST_CASE("exports: ProQuest") {
    check_report(
        read_text("Ghana recalls envoy after row\n\nAuthor: Boadu, Kwame\n\nPublication info: The Volta Times ; "
                  "Accra [Accra]. 12 Mar 2024: A.4.\n\nAbstract: None available.\n\nFull text: " +
                  first + "\n\n" + second +
                  "\n\nSubject: Diplomacy; Ambassadors\n\nLocation: Ghana\n\nCopyright: (Copyright 2024)\n"));
}

TEST_CASE("exports: Factiva") {
    check_report(
        read_text("HD  Ghana recalls envoy after row\nBY  By Kwame Boadu\nWC  312 words\nPD  12 March 2024\n"
                  "SN  The Volta Times\nLA  English\n\nLP  " +
                  first + "\n\nTD  " + second + "\n\nAN  Document VOLT000020240312ek3c0001\n"));
}

TEST_CASE("exports: Factiva's codes before a tab, one blank or the line's end") {
    for (const std::string gap : {"\t", " ", "\n", " \n"})
        check_report(read_text("HD" + gap + "Ghana recalls envoy after row\nBY" + gap + "By Kwame Boadu\nWC" + gap +
                               "312 words\nPD" + gap + "12 March 2024\nSN" + gap + "The Volta Times\n\nLP" + gap +
                               first + "\n\nTD" + gap + second + "\n\nAN" + gap +
                               "Document VOLT000020240312ek3c0001\n"));
}

TEST_CASE("exports: a paragraph that begins like a label stays in the body") {
    const std::string head =
        "HEADLINE: Ghana recalls envoy\n\nBYLINE: By KWAME BOADU\n\nLENGTH: 400 words\n\nBODY:\n\n";
    const std::string location = "Location: the envoy had lived in Lome since 2012 and was well liked there.";
    const std::string people = "People: many in the town of Aflao said that they feared for their trade.";
    const Report report = read_text(head + first + "\n\n" + location + "\n\n" + people + "\n\n" + second +
                                    "\n\nLocation: Lome\n\nPeople: Boadu, Kwame\n\nLOAD-DATE: March 4, 2014\n");
    CHECK(words_of(report, BlockKind::paragraph) == first + " / " + location + " / " + people + " / " + second);
    CHECK(report.remarks.empty());
    const Report two =
        read_text(head + first + "\n\nLOAD-DATE: March 4, 2014\n\n" + head + second + "\n\nLOAD-DATE: March 5, 2014\n");
    REQUIRE(two.remarks.size() == 1);
    CHECK(two.remarks[0] == "the file holds 2 texts, which are read as one report; give each its own file");
}

TEST_CASE("exports: a report that happens to have a label is none") {
    CHECK_FALSE(is_export({"Talks fail", "Source: Lake Watch", "The text: a short one."}));
    CHECK(export_field("He said: nothing").role == ExportRole::none);
    CHECK(export_field("TITLE: Talks fail").value == 7);
    CHECK(export_field("BY a lake").role == ExportRole::none);
    CHECK(export_field("BY").role == ExportRole::authors);
    CHECK(export_field("by\tAnn Lee").role == ExportRole::none);
    CHECK_FALSE(is_export({"Title: a", "Source: b", "Date: c", "Author: d", "Text: e"}));
    CHECK_FALSE(is_export({"TD Bank fell", "BY Ann Lee", "Source: b", "Date: c", "Author: d"}));
    CHECK(authors_of_export("Boadu, Kwame; Lee, Ann") == std::vector<std::string>{"Kwame Boadu", "Ann Lee"});
}

TEST_CASE("plain text: Markdown, numbered pages, a signature, an outlet before the date") {
    const Report marked =
        read_text("# Ghana recalls envoy after row\n\n**By Kwame Boadu** | *Volta Watch* | 16 December 2022\n\n" +
                  first + "\n\n## Background\n\n" + second + "\n");
    CHECK(marked.headline() == "Ghana recalls envoy after row");
    CHECK(marked.authors == std::vector<std::string>{"Kwame Boadu"});
    CHECK(words_of(marked, BlockKind::heading) == "Background");
    const Report paged =
        read_text("Ghana recalls envoy over remark\nVolta Watch, December 16, 2022\n\n" + first +
                  "\n\nPage 1 of 2\n\n" + second + "\n\n--\nKwame Boadu\nForeign desk\n+233 30 000 000\n");
    CHECK(paged.outlet == "Volta Watch");
    CHECK(words_of(paged, BlockKind::paragraph) == first + " / " + second);
    CHECK(words_of(paged, BlockKind::left_out, LeftOut::navigation) == "Page 1 of 2");
}
