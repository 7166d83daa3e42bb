#include "relate/kind_words.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "relate/propositions.hpp"

using namespace px;

TEST_CASE("the shipped kinds: a general word answers its kinds and no kind answers another") {
    std::vector<Problem> problems;
    const Result<KindWords> kinds = KindWords::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(kinds);
    for (const Problem& problem : problems) FAIL_CHECK(to_string(problem));
    const auto answers = [&](std::string_view denied, std::string_view told) {
        return kinds->answers(stem_of(denied), stem_of(told));
    };
    CHECK(answers("attack", "shelled"));
    CHECK(answers("attack", "attacked"));
    CHECK_FALSE(answers("shelling", "attacked"));
    CHECK(answers("ransom", "paid"));
    CHECK_FALSE(answers("meeting", "shelled"));
    CHECK(kinds->are_one(stem_of("lorries"), stem_of("trucks")));
    CHECK_FALSE(kinds->are_one(stem_of("lorries"), stem_of("bridges")));
    CHECK(kinds->is_general(stem_of("attacks")));
    CHECK_FALSE(kinds->is_general(stem_of("torched")));
    CHECK(kinds->fingerprint().size() == 32);
    CHECK(KindWords().answers("attack", "attack"));
    CHECK_FALSE(KindWords().answers("attack", "raid"));
}

TEST_CASE("wrong rows of kinds are named with their line") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "parallax_kind_words_test";
    std::filesystem::create_directories(path / "relate");
    std::ofstream(path / "relate" / "kinds.tsv") << "use\tgeneral\twords\nact\tattack\tRaid\nnoun\tattack\traid\nact\t"
                                                    "\traid\nthing\tcar\tcar; lorry\nthing\tlorry\tlorry\n";
    const std::vector<Problem> problems = lint_kinds(path.string());
    std::filesystem::remove_all(path);
    REQUIRE(problems.size() == 4);
    for (std::size_t i = 0; i < 3; ++i) CHECK(problems[i].line == i + 2);
    CHECK(problems[3].line == 6);
    CHECK_FALSE(lint_kinds("/nowhere").empty());
}
