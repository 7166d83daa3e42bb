#include "attribute/lexicons.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace px;

TEST_CASE("the shipped tables are sound") {
    const auto problems = lint_attribution(PX_SOURCE_DIR "/data");
    for (const Problem& problem : problems) CHECK_MESSAGE(false, to_string(problem));
    CHECK(problems.empty());
}

TEST_CASE("rows are found by their words") {
    std::vector<Problem> problems;
    const auto lexicons = Lexicons::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(lexicons);
    REQUIRE(lexicons->reporting_verb("deny"));
    CHECK(lexicons->reporting_verb("deny")->kind == ReportClass::deny);
    CHECK(lexicons->reporting_verb("tell")->addressee == Addressee::object);
    CHECK_FALSE(lexicons->reporting_verb("eat"));
    REQUIRE(lexicons->signature("fail", WordClass::verb, Complement::clause));
    CHECK(lexicons->signature("fail", WordClass::verb, Complement::clause)->affirmed == Mode::negated);
    REQUIRE(lexicons->carrier_name("the Associated Press"));
    CHECK(*lexicons->carrier_name("Reuters'") == LinkKind::agency);
    CHECK(lexicons->country_of_adjective("Chinese") == "CHN");
    CHECK(lexicons->country_of_capital("Beijing") == "CHN");
    CHECK(lexicons->fingerprint().size() == 32);
}

TEST_CASE("a wrong row is named with its file and line") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "px_attribute_lexicons_test";
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const char* part : {"attribution", "actors"})
        fs::copy(fs::path(PX_SOURCE_DIR) / "data" / part, folder / part, fs::copy_options::recursive);
    std::ofstream(folder / "attribution" / "attitudes.tsv")
        << "lemma\tpos\tpolarity\tstrength\tholder\ttarget\nadore\tVERB\t+\t2\tsubject\tobject\n";
    const auto problems = lint_attribution(folder.string());
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].line == 2);
    CHECK(problems[0].what.find("strength") != std::string::npos);
    fs::remove_all(folder);
}
