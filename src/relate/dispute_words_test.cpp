#include "relate/dispute_words.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "relate/test_reports.hpp"

using namespace px;

namespace {

// A folder with relate/disputes.tsv of these rows, removed at the end.
class Folder {
  public:
    explicit Folder(const std::string& rows)
        : path_(std::filesystem::temp_directory_path() / "parallax_dispute_words_test") {
        std::filesystem::create_directories(path_ / "relate");
        std::ofstream(path_ / "relate" / "disputes.tsv") << "kind\twords\n" << rows;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

bool complains(const std::vector<Problem>& problems, std::string_view of, std::uint32_t line) {
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.line == line && problem.what.find(of) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("the shipped words for disputes") {
    std::vector<Problem> problems;
    const Result<DisputeWords> words = DisputeWords::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(words);
    CHECK(problems.empty());
    CHECK(words->has("guilt", "involvement"));
    CHECK_FALSE(words->has("guilt", "involve"));
    CHECK(words->begins("accuse", "accused"));
    CHECK_FALSE(words->begins("accuse", "cause"));
    CHECK_FALSE(words->has("no such kind", "involvement"));
    CHECK(words->fingerprint().size() == 32);
    CHECK(DisputeWords().fingerprint().empty());
    CHECK_FALSE(DisputeWords().has("guilt", "involvement"));
}

TEST_CASE("wrong rows are named with their line and left out") {
    const Folder folder("guilt\trole; Role; role\nblame\tfault\nguilt\tpart\nwon\t\n");
    std::vector<Problem> problems;
    const Result<DisputeWords> words = DisputeWords::load(folder.path(), problems);
    REQUIRE(words);
    CHECK(complains(problems, "'Role' is not folded", 2));
    CHECK(complains(problems, "'role' stands here twice", 2));
    CHECK(complains(problems, "'blame' is none of the kinds", 3));
    CHECK(complains(problems, "'guilt' has a row already", 4));
    CHECK(complains(problems, "the words are missing", 5));
    CHECK(complains(problems, "'crowd' has no row", 0));
    CHECK(words->has("guilt", "role"));
    CHECK_FALSE(words->has("blame", "fault"));
}

TEST_CASE("a missing table fails and names its file") {
    std::vector<Problem> problems;
    const Result<DisputeWords> words = DisputeWords::load("/nowhere", problems);
    REQUIRE_FALSE(words);
    CHECK(words.error().file == "/nowhere/relate/disputes.tsv");
}
