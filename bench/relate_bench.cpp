// Adding reports to a running project, at scale: a generated stream with copies, updates, contradictions and
// look-alikes (src/relate/test_stream.hpp) goes through the search for stories in the order of publication, and every
// finished story is compared. Prints how long one report takes, near the beginning and at the end, and the memory held.
//   relate_bench [REPORTS] [REPORTS_A_DAY]         default 50000 and 500
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>

#include "relate/relate.hpp"
#include "relate/test_stream.hpp"

using namespace px;
using namespace px::testing;

namespace {

double now() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

// Twelve statements more on what the story's parties said: real reports have about as many.
void add_statements(CodedReport& coded, std::size_t& statements) {
    if (coded.layers.statements.empty()) return;
    const Statement model = coded.layers.statements.front();
    static constexpr const char* codes[] = {"010", "020", "030", "036", "042", "050",
                                            "051", "057", "111", "112", "120", "173"};
    for (const char* code : codes) {
        coded.layers.statements.push_back(model);
        coded.layers.statements.back().cameo = code;
        coded.layers.statements.back().mode = Mode::actual;
    }
    statements += coded.layers.statements.size();
}

}  // namespace

int main(int arguments, char** values) {
    const int wanted = arguments > 1 ? std::atoi(values[1]) : 50'000;
    const int a_day = arguments > 2 ? std::atoi(values[2]) : 500;
    constexpr int stories_a_part = 200;
    StreamPlan plan;
    plan.stories = stories_a_part;
    plan.days_between = static_cast<double>(plan.reports) / a_day;
    plan.look_alike_every = 0;  // they would come out of the order of publication
    plan.updated_every = 0;
    const EventTable events = event_table();
    std::vector<Problem> problems;
    const WordRarity rarity = WordRarity::load(PX_SOURCE_DIR "/data", problems).value();
    StoryStream stream(rarity);
    std::map<std::int32_t, CodedReport> held;
    std::vector<double> taken;
    std::int32_t number = 0;
    std::size_t statements = 0;
    std::size_t stories = 0;
    while (number < wanted) {
        MadeStream part = make_stream(plan);
        for (MadeReport& made : part.reports) {
            add_statements(made.coded, statements);
            const double begin = now();
            StoryItem item = story_item(made.coded);
            stream.add(std::move(item), number);
            held.emplace(number++, std::move(made.coded));
            for (const Story& story : stream.take()) {
                std::vector<CodedReport> reports;
                for (const std::int32_t report : story.reports)
                    reports.push_back(std::move(held.extract(report).mapped()));
                stories += static_cast<std::size_t>(!compare(reports, events).rows.empty());
            }
            taken.push_back(now() - begin);
        }
        plan.first_story += plan.stories;
        ++plan.seed;
    }
    const auto part = [&](std::size_t first, std::size_t last) {
        return std::vector<double>(taken.begin() + static_cast<std::ptrdiff_t>(first),
                                   taken.begin() + static_cast<std::ptrdiff_t>(last));
    };
    const std::size_t fifth = taken.size() / 5;
    double total = 0;
    for (const double ms : taken) total += ms;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%d reports, %zu statements, %zu stories compared, %d reports a day\n", number, statements, stories,
                a_day);
    std::printf("a report: median %.3f ms, mean %.3f ms; second fifth %.3f ms, last fifth %.3f ms (medians)\n",
                quantile(taken, 0.5), total / number, quantile(part(fifth, 2 * fifth), 0.5),
                quantile(part(4 * fifth, taken.size()), 0.5));
    std::printf("memory at most %ld MB, reports held at the end %zu\n", usage.ru_maxrss / 1024, held.size());
    return 0;
}
