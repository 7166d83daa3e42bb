#include "relate/speaker_repair.hpp"

#include <doctest/doctest.h>

using namespace px;

namespace {

/// A report that prints one quotation; an empty speaker is unknown.
CodedReport printing(std::string outlet, std::string words, std::string speaker, bool unnamed = false) {
    CodedReport coded;
    coded.report.outlet = std::move(outlet);
    coded.report.text = "“" + words + "”";
    Attribution said;
    said.kind = AttributionKind::direct;
    said.content = {{3, static_cast<std::uint32_t>(3 + words.size())}};
    said.rule = "quotation without a speaker";
    if (!speaker.empty()) {
        Actor actor;
        actor.name = speaker;
        actor.key = "name:" + speaker;
        actor.unnamed = unnamed;
        coded.layers.actors.push_back(actor);
        said.speaker_actor = 0;
    }
    coded.layers.attributions.push_back(said);
    return coded;
}

const std::string words = "We shall not leave this valley before the last of the farmers has been paid for the land";

std::string speaker_of(const CodedReport& coded) {
    const std::int32_t actor = coded.layers.attributions[0].speaker_actor;
    return actor < 0 ? "" : coded.layers.actors[static_cast<std::size_t>(actor)].name;
}

}  // namespace

TEST_CASE("the speaker whom another report names for the same words is filled in, and the record says so") {
    std::vector<CodedReport> reports = {printing("Gazette", words + ", and not a day sooner", "Maria Lopez"),
                                        printing("Herald", words, "")};
    const auto repairs = repair_speakers(reports);
    REQUIRE(repairs.size() == 1);
    CHECK(repairs[0].report == 1);
    CHECK(repairs[0].new_actor);
    CHECK(speaker_of(reports[1]) == "Maria Lopez");
    CHECK(reports[1].layers.attributions[0].rule ==
          "quotation without a speaker; speaker as Gazette names them for the same words");
    CHECK(reports[1].layers.actors[0].reason ==
          "not named in this report; Gazette prints the same words and names the speaker");
}

TEST_CASE("named speakers stay, other words and short ones tell nothing, unnamed sources are no names") {
    std::vector<CodedReport> named = {printing("Gazette", words, "Maria Lopez"), printing("Herald", words, "Ana Ruiz")};
    CHECK(repair_speakers(named).empty());
    std::vector<CodedReport> other = {
        printing("Gazette", words, "Maria Lopez"),
        printing("Herald", "The dam will be built and nobody will be moved from home", "")};
    CHECK(repair_speakers(other).empty());
    std::vector<CodedReport> brief = {printing("Gazette", "We shall not leave", "Maria Lopez"),
                                      printing("Herald", "We shall not leave", "")};
    CHECK(repair_speakers(brief).empty());
    std::vector<CodedReport> unnamed = {printing("Gazette", words, "a farmer", true), printing("Herald", words, "")};
    CHECK(repair_speakers(unnamed).empty());
}

TEST_CASE("reports that name different speakers leave it unknown") {
    std::vector<CodedReport> reports = {printing("Gazette", words, "Maria Lopez"), printing("Post", words, "Ana Ruiz"),
                                        printing("Herald", words, "")};
    CHECK(repair_speakers(reports).empty());
    CHECK(speaker_of(reports[2]).empty());
}

TEST_CASE("the order of the reports does not matter") {
    std::vector<CodedReport> reports = {printing("Herald", words, ""), printing("Gazette", words, "Maria Lopez")};
    REQUIRE(repair_speakers(reports).size() == 1);
    CHECK(speaker_of(reports[0]) == "Maria Lopez");
}

namespace {

std::string runs_of(const std::string& text) {
    const auto quotations = quotation_runs(printing("Gazette", text, ""));
    return quotations.empty() ? std::string() : quotations[0].runs;
}

}  // namespace

TEST_CASE("over a whole project the reports that name a speaker of the same words are found, whatever their story") {
    SameWords same;
    same.add_unknown(7, 100, runs_of(words));
    same.add_unknown(8, 100, runs_of("The dam will be built and nobody will be moved from home"));
    same.add_unknown(9, 100, runs_of("too short to tell"));
    same.add_unknown(10, 111, runs_of(words));
    same.offer(7, 100, runs_of(words));
    same.offer(3, 101, runs_of("“" + words + ",” she said again"));
    same.offer(4, 90, runs_of("The dam will be built and nobody will be moved from home"));
    same.offer(5, 100, runs_of("We shall not leave this valley, whatever they say in the capital about it"));
    same.offer(6, 122, runs_of(words));
    CHECK(same.finds() == std::map<std::int64_t, std::vector<std::int64_t>>{{7, {3}}, {8, {4}}, {10, {3}}});
}

TEST_CASE("of a phrase that many print on one day, the first eight ask who spoke, on each day") {
    SameWords same;
    for (std::int64_t day : {100, 101})
        for (std::int64_t report = 0; report < 20; ++report) same.add_unknown(day * 100 + report, day, runs_of(words));
    same.offer(1, 100, runs_of(words));
    CHECK(same.finds().size() == 16);
    CHECK(same.finds().contains(10'007));
    CHECK_FALSE(same.finds().contains(10'008));
}

TEST_CASE("only named and unknown speakers' words are kept, and a repair can be undone") {
    CHECK(quotation_runs(printing("Gazette", words, "Maria Lopez")).at(0).named);
    CHECK_FALSE(quotation_runs(printing("Gazette", words, "")).at(0).named);
    CHECK(quotation_runs(printing("Gazette", words, "a farmer", true)).empty());
    CHECK(quotation_runs(printing("Gazette", "We shall not leave", "Maria Lopez")).empty());
    std::vector<CodedReport> reports = {printing("Gazette", words, "Maria Lopez"), printing("Herald", words, "")};
    REQUIRE(repair_speakers(reports).size() == 1);
    undo_repairs(reports[1]);
    CHECK(reports[1].layers.actors.empty());
    CHECK(reports[1].layers.attributions[0].rule == "quotation without a speaker");
    CHECK(repair_speakers(reports).size() == 1);
}
