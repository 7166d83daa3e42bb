#include "resolve/report_states.hpp"

#include <doctest/doctest.h>

using namespace px;

TEST_CASE("a state named once at the end does not own the report's army") {
    ReportStates states(9);
    states.add(1, "SDN", ReportStates::institution);
    states.add(3, "SDN", ReportStates::adjective);
    states.add(8, "ARE", ReportStates::named);
    states.add(8, "ARE", ReportStates::subject);
    CHECK(states.near(0) == "SDN");
    CHECK(states.whole() == "SDN");
    CHECK(states.near(8) == "ARE");  // who acts here
}

TEST_CASE("who acts in the sentence counts more than who is named elsewhere") {
    ReportStates states(3);
    states.add(0, "BLR", ReportStates::subject);
    states.add(1, "RUS", ReportStates::institution);
    states.add(1, "RUS", ReportStates::subject);
    CHECK(states.near(0) == "BLR");
    CHECK(states.near(1) == "RUS");
}

TEST_CASE("dateline and outlet speak where the text names no state") {
    ReportStates states(2);
    CHECK(states.near(0) == "");
    states.add_home("KEN", ReportStates::outlet);
    CHECK(states.near(1) == "KEN");
    CHECK(states.is_of("KEN"));
    states.add_home("UGA", ReportStates::dateline);
    CHECK(states.near(1) == "");  // two that come close
}

TEST_CASE("one mention does not make a state what a report is about") {
    ReportStates states(2);
    states.add(0, "UKR", ReportStates::adjective);
    CHECK(states.whole() == "");
    CHECK(states.near(1) == "UKR");  // yet no other army can be meant
    CHECK_FALSE(states.is_of("UKR"));
    states.add(1, "UKR", ReportStates::place);
    CHECK(states.whole() == "UKR");
    CHECK(states.is_of("UKR"));
}
