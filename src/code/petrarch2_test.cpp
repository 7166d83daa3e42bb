#include "code/petrarch2.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace px;

namespace {

const Petrarch2Tables& tables() {
    static std::vector<Problem> problems;
    static const Result<Petrarch2Tables> loaded = Petrarch2Tables::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(loaded);
    CHECK(problems.empty());
    return *loaded;
}

}  // namespace

TEST_CASE("a row needs all its words, one of them at the trigger, and our code") {
    CHECK(tables().code("Rebels shelled the town", {7, 14}, "194") == "190");
    CHECK(tables().code("Rebels shelled the town", {7, 14}, "173") == "173");
    CHECK(tables().code("Rebels shelled the town", {0, 6}, "194") == "194");
    CHECK(tables().code("Peru released twelve prisoners", {5, 13}, "0841") == "0841");
    CHECK(tables().code("Peru released the mayor", {5, 13}, "0841") == "084");
    CHECK(tables().code("They attended a summit in Oslo on trade", {5, 13}, "040") == "042:043");
    CHECK(tables().code("They attended a summit in Oslo", {5, 13}, "040") == "044");
}

TEST_CASE("what is discarded: whole words between blanks that are not the last") {
    CHECK(tables().discards("The treaty of 1962 still holds."));
    CHECK(tables().discards("Three years ago Peru agreed."));
    CHECK_FALSE(tables().discards("Peru, three years ago, agreed."));
    CHECK_FALSE(tables().discards("It was signed in 1994"));
    CHECK_FALSE(tables().discards(""));
}

TEST_CASE("a row without a code on either side is named") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "parallax_petrarch2_test";
    std::filesystem::create_directories(path / "codes");
    std::ofstream(path / "codes" / "petrarch2_codes.tsv") << "words\tours\ttheirs\n"
                                                             "waved\t01\t:\n"
                                                             "waved\t01\t010:\n"
                                                             "waved\t01\t:010:011\n"
                                                             "waved\t01\t:010\n"
                                                             "waved\t01\t010:010\n";
    std::ofstream(path / "codes" / "petrarch2_discards.tsv") << "words\n";
    std::vector<Problem> problems;
    const Result<Petrarch2Tables> loaded = Petrarch2Tables::load(path.string(), problems);
    std::filesystem::remove_all(path);
    REQUIRE(loaded);
    CHECK(loaded->rows().size() == 2);
    REQUIRE(problems.size() == 3);
    for (std::size_t i = 0; i < problems.size(); ++i) CHECK(problems[i].line == i + 2);
}
