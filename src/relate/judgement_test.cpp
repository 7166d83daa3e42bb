#include "relate/judgement.hpp"

#include <doctest/doctest.h>

#include "relate/given_claims.hpp"
#include "relate/term_vectors.hpp"
#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

const WordRarity& rarity() {
    static const WordRarity table = [] {
        std::vector<Problem> problems;
        return *WordRarity::load(PX_SOURCE_DIR "/data", problems);
    }();
    return table;
}

const Opposites& opposites() {
    static const Opposites table = [] {
        std::vector<Problem> problems;
        return *Opposites::load(PX_SOURCE_DIR "/data", problems);
    }();
    return table;
}

Draft text(const std::string& words, std::string_view date = "2024-03-05") {
    Draft draft("A", date);
    draft.write(words);
    return draft;
}

ContradictionType judged(const Draft& a, const Draft& b) {
    const auto whole = [](const Draft& draft) {
        return proposition_of(draft.coded, {0, static_cast<std::uint32_t>(draft.coded.report.text.size())}, rarity());
    };
    const Proposition one = whole(a);
    const Proposition other = whole(b);
    const Judgement forth = judge(one, other, opposites());
    CHECK(forth.type == judge(other, one, opposites()).type);
    return forth.type;
}

ContradictionType judged(const std::string& a, const std::string& b) { return judged(text(a), text(b)); }

// A text with the words for its day resolved.
Draft dated(const std::string& words, std::string_view day) {
    Draft draft = text(words, "2024-04-30");
    const std::int32_t time = draft.day(day);
    TimeMention& mention = draft.coded.layers.times[static_cast<std::size_t>(time)];
    const auto at = static_cast<std::uint32_t>(words.find("on "));
    mention.span = {at, at + 4};
    mention.type = TimexType::date;
    return draft;
}

}  // namespace

