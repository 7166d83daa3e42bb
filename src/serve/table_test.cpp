#include "serve/table.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "serve/width.hpp"

namespace px {
namespace {

std::string print(TableForm form, TableOptions options = {}) {
    std::string out;
    TablePrinter table({"date", "actor", "reports"}, form, options, [&](std::string_view part) { out += part; });
    table.row({"2024-06-12", "a \"b\",\tc\nd", 5});
    table.row({Cell(), "朝鮮民主主義人民共和国", -1.5});
    table.row({"\xFF\x1b[2J", "", std::numeric_limits<double>::infinity(), "dropped"});
    table.finish();
    return out;
}

}  // namespace

TEST_CASE("TSV has one line for a row, whatever the cells hold") {
    CHECK(print(TableForm::tsv) ==
          "date\tactor\treports\n"
          "2024-06-12\ta \"b\", c d\t5\n"
          "\t朝鮮民主主義人民共和国\t-1.5\n"
          "\uFFFD\x1b[2J\t\t\n");
}

TEST_CASE("CSV quotes as RFC 4180 says") {
    CHECK(print(TableForm::csv) ==
          "date,actor,reports\r\n"
          "2024-06-12,\"a \"\"b\"\",\tc\nd\",5\r\n"
          ",朝鮮民主主義人民共和国,-1.5\r\n"
          "\uFFFD\x1b[2J,,\r\n");
}

TEST_CASE("JSON keeps numbers as numbers and the unknown as null") {
    CHECK(print(TableForm::json_lines) ==
          "{\"date\":\"2024-06-12\",\"actor\":\"a \\\"b\\\",\\tc\\nd\",\"reports\":5}\n"
          "{\"date\":null,\"actor\":\"朝鮮民主主義人民共和国\",\"reports\":-1.5}\n"
          "{\"date\":\"\uFFFD\\u001b[2J\",\"actor\":\"\",\"reports\":null}\n");
    CHECK(print(TableForm::json).starts_with("[\n{\"date\":"));
    CHECK(print(TableForm::json).ends_with("null}\n]\n"));
}

TEST_CASE("a terminal's table is aligned, cut to the width, and cannot steer the terminal") {
    CHECK(print(TableForm::terminal) ==
          "date        actor                   reports\n"
          "2024-06-12  a \"b\", c d                    5\n"
          "            朝鮮民主主義人民共和国     -1.5\n"
          "\uFFFD[2J\n");
    CHECK(print(TableForm::terminal, {.width = 30}) ==
          "date        actor      reports\n"
          "2024-06-12  a \"b\", c…        5\n"
          "            朝鮮民主…     -1.5\n"
          "\uFFFD[2J\n");
}

TEST_CASE("no rows") {
    std::string out;
    TablePrinter table({"a"}, TableForm::json, {}, [&](std::string_view part) { out += part; });
    table.finish();
    CHECK(out == "[]\n");
}

TEST_CASE("text on a terminal") {
    CHECK(printable(" a\n\tb\x1b[31m\u202Ec \xFF") == "a b[31mc \uFFFD");
    CHECK(printable_lines("  a\r\n\tb\x1b[31m\u202E\u009Bc \xFF\n") == "  a\n\tb[31mc \uFFFD\n");
    CHECK(display_width("e\u0301北") == 3);
    CHECK(clip("北方信使", 5) == "北方…");
    CHECK(clip("abc", 2, false) == "a~");
    CHECK(wrap("one three", 4) == std::vector<std::string>{"one", "thre", "e"});
    CHECK(wrap("北方信使 ab", 5) == std::vector<std::string>{"北方", "信使", "ab"});
    CHECK(wrap("", 5) == std::vector<std::string>{""});
}

}  // namespace px
