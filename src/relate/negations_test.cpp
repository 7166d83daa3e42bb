#include "relate/negations.hpp"

#include <doctest/doctest.h>

#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

// A report in which somebody says `content`.
Draft saying(const std::string& outlet, const std::string& date, const std::string& speaker,
             const std::string& content) {
    Draft draft(outlet, date);
    const Span span = draft.write(content);
    draft.voice(draft.person(speaker), {span.begin, span.end - 1});
    return draft;
}

// Capitals begin names, as the reader of names has it, only behind the first word.
Draft telling(const std::string& outlet, const std::string& date, const std::string& sentence,
              const std::string& day = {}) {
    Draft draft(outlet, date);
    const Span span = draft.write(sentence);
    if (day.empty()) return draft;
    const auto at = static_cast<std::uint32_t>(span.begin + sentence.find("Monday"));
    draft.coded.layers.times[static_cast<std::size_t>(draft.day(day))].span = {at, at + 6};
    return draft;
}

std::vector<Finding> negated(std::vector<Draft> drafts) {
    const std::vector<CodedReport> reports = reports_of(std::move(drafts));
    std::vector<std::int32_t> lineages;
    for (std::size_t i = 0; i < reports.size(); ++i) lineages.push_back(static_cast<std::int32_t>(i));
    const EventTable table = event_table();
    return find_negated(reports, lineages, table.acts(), table.disputes(), table.kinds());
}

std::vector<Finding> negated_by_outlets(std::vector<Draft> drafts, std::vector<std::int32_t> lineages = {0, 1}) {
    const std::vector<CodedReport> reports = reports_of(std::move(drafts));
    const EventTable table = event_table();
    return find_negated_by_outlets(reports, lineages, table.acts(), table.disputes());
}

}  // namespace

TEST_CASE("one voice negates a verb that another tells as done, of one doer and one thing") {
    const auto against = [](const std::string& denied) {
        return negated({saying("A", "2024-05-02", "Ana Roth", "the miners blocked the northern bridge on Monday."),
                        saying("B", "2024-05-02", "Otto Brandt", denied)});
    };
    const std::vector<Finding> found = against("the miners had not blocked the bridge.");
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::disputed);
    CHECK(found[0].one.front().report == 0);
    CHECK(found[0].other.front().report == 1);
    CHECK(against("the miners never blocked the northern bridge.").size() == 1);
    CHECK(against("the northern bridge was not blocked.").size() == 1);
    CHECK(against("the northern bridge was not blocked by the miners.").size() == 1);
    CHECK(against("the police had not blocked the bridge.").empty());   // another doer
    CHECK(against("the miners had not blocked the harbour.").empty());  // another thing
    CHECK(against("the miners will not block the bridge.").empty());    // no act of the past
    CHECK(against("if the miners had not blocked the bridge.").empty());
    CHECK(against("the miners had blocked the bridge.").empty());
}

TEST_CASE("the same deed has the same names and the same day") {
    const auto against = [](const std::string& told, const std::string& denied) {
        return negated({saying("A", "2024-05-02", "Ana Roth", told), saying("B", "2024-05-02", "Otto Brandt", denied)});
    };
    const std::string told = "the miners blocked the bridge of Galma.";
    CHECK(against(told, "the miners had not blocked the bridge of Galma.").size() == 1);
    CHECK(against(told, "the miners had not blocked the bridge of Tirsa.").empty());
    CHECK(against(told, "the miners had not blocked the bridge.").empty());
    CHECK(against("the miners blocked the bridge.", "the miners had not blocked the bridge of Tirsa.").empty());
    CHECK(against("the miners blocked the bridge.", "the Ruritanian miners had not blocked the bridge.").empty());
    const auto dated = [](const std::string& day) {
        Draft yes = saying("A", "2024-05-08", "Ana Roth", "the miners blocked the northern bridge on Monday.");
        yes.coded.layers.times[static_cast<std::size_t>(yes.day("2024-05-06"))].span = {41, 47};
        Draft no = saying("B", "2024-05-08", "Otto Brandt", "the miners had not blocked the bridge on Monday.");
        no.coded.layers.times[static_cast<std::size_t>(no.day(day))].span = {41, 47};
        return negated({yes, no});
    };
    CHECK(dated("2024-05-06").size() == 1);
    CHECK(dated("2024-05-05").empty());
}

