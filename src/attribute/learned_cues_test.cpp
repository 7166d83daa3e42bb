#include "attribute/learned_cues.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "attribute/test_report.hpp"
#include "attribute/voices.hpp"
#include "record/speech.hpp"

using namespace px;
using test::Read;

namespace {

const Lexicons& learned() {
    static const Lexicons loaded = test::lexicons_with({"", PX_SOURCE_DIR "/models/speech.pxm"});
    return loaded;
}

/// "speaker: cue > content [rule]", one a line.
std::string told(Read& read, const Lexicons& lexicons) {
    std::string out;
    for (const Attribution& a : attribute(lexicons, read.report, read.annotation, read.layers).attributions)
        out += read.words(a.speaker) + ": " + read.words(a.cue) + " > " + read.words(a.content.front()) + " [" +
               a.rule + "]\n";
    return out;
}

}  // namespace

TEST_CASE("what somebody wants or stands for is a stance, which only the learned weights find") {
    const std::string text = "The senator opposes the plan to build a wall.";
    Read rules(text);
    CHECK(told(rules, test::lexicons()) == "");
    Read both(text);
    CHECK(told(both, learned()) == "The senator: opposes > the plan to build a wall [learned: stance]\n");
}

TEST_CASE("a stance is nobody's voice: what it holds is still told by the outlet") {
    Read read("The senator opposes the plan to build a wall.");
    const auto found = attribute(learned(), read.report, read.annotation, read.layers).attributions;
    REQUIRE(found.size() == 1);
    CHECK(!is_speech(found.front()));
    const auto at = static_cast<std::uint32_t>(read.report.text.find("build"));
    CHECK(Voices(found).of({at, at + 5}) == -1);
}

TEST_CASE("quotations are the rules' alone") {
    const std::string text =
        "“The talks were held in a good spirit,” Maria Lopez said. “We will meet again in spring.”\n\n"
        "“Nobody expected it,” she added.";
    Read rules(text);
    Read both(text);
    CHECK(told(rules, test::lexicons()) == told(both, learned()));
}

TEST_CASE("contents never cross and never hold their own cue") {
    Read read(
        "The president wants Congress to approve the deal, which he said would end the war, and his aides, who oppose "
        "it, plan to tell reporters that they warned him of the risks. Critics of the deal, including two former "
        "ministers, called for a vote and accused the government of hiding its plans to leave the alliance.");
    const auto found = attribute(learned(), read.report, read.annotation, read.layers).attributions;
    CHECK(found.size() >= 3);
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t j = 0; j < found.size(); ++j)
            for (Span a : found[i].content) {
                CHECK((found[j].cue.empty() || !a.overlaps(found[j].cue)));
                for (Span b : found[j].content) CHECK((i == j || !a.overlaps(b)));
            }
}

TEST_CASE("every candidate lies in its sentence and leaves the cue out") {
    Read read("In a letter to parliament the ministers have urged the court, without success, to hear the case soon.");
    const SpeechText text(learned(), read.report, read.annotation);
    const std::vector<Speech> none;
    const CueWords words(text, none);
    const Span whole = text.sentence(0).span;
    int candidates = 0;
    for (int token = 0; token < text.tree(0).size(); ++token)
        for (const ContentCandidate& candidate : words.contents(0, token)) {
            ++candidates;
            CHECK(whole.contains(candidate.span));
            CHECK(!candidate.span.overlaps(text.tree(0)[token].span));
        }
    CHECK(candidates > 5);
}

TEST_CASE("a file without one of the models is refused") {
    std::vector<Problem> problems;
    Result<Lexicons> lexicons = Lexicons::load(PX_SOURCE_DIR "/data", problems);
    const Result<void> wrong = lexicons->load_models({"", PX_SOURCE_DIR "/models/tone.pxm"});
    REQUIRE(!wrong);
    CHECK(wrong.error().where == "section cue.features");
    CHECK(lexicons->speech_models() == nullptr);
}

TEST_CASE("what somebody did not say is no speech of theirs") {
    Read read("The ministry did not say how much money was involved.");
    for (const Attribution& a : attribute(learned(), read.report, read.annotation, read.layers).attributions)
        CHECK(!is_speech(a));
}
