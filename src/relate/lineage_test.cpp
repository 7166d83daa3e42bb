#include "relate/lineage.hpp"

#include <doctest/doctest.h>

#include "relate/passages.hpp"
#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

const std::string prose =
    "The two delegations left the building shortly before noon without a word to the reporters who had waited in the "
    "rain since early morning, and their cars took the road to the airport, where an aircraft of the government stood "
    "ready with its engines running, according to people who watched it from the terrace of the terminal.";

Draft text(const std::string& outlet, const std::string& words) {
    Draft draft(outlet, "2024-03-05");
    draft.write(words);
    return draft;
}

}  // namespace

TEST_CASE("words are folded: case, apostrophes and soft hyphens") {
    CHECK(fold_word("Kim’s") == "kims");
    CHECK(fold_word("govern\xC2\xADment") == "government");
    CHECK(fold_word("ÉTÉ") == "été");
    const std::string line = "It’s a co\xC2\xADpy, isn't it?";
    const std::vector<ReportWord> words = split_words(line);
    REQUIRE(words.size() == 5);
    CHECK(slice(line, words[2].span) == "co\xC2\xADpy");
}

TEST_CASE("quotation marks: straight, curly, single, over paragraphs") {
    const std::string curly = "He said: “We go.” Then he went.\n\n“We stay here\n\n“and wait,” she said.";
    const std::vector<Span> spans = find_marked_quotations(curly);
    REQUIRE(spans.size() == 3);
    CHECK(slice(curly, spans[0]) == "“We go.”");
    CHECK(slice(curly, spans[1]) == "“We stay here");
    const std::string straight = "\"Yes,\" he said, 'but don't wait' and the boys' room.";
    const std::vector<Span> marks = find_marked_quotations(straight);
    REQUIRE(marks.size() == 2);
    CHECK(slice(straight, marks[1]) == "'but don't wait'");
}

TEST_CASE("a trimmed copy is found, with its passage") {
    const std::vector<CodedReport> reports =
        reports_of({text("A", prose), text("B", "Our own first sentence is new. " + prose.substr(0, 260)),
                    text("C", "Something else altogether happened in a different town on that day.")});
    const std::vector<Lineage> lineages = find_lineages(reports);
    REQUIRE(lineages.size() == 2);
    CHECK(lineages[0].reports == std::vector<std::int32_t>{0, 1});
    CHECK(lineages[0].reason.find("words in common") != std::string::npos);
    CHECK(lineages[1].reports == std::vector<std::int32_t>{2});
    CHECK(lineages[1].reason.empty());
}

TEST_CASE("a shared quotation alone never makes a lineage") {
    const std::string quotation = "“" + prose + "”";
    const std::vector<CodedReport> reports = reports_of(
        {text("A", "The minister spoke at length yesterday in the capital. " + quotation + " Then she left for home."),
         text("B", "What was said in parliament deserves to be printed. " + quotation + " There was applause.")});
    CHECK(find_lineages(reports).size() == 2);
}

TEST_CASE("left-out blocks are no evidence") {
    Draft a = text("A", "One report on one matter with words of its own.");
    Draft b = text("B", "Quite another report about quite another matter.");
    for (Draft* draft : {&a, &b}) {
        draft->write(prose, BlockKind::left_out);
    }
    CHECK(find_lineages(reports_of({a, b})).size() == 2);
}

TEST_CASE("a credited agency is an origin inside one story only") {
    Draft a = text("A", "First report with its own words about it.");
    Draft b = text("B", "VESNA, March 5 (Harbour Wire) - Second report, told otherwise.");
    a.coded.report.agency = "Harbour Wire";
    const std::vector<CodedReport> reports = reports_of({a, b});
    CHECK(credited_agency(reports[1].report) == "Harbour Wire");
    CHECK(find_lineages(reports).size() == 2);
    const std::vector<Lineage> lineages = find_lineages(reports, {.one_story = true});
    REQUIRE(lineages.size() == 1);
    CHECK(lineages[0].origin == "Harbour Wire");
    CHECK(lineages[0].reason == "both credit Harbour Wire");
}

TEST_CASE("one report many times is one lineage") {
    std::vector<Draft> drafts(2000, text("A", prose));
    const std::vector<Lineage> lineages = find_lineages(reports_of(drafts));
    REQUIRE(lineages.size() == 1);
    CHECK(lineages[0].reports.size() == 2000);
}

TEST_CASE("empty and hostile texts") {
    const std::vector<CodedReport> reports =
        reports_of({text("A", ""), text("B", "\xFF\xFE \"\"\"'''“““"), text("C", "«")});
    CHECK(find_lineages(reports).size() == 3);
    CHECK(split_words("\xC2").empty());
}