TEST_CASE("what is denied of the denier's own side is told of that side as the doer") {
    const auto against = [](const std::string& told, const std::string& doer) {
        Draft yes("A", "2024-05-02");
        const Span span = yes.write(told);
        yes.voice(yes.official("GRA", "Ana Roth"), {span.begin, span.end - 1});
        for (const auto& [country, name] : {std::pair("RUR", "Ruritania"), std::pair("GRA", "Graustark")}) {
            const auto at = static_cast<std::uint32_t>(told.find(name));
            Mention mention;
            mention.span = mention.head = {at, at + static_cast<std::uint32_t>(std::string(name).size())};
            mention.actor = yes.state(country, name);
            if (at < told.size()) yes.coded.layers.mentions.push_back(mention);
        }
        Draft no("B", "2024-05-02");
        const std::string denied = "its embassy denied that its staff had paid an engineer for maps.";
        no.write(denied);
        no.voice(no.official("RUR", doer), {24, static_cast<std::uint32_t>(denied.size() - 1)}, true);
        no.coded.layers.attributions.back().cue = {12, 18};
        return negated({yes, no});
    };
    CHECK(against("an agent of Ruritania had paid an engineer of Graustark for drawings.", "Otto Brandt").size() == 1);
    CHECK(against("Graustark had paid an engineer of Ruritania for drawings.", "Otto Brandt").empty());
    CHECK(against("an agent of Ruritania had paid for a dinner in Graustark.", "Otto Brandt").empty());
}

TEST_CASE("what was denied before it was told may have happened since; one speaker does not dispute himself") {
    CHECK(negated({saying("A", "2024-05-03", "Ana Roth", "the miners blocked the northern bridge."),
                   saying("B", "2024-05-02", "Otto Brandt", "the miners had not blocked the bridge.")})
              .empty());
    CHECK(negated({saying("A", "2024-05-02", "Otto Brandt", "the miners blocked the northern bridge."),
                   saying("B", "2024-05-02", "Otto Brandt", "the miners had not blocked the bridge.")})
              .empty());
}

TEST_CASE("an act that is a noun is negated by \"no\", and set against its verb if a name stands with both") {
    const auto against = [](const std::string& told, const std::string& denied) {
        return negated({saying("A", "2024-05-02", "Ana Roth", told), saying("B", "2024-05-02", "Otto Brandt", denied)});
    };
    const std::string attacked = "Graustark militiamen attacked the border post at dawn.";
    CHECK(against(attacked, "there had been no Graustark attack on anybody.").size() == 1);
    CHECK(against(attacked, "no Graustark attack took place that day.").size() == 1);
    CHECK(
        against("the Norden alerted the rescue centre at noon.", "it had received no alert from the Norden.").size() ==
        1);
    CHECK(against(attacked, "there had been no Ruritania attack on anybody.").empty());
    CHECK(against(attacked, "there will be no Graustark attack on anybody.").empty());
    CHECK(against(attacked, "there had been no Graustark comment on anything.").empty());
}

TEST_CASE("what only marks the subject is not what was not done to it") {
    CHECK(negated({saying("A", "2024-05-02", "Ana Roth", "the officer had been stabbed and shot by armed police."),
                   saying("B", "2024-05-02", "Otto Brandt", "the officer who was stabbed was not armed.")})
              .empty());
}

TEST_CASE("verbs that say little are set against nothing") {
    CHECK(negated({saying("A", "2024-05-02", "Ana Roth", "the miners wanted the northern bridge."),
                   saying("B", "2024-05-02", "Otto Brandt", "the miners had not wanted the northern bridge.")})
              .empty());
}

TEST_CASE("two outlets tell and negate one verb in their own voices on one known day") {
    const auto with = [](const std::string& told, const std::string& denied, const std::string& second = "2024-05-06") {
        return negated_by_outlets(
            {telling("A", "2024-05-07", told, "2024-05-06"), telling("B", "2024-05-07", denied, second)});
    };
    const std::string told = "The border post at Kasumbalesa reopened for copper lorries on Monday.";
    const std::vector<Finding> found =
        with(told, "The border post at Kasumbalesa had not reopened for copper lorries on Monday.");
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::contradiction);
    CHECK(found[0].type == ContradictionType::polarity);
    CHECK(found[0].one.front().report == 0);
    CHECK(found[0].other.front().report == 1);
    CHECK(with(told, "The border post at Kasumbalesa had not reopened for copper lorries on Monday.", "2024-05-05")
              .empty());  // another day
    CHECK(with(told, "The market hall at Kasumbalesa had not reopened for copper lorries on Monday.").empty());
    CHECK(with(told, "The border post at Kasumbalesa would not have reopened for copper lorries on Monday.").empty());
}

TEST_CASE("copies do not contradict each other, and neither does a report that tells both") {
    const std::string yes = "The border post at Kasumbalesa reopened for copper lorries on Monday.";
    const std::string no = "The border post at Kasumbalesa had not reopened for copper lorries on Monday.";
    CHECK(negated_by_outlets(
              {telling("A", "2024-05-07", yes, "2024-05-06"), telling("B", "2024-05-07", no, "2024-05-06")}, {0, 0})
              .empty());
    Draft both = telling("B", "2024-05-07", no, "2024-05-06");
    both.write(yes);
    CHECK(negated_by_outlets({telling("A", "2024-05-07", yes, "2024-05-06"), both}).empty());
}
