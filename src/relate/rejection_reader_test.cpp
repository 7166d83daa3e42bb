#include "relate/rejection_reader.hpp"

#include <doctest/doctest.h>

#include <string>

#include "relate/test_reports.hpp"

using namespace px;

namespace {

struct Reading {
    std::string text;
    WordList list = words_of(text, {0, static_cast<std::uint32_t>(text.size())});
    std::vector<Rejection> found = rejections_in(list, px::testing::event_table().disputes());

    explicit Reading(std::string sentence) : text(std::move(sentence)) {}
    [[nodiscard]] std::string words(WordRange range) const {
        return range.empty() ? std::string()
                             : std::string(slice(text, {list.at[range.begin].begin, list.at[range.end - 1].end}));
    }
};

std::size_t count_in(const std::string& sentence) { return Reading(sentence).found.size(); }

}  // namespace

TEST_CASE("a verb of rejection with a noun for a claim and its clause") {
    const Reading read("The mayor scoffed at Oule's claim that the dam leaks, saying it was new.");
    REQUIRE(read.found.size() == 1);
    CHECK(read.found[0].by == Rejecter::subject);
    CHECK(read.words(read.found[0].cue) == "scoffed at");
    CHECK(read.words(read.found[0].owner) == "Oule's");
    CHECK(read.words(read.found[0].clause) == "the dam leaks");
    CHECK(Reading("Voss took issue with reports by two papers that the dam leaks.").found.size() == 1);
    CHECK(read.words(Reading("Voss pushed back on that characterization.").found.at(0).clause).empty());
}

TEST_CASE("refusals, questions of law and what is not told as done are no rejections") {
    CHECK(count_in("The council rejected the offer and dismissed the motion.") == 0);
    CHECK(count_in("Voss would reject the claim that the dam leaks.") == 0);
    CHECK(count_in("Voss did not dispute the claim that the dam leaks.") == 0);
    CHECK(count_in("Those who dismissed the warnings were wrong.") == 0);
    CHECK(count_in("He owes her an apology for calling the claims a smear.") == 0);
}

TEST_CASE("what is called untrue, in a clause of its own") {
    for (const char* sentence :
         {"That is a lie.", "This is simply not true.", "It isn't true.", "\"Hogwash!\"", "That's false, he said.",
          "Nothing could be further from the truth.", "He told a court that it leaked, which is false."}) {
        CAPTURE(sentence);
        const Reading read(sentence);
        REQUIRE(read.found.size() == 1);
        CHECK(read.found[0].verdict);
        CHECK(read.found[0].by == Rejecter::teller);
    }
    CHECK(count_in("The fact that it is false matters little.") == 0);
    CHECK(count_in("That is not a lie.") == 0);
    CHECK(count_in("Strong, loud and no nonsense!") == 0);
}

TEST_CASE("whose claim is called untrue") {
    const Reading said("Oule said the claims were false and that the dam was dry.");
    REQUIRE(said.found.size() == 1);
    CHECK(said.words(said.found[0].owner) == "the");
    const Reading given("Oule said the dam was dry and that the account given by the union was untrue.");
    REQUIRE(given.found.size() == 1);
    CHECK(given.words(given.found[0].owner).starts_with("given by the union"));
    const Reading other("The account given at noon was untrue.");
    REQUIRE(other.found.size() == 1);
    CHECK(other.words(other.found[0].owner) == "The");
}

TEST_CASE("who claims what the teller calls untrue") {
    const Reading said("Oule falsely claimed that the dam leaks.");
    REQUIRE(said.found.size() == 1);
    CHECK(said.found[0].subject_claims);
    CHECK(said.words(said.found[0].clause) == "the dam leaks");
    const Reading spread("Oule repeated the debunked claim that the dam leaks.");
    REQUIRE(spread.found.size() == 1);
    CHECK(spread.words(spread.found[0].cue) == "repeated the debunked claim");
    CHECK(count_in("Oule was falsely accused of theft.") == 0);
    CHECK(count_in("The debunked theory that led a man to the dam is old.") == 0);
    CHECK(Reading("Oule is lying about the dam.").found.at(0).subject_claims);
}

TEST_CASE("evidence that lacks, and what is contrary to a claim") {
    CHECK(Reading("There is little or no evidence to support such descriptions.").found.size() == 1);
    CHECK(Reading("The dam held, despite Oule's insistence to the contrary.").found.at(0).within);
    CHECK(count_in("Police found no evidence at the dam.") == 0);
}
