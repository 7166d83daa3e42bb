#include "relate/corrections.hpp"

#include <doctest/doctest.h>

#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

std::vector<Finding> corrections(const std::string& told, const std::string& corrected,
                                 const std::string& corrected_on = "2024-05-03") {
    Draft first("A", "2024-05-02");
    first.write(told);
    Draft second("B", corrected_on);
    second.write(corrected);
    return find_corrections(reports_of({first, second}), std::vector<std::int32_t>{0, 1});
}

}  // namespace

TEST_CASE("a sentence that names both numbers corrects the report that told the wrong one") {
    const std::string told = "The ship lost 480 containers in the storm.";
    const std::vector<Finding> found = corrections(told, "The ship lost 48 containers and not 480, as stated.");
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::updated);
    CHECK(found[0].type == ContradictionType::number);
    CHECK(found[0].one.front().report == 0);
    CHECK(found[0].other.front().report == 1);
    CHECK(found[0].summary.find("480") != std::string::npos);
    CHECK(corrections(told, "The owner corrected the number of containers to 48 instead of 480.").size() == 1);
}

TEST_CASE("no word of a correction, another number or thing, or a correction that came first: nothing") {
    const std::string told = "The ship lost 480 containers in the storm.";
    CHECK(corrections(told, "The ship lost 48 containers and not 480.").empty());
    CHECK(corrections(told, "The ship lost 48 containers and not 470, as stated.").empty());
    CHECK(corrections(told, "The fine is 48 dollars and not 480, as stated.").empty());
    CHECK(corrections(told, "The ship lost 48 containers and not 480, as stated.", "2024-05-01").empty());
}

TEST_CASE("both numbers count one thing, are no dates, and nothing is asked") {
    const std::string told = "The rebels lost 3 bases in the valley.";
    CHECK(corrections(told, "The rebels lost 5 rather than 3 bases, as first reported.").size() == 1);
    CHECK(corrections(told, "The rebels lost 5 bases, not 3, according to an earlier report.").size() == 1);
    CHECK(corrections(told, "It was announced that the rebels lost 5 bases and not 3.").empty());
    CHECK(corrections(told, "The rebels lost 5 bases and not 3 camps, as reported.").empty());
    CHECK(corrections(told, "Did the rebels lose 5 bases and not 3, as reported?").empty());
    CHECK(corrections(told, "The rebels fled on May 5, not 3 bases as reported.").empty());
    CHECK(corrections("The army killed 3 rebels.", "It has 5 rather than 3 bases of the rebels, as stated.").empty());
    CHECK(corrections("They met for 3 hours in Geneva.",
                      "The committee announced that the next session in Geneva begins at 5 and not 3.")
              .empty());
}

TEST_CASE("a correction tells no wrong number of its own, and others that tell it of other things do not hide it") {
    CHECK(corrections("The ship lost 48 containers and not 480, as stated.",
                      "The ship lost 48 containers and not 480, as reported before.")
              .empty());
    Draft first("A", "2024-05-02");
    for (int i = 0; i < 60; ++i)
        first.write("Group " + std::string(1, static_cast<char>('A' + i % 26)) + " has 480 members.");
    first.write("The ship lost 480 containers in the storm.");
    Draft second("B", "2024-05-03");
    second.write("The ship lost 48 containers and not 480, as stated.");
    CHECK(find_corrections(reports_of({first, second}), std::vector<std::int32_t>{0, 1}).size() == 1);
}
