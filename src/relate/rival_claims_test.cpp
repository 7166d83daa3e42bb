#include "relate/rival_claims.hpp"

#include <doctest/doctest.h>

#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

// "NAME claimed CONTENT", with its cue.
Draft claim(const std::string& outlet, const std::string& date, const std::string& name, const std::string& country,
            const std::string& content) {
    Draft draft(outlet, date);
    const Span span = draft.write(name + " claimed " + content);
    const auto cue = static_cast<std::uint32_t>(span.begin + name.size() + 1);
    const std::int32_t speaker = draft.actor("person:" + name, name, ActorKind::person, country);
    draft.voice(speaker, {cue + 8, span.end - 1});
    draft.coded.layers.attributions.back().cue = {cue, cue + 7};
    return draft;
}

std::vector<Finding> winners(std::vector<Draft> drafts) {
    const std::vector<CodedReport> reports = reports_of(std::move(drafts));
    return find_rival_winners(reports, std::vector<std::int32_t>{0, 1}, event_table().disputes());
}

Draft crowd(const std::string& outlet, const std::string& date, const std::vector<std::string>& sentences,
            const std::string& town) {
    Draft draft(outlet, date);
    for (const std::string& sentence : sentences) {
        const Span span = draft.write(sentence);
        const std::size_t at = sentence.find(town);
        if (town.empty() || at == std::string::npos) continue;
        const auto begin = static_cast<std::uint32_t>(span.begin + at);
        draft.coded.layers.places[static_cast<std::size_t>(draft.place(town, "RUR"))].span = {
            begin, static_cast<std::uint32_t>(begin + town.size())};
    }
    return draft;
}

std::vector<Finding> counts(std::vector<Draft> drafts) {
    const std::vector<CodedReport> reports = reports_of(std::move(drafts));
    std::vector<std::int32_t> lineages;
    for (std::size_t i = 0; i < reports.size(); ++i) lineages.push_back(static_cast<std::int32_t>(i));
    return find_rival_counts(reports, lineages, event_table());
}

}  // namespace

TEST_CASE("two who claim to have won one presidency are rivals") {
    const auto against = [](const std::string& date, const std::string& country, const std::string& content) {
        return winners({claim("A", "2024-05-02", "Ana Roth", "RUR", "victory in the presidential election."),
                        claim("B", date, "Otto Brandt", country, content)});
    };
    const std::vector<Finding> found = against("2024-05-03", "RUR", "victory in the presidential election.");
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::disputed);
    CHECK(found[0].type == ContradictionType::agent);
    CHECK(found[0].trace.size() == 2);
    CHECK(against("2024-05-30", "RUR", "victory in the presidential election.").empty());  // weeks later
    CHECK(against("2024-05-03", "GRA", "victory in the presidential election.").empty());  // of another country
    CHECK(against("2024-05-03", "RUR", "victory in the mayoral election.").empty());
    CHECK(against("2024-05-03", "RUR", "victory in the presidential primary election.").empty());
    CHECK(against("2024-05-03", "RUR", "land by the river.").empty());
}

TEST_CASE("police and organisers count one march differently") {
    const std::vector<Finding> found = counts(
        {crowd("A", "2024-05-02", {"Police put the crowd at 9,000 people, organisers spoke of 60,000 marchers."}, "")});
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::disputed);
    CHECK(found[0].type == ContradictionType::number);
    CHECK(found[0].summary.find("9,000") == std::string::npos);  // the figures are written as numbers
    CHECK(found[0].summary.find("9000 people") != std::string::npos);
    CHECK(counts({crowd("A", "2024-05-02", {"Police put the crowd at 9,000 people, organisers counted 9,000 marchers."},
                        "")})
              .empty());
    CHECK(
        counts({crowd("A", "2024-05-02", {"Police sent 9,000 officers to the march of 60,000, organisers said."}, "")})
            .empty());
}

TEST_CASE("counts of two reports need one day and one place, in the sentence or at the beginning") {
    const auto two = [](const std::string& date, const std::string& lead, const std::string& town) {
        return counts(
            {crowd("A", "2024-05-02", {"In Port Vesna 60,000 people marched, organisers said."}, "Port Vesna"),
             crowd("B", date, {lead, "The protest drew 9,000 people, police said."}, town)});
    };
    CHECK(two("2024-05-02", "A rally was held in Port Vesna.", "Port Vesna").size() == 1);
    CHECK(two("2024-05-09", "A rally was held in Port Vesna.", "Port Vesna").empty());
    CHECK(two("2024-05-02", "A rally was held in Arden.", "Arden").empty());
    CHECK(two("2024-05-02", "A rally was held.", "").empty());
}

TEST_CASE("two places at the beginning of a report leave the place of its count open") {
    Draft both = crowd("B", "2024-05-02", {"Rallies were held in Port Vesna."}, "Port Vesna");
    const Span lead = both.write("Others met in Arden.");
    both.coded.layers.places[static_cast<std::size_t>(both.place("Arden", "RUR"))].span = {lead.end - 6, lead.end - 1};
    both.write("The protest drew 9,000 people, police said.");
    CHECK(counts({crowd("A", "2024-05-02", {"In Port Vesna 60,000 people marched, organisers said."}, "Port Vesna"),
                  std::move(both)})
              .empty());
}

TEST_CASE("the month is no march, and a ruling coalition calls nobody") {
    const auto of = [](const std::string& sentence) {
        return counts({crowd("A", "2024-05-02", {sentence}, "")}).size();
    };
    CHECK(of("Police counted 9,000 people at the march, the coalition counted 60,000 people.") == 1);
    CHECK(of("In March police counted 9,000 people on the island, unions counted 60,000 people.") == 0);
    CHECK(of("Police counted 9,000 people at the march, the ruling coalition counted 60,000 people.") == 0);
    CHECK(of("Police counted 9,000 people at the march, the governing centre-left coalition counted 60,000 people.") ==
          0);
}
