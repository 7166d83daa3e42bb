#include "relate/told.hpp"

#include <doctest/doctest.h>

#include "relate/propositions.hpp"
#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

// "X SAID that CONTENT" in a paragraph of its own, with its cue.
void add_saying(Draft& draft, std::int32_t speaker, const std::string& said, const std::string& content) {
    const std::string begin = draft.coded.layers.actors[static_cast<std::size_t>(speaker)].name + " ";
    const Span whole = draft.write(begin + said + " that " + content + ".");
    const auto cue = static_cast<std::uint32_t>(whole.begin + begin.size());
    const auto cue_end = static_cast<std::uint32_t>(cue + said.size());
    draft.voice(speaker, {cue_end + 6, whole.end - 1});
    draft.coded.layers.attributions.back().cue = {cue, cue_end};
}

}  // namespace

TEST_CASE("what is said is read once, with its speaker, its cue and its sentence") {
    Draft draft("Harbour Post", "2024-05-01");
    add_saying(draft, draft.person("Ana Roth"), "claimed", "the Norden's crew had cut the cable");
    const std::vector<CodedReport> reports = reports_of({draft});
    const std::vector<Told> all = all_told(reports, std::vector<std::int32_t>{0});
    REQUIRE(all.size() == 1);
    CHECK(all[0].speaker == "Ana Roth");
    CHECK(folded_cue(all[0]) == "claimed");
    CHECK(starts_with_one(folded_cue(all[0]), {"accus", "claim"}));
    CHECK(sentence_text(all[0]) == "Ana Roth claimed that the Norden's crew had cut the cable.");
    CHECK(folded_words(all[0]).front() == "the");
    CHECK(names_in(all[0]) == std::set<std::string>{"norden"});
    const std::vector<std::string> folded = {"the", "crew", "had", "cut", "the", "cables"};
    CHECK(content_stems(folded) == std::set<std::string>{stem_of("cable"), stem_of("crew")});
}

TEST_CASE("copies of one lineage are read once, other lineages each") {
    Draft one("Agency", "2024-05-01");
    add_saying(one, one.person("Ana Roth"), "said", "the crew had cut the cable");
    Draft copy("Mirror", "2024-05-02");
    add_saying(copy, copy.person("Ana Roth"), "said", "the crew had cut the cable");
    const std::vector<CodedReport> reports = reports_of({one, copy});
    CHECK(all_told(reports, std::vector<std::int32_t>{0, 0}).size() == 1);
    CHECK(all_told(reports, std::vector<std::int32_t>{0, 1}).size() == 2);
}

TEST_CASE("a state is on the side of those who serve it") {
    Draft draft("Harbour Post", "2024-05-01");
    const std::int32_t state = draft.state("RUR", "Ruritania");
    const std::int32_t other = draft.state("GRA", "Graustark");
    add_saying(draft, draft.official("RUR", "Anna Kovar"), "said", "the crew had not cut the cable");
    add_saying(draft, draft.person("Otto Brandt"), "said", "the crew had cut the cable");
    const std::vector<CodedReport> reports = reports_of({draft});
    const std::vector<Told> all = all_told(reports, std::vector<std::int32_t>{0});
    REQUIRE(all.size() == 2);
    CHECK(is_on_side_of(all[0], state, all[0]));
    CHECK_FALSE(is_on_side_of(all[0], other, all[0]));
    CHECK_FALSE(is_on_side_of(all[0], state, all[1]));  // a person of no country
    CHECK_FALSE(is_on_side_of(all[0], -1, all[0]));
}

TEST_CASE("a denial inside what is said is noticed; a dispute names both sides and its reason") {
    Draft draft("Harbour Post", "2024-05-01");
    add_saying(draft, draft.person("Ana Roth"), "said", "the crew had cut the cable, which they denied");
    add_saying(draft, draft.person("Otto Brandt"), "said", "nobody had cut it");
    const std::vector<CodedReport> reports = reports_of({draft});
    const std::vector<Told> all = all_told(reports, std::vector<std::int32_t>{0});
    CHECK(holds_denial(all[0]));
    CHECK_FALSE(holds_denial(all[1]));
    const Finding finding = dispute(reports, all[1], {all[0].ref}, "for a reason");
    CHECK(finding.kind == FindingKind::disputed);
    CHECK(finding.type == ContradictionType::polarity);
    CHECK(finding.one == std::vector<StatementRef>{all[0].ref});
    CHECK(finding.other == std::vector<StatementRef>{all[1].ref});
    CHECK(finding.summary.find("told by Ana Roth in Harbour Post, denied by Otto Brandt") != std::string::npos);
    CHECK(finding.trace == std::vector<std::string>{"Otto Brandt denies it", "for a reason"});
}
