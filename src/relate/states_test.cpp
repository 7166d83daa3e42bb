#include "relate/states.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

// A report in which an official of a state says `content`; -1 = nobody: the outlet says it.
Draft saying(const std::string& outlet, const std::string& speaker, const std::string& country,
             const std::string& content, const std::string& date = "2024-05-02") {
    Draft draft(outlet, date);
    const Span span = draft.write(content);
    if (!speaker.empty()) draft.voice(draft.official(country, speaker), {span.begin, span.end - 1});
    return draft;
}

// A state named in the text written last.
void name_state(Draft& draft, const std::string& country, const std::string& name) {
    const auto at = static_cast<std::uint32_t>(draft.coded.report.text.find(name));
    Mention mention;
    mention.span = mention.head = {at, at + static_cast<std::uint32_t>(name.size())};
    mention.actor = draft.state(country, name);
    draft.coded.layers.mentions.push_back(mention);
}

template <typename Find>
std::vector<Finding> found(Find&& find, std::vector<Draft> drafts) {
    const std::vector<CodedReport> reports = reports_of(std::move(drafts));
    std::vector<std::int32_t> lineages;
    for (std::size_t i = 0; i < reports.size(); ++i) lineages.push_back(static_cast<std::int32_t>(i));
    return find(reports, lineages, event_table());
}

std::vector<Finding> states(std::vector<Draft> drafts) { return found(find_opposed_states, std::move(drafts)); }

}  // namespace

TEST_CASE("states that exclude each other, of one thing and one time") {
    const auto against = [](const std::string& no, const std::string& date = "2024-05-02") {
        return states(
            {saying("A", "", "", "Both delegations signed the protocol on inspection of the northern wells at dawn."),
             saying("B", "", "", no, date)});
    };
    const std::vector<Finding> one = against("The paper on inspection of the northern wells went unsigned.");
    REQUIRE(one.size() == 1);
    CHECK(one[0].kind == FindingKind::contradiction);
    CHECK(one[0].type == ContradictionType::polarity);
    CHECK(against("The lease of the southern harbour went unsigned.").empty());  // another thing
    CHECK(
        against("The paper on inspection of the northern wells went unsigned.", "2024-05-09").empty());  // another time
    CHECK(against("The paper on inspection of the northern wells might go unsigned.").empty());
    const std::vector<Finding> voiced = states(
        {saying("A", "", "", "Both delegations signed the protocol on inspection of the northern wells at dawn."),
         saying("B", "Otto Brandt", "RUR", "the paper on inspection of the northern wells went unsigned.")});
    REQUIRE(voiced.size() == 1);
    CHECK(voiced[0].kind == FindingKind::disputed);
}

TEST_CASE("what can change is compared on one day only") {
    const auto with = [](const std::string& date) {
        return states({saying("A", "", "", "The northern road to the fishing harbour is closed.", "2024-05-02"),
                       saying("B", "", "", "The northern road to the fishing harbour is open.", date)});
    };
    CHECK(with("2024-05-02").size() == 1);
    CHECK(with("2024-05-03").empty());
}

TEST_CASE("opposite attitudes of one holder to one object") {
    const auto against = [](const std::string& country, const std::string& name) {
        Draft one = saying("A", "", "", "The ministry of Ruritania welcomed the plan for a scholarship fund.");
        name_state(one, "RUR", "Ruritania");
        Draft other = saying("B", "", "",
                             "The ministry of " + name + " received the plan for a scholarship fund with displeasure.");
        name_state(other, country, name);
        return states({one, other});
    };
    const std::vector<Finding> one = against("RUR", "Ruritania");
    REQUIRE(one.size() == 1);
    CHECK(one[0].kind == FindingKind::opposed_attitudes);
    CHECK(one[0].type == ContradictionType::evaluation);
    CHECK(against("GRA", "Graustark").empty());
}

TEST_CASE("wrong rows of states are named with their line") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "parallax_states_test";
    std::filesystem::create_directories(path / "relate");
    std::ofstream(path / "relate" / "states.tsv") << "kind\tname\tone\tother\nevent\tsigned\tsigned\t\nmood\ta\tb\tc\ns"
                                                     "tate\topen\topen\topen\nview\t\tlikes\thates\n";
    const std::vector<Problem> problems = lint_states(path.string());
    const auto has = [&](std::uint32_t line) {
        return std::any_of(problems.begin(), problems.end(),
                           [&](const Problem& problem) { return problem.line == line; });
    };
    std::filesystem::remove_all(path);
    for (const std::uint32_t line : {2U, 3U, 4U, 5U}) CHECK(has(line));
    for (const Problem& problem : lint_states(PX_SOURCE_DIR "/data")) FAIL_CHECK(to_string(problem));
    CHECK_FALSE(lint_states("/nowhere").empty());
}
