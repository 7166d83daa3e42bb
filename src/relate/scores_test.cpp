#include "relate/scores.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace px;

TEST_CASE("clusters are scored by pairs and by reports") {
    const std::vector<std::string> gold = {"x", "x", "x", "y"};
    const std::vector<std::string> predicted = {"1", "1", "2", "2"};
    const ClusterScores scores = score_clusters(gold, predicted);
    CHECK(scores.pairs.precision == doctest::Approx(0.5));
    CHECK(scores.pairs.recall == doctest::Approx(1.0 / 3));
    CHECK(scores.bcubed.precision == doctest::Approx((1 + 1 + 0.5 + 0.5) / 4));
    CHECK(scores.bcubed.recall == doctest::Approx((2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1) / 4));
    CHECK(score_clusters(gold, gold).bcubed.f1 == doctest::Approx(1));
    CHECK(score_clusters({}, {}).pairs.f1 == 0);
}

TEST_CASE("decisions are scored") {
    CHECK(score_decisions(6, 2, 4).f1 == doctest::Approx(2 * 0.75 * 0.6 / 1.35));
    CHECK(score_decisions(0, 0, 0).f1 == 0);
}

TEST_CASE("two texts are labelled in the classes of the lineage set") {
    const std::string prose =
        "The two delegations left the building shortly before noon without a word to the reporters who had waited in "
        "the rain since early morning, and their cars took the road to the airport, where an aircraft stood ready.";
    CHECK(lineage_label(prose, prose) == "copy");
    std::string other;
    for (int i = 0; i < 200; ++i) other += "word" + std::to_string(i) + " ";
    CHECK(lineage_label(prose + " " + other, prose) == "partial");
    CHECK(lineage_label("She said: \"" + prose + "\" " + other, "He heard \"" + prose + "\"") == "shared_quotes");
    CHECK(lineage_label(prose, other) == "independent");
}

TEST_CASE("coreference over given mentions") {
    const std::vector<std::string> gold = {"a", "a", "a", "b", "b", "c"};
    CHECK(score_coreference(gold, gold).conll() == doctest::Approx(100));
    const std::vector<std::string> parted = {"x", "x", "y", "z", "z", "w"};
    const CoreferenceScores scores = score_coreference(gold, parted);
    CHECK(scores.muc.precision == doctest::Approx(1));
    CHECK(scores.muc.recall == doctest::Approx(2.0 / 3));
    CHECK(scores.ceafe.recall == doctest::Approx((0.8 + 1 + 1) / 3));
    CHECK(scores.ceafe.precision == doctest::Approx((0.8 + 1 + 1) / 4));
    CHECK(score_coreference({}, {}).conll() == doctest::Approx(0));
}
