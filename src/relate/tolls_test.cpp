#include "relate/tolls.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "relate/numbers.hpp"
#include "relate/relate.hpp"
#include "relate/test_reports.hpp"

using namespace px;
using testing::Draft;

namespace {

// "killed 12 everybody, wounded 30 soldiers"
std::string tolls_in(std::string_view sentence) {
    const EventTable table = testing::event_table();
    Draft draft("A", "2024-03-05");
    draft.write(sentence);
    std::string out;
    for (const Toll& toll : find_tolls(draft.coded, 0, table.tolls())) {
        if (!out.empty()) out += ", ";
        out += describe_quantity(toll.quantity) + " " + toll.victims;
    }
    return out;
}

// Of an act on the day before, which the sentence tells at its end.
Draft toll(const std::string& outlet, std::string_view date, const std::string& sentence,
           const std::string& speaker = {}) {
    Draft draft(outlet, date);
    const Span words = draft.write(sentence + " It was on Monday");
    const std::int32_t monday = draft.day("2024-03-04");
    draft.coded.layers.times[monday].span = {words.end - 6, words.end};
    if (!speaker.empty()) draft.voice(draft.person(speaker), words);
    return draft;
}

std::string findings_of(std::vector<Draft> drafts) {
    std::string out;
    for (const Finding& finding : compare(testing::reports_of(std::move(drafts)), testing::event_table()).findings) {
        if (!out.empty()) out += ", ";
        out += std::string(to_string(finding.kind)) + " " + std::string(to_string(finding.type));
    }
    return out;
}

}  // namespace

TEST_CASE("the two ends of a range are one number") {
    const auto ends = [](std::string_view text, std::size_t word) {
        const WordList list = words_of(text, {0, static_cast<std::uint32_t>(text.size())});
        double value = 0;
        if (!number_at(list, word, value)) return std::pair(-1.0, -1.0);
        const CountRange range = range_at(list, word, value);
        return std::pair(range.low, range.high);
    };
    CHECK(ends("killing 20 to 30 people", 1) == std::pair(20.0, 30.0));
    CHECK(ends("killing 20 to 30 people", 3) == std::pair(20.0, 30.0));
    CHECK(ends("killing 20-30 people", 1) == std::pair(20.0, 30.0));
    CHECK(ends("between twenty and thirty people died", 1) == std::pair(20.0, 30.0));
    CHECK(ends("2 to 3 million people", 0) == std::pair(2e6, 3e6));
    CHECK(ends("rose from 77 to 272", 4) == std::pair(272.0, 272.0));
    CHECK(ends("20 and 30 people", 0) == std::pair(20.0, 20.0));
    CHECK(ends("30 to 20 people", 0) == std::pair(30.0, 30.0));
    const double any = std::numeric_limits<double>::infinity();
    CHECK(ends("more than 20 people", 2) == std::pair(20.0, any));
    CHECK(ends("no more than 20 people", 3) == std::pair(0.0, 20.0));
    CHECK(ends("never numbered more than 20", 4) == std::pair(0.0, 20.0));
    CHECK(ends("no doubt more than 20 people", 4) == std::pair(20.0, any));
    CHECK(ends("fewer than 20 people", 2) == std::pair(0.0, 20.0));
    CHECK(ends("no fewer than 20 people", 3) == std::pair(20.0, any));
    CHECK(ends("not less than 20 people", 3) == std::pair(20.0, any));
}

TEST_CASE("a number that begins a sentence is no age") {
    CHECK(tolls_in("12, all miners, were killed") == "12 killed everybody");
}

TEST_CASE("the words of tolls are sound") {
    for (const Problem& problem : lint_tolls(PX_SOURCE_DIR "/data")) FAIL_CHECK(to_string(problem));
    CHECK_FALSE(lint_tolls("/nowhere").empty());
    const EventTable table = testing::event_table();
    CHECK(table.tolls().harm("injured") == "wounded");
    CHECK(table.tolls().cause("quake") == "earthquake");
    CHECK(table.tolls().can_be_one("strike", "explosion"));
    CHECK_FALSE(table.tolls().can_be_one("earthquake", "explosion"));
}

