// Adding reports to a project file, at scale: a generated stream (src/relate/test_stream.hpp: copies, updates,
// contradictions, thirteen statements a report) is written into a project through the store, day by day, and its
// stories are found and compared, as `read` and `watch` do it. Texts are not annotated: what is measured is everything
// after that. From 20,000 reports on, at each doubling or so, it prints what passes of 500 reports and of one take.
//   flow_bench FILE [REPORTS] [REPORTS_A_DAY] [dates|quoted|ahead]     default 20000 and 500; FILE is overwritten
// Reports come in the order of their times of publication, as feeds deliver them; with "dates", they have no time of
// the day, so that a report stands anywhere among those of its day; with "quoted", each has four direct quotations, of
// some of which the speaker is not told; with "ahead", the thousandth is dated thirty years ahead.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <string_view>

#include "base/hash.hpp"
#include "flow/relate_run.hpp"
#include "relate/test_stream.hpp"
#include "store/sightings.hpp"

using namespace px;
using namespace px::testing;

namespace {

// Milliseconds on the wall and of the processor: on a busy machine the first say little, without the disk's the second.
struct Moment {
    double wall =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
    double processor = 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
};

struct Times {
    std::vector<double> wall, processor;
    void add(const Moment& begin, double reports) {
        const Moment end;
        wall.push_back((end.wall - begin.wall) / reports);
        processor.push_back((end.processor - begin.processor) / reports);
    }
};

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Twelve statements more on what the story's parties said: real reports have about as many.
void add_statements(CodedReport& coded) {
    if (coded.layers.statements.empty()) return;
    const Statement model = coded.layers.statements.front();
    for (const char* code : {"010", "020", "030", "036", "042", "050", "051", "057", "111", "112", "120", "173"}) {
        coded.layers.statements.push_back(model);
        coded.layers.statements.back().cameo = code;
        coded.layers.statements.back().mode = Mode::actual;
    }
}

// Reports in the order of their days, made as they are asked for.
class Reports {
  public:
    Reports(int a_day, std::string_view manner) {
        plan_.with_times = manner != "dates";
        plan_.quotations = manner == "quoted" ? 4 : 0;
        until_one_ahead_ = manner == "ahead" ? 1000 : 0;
        plan_.stories = 100;
        plan_.days_between = static_cast<double>(plan_.reports) / a_day;
        plan_.look_alike_every = 0;  // they lie weeks ahead
        plan_.words = 200;
        plan_.vocabulary = 5000;
    }
    CodedReport next() {
        // What is of the day of the last story made, or of the one after, may not be whole yet.
        while (waiting_.empty() || waiting_.begin()->first + 2 > plan_.first_story * plan_.days_between + first_day_)
            make();
        CodedReport coded = std::move(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        if (until_one_ahead_ > 0 && --until_one_ahead_ == 0)
            coded.report.published = PublicationTime::parse("2054-01-01", "bench");
        return coded;
    }

  private:
    void make() {
        for (MadeReport& made : make_stream(plan_).reports) {
            add_statements(made.coded);
            made.coded.report.id = sha256_hex(made.coded.report.id);
            const PublicationTime& published = *made.coded.report.published;
            const double day = published.day + published.second_of_day.value_or(0) / 86'400.0;
            if (first_day_ == 0) first_day_ = day;
            waiting_.emplace(day, std::move(made.coded));
        }
        plan_.first_story += plan_.stories;
        ++plan_.seed;
    }

    StreamPlan plan_;
    std::multimap<double, CodedReport> waiting_;
    int until_one_ahead_ = 0;
    double first_day_ = 0;
};

[[noreturn]] void end(const Error& error) {
    std::fprintf(stderr, "%s\n", to_string(error).c_str());
    std::exit(1);
}

void show(const char* what, const Times& times) {
    std::printf("  %-28s processor %.2f ms (95 %%: %.2f), wall %.2f ms (95 %%: %.2f)\n", what,
                quantile(times.processor, 0.5), quantile(times.processor, 0.95), quantile(times.wall, 0.5),
                quantile(times.wall, 0.95));
}

class Bench {
  public:
    Bench(const char* path, const Pipeline& pipeline, int a_day, std::string_view manner)
        : pipeline_(pipeline), project_(*ProjectFile::open(path, Database::Access::create)), reports_(a_day, manner) {
        run_ = *project_.begin_run(pipeline.run_info("{}"));
    }

    // Adds so many reports and finds the stories; the making of the reports is not timed.
    void pass(std::int64_t count, Times& all, Times& writing) {
        std::vector<CodedReport> reports;
        for (std::int64_t i = 0; i < count; ++i) reports.push_back(reports_.next());
        const Moment begin;
        if (auto done = project_.begin(); !done) end(done.error());
        for (const CodedReport& coded : reports)
            if (auto kept = keep_report(project_, run_, coded, true, {"", coded.report.id, "", "", false}); !kept)
                end(kept.error());
        if (auto done = project_.commit(); !done) end(done.error());
        writing.add(begin, static_cast<double>(count));
        const auto stories = relate_run(project_, run_, pipeline_, never_, {}, {}, &memory_);
        if (!stories) end(stories.error());
        stories_ = stories->value_or(0);
        held_ += count;
        all.add(begin, static_cast<double>(count));
    }

    void measure(const char* path) {
        Times many;
        Times writing;
        for (int i = 0; i < 11; ++i) pass(500, many, writing);
        Times single;
        Times ignored;
        for (int i = 0; i < 150; ++i) pass(1, single, ignored);  // more than a part of the search's
        std::printf("%lld reports, %zu stories, %.2f GB, memory at most %.0f MB\n", static_cast<long long>(held_),
                    stories_, static_cast<double>(std::filesystem::file_size(path)) / 1e9, megabytes());
        show("a report, in passes of 500", many);
        show("of that, writing it", writing);
        show("a pass of one report", single);
        std::fflush(stdout);
    }

    [[nodiscard]] std::int64_t held() const { return held_; }

  private:
    const Pipeline& pipeline_;
    ProjectFile project_;
    Reports reports_;
    SearchMemory memory_;
    std::int64_t run_ = 0;
    std::int64_t held_ = 0;
    std::size_t stories_ = 0;
    const std::atomic<bool> never_ = false;
};

}  // namespace

int main(int arguments, char** values) {
    if (arguments < 2) {
        std::fprintf(stderr, "flow_bench FILE [REPORTS] [REPORTS_A_DAY] [dates|quoted|ahead]\n");
        return 2;
    }
    const std::int64_t wanted = arguments > 2 ? std::atoll(values[2]) : 20'000;
    const int a_day = arguments > 3 ? std::atoi(values[3]) : 500;
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(std::string(values[1]) + end);
    std::vector<Problem> problems;
    const Result<Pipeline> pipeline = Pipeline::load(Settings::installed(), problems);
    if (!pipeline) end(pipeline.error());
    Bench bench(values[1], *pipeline, a_day, arguments > 4 ? values[4] : "");
    Times ignored;
    for (const std::int64_t mark : {20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000}) {
        while (bench.held() < std::min(mark, wanted))
            bench.pass(std::min<std::int64_t>(10'000, std::min(mark, wanted) - bench.held()), ignored, ignored);
        if (mark > wanted && bench.held() != wanted) break;
        bench.measure(values[1]);
        if (mark >= wanted) break;
    }
    return 0;
}
