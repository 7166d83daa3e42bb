#include "resolve/time_zones.hpp"

#include <doctest/doctest.h>

#include "resolve/places.hpp"
#include "resolve/plain_tokens.hpp"
#include "resolve/times.hpp"

using namespace px;

namespace {

struct Tables {
    TimeWords words;
    TimeZones zones;
    Gazetteer gazetteer;
};

const Tables& tables() {
    static const Tables loaded = [] {
        std::vector<Problem> problems;
        auto words = TimeWords::load(PX_SOURCE_DIR "/data", problems);
        auto zones = TimeZones::load(PX_SOURCE_DIR "/data", problems);
        auto gazetteer = Gazetteer::load(PX_SOURCE_DIR "/data", problems);
        REQUIRE(words);
        REQUIRE(zones);
        REQUIRE(gazetteer);
        REQUIRE(problems.empty());
        return Tables{std::move(*words), std::move(*zones), std::move(*gazetteer)};
    }();
    return loaded;
}

/// The last time of a text, its zone settled.
TimeMention last_time(const std::string& text, std::string_view date = "2020-06-10") {
    Report report;
    report.text = text;
    report.published = PublicationTime::parse(date, "test");
    const Annotation annotation = plain_tokens(text);
    std::vector<TimeMention> times = find_times(tables().words, report, annotation);
    settle_zones(tables().zones, tables().gazetteer, annotation, find_places(tables().gazetteer, report, annotation),
                 times);
    REQUIRE_FALSE(times.empty());
    return times.back();
}

}  // namespace

TEST_CASE("the zone that a place keeps") {
    const TimeZones& zones = tables().zones;
    CHECK(zones.of_place("JPN", "24") == "Asia/Tokyo");
    CHECK(zones.of_place("USA", "CA") == "America/Los_Angeles");
    CHECK(zones.of_place("USA", "").empty());
    CHECK(zones.of_place("CHN", "13") == "Asia/Shanghai");
    CHECK(zones.of_place("ZZZ", "").empty());
    CHECK(zones.named("eastern") == "America/New_York");
}

TEST_CASE("local time is that of the nearest place") {
    const TimeMention quake = last_time("The quake struck Vladivostok at 3:20 a.m. local time on Tuesday.");
    CHECK(quake.zone == "Asia/Vladivostok");
    CHECK(quake.zone_minutes == 600);
    CHECK(quake.arithmetic.ends_with("local time of Vladivostok (Asia/Vladivostok, UTC+10:00)"));
    CHECK(last_time("Talks in Ankara went on. They ended at 6 a.m. local time on June 8.").zone == "Europe/Istanbul");
    const TimeMention nowhere = last_time("It struck at 3:20 a.m. local time on Tuesday.");
    CHECK(nowhere.zone.empty());
    CHECK_FALSE(nowhere.zone_minutes);
    CHECK(nowhere.arithmetic.ends_with("local time of a place that is not told"));
}

TEST_CASE("named zones follow summer time") {
    CHECK(last_time("The vote was at noon Eastern time on June 8.").zone_minutes == -240);
    CHECK(last_time("The vote was at noon Eastern time on January 8.").zone_minutes == -300);
    CHECK(last_time("The vote was at noon Moscow time on June 8.").zone == "Europe/Moscow");
    CHECK(last_time("The vote was at noon Nairobi time on June 8.").zone == "Africa/Nairobi");
    CHECK(last_time("The vote was at 1600 GMT on June 8.").zone_minutes == 0);
}

TEST_CASE("without a publication date there is a zone, but no offset") {
    Report report;
    report.text = "They met in Tokyo last night local time.";
    const Annotation annotation = plain_tokens(report.text);
    std::vector<TimeMention> times = find_times(tables().words, report, annotation);
    settle_zones(tables().zones, tables().gazetteer, annotation, find_places(tables().gazetteer, report, annotation),
                 times);
    REQUIRE(times.size() == 1);
    CHECK(times[0].zone == "Asia/Tokyo");
    CHECK_FALSE(times[0].zone_minutes);
}

TEST_CASE("the tables of zones are sound") {
    CHECK(lint_time_zones(PX_SOURCE_DIR "/data").empty());
    CHECK_FALSE(lint_time_zones("/nowhere").empty());
}
