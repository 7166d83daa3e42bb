#include "resolve/calendar.hpp"

#include <doctest/doctest.h>

using namespace px;

TEST_CASE("granules print their TIMEX3 value") {
    const std::int32_t day = *day_number(2019, 4, 25);
    CHECK(granule_of(day, Granularity::day)->value() == "2019-04-25");
    CHECK(granule_of(day, Granularity::week)->value() == "2019-W17");
    CHECK(granule_of(day, Granularity::quarter)->value() == "2019-Q2");
    CHECK(granule_of(day, Granularity::season)->value() == "2019-SP");
    CHECK(granule_of(*day_number(2019, 1, 5), Granularity::season)->value() == "2018-WI");
    CHECK(granule_of(day, Granularity::decade)->value() == "201");
    CHECK(granule_of(day, Granularity::century)->value() == "20");
    CHECK(granule_of(*day_number(2018, 12, 31), Granularity::week)->value() == "2019-W01");
}

TEST_CASE("granules move by their own kind") {
    const std::int32_t day = *day_number(2019, 1, 31);
    CHECK(shift(*granule_of(day, Granularity::month), 1)->value() == "2019-02");
    CHECK(shift(*granule_of(day, Granularity::quarter), -1)->value() == "2018-Q4");
    CHECK(shift(*granule_of(day, Granularity::week), -5)->value() == "2018-W52");
    CHECK_FALSE(shift(*granule_of(day, Granularity::year), 8000));
    CHECK_FALSE(shift(*granule_of(day, Granularity::day), -3'000'000));
}

TEST_CASE("days that do not exist") {
    CHECK_FALSE(day_number(2019, 2, 29));
    CHECK(day_number(2020, 2, 29));
    CHECK_FALSE(day_number(0, 1, 1));
    CHECK_FALSE(day_number(10000, 1, 1));
    CHECK_FALSE(day_number(2019, 13, 1));
}

TEST_CASE("Easter") {
    CHECK(iso_date(*easter_sunday(2019)) == "2019-04-21");
    CHECK(iso_date(*easter_sunday(2000)) == "2000-04-23");
    CHECK(iso_date(*easter_sunday(1961)) == "1961-04-02");
}

TEST_CASE("values and their intervals") {
    const auto days = [](const char* value) {
        const auto interval = interval_of(value, std::nullopt);
        return interval ? (*interval->end - *interval->begin) / 86400 : -1;
    };
    CHECK(days("2019-04-25") == 1);
    CHECK(days("2019-W17") == 7);
    CHECK(days("2019-W17-WE") == 2);
    CHECK(days("2019-02") == 28);
    CHECK(days("2019-Q1") == 90);
    CHECK(days("2019-H2") == 184);
    CHECK(days("2018-WI") == 90);
    CHECK(days("2020") == 366);
    CHECK(days("199") == 3652);
    CHECK(days("19") == 36524);
    for (const char* value : {"", "P2M", "PRESENT_REF", "XXXX-WXX-3", "2019-02-30", "2019-W54", "2019-Q5", "0000",
                              "2019-", "BC0490", "2019-04-25T25:00", "2019-04-25T10:61", "20190425"})
        CHECK_FALSE_MESSAGE(interval_of(value, std::nullopt), value);
    const auto minute = interval_of("2019-04-25T10:40Z", std::nullopt);
    REQUIRE(minute);
    CHECK(*minute->end - *minute->begin == 60);
}
