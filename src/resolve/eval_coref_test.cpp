#include "resolve/eval_coref.hpp"

#include <doctest/doctest.h>

#include "annotate/annotate.hpp"

using namespace px;

namespace {

CorefScores evaluate(std::string_view line, bool gold_mentions, std::string* predictions = nullptr) {
    static const Result<Model> model = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    REQUIRE(model);
    std::vector<Problem> problems;
    static const Result<Dictionaries> dictionaries = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
    REQUIRE(dictionaries);
    const auto annotator = [&](const Report& report) { return annotate(*model, report.text, paragraphs(report.text)); };
    const auto scores = eval_coref(*dictionaries, annotator, line, "test", gold_mentions, predictions);
    REQUIRE(scores);
    return *scores;
}

}  // namespace

TEST_CASE("chains that are all right score 100") {
    constexpr std::string_view line =
        R"({"id":"a","text":"Angela Merkel spoke. Merkel smiled. She left.","mentions":[)"
        R"({"span":[0,13],"cluster":"1"},{"span":[21,27],"cluster":"1"},{"span":[36,39],"cluster":"1"}]})";
    std::string predictions;
    CHECK(evaluate(line, true).conll() == doctest::Approx(100));
    CHECK(evaluate(line, false, &predictions).conll() == doctest::Approx(100));
    CHECK(predictions == R"({"id":"a","clusters":[[[0,13],[21,27],[36,39]]]})"
                         "\n");
}

TEST_CASE("figures of a broken chain, by hand") {
    // Gold {a, b, c}; found {a, b}: MUC recall 1/2, precision 1/1; B3 recall (4/3)/3, precision 1; CEAF-e 4/5.
    constexpr std::string_view line =
        R"({"id":"a","text":"Angela Merkel spoke. Merkel smiled. Nobody left.","mentions":[)"
        R"({"span":[0,13],"cluster":"1"},{"span":[21,27],"cluster":"1"},{"span":[36,42],"cluster":"1"}]})";
    const CorefScores scores = evaluate(line, true);
    CHECK(scores.muc.f1() == doctest::Approx(2.0 / 3));
    CHECK(scores.b3.recall / scores.b3.recall_of == doctest::Approx(4.0 / 9));
    CHECK(scores.ceafe.f1() == doctest::Approx(0.8));
}

TEST_CASE("a line that is no JSON is an error that names the line") {
    std::vector<Problem> problems;
    const auto dictionaries = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
    REQUIRE(dictionaries);
    const auto scores =
        eval_coref(*dictionaries, [](const Report&) { return Annotation(); }, "{\"id\"", "test", true, nullptr);
    CHECK_FALSE(scores);
}