TEST_CASE("numbers as they are printed") {
    const auto read = [](std::string_view text) {
        const WordList list = words_of(text, {0, static_cast<std::uint32_t>(text.size())});
        double value = -1;
        return number_at(list, 0, value) ? value : -1;
    };
    CHECK(read("28,500 people") == 28'500);
    CHECK(read("1.8 million") == 1'800'000);
    CHECK(read("Twenty-one dead") == 21);
    CHECK(read("two hundred") == 200);
    CHECK(read("2019") == -1);
    CHECK(read("no one") == 0);
    CHECK(read("one") == -1);
}

TEST_CASE("who suffered what, by the words around a number") {
    CHECK(tolls_in("A bomb killed 12 people in Kabul.") == "12 killed everybody");
    CHECK(tolls_in("At least 14 people were killed when a bus plunged into a ravine.") ==
          "at least 14 killed everybody");
    CHECK(tolls_in("The blast left nine dead and 40 wounded.") == "9 killed everybody, 40 wounded everybody");
    CHECK(tolls_in("The death toll rose from 77 to 272.") == "272 killed everybody");
    CHECK(tolls_in("Eleven police officers were injured.") == "11 wounded police");
    CHECK(tolls_in("Gunmen killed four American soldiers.") == "4 killed american soldiers");
    CHECK(tolls_in("The war has claimed 300 lives.") == "300 killed everybody");
    CHECK(tolls_in("No protester was killed.") == "0 killed protesters");
    CHECK(tolls_in("Nobody was hurt.") == "0 wounded everybody");
    CHECK(tolls_in("Police arrested 63 protesters.") == "63 arrested protesters");
}

TEST_CASE("what is no toll of the act") {
    CHECK(tolls_in("Nine of the dead were children.").empty());
    CHECK(tolls_in("Seven more people died of burns.").empty());
    CHECK(tolls_in("The plan could kill 12 people.").empty());
    CHECK(tolls_in("An earlier report spoke of 90 dead.").empty());
    CHECK(tolls_in("The bomb did not kill 12 people.").empty());
    CHECK(tolls_in("Forty police officers arrested the mayor.").empty());
    CHECK(tolls_in("In 2019 soldiers were killed.").empty());
    CHECK(tolls_in("He paid $40 for the dead goat.").empty());
}

TEST_CASE("tolls of one bomb") {
    const Draft twelve = toll("A", "2024-03-05", "A bomb killed 12 people near the Gorvan bridge.");
    const auto with = [&](const Draft& other) { return findings_of({twelve, other}); };
    CHECK(with(toll("B", "2024-03-05", "A blast near Gorvan left 30 people dead.")) == "contradiction number");
    CHECK(with(toll("B", "2024-03-06", "A blast near Gorvan left 30 people dead.")) == "updated number");
    CHECK(with(toll("B", "2024-03-05", "A blast near Gorvan left at least ten people dead.")).empty());
    CHECK(with(toll("B", "2024-03-05", "A blast near Telmar left 30 people dead.")).empty());
    CHECK(with(toll("B", "2024-03-05", "A flood near Gorvan left 30 people dead.")).empty());
    CHECK(with(toll("B", "2024-03-05", "A blast near Gorvan left 30 people wounded.")).empty());
    CHECK(with(toll("B", "2024-03-05", "Nobody was killed by the blast near Gorvan.", "Eva")) == "disputed polarity");
    CHECK(with(toll("B", "2024-03-05", "Nobody was killed by the blast near Gorvan.")) == "contradiction polarity");
}

TEST_CASE("figures of an act that may still go on") {
    const auto undated = [](const std::string& outlet, std::string_view sentence) {
        Draft draft(outlet, "2024-03-05");
        draft.write(sentence);
        return draft;
    };
    CHECK(findings_of({undated("A", "A fire killed 12 people near Gorvan."),
                       undated("B", "A blaze near Gorvan left 30 people dead.")}) == "figures_differ number");
}

TEST_CASE("one speaker, two figures of one day") {
    CHECK(findings_of({toll("A", "2024-03-05", "A bomb killed 12 people near the Gorvan bridge.", "Eva"),
                       toll("B", "2024-03-05", "A blast near Gorvan left 30 people dead.", "Eva")}) ==
          "figures_differ number");
}

TEST_CASE("tolls get a row of their own, with a cell for each report") {
    const std::vector<CodedReport> reports =
        testing::reports_of({toll("A", "2024-03-05", "A bomb killed 12 people near the Gorvan bridge."),
                             toll("B", "2024-03-05", "A blast near Gorvan left 30 people dead.", "Eva"),
                             toll("C", "2024-03-05", "Parliament rose early.")});
    const Comparison comparison = compare(reports, testing::event_table());
    REQUIRE(comparison.rows.size() == 1);
    const Row& row = comparison.rows.front();
    CHECK(row.label == "People killed (explosion)");
    CHECK(row.agreement == Agreement::split);
    REQUIRE(row.accounts.size() == 3);
    CHECK(row.accounts[0].gist == "12 killed");
    CHECK(row.accounts[0].stance == Stance::asserts);
    CHECK(row.accounts[0].evidence.front().kind == RecordKind::sentence);
    CHECK(row.accounts[1].stance == Stance::attributes);
    CHECK(row.accounts[1].speaker == "Eva");
    CHECK(row.accounts[2].stance == Stance::silent);
}

TEST_CASE("five thousand outlets that count one bomb's victims are compared in time that grows with their number") {
    std::vector<Draft> drafts;
    for (int i = 0; i < 5'000; ++i)
        drafts.push_back(toll("Outlet " + std::to_string(i), "2024-03-05",
                              "A bomb killed " + std::to_string(12 + i % 3) + " people near the Gorvan bridge."));
    const Comparison comparison = compare(testing::reports_of(std::move(drafts)), testing::event_table());
    CHECK(comparison.rows.size() == 1);
    CHECK(comparison.findings.size() == 1);
}

TEST_CASE("who seeks shelter is not missing, and who is evacuated has a home") {
    CHECK(tolls_in("About 300 people sought shelter after the blast.").empty());
    CHECK(tolls_in("About 300 people were sheltered in schools after the flood.").empty());
    CHECK(tolls_in("After the flood 300 people were evacuated.").find("evacuated") != std::string::npos);
    CHECK(tolls_in("After the flood 300 people were displaced.").find("displaced") != std::string::npos);
}
