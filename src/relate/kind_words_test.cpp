#include "relate/kind_words.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "relate/propositions.hpp"

using namespace px;

TEST_CASE("the shipped words for things: a lorry can be a truck and is no bridge") {
    std::vector<Problem> problems;
    const Result<KindWords> kinds = KindWords::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(kinds);
    for (const Problem& problem : problems) FAIL_CHECK(to_string(problem));
    CHECK(kinds->are_one(stem_of("lorries"), stem_of("trucks")));
    CHECK_FALSE(kinds->are_one(stem_of("lorries"), stem_of("bridges")));
    CHECK(kinds->fingerprint().size() == 32);
    CHECK(KindWords().are_one("lorry", "lorry"));
    CHECK_FALSE(KindWords().are_one("lorry", "truck"));
}

TEST_CASE("wrong rows of kinds are named with their line") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "parallax_kind_words_test";
    std::filesystem::create_directories(path / "relate");
    std::ofstream(path / "relate" / "kinds.tsv") << "name\twords\nvehicle\tLorry\n\tcar\nvessel\t\n"
                                                    "car\tcar; lorry\nlorry\tlorry\n";
    const std::vector<Problem> problems = lint_kinds(path.string());
    std::filesystem::remove_all(path);
    REQUIRE(problems.size() == 4);
    for (std::size_t i = 0; i < 3; ++i) CHECK(problems[i].line == i + 2);
    CHECK(problems[3].line == 6);
    CHECK_FALSE(lint_kinds("/nowhere").empty());
}
