// Speed of the annotator from raw text to trees, lemmas and names, everything included but loading the model.
// The same text goes through each instruction set that this processor runs, so that ratios come from one run.
//   annotate_bench [--benchmark_filter=...]        counter "words" = words per second of all threads together
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>

#include "annotate/annotate.hpp"

using namespace px;

namespace {

/// The project's own sample reports, one after the other.
const std::string& sample_text() {
    static const std::string text = [] {
        std::string all;
        std::vector<std::filesystem::path> paths;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(PX_SOURCE_DIR "/samples"))
            if (entry.path().extension() == ".txt") paths.push_back(entry.path());
        std::sort(paths.begin(), paths.end());
        for (const auto& path : paths) {
            std::ostringstream content;
            content << std::ifstream(path, std::ios::binary).rdbuf();
            all += content.str() + "\n\n";
        }
        return all;
    }();
    return text;
}

Model load(const char* kernels) {
    setenv("PARALLAX_KERNELS", kernels, 1);
    auto model = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    if (!model) {
        std::fprintf(stderr, "%s\n", to_string(model.error()).c_str());
        std::exit(1);
    }
    return *model;
}

void annotate_samples(benchmark::State& state, const char* kernels) {
    static std::map<std::string, Model> models;
    static std::mutex loading;
    const Model& model = [&]() -> const Model& {
        const std::lock_guard lock(loading);
        const auto known = models.find(kernels);
        return known != models.end() ? known->second : models.emplace(kernels, load(kernels)).first->second;
    }();
    if (model.kernels() != kernels) {
        state.SkipWithError("this processor does not run these kernels");
        return;
    }
    const std::string& text = sample_text();
    const auto blocks = paragraphs(text);
    Workspace workspace;
    std::size_t words = 0;
    for (auto _ : state) words += annotate(model, text, blocks, workspace).tokens.size();
    state.counters["words"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(annotate_samples, base, "base")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(annotate_samples, avx2, "avx2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(annotate_samples, avxvnni, "avxvnni")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(annotate_samples, avx512, "avx512")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(annotate_samples, avx512, "avx512")->Unit(benchmark::kMillisecond)->Threads(2)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
