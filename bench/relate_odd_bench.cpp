// What odd input costs, and whether the cost grows faster than the reports: one report printed by very many outlets,
// and very many outlets with reports of their own on one story. Processor time of lineages, stories and the comparison
// at a quarter, a half and all of the reports.
//   relate_odd_bench [REPORTS]         default 10000
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "relate/relate.hpp"
#include "relate/stories.hpp"
#include "relate/test_stream.hpp"

using namespace px;
using namespace px::testing;

namespace {

double seconds(std::clock_t since) { return static_cast<double>(std::clock() - since) / CLOCKS_PER_SEC; }

// One story of reports with 300 words, fifteen quotations of three sets of words and thirteen statements each.
std::vector<CodedReport> one_story(int reports, int copies) {
    const StreamPlan plan{.stories = 1,
                          .reports = reports,
                          .copies = copies,
                          .contradicted_every = 0,
                          .updated_every = 0,
                          .words = 300,
                          .quotations = 15};
    std::vector<CodedReport> all;
    for (MadeReport& made : make_stream(plan).reports) {
        std::vector<Statement>& statements = made.coded.layers.statements;
        for (const char* code : {"010", "020", "030", "036", "042", "050", "051", "057", "111", "112", "120", "173"}) {
            statements.push_back(Statement(statements.front()));
            statements.back().cameo = code;
        }
        all.push_back(std::move(made.coded));
    }
    return all;
}

// Besides, fifteen quotations of the whole text each and fifteen attitudes: far more than real reports have.
std::vector<CodedReport> quoted_whole(std::vector<CodedReport> reports) {
    for (CodedReport& coded : reports) {
        Layers& layers = coded.layers;
        const auto actors = static_cast<std::int32_t>(layers.actors.size());
        const Span whole{0, static_cast<std::uint32_t>(coded.report.text.size())};
        for (std::int32_t i = 0; i < 15; ++i) {
            Attribution quotation;
            quotation.kind = AttributionKind::direct;
            quotation.content = {whole};
            quotation.speaker_actor = i % actors;
            layers.attributions.push_back(std::move(quotation));
            Attitude attitude;
            attitude.holder = i % actors;
            attitude.target = (i + 1) % actors;
            attitude.target_span = whole;
            attitude.topic = "matter" + std::to_string(i);
            attitude.polarity = static_cast<std::int8_t>(i % 2 == 0 ? 1 : -1);
            attitude.strength = 0.6F;
            attitude.cue = {whole.begin, whole.begin + 1};
            layers.attitudes.push_back(std::move(attitude));
        }
    }
    return reports;
}

void measure(const char* what, const std::vector<CodedReport>& reports) {
    const EventTable events = event_table();
    std::clock_t begin = std::clock();
    const std::size_t lineages = find_lineages(reports, {.one_story = true}).size();
    const double for_lineages = seconds(begin);
    begin = std::clock();
    const std::size_t stories = find_stories(reports).size();
    const double for_stories = seconds(begin);
    begin = std::clock();
    const Comparison comparison = compare(reports, events);
    std::printf("%-24s %6zu reports: lineages (%zu) %.2f s, stories (%zu) %.2f s, comparison (%zu rows) %.2f s\n", what,
                reports.size(), lineages, for_lineages, stories, for_stories, comparison.rows.size(), seconds(begin));
    std::fflush(stdout);
}

}  // namespace

int main(int arguments, char** values) {
    const int most = arguments > 1 ? std::atoi(values[1]) : 10'000;
    for (const int reports : {most / 4, most / 2, most}) measure("the same report", one_story(reports, reports - 1));
    for (const int reports : {most / 4, most / 2, most}) measure("own reports, one story", one_story(reports, 0));
    for (const int reports : {most / 4, most / 2, most})
        measure("the same, quoted whole", quoted_whole(one_story(reports, reports - 1)));
    return 0;
}
