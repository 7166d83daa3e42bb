// Times of a text file, words cut at blanks and marks: PARALLAX_TEXT=news.txt resolve_bench
// Paragraphs of the file are read as one report.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "resolve/plain_tokens.hpp"
#include "resolve/times.hpp"

namespace {

void times(benchmark::State& state) {
    const char* path = std::getenv("PARALLAX_TEXT");
    std::ifstream file(path == nullptr ? "" : path);
    std::vector<px::Problem> problems;
    const auto words = px::TimeWords::load(PX_SOURCE_DIR "/data", problems);
    if (!file || !words) {
        state.SkipWithError("set PARALLAX_TEXT to a text file");
        return;
    }
    px::Report report;
    report.text = (std::ostringstream() << file.rdbuf()).str();
    report.published = px::PublicationTime::parse("2019-04-25", "bench");
    const px::Annotation annotation = px::plain_tokens(report.text);
    std::int64_t bytes = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(px::find_times(*words, report, annotation));
        bytes += static_cast<std::int64_t>(report.text.size());
    }
    state.SetBytesProcessed(bytes);
}
BENCHMARK(times)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
