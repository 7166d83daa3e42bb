// Times of reports, words cut at blanks and marks: PARALLAX_TEXT=news.txt resolve_bench
// A text file is one report; of JSON Lines (*.jsonl) each line is one, {"text","reference_date"}. The counter
// "document" is the time that one of them takes.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "resolve/eval_lines.hpp"
#include "resolve/plain_tokens.hpp"
#include "resolve/times.hpp"

namespace {

struct Document {
    px::Report report;
    px::Annotation annotation;
};

std::vector<Document> documents(const std::string& path) {
    std::vector<Document> found;
    const auto add = [&](px::Report report) {
        px::Annotation annotation = px::plain_tokens(report.text);
        found.push_back({std::move(report), std::move(annotation)});
    };
    std::ifstream file(path);
    std::string content = (std::ostringstream() << file.rdbuf()).str();
    if (path.ends_with(".jsonl")) {
        const auto lines = px::for_each_report(content, path, "timexes",
                                               [&](const px::AnnotatedReport& line) { add(line.report); });
        if (!lines) return {};
    } else if (!content.empty()) {
        px::Report report;
        report.text = std::move(content);
        report.published = px::PublicationTime::parse("2019-04-25", "bench");
        add(std::move(report));
    }
    return found;
}

void times(benchmark::State& state) {
    const char* path = std::getenv("PARALLAX_TEXT");
    const std::vector<Document> reports = documents(path == nullptr ? "" : path);
    std::vector<px::Problem> problems;
    const auto words = px::TimeWords::load(PX_SOURCE_DIR "/data", problems);
    if (reports.empty() || !words) {
        state.SkipWithError("set PARALLAX_TEXT to a text file or to JSON Lines of reports");
        return;
    }
    std::int64_t bytes = 0;
    for (auto _ : state) {
        for (const Document& document : reports) {
            benchmark::DoNotOptimize(px::find_times(*words, document.report, document.annotation));
            bytes += static_cast<std::int64_t>(document.report.text.size());
        }
    }
    state.SetBytesProcessed(bytes);
    state.counters["document"] =
        benchmark::Counter(static_cast<double>(state.iterations() * static_cast<std::int64_t>(reports.size())),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(times)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
