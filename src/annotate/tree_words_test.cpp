#include "annotate/tree_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace px {
namespace {

/// A data folder with this table; gone with the object.
struct Folder {
    explicit Folder(const std::string& table)
        : path((std::filesystem::temp_directory_path() / "px_tree_words_test").string()) {
        std::filesystem::create_directories(path + "/trees");
        std::ofstream(path + "/trees/words.tsv") << table;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path;
};

bool tells(const std::vector<Problem>& problems, std::uint32_t line, std::string_view what) {
    return std::ranges::any_of(
        problems, [&](const Problem& p) { return p.line == line && p.what.find(what) != std::string::npos; });
}

TEST_CASE("words are found in their list only, verbs with their preposition") {
    std::vector<Problem> problems;
    const Result<TreeWords> words = TreeWords::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(words);
    CHECK(problems.empty());
    CHECK(lint_tree_words(PX_SOURCE_DIR "/data").empty());
    CHECK(words->has(TreeList::giving_verbs, "hand"));
    CHECK_FALSE(words->has(TreeList::states, "hand"));
    CHECK(words->takes("call", "for"));
    CHECK_FALSE(words->takes("call", "by"));
}

TEST_CASE("lint names the line of a fault; the rest of the table is used") {
    const Folder folder("list\twords\nstate\tablaze\ngiving-verbs\thand; give; hand\nprepositional-verbs\tcall for\n");
    const std::vector<Problem> problems = lint_tree_words(folder.path);
    CHECK(tells(problems, 2, "no list 'state'"));
    CHECK(tells(problems, 3, "'hand' stands"));
    CHECK(tells(problems, 4, "expected a verb and its preposition"));
    CHECK(tells(problems, 0, "no line has the list 'months'"));
    std::vector<Problem> of_loading;
    const Result<TreeWords> words = TreeWords::load(folder.path, of_loading);
    REQUIRE(words);
    CHECK(of_loading.size() == 1);
    CHECK(words->has(TreeList::giving_verbs, "give"));
    CHECK_FALSE(TreeWords::load("no/such/folder", of_loading));
}

}  // namespace
}  // namespace px
