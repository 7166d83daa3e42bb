// What must hold of any stream of reports, on streams with known truth.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "relate/relate.hpp"
#include "relate/test_stream.hpp"

using namespace px;
using namespace px::testing;

namespace {

std::vector<CodedReport> coded(const MadeStream& stream) {
    std::vector<CodedReport> out;
    for (const MadeReport& made : stream.reports) out.push_back(made.coded);
    return out;
}

std::set<std::set<std::string>> partition(const std::vector<CodedReport>& reports) {
    std::set<std::set<std::string>> out;
    for (const Story& story : find_stories(reports)) {
        std::set<std::string> ids;
        for (const std::int32_t report : story.reports) ids.insert(reports[static_cast<std::size_t>(report)].report.id);
        out.insert(std::move(ids));
    }
    return out;
}

std::set<std::set<std::string>> truth(const MadeStream& stream) {
    std::map<int, std::set<std::string>> stories;
    for (const MadeReport& made : stream.reports) stories[made.story].insert(made.coded.report.id);
    std::set<std::set<std::string>> out;
    for (auto& [story, ids] : stories) out.insert(std::move(ids));
    return out;
}

std::size_t count(const Comparison& comparison, FindingKind kind) {
    return static_cast<std::size_t>(std::count_if(comparison.findings.begin(), comparison.findings.end(),
                                                  [&](const Finding& f) { return f.kind == kind; }));
}

}  // namespace

TEST_CASE("stories of a stream are those that were made, look-alikes apart") {
    for (const unsigned seed : {1U, 2U, 3U}) {
        const MadeStream stream = make_stream({.stories = 40, .seed = seed});
        CHECK(partition(coded(stream)) == truth(stream));
    }
}

TEST_CASE("the stories of a stream do not depend on the order in which its reports are listed") {
    std::vector<CodedReport> reports = coded(make_stream({.stories = 15, .seed = 4}));
    const auto expected = partition(reports);
    std::mt19937 random(5);
    for (int i = 0; i < 5; ++i) {
        std::shuffle(reports.begin(), reports.end(), random);
        CHECK(partition(reports) == expected);
    }
}

TEST_CASE("copies, updates and contradictions of a stream are found, and nothing else") {
    const MadeStream stream = make_stream({.stories = 24, .copies = 2, .seed = 6});
    std::map<int, std::vector<const MadeReport*>> stories;
    for (const MadeReport& made : stream.reports) stories[made.story].push_back(&made);
    for (const auto& [story, members] : stories) {
        std::vector<CodedReport> reports;
        std::set<int> lineages;
        for (const MadeReport* made : members) {
            reports.push_back(made->coded);
            lineages.insert(made->lineage);
        }
        const Comparison comparison = compare(reports, event_table());
        CAPTURE(story);
        CHECK(comparison.lineages.size() == lineages.size());
        CHECK(count(comparison, FindingKind::contradiction) ==
              static_cast<std::size_t>(stream.contradicted.contains(story)));
        CHECK(count(comparison, FindingKind::updated) == static_cast<std::size_t>(stream.updated.contains(story)));
        CHECK(count(comparison, FindingKind::disputed) == 0);
        CHECK(count(comparison, FindingKind::opposed_attitudes) == 0);
    }
}

TEST_CASE("the same report many times is one lineage and one account") {
    const MadeStream stream = make_stream({.stories = 1, .reports = 400, .copies = 399, .contradicted_every = 0});
    const std::vector<CodedReport> reports = coded(stream);
    CHECK(find_stories(reports).size() == 1);
    const Comparison comparison = compare(reports, event_table());
    CHECK(comparison.lineages.size() == 1);
    for (const Row& row : comparison.rows) CHECK(row.lineages == 1);
    CHECK(comparison.findings.empty());
}

TEST_CASE("outlets without names, reports without dates and one of a far year") {
    MadeStream stream = make_stream({.stories = 3, .reports = 4, .copies = 0, .contradicted_every = 0});
    std::vector<CodedReport> reports = coded(stream);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        reports[i].report.outlet.clear();
        if (i % 4 == 1) reports[i].report.published.reset();
    }
    reports[0].report.published = PublicationTime::parse("2054-01-01", "test");
    std::size_t total = 0;
    for (const Story& story : find_stories(reports)) total += story.reports.size();
    CHECK(total == reports.size());
    CHECK(compare(reports, event_table()).lineages.size() == reports.size());
}
