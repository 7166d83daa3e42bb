#include <doctest/doctest.h>

#include <string>

#include "attribute/test_report.hpp"

using namespace px;
using test::Read;

namespace {

/// "+ holder: cue > target (speaker or own)".
std::string judged(Read& read) {
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
    std::string out;
    for (const Attitude& a : found.attitudes) {
        std::string line = a.polarity > 0 ? "+ " : "- ";
        line += read.layers.actors[static_cast<std::size_t>(a.holder)].name + ": " + read.words(a.cue) + " > ";
        line += a.target >= 0 ? read.layers.actors[static_cast<std::size_t>(a.target)].name : "?";
        const std::string voice =
            a.voice < 0 ? "own" : read.words(found.attributions[static_cast<std::size_t>(a.voice)].speaker);
        out += (out.empty() ? "" : "\n") + line + " (" + voice + ")";
    }
    return out;
}

}  // namespace

TEST_CASE("verbs, adjectives and nouns of judgement") {
    Read verb("France condemned Russia on Monday.");
    verb.actor("France", ActorKind::state, "FRA").actor("Russia", ActorKind::state, "RUS");
    CHECK(judged(verb) == "- France: condemned > Russia (own)");

    Read adjective("France is worried about the role of Russia.");
    adjective.actor("France", ActorKind::state, "FRA").actor("Russia", ActorKind::state, "RUS");
    CHECK(judged(adjective) == "- France: worried > Russia (own)");

    Read noun("France expressed support for Russia.");
    noun.actor("France", ActorKind::state, "FRA").actor("Russia", ActorKind::state, "RUS");
    CHECK(judged(noun) == "+ France: support > Russia (own)");
}

TEST_CASE("the judgement belongs to whoever tells it") {
    Read read("France is happy to see a stronger Russia in the region, Maria Lopez said.");
    read.actor("France", ActorKind::state, "FRA").actor("Russia", ActorKind::state, "RUS");
    CHECK(judged(read) == "+ France: happy > Russia (Maria Lopez)");
}

TEST_CASE("in a quotation the first person is the speaker") {
    Read read("“We welcome the efforts of Russia,” said Maria Lopez.");
    read.actor("Russia", ActorKind::state, "RUS");
    CHECK(judged(read) == "+ Maria Lopez: welcome > Russia (Maria Lopez)");
}

TEST_CASE("they who are not known otherwise are the state named last that the sentence does not name") {
    Read read(
        "The leader made a move to snub China. “I think it makes them very uncomfortable when Russia takes the lead,” "
        "said Maria Lopez.");
    read.actor("China", ActorKind::state, "CHN").actor("Russia", ActorKind::state, "RUS");
    CHECK(judged(read) == "- China: uncomfortable > Russia (Maria Lopez)");
}

TEST_CASE("nobody's judgement and judgement of nothing are left out") {
    Read read("The move was welcomed. France was worried.");
    read.actor("France", ActorKind::state, "FRA");
    CHECK(judged(read) == "");
}

TEST_CASE("the target answers for the object: its doer or owner, not its victim") {
    const auto of_three = [](std::string text) {
        Read read(std::move(text));
        read.actor("Spain", ActorKind::state, "ESP").actor("Estonia", ActorKind::state, "EST");
        read.actor("Russia", ActorKind::state, "RUS");
        return judged(read);
    };
    CHECK(of_three("Spain is worried about threats to Estonia.") == "- Spain: worried > ? (own)");
    CHECK(of_three("Spain is worried about Russia’s threats to Estonia.") == "- Spain: worried > Russia (own)");
    CHECK(of_three("Spain condemned the shelling of the town by Russia.") == "- Spain: condemned > Russia (own)");
    CHECK(of_three("Spain is afraid that Estonia will be attacked.") == "- Spain: afraid > ? (own)");
    CHECK(of_three("Spain praised the sanctions against Russia.") == "+ Spain: praised > ? (own)");
}

TEST_CASE("to encourage somebody to act says nothing of how they feel") {
    Read read("Spain encouraged Estonia to sign the treaty.");
    read.actor("Spain", ActorKind::state, "ESP").actor("Estonia", ActorKind::state, "EST");
    CHECK(judged(read) == "");
}
