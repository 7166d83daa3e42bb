#include <doctest/doctest.h>

#include <string>

#include "attribute/test_report.hpp"

using namespace px;
using test::Read;

namespace {

/// The mode of the act that `word` names in a sentence.
std::string mode(std::string text, std::string_view word) {
    const Read read(std::move(text));
    for (std::size_t s = 0; s < read.annotation.sentences.size(); ++s) {
        const auto tokens = read.annotation.tokens_of(read.annotation.sentences[s]);
        for (std::size_t i = 0; i < tokens.size(); ++i)
            if (tokens[i].form == word)
                return std::string(to_string(
                    mode_of(test::lexicons(), read.report, read.annotation, static_cast<int>(s), static_cast<int>(i))));
    }
    return "no such word";
}

}  // namespace

TEST_CASE("what happened is actual") {
    CHECK(mode("The ministers met in Moscow on Monday.", "met") == "actual");
    CHECK(mode("The minister said that the army had attacked the town.", "attacked") == "actual");
    CHECK(mode("The minister told reporters that the army had attacked the town.", "attacked") == "actual");
    CHECK(mode("The army announced that it had left the town.", "left") == "actual");
    CHECK(mode("They managed to sign the treaty.", "sign") == "actual");
    CHECK(mode("The two leaders held talks in Geneva.", "talks") == "actual");
    CHECK(mode("The army failed to keep earlier promises.", "promises") == "actual");
    CHECK(mode("The minister travelled to Poland to meet the king.", "meet") == "actual");
}

TEST_CASE("what is to come is planned") {
    CHECK(mode("The president will visit Poland in July.", "visit") == "planned");
    CHECK(mode("The president is expected to meet the king on Thursday.", "meet") == "planned");
    CHECK(mode("The two sides agreed to withdraw their troops.", "withdraw") == "planned");
    CHECK(mode("The government plans to sign the treaty.", "sign") == "planned");
    CHECK(mode("The two leaders will hold talks in Geneva.", "talks") == "planned");
    CHECK(mode("The planned visit drew protests.", "visit") == "planned");
    CHECK(mode("The next round of talks is scheduled for November.", "talks") == "planned");
    CHECK(mode("The opposition wants to form a government.", "form") == "planned");
    CHECK(mode("She said the army would leave the town.", "leave") == "planned");
    CHECK(mode("The two sides agreed on withdrawing their troops.", "withdrawing") == "planned");
    CHECK(mode("The ministers spoke ahead of their talks in Geneva.", "talks") == "planned");
}

TEST_CASE("what did not happen is negated") {
    CHECK(mode("The ministers did not meet in Moscow.", "meet") == "negated");
    CHECK(mode("The army failed to take the town.", "take") == "negated");
    CHECK(mode("The government refused to sign the treaty.", "sign") == "negated");
    CHECK(mode("The president cancelled the visit.", "visit") == "negated");
    CHECK(mode("The ministry denied that the army had attacked the town.", "attacked") == "negated");
    CHECK(mode("The minister denied a report that he resigned.", "resigned") == "negated");
    CHECK(mode("He left without signing the treaty.", "signing") == "negated");
}

TEST_CASE("two negations cancel each other") {
    CHECK(mode("The army did not fail to take the town.", "take") == "actual");
}

TEST_CASE("what may be is possible, what depends on a condition hypothetical") {
    CHECK(mode("The president may visit Poland.", "visit") == "possible");
    CHECK(mode("The opposition hopes to form a government.", "form") == "possible");
    CHECK(mode("The general advocated sending more troops.", "sending") == "possible");
    CHECK(mode("If the rebels attack, the army will respond.", "attack") == "hypothetical");
    CHECK(mode("If the rebels attack, the army will respond.", "respond") == "hypothetical");
    CHECK(mode("It is unclear whether the army attacked the town.", "attacked") == "possible");
}

TEST_CASE("a headline's infinitive is a plan") {
    CHECK(mode("Lund to visit Denmark in March, meet with Queen Marta", "visit") == "planned");
    CHECK(mode("Lund to visit Denmark in March, meet with Queen Marta", "meet") == "planned");
    CHECK(mode("The president went to meet the envoy.", "went") == "actual");
}

TEST_CASE("a bare noun is what was told of the same act before") {
    CHECK(mode("The president will travel to Poland in May for a summit. Ministers praised the summit.", "praised") ==
          "actual");
    CHECK(mode("Trump and Kim plan to hold talks. A spokesman confirmed such negotiations and the "
               "conversations.",
               "conversations") == "actual");
    const std::string plan = "The president will visit Poland in May. ";
    const std::string fact = "The president visited Poland in May. ";
    CHECK(mode(plan + "The ministry confirmed the visits.", "visits") == "planned");
    CHECK(mode(fact + "The ministry confirmed the visits.", "visits") == "actual");
    CHECK(mode(plan + "The last visits ended badly.", "visits") == "actual");
    CHECK(mode(plan + "They spoke at the visits.", "visits") == "actual");
}
