#include "relate/clock_times.hpp"

#include <doctest/doctest.h>

namespace px {
namespace {

std::string told(const std::string& text) {
    const auto minutes = minutes_told(words_of(text, {0, static_cast<std::uint32_t>(text.size())}));
    return minutes ? clock_text(*minutes) : "none";
}

TEST_CASE("times of the day as news texts print them") {
    CHECK(told("They came on Tuesday at about half past four in the afternoon.") == "16:30");
    CHECK(told("It alerted the centre at 10.52 p.m. on Friday.") == "22:52");
    CHECK(told("It left the port at 16:30 on Friday.") == "16:30");
    CHECK(told("The trucks went in shortly after midnight.") == "00:00");
    CHECK(told("Shots were heard at noon.") == "12:00");
    CHECK(told("A little after five in the afternoon three cars drew up.") == "17:00");
    CHECK(told("The doors opened at seven o'clock in the morning.") == "07:00");
    CHECK(told("He was seen shortly after 7 a.m. by a neighbour.") == "07:00");
    CHECK(told("The ferry sailed at 12.15 a.m. from Bari.") == "00:15");
}

TEST_CASE("what is no time of the day, or leaves it open") {
    for (const char* text :
         {"They came at half past four.", "It cost 4.30 euros.", "It left at 16:30 GMT.",
          "Between 16:30 and 18:45 nobody came.", "After five in six attempts.", "The midnight express is late."}) {
        CAPTURE(text);
        CHECK(told(text) == "none");
    }
}

TEST_CASE("three hours apart, across midnight too") {
    CHECK(clocks_apart(0, 990));
    CHECK(clocks_apart(990, 0));
    CHECK_FALSE(clocks_apart(23 * 60 + 30, 60));
    CHECK_FALSE(clocks_apart(600, 700));
}

}  // namespace
}  // namespace px
