#include "relate/event_table.hpp"

#include <doctest/doctest.h>

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
