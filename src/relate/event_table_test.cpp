#include "relate/event_table.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "relate/propositions.hpp"
#include "relate/test_reports.hpp"

using namespace px;

TEST_CASE("the table of events is sound") {
    for (const Problem& problem : lint_events(PX_SOURCE_DIR "/data")) FAIL_CHECK(to_string(problem));
    CHECK_FALSE(lint_events("/nowhere").empty());
}

TEST_CASE("codes find their row by their longest beginning; labels read well") {
    const EventTable table = testing::event_table();
    CHECK(table.kind("0461").family == "talks");
    CHECK(table.kind("0331").family == "intend-aid");
    CHECK(table.label("042", {"Kim"}, {"Russia"}) == "Kim visits Russia");
    CHECK(table.label("046", {"Kim"}, {"Putin"}) == "Kim and Putin hold talks");
    CHECK(table.label("163", {"A", "B"}, {"C"}) == "A and B impose sanctions on C");
    CHECK(table.label("195", {}, {"Kyiv"}) == "Kyiv is struck from the air");
    CHECK(table.label("046", {"Kim"}, {}) == "Kim holds talks");
    CHECK(table.label("190", {}, {"two soldiers"}) == "Two soldiers are attacked");
    CHECK(table.label("173", {}, {"About 49,000 migrants"}) == "About 49,000 migrants are arrested");
    CHECK(table.label("193", {"Peruvian marines"}, {"a patrol"}) == "Peruvian marines fire on a patrol");
    CHECK(table.label("111", {"soldiers of Ecuador"}, {"Peru"}) == "Soldiers of Ecuador criticise Peru");
    CHECK(table.label("163", {"United States"}, {"C"}) == "United States imposes sanctions on C");
    CHECK(table.label("190", {}, {"Fifty Azerbaijani servicemen"}) == "Fifty Azerbaijani servicemen are attacked");
    CHECK(table.label("14", {"residents"}, {}) == "Residents protest");
    CHECK(table.label("042", {"that troops"}, {"Chad"}) == "Troops visit Chad");
    CHECK(table.label("161", {"Morocco"}, {"its ambassador"}) == "Morocco reduces or breaks diplomatic relations");
    CHECK(table.label("166", {"Chad"}, {"two"}) == "Chad expels or withdraws a mission");
    CHECK(join_names({"A", "B", "C", "D", "E"}) == "A, B, C, D and others");
}

namespace {

// What lint says of the shipped table with one piece of it replaced.
std::vector<std::string> lint_with(std::string_view piece, std::string_view other) {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "parallax_event_table_test";
    std::filesystem::create_directories(folder);
    std::filesystem::copy(PX_SOURCE_DIR "/data/relate", folder / "relate", std::filesystem::copy_options::recursive);
    const std::filesystem::path file = folder / "relate" / "events.tsv";
    std::ostringstream table;
    table << std::ifstream(file).rdbuf();
    std::string text = table.str();
    const std::size_t at = text.find(piece);
    REQUIRE(at != std::string::npos);
    std::ofstream(file) << text.replace(at, piece.size(), other);
    std::vector<std::string> said;
    for (const Problem& problem : lint_events(folder.string())) said.push_back(problem.what);
    std::filesystem::remove_all(folder);
    return said;
}

}  // namespace

TEST_CASE("traits are those of a code's own row; wrong ones are named") {
    const EventTable table = testing::event_table();
    CHECK(table.kind("0461").traits.once);
    CHECK(table.kind("057").traits.title);
    CHECK_FALSE(table.kind("051").traits.title);
    CHECK(table.kind("1951").traits.violence);
    CHECK_FALSE(table.kind("036").traits.once);
    CHECK_FALSE(EventTable().kind("0461").traits.once);
    using Said = std::vector<std::string>;
    CHECK(lint_with("speech; undeniable", "speach; undeniable") ==
          Said{"'speach' is no trait: the head of the file lists them", "the root 01 has no row"});
    CHECK(lint_with("speech; undeniable", "speech; speech") ==
          Said{"the trait 'speech' stands twice", "the root 01 has no row"});
    CHECK(lint_with("once; single", "once; once-if-dated; single").front() ==
          "'once' and 'once-if-dated' exclude each other");
}

TEST_CASE("without a table a root is a family") {
    const EventTable table;
    CHECK(table.kind("0461").family == table.kind("040").family);
    CHECK(table.label("19", {"A"}, {"B"}) == "A acts (CAMEO 19) towards B");
}

TEST_CASE("words for one act") {
    for (const Problem& problem : lint_acts(PX_SOURCE_DIR "/data")) FAIL_CHECK(to_string(problem));
    CHECK_FALSE(lint_acts("/nowhere").empty());
    for (const Problem& problem : lint_disputes(PX_SOURCE_DIR "/data")) FAIL_CHECK(to_string(problem));
    CHECK_FALSE(lint_disputes("/nowhere").empty());
    for (const Problem& problem : lint_scenes(PX_SOURCE_DIR "/data")) FAIL_CHECK(to_string(problem));
    CHECK_FALSE(lint_scenes("/nowhere").empty());
    const EventTable table = testing::event_table();
    CHECK(table.acts().act(stem_of("murdered")) == table.acts().act(stem_of("killing")));
    CHECK(table.acts().act(stem_of("visited")) != table.acts().act(stem_of("killing")));
    CHECK(table.acts().is_telling(stem_of("said")));
}
