#include "attribute/eval_factuality.hpp"

#include <doctest/doctest.h>

#include "attribute/test_report.hpp"

using namespace px;

namespace {

Result<std::string> table_of(const std::string& lines, std::string* predictions = nullptr) {
    const auto read = [](const Report& report) {
        return annotate(test::model(), report.text, paragraphs(report.text));
    };
    return eval_factuality(test::lexicons(), read, lines, "x.jsonl", predictions);
}

}  // namespace

TEST_CASE("modes are compared with people's judgements, set by set") {
    std::string predictions;
    const auto table = table_of(
        R"({"id":"1","corpus":"news","split":"dev","text":"The rebels attacked the town.","targets":[{"span":[11,19],"factuality":3}]})"
        "\n"
        R"({"id":"2","corpus":"news","split":"dev","text":"The rebels did not attack the town.","targets":[{"span":[19,25],"factuality":-3}]})"
        "\n",
        &predictions);
    REQUIRE(table);
    CHECK(table->find("news dev") == 0);
    CHECK(table->find(
              "2 events  MAE 0.000  r 1.000  of those judged below +1 not actual 1.00  (all actual: MAE 3.000)") !=
          std::string::npos);
    CHECK(predictions == "{\"id\":\"1\",\"factuality\":[3]}\n{\"id\":\"2\",\"factuality\":[-3]}\n");
}

TEST_CASE("a line without targets is named") {
    const auto table = table_of("{\"id\":\"1\",\"text\":\"Yes.\"}\n");
    REQUIRE(!table);
    CHECK(table.error().where == "line 1");
}
