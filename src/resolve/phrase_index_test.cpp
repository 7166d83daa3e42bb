#include "resolve/phrase_index.hpp"

#include <doctest/doctest.h>

using namespace px;

TEST_CASE("phrases are paths of words") {
    PhraseIndex index;
    CHECK(index.word("united") == 0);
    const std::uint32_t united = index.add_step(0, index.add_word("united"));
    const std::uint32_t nations = index.add_step(united, index.add_word("nations"));
    CHECK(index.add_step(united, index.add_word("nations")) == nations);
    CHECK(index.step(0, index.word("united")) == united);
    CHECK(index.step(united, index.word("nations")) == nations);
    CHECK(index.step(0, index.word("nations")) == 0);
    CHECK(index.nodes() == 3);
}

TEST_CASE("the tables grow and lose nothing") {
    PhraseIndex index;
    constexpr std::uint32_t count = 70000;
    for (std::uint32_t i = 1; i <= count; ++i) {
        REQUIRE(index.add_word(std::to_string(i)) == i);
        REQUIRE(index.add_step(0, i) == i);
    }
    for (std::uint32_t i = 1; i <= count; ++i) {
        REQUIRE(index.word(std::to_string(i)) == i);
        REQUIRE(index.step(0, i) == i);
        REQUIRE(index.step(i, 1) == 0);
    }
    CHECK(index.word("0") == 0);
}
