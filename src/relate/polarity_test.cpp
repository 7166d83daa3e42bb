#include "relate/polarity.hpp"

#include <doctest/doctest.h>

#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

// A report with one sentence, said by somebody; "" = by the outlet.
Draft saying(const std::string& outlet, const std::string& speaker, const std::string& sentence,
             const std::string& date = "2024-05-02") {
    Draft draft(outlet, date);
    const Span span = draft.write(sentence);
    if (!speaker.empty()) draft.voice(draft.person(speaker), {span.begin, span.end - 1});
    return draft;
}

// A word of the text written last stands for a person.
Draft& name(Draft& draft, const std::string& word, const std::string& person) {
    const auto at = static_cast<std::uint32_t>(draft.coded.report.text.find(word));
    Mention mention;
    mention.span = mention.head = {at, at + static_cast<std::uint32_t>(word.size())};
    mention.actor = draft.person(person);
    draft.coded.layers.mentions.push_back(mention);
    return draft;
}

std::vector<Finding> found(std::vector<Draft> drafts) {
    const std::vector<CodedReport> reports = reports_of(std::move(drafts));
    std::vector<std::int32_t> lineages;
    for (std::size_t i = 0; i < reports.size(); ++i) lineages.push_back(static_cast<std::int32_t>(i));
    return find_opposed_polarity(reports, lineages, event_table());
}

std::size_t count(const std::string& told, const std::string& negated) {
    return found({saying("A", "Ana Roth", told), saying("B", "Otto Brandt", negated)}).size();
}

}  // namespace

TEST_CASE("a voice negates the verb that another tells, of one doer and one thing") {
    const std::vector<Finding> findings =
        found({saying("A", "Ana Roth", "The ministry bribed the inspectors."),
               saying("B", "Otto Brandt", "The ministry never bribed the inspectors.")});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == FindingKind::disputed);
    CHECK(findings[0].one.front().report == 0);
    CHECK(findings[0].other.front().report == 1);
    CHECK(count("The inspectors were bribed by the ministry.", "The ministry did not bribe the inspectors.") == 1);
    CHECK(count("The ministry has bribed inspectors in Tirsa.", "The ministry does not bribe anybody.") == 1);
    CHECK(count("The bribing of inspectors by the ministry is known.", "The ministry did not bribe the inspectors.") ==
          1);
}

TEST_CASE("a resolved pronoun is whom it stands for, and 'I' is the speaker") {
    Draft told = saying("A", "Ana Roth", "He instructed me to shred the letters.");
    name(name(told, "He", "Otto Brandt"), "me", "Ana Roth");
    Draft denied = saying("B", "Otto Brandt", "I never instructed Roth to break the law.");
    name(denied, "Roth", "Ana Roth");
    CHECK(found({told, denied}).size() == 1);
    // Without a pronoun the teller herself is the one to whom it was done.
    CHECK(found({saying("A", "Ana Roth", "The letters were shredded because they were instructed by Brandt."), denied})
              .empty() == false);
    Draft other = saying("B", "Otto Brandt", "I never instructed Silva to break the law.");
    name(other, "Silva", "Rosa Silva");
    CHECK(found({told, other}).empty());
}

TEST_CASE("a passive needs what it was done to, and what else it names") {
    CHECK(count("We have routed the rebels in Galma.", "The rebels are not routed in Galma.") == 1);
    CHECK(count("We have routed the rebels in Galma.", "The miners are not routed in Galma.") == 0);
    CHECK(count("We have routed the rebels in Galma.", "The rebels were not routed in Tirsa.") == 0);
}

TEST_CASE("what is said not to be such a thing") {
    CHECK(count("The decree is a boycott of their farmers.", "The decree is not a boycott of any farmers.") == 1);
    CHECK(count("They fear the decree boycotting the farmers.", "The decree is not a boycott of farmers.") == 1);
    CHECK(count("The farmers' boycott office opened.", "The decree is not a boycott of farmers.") == 0);
}

TEST_CASE("what nobody believes is not told by them") {
    Draft doubt("B", "2024-05-02");
    const Span span = doubt.write("No experts believe the rebels have been routed.");
    const auto after = static_cast<std::uint32_t>(span.begin + std::string("No experts believe ").size());
    doubt.voice(doubt.actor("name:experts", "No experts", ActorKind::group), {after, span.end - 1});
    doubt.coded.layers.attributions.back().speaker = {span.begin, span.begin + 10};
    CHECK(found({saying("A", "Ana Roth", "We have routed the rebels."), doubt}).size() == 1);
    CHECK(found({doubt, saying("A", "Ana Roth", "The rebels are not routed.")}).empty());
}

TEST_CASE("other doers, things, times and voices dispute nothing") {
    const std::string told = "The ministry bribed the inspectors.";
    CHECK(count(told, "The bank never bribed the inspectors.") == 0);
    CHECK(count(told, "The ministry never bribed the judges.") == 0);
    CHECK(count("The ministry's rivals bribed the inspectors.", "The ministry never bribed the inspectors.") == 0);
    CHECK(found({saying("A", "Ana Roth", told), saying("B", "Ana Roth", "The ministry never bribed the inspectors.")})
              .empty());
    // On the next day it may have been done.
    CHECK(found({saying("A", "Ana Roth", told, "2024-05-03"),
                 saying("B", "Otto Brandt", "The ministry has not bribed the inspectors.")})
              .empty());
    CHECK(found({saying("A", "", told), saying("B", "", "The ministry never bribed the inspectors.")}).empty());
}

TEST_CASE("what is negated in part or not told as fact") {
    const std::string no = "The ministry did not bribe the inspectors.";
    const std::string yes = "The ministry bribed the inspectors.";
    CHECK(count("The ministry may have bribed the inspectors.", no) == 0);
    CHECK(count("If the ministry bribed the inspectors, it must answer for it.", no) == 0);
    CHECK(count("There is no evidence that the ministry bribed the inspectors.", no) == 0);
    CHECK(count("The ministry refused to bribe the inspectors.", no) == 0);
    CHECK(count("The ministry avoided bribing the inspectors.", no) == 0);
    CHECK(count("The ministry bribed no inspectors.", no) == 0);
    CHECK(count("The ministry nearly bribed the inspectors.", no) == 0);
    CHECK(count(yes, "The ministry did not bribe all the inspectors.") == 0);
    CHECK(count(yes, "The ministry did not only bribe the inspectors.") == 0);
    CHECK(count(yes, "The ministry did not knowingly bribe the inspectors.") == 0);
    CHECK(count(yes, "The ministry has not bribed the inspectors yet.") == 0);
    CHECK(count(yes, "If the ministry did not bribe the inspectors, who did?") == 0);
    CHECK(count(yes, "They resigned because the ministry did not bribe the inspectors.") == 0);
    CHECK(count(yes, "I do not say that the ministry did not bribe the inspectors.") == 0);
    CHECK(count(yes, "It would not bribe the inspectors.") == 0);
    CHECK(count("The ministry settled the case.", "The ministry does not settle a case.") == 0);
}
