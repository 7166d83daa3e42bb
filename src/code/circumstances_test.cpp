// Where an act took place and what its numbers count, from raw text.
#include <doctest/doctest.h>

#include <cmath>

#include "code/eval_texts.hpp"

using namespace px;
using namespace px::coding;

namespace {

struct Tables {
    Result<Model> model;
    Result<Dictionaries> dictionaries;
    Result<Lexicons> lexicons;
    Result<Rules> rules;
};

const Tables& tables() {
    static const Tables loaded = [] {
        const std::string root = PX_SOURCE_DIR;
        std::vector<Problem> problems;
        return Tables{Model::load(root + "/models/en.pxm"), Dictionaries::load(root + "/data", "", problems),
                      Lexicons::load(root + "/data", problems), Rules::load(root + "/data", problems)};
    }();
    return loaded;
}

/// "042 Egypt; 195 Syria, 12 killed": code, place and numbers of each act.
std::string told(const std::string& text) {
    const Tables& with = tables();
    REQUIRE(with.model);
    REQUIRE(with.dictionaries);
    REQUIRE(with.lexicons);
    REQUIRE(with.rules);
    const EventCoder coder{*with.model, *with.dictionaries, *with.lexicons, *with.rules};
    const Layers layers = code_text(coder, report_of(text, "2016-08-10", false)).layers;
    std::string out;
    for (const Statement& statement : layers.statements) {
        out += (out.empty() ? "" : "; ") + statement.cameo;
        if (statement.place >= 0) out += " " + layers.places[static_cast<std::size_t>(statement.place)].name;
        for (const Quantity& quantity : statement.quantities) {
            out += ", " + std::to_string(std::lround(quantity.low)) + " " + quantity.counts;
        }
    }
    return out;
}

}  // namespace

TEST_CASE("a journey told before the main clause stays one, and its place is its own") {
    CHECK(told("Leaving for Cairo, Kerry condemned Russia, which bombed Aleppo.") == "042 Cairo; 111; 195");
}

TEST_CASE("who was found guilty, and who was shot while others bombed, are no numbers of the bombing") {
    CHECK(told("A Syrian colonel was found guilty of two murders after Turkey bombed Aleppo.").find("killed") ==
          std::string::npos);
    CHECK(told("Twelve protesters were shot as Russia bombed Aleppo.").find("195, ") == std::string::npos);
}

TEST_CASE("of two acts that share a clause each has its own numbers") {
    CHECK(told("Chilean police used water cannon and arrested 14 people.") == "175; 173, 14 arrested");
    CHECK(told("Turkey shelled the town of Azaz in Syria and killed 12 people.").find("12 killed") !=
          std::string::npos);
}

TEST_CASE("a meeting on a journey takes place at its goal, and one in a clause with where at the place before it") {
    CHECK(told("The Norwegian king travelled to Chile to meet the Peruvian president.") == "042 Chile; 040 Chile");
    CHECK(told("Merkel will travel to Oslo, where she will meet the Peruvian president.") == "042 Oslo; 040 Oslo");
}
