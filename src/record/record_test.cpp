#include <doctest/doctest.h>

#include "record/accounts.hpp"

using namespace px;

TEST_CASE("publication times are read and written in their three forms") {
    for (const char* iso : {"2019-04-25", "2019-04-25T10:40", "2019-04-25T10:40+08:00", "0001-01-01", "9999-12-31"}) {
        const auto time = PublicationTime::parse(iso, "test");
        REQUIRE(time);
        CHECK(time->iso() == iso);
    }
    CHECK(PublicationTime::parse("2019-04-25T02:40:31.5Z", "")->iso() == "2019-04-25T02:40+00:00");
    CHECK(PublicationTime::parse("2019-04-25", "")->day == 18011);
}

TEST_CASE("what is no date is refused") {
    for (const char* bad : {"", "2019", "2019-02-30", "2019-13-01", "0000-01-01", "-019-01-01", "2019-04-25Tnoon",
                            "2019-04-25T25:00", "2019-04-25T10:40 or so", "12019-04-25"})
        CHECK_MESSAGE(!PublicationTime::parse(bad, ""), bad);
}

TEST_CASE("spans of the text lead back to bytes of the file") {
    Report report;
    report.text = "Fish & chips";  // the file says "<p>Fish &amp; chips"
    report.origins = {{0, 5, 3, 5}, {5, 1, 8, 5}, {6, 6, 13, 6}};
    CHECK(report.in_file({0, 4}) == Span{3, 7});
    CHECK(report.in_file({5, 6}) == Span{8, 13});
    CHECK(report.in_file({0, 12}) == Span{3, 19});
    CHECK(report.in_file({7, 12}) == Span{14, 19});
    report.origins.clear();
    CHECK(report.in_file({2, 4}) == Span{2, 4});
}

TEST_CASE("words for enumerators") {
    CHECK(to_string(BlockKind::left_out) == "left_out");
    CHECK(to_string(LeftOut::other) == "other");
    CHECK(to_string(FindingKind::headline_exceeds_text) == "headline_exceeds_text");
    CHECK(to_string(Granularity::unknown) == "unknown");
}
