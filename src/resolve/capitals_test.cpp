#include "resolve/capitals.hpp"

#include <doctest/doctest.h>

#include "annotate/annotate.hpp"

using namespace px;

namespace {

// The places of "capital" in a text, in order.
std::string capitals_of(std::string text) {
    static const Result<Model> model = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    REQUIRE(model);
    static const Dictionaries dictionaries = [] {
        std::vector<Problem> problems;
        auto result = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
        REQUIRE(result);
        return std::move(*result);
    }();
    Report report;
    report.text = std::move(text);
    std::vector<PlaceMention> places;
    add_capitals(dictionaries, report, annotate(*model, report.text, paragraphs(report.text)), places);
    std::string out;
    for (const PlaceMention& place : places) out += place.name + "=" + place.country + " ";
    return out;
}

}  // namespace

TEST_CASE("a capital is a place where its state is said") {
    CHECK(capitals_of("They were put on a flight to the Somali capital on Monday.") == "Mogadishu=SOM ");
    CHECK(capitals_of("Shots were heard in Haiti's capital, and troops came to the capital of Chad.") ==
          "Port-au-Prince=HTI N'Djamena=TCD ");
    CHECK(capitals_of("The bank invested in the Russian capital.") == "Moscow=RUS ");
    CHECK(capitals_of("South Korea's capital was calm.") == "Seoul=KOR ");
}

TEST_CASE("no capital is made up where none is said, or where it is named") {
    CHECK(capitals_of("Fighting went on in the capital.").empty());
    CHECK(capitals_of("He arrived in the Chadian capital, N'Djamena.").empty());
    CHECK(capitals_of("The Russian capital that left the country in March was invested in Dubai.").empty());
    CHECK(capitals_of("The Russian capital was invested in Dubai.").empty());
    CHECK(capitals_of("The Russian capital market fell on Monday.").empty());
    CHECK(capitals_of("Russian capital is leaving, and banks need more capital.") == "");
}