TEST_CASE("tables of this room are sound") {
    CHECK(lint_word_rarity(PX_SOURCE_DIR "/data").empty());
    CHECK(lint_opposites(PX_SOURCE_DIR "/data").empty());
    CHECK_FALSE(lint_opposites("/nowhere").empty());
    CHECK_FALSE(lint_word_rarity("/nowhere").empty());
    CHECK(rarity().share(number_of_term("the")) > 0.9);
    CHECK(rarity().share(number_of_term("treaty")) < 0.05);
    CHECK(rarity().share(number_of_term("treaty"), 4'000) > rarity().share(number_of_term("treaty")));
}

TEST_CASE("figures of one thing that do not meet") {
    CHECK(judged("Five harbours of Ruritania were closed by the storm.",
                 "Only three harbours of Ruritania were closed by the storm.") == ContradictionType::number);
    CHECK(judged("At least three harbours of Ruritania were closed by the storm.",
                 "Five harbours of Ruritania were closed by the storm.") == ContradictionType::none);
    CHECK(judged("About 1.9 million ballots were counted in Ruritania.",
                 "Some 2 million ballots were counted in Ruritania.") == ContradictionType::none);
    CHECK(judged("Five harbours of Ruritania were closed by the storm.",
                 "Nine bridges in Graustark fell down on a quiet evening.") == ContradictionType::none);
    CHECK(judged("None of the harbours of Ruritania were closed by the storm.",
                 "Five harbours of Ruritania were closed by the storm.") == ContradictionType::polarity);
}

TEST_CASE("figures of different days are no contradiction") {
    CHECK(judged(dated("Five harbours of Ruritania were shut on Monday.", "2024-03-04"),
                 dated("Nine harbours of Ruritania were shut on Friday.", "2024-03-08")) == ContradictionType::none);
}

TEST_CASE("told and negated, expected and unlikely, planned and done") {
    CHECK(judged("Kovar signed the canal treaty with Graustark.",
                 "Kovar has not signed the canal treaty with Graustark.") == ContradictionType::polarity);
    CHECK(judged("Kovar is unlikely to sign the canal treaty.", "Kovar is expected to sign the canal treaty.") ==
          ContradictionType::modality);
    CHECK(judged("Ruritania is planning to pull its soldiers out of Graustark.",
                 "The soldiers of Ruritania have already left Graustark.") == ContradictionType::modality);
    CHECK(judged("The second visit of Kovar to Graustark was not short.",
                 "The visit of Kovar to Graustark was short.") == ContradictionType::none);
}

TEST_CASE("words that exclude each other") {
    CHECK(judged("Ruritania will close its northern harbour, the minister said.",
                 "Ruritania will keep its northern harbour running, the minister said.") ==
          ContradictionType::polarity);
}

TEST_CASE("days that do not meet") {
    CHECK(judged(dated("Kovar met Brandt in the old castle on Monday.", "2024-03-04"),
                 dated("Kovar met Brandt in the old castle on Friday.", "2024-03-08")) == ContradictionType::date);
}

TEST_CASE("stems") {
    CHECK(stem_of("announces") == stem_of("announcement"));
    CHECK(stem_of("withdrew") == stem_of("withdrawing"));
    CHECK(stem_of("withdrew") != stem_of("with"));
    CHECK(stem_of("").empty());
    CHECK(stem_of("é") == "é");
}

TEST_CASE("a claim in the user's words is looked up in reports") {
    Draft tells("A", "2024-03-05");
    tells.write("Ruritania closed five harbours because of the storm.");
    Draft quotes("B", "2024-03-05");
    const Span said = quotes.write("Five harbours in Ruritania are closed after the storm, Eva said.");
    quotes.voice(quotes.person("Eva"), said);
    Draft silent("C", "2024-03-05");
    silent.write("The price of bread rose in Graustark.");
    const std::vector<CodedReport> reports = reports_of({tells, quotes, silent});
    GivenClaim claim;
    claim.words = "Ruritania closed five harbours after the storm.";
    const std::vector<GivenAccount> accounts = find_accounts(reports, claim, rarity());
    REQUIRE(accounts.size() == 3);
    CHECK(accounts[0].stance == Stance::asserts);
    CHECK(accounts[1].stance == Stance::attributes);
    CHECK(accounts[1].voice == "Eva");
    CHECK(accounts[2].stance == Stance::silent);
    claim.figures = {9};
    CHECK(find_accounts(reports, claim, rarity())[0].stance == Stance::silent);
}

TEST_CASE("claims of one act exclude each other") {
    const std::vector<CodedReport> reports = reports_of({Draft("A", "2024-03-05"), Draft("B", "2024-03-05")});
    const auto claim = [](const std::string& id, const std::string& kind, double day, Stance stance, Mode mode,
                          std::int32_t report) {
        ClaimAccounts made;
        made.claim.id = id;
        made.claim.kind = kind;
        made.claim.time = DaySpan{day, day + 1, false};
        made.claim.parties = {"RUR", ">", "GRA", ">"};
        made.claim.action = "04";
        made.accounts = {{report, stance, {0, 1}, "", {}, mode}};
        return made;
    };
    const auto types = [&](std::vector<ClaimAccounts> claims) {
        std::vector<ContradictionType> out;
        for (const GivenOpposition& found : find_oppositions(reports, claims)) out.push_back(found.type);
        return out;
    };
    ClaimAccounts both = claim("c1", "event", 1, Stance::asserts, Mode::actual, 0);
    both.accounts.push_back({1, Stance::attributes_denial, {0, 1}, "Jan", {}, Mode::negated});
    CHECK(types({both}) == std::vector{ContradictionType::polarity});
    both.claim.kind = "attitude";
    CHECK(types({both}).empty());
    CHECK(types({claim("c1", "time", 1, Stance::asserts, Mode::actual, 0),
                 claim("c2", "time", 9, Stance::asserts, Mode::actual, 1)}) == std::vector{ContradictionType::date});
    CHECK(types({claim("c1", "event", 1, Stance::asserts, Mode::planned, 0),
                 claim("c2", "event", 1, Stance::asserts, Mode::actual, 1)}) ==
          std::vector{ContradictionType::modality});
    CHECK(types({claim("c1", "time", 1, Stance::asserts, Mode::planned, 0),
                 claim("c2", "time", 9, Stance::asserts, Mode::planned, 0)})
              .empty());  // one report tells of a plan that moved
}
