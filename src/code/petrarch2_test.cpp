#include "code/petrarch2.hpp"

#include <doctest/doctest.h>

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
    CHECK(tables().code("They attended a summit in Oslo", {5, 13}, "040") == "042");
    CHECK(tables().code("They attended a summit on trade in Oslo", {5, 13}, "040") == "044");
}

TEST_CASE("what is discarded: whole words between blanks that are not the last") {
    CHECK(tables().discards("Its role in the 1994 killings was denied."));
    CHECK(tables().discards("Three years ago Peru agreed."));
    CHECK_FALSE(tables().discards("Peru, three years ago, agreed."));
    CHECK_FALSE(tables().discards("It was signed in 1994"));
    CHECK_FALSE(tables().discards(""));
}
