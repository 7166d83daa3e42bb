#include "attribute/tone.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "attribute/eval_attitudes.hpp"
#include "attribute/test_report.hpp"
#include "base/mapped_file.hpp"

using namespace px;
using test::Read;

namespace {

const Lexicons& learned() {
    static const Lexicons loaded = test::lexicons_with({PX_SOURCE_DIR "/models/tone.pxm"});
    return loaded;
}

Tone tone(std::string text, std::string_view target) {
    const Read read(std::move(text));
    const SpeechText speech(learned(), read.report, read.annotation);
    const auto at = static_cast<std::uint32_t>(read.report.text.find(target));
    const Span span{at, at + static_cast<std::uint32_t>(target.size())};
    return tone_of(*learned().tone_model(), speech, read.annotation.sentence_at(at), span);
}

}  // namespace

TEST_CASE("the tone towards a target follows the words around it") {
    CHECK(tone("The senator praised Marlow for his courage.", "Marlow").polarity() == 1);
    CHECK(tone("The senator attacked Marlow for lying about the disaster.", "Marlow").polarity() == -1);
    CHECK(tone("The meeting with Marlow is on Tuesday.", "Marlow").polarity() == 0);
}

TEST_CASE("names are no evidence: another name in the same place changes nothing") {
    const Tone one = tone("The minister met Marlow in Oslo.", "Marlow");
    const Tone other = tone("The minister met Harlow in Oslo.", "Harlow");
    CHECK(one.probability == other.probability);
}

TEST_CASE("a target outside every sentence has no tone") {
    const Read read("The talks failed.");
    const SpeechText speech(learned(), read.report, read.annotation);
    CHECK(tone_features(speech, 0, {100, 110}).hashes().empty());
    CHECK(tone_of(*learned().tone_model(), speech, 0, {100, 110}).polarity() == 0);
}

TEST_CASE("a feature counts once, and its parts are kept apart") {
    FeatureList one;
    one.add("word", "ab", "c");
    one.add("word", "ab", "c");
    one.add("word", "a", "bc");
    one.finish();
    CHECK(one.hashes().size() == 2);
}

TEST_CASE("damaged weights are refused with the file's name") {
    std::vector<Problem> problems;
    Result<Lexicons> lexicons = Lexicons::load(PX_SOURCE_DIR "/data", problems);
    const Result<void> missing = lexicons->load_models({PX_SOURCE_DIR "/models/none.pxm"});
    REQUIRE(!missing);
    CHECK(missing.error().file.find("none.pxm") != std::string::npos);
    const Result<void> other = lexicons->load_models({PX_SOURCE_DIR "/models/en.pxm"});
    REQUIRE(!other);
    CHECK(other.error().where == "section tone.features");
    CHECK(lexicons->tone_model() == nullptr);
}

TEST_CASE("figures of polarities") {
    PolarityTable table;
    table.add(1, 1);
    table.add(1, 0);
    table.add(-1, -1);
    table.add(0, 0);
    CHECK(table.recall(1) == doctest::Approx(0.5));
    CHECK(table.precision(0) == doctest::Approx(0.5));
    CHECK(table.accuracy() == doctest::Approx(0.75));
    CHECK(table.macro_f1() == doctest::Approx((1 + 2.0 / 3 + 2.0 / 3) / 3));
}

TEST_CASE("a line that is no JSON is named") {
    const auto read = [](const Report&, Annotation&) { return Layers(); };
    const auto scores =
        eval_attitudes(learned(), read, "{\"id\":\"a\",\"text\":\"Yes.\"}\nno json\n", "x.jsonl", nullptr);
    REQUIRE(!scores);
    CHECK(scores.error().where == "line 2");
}
