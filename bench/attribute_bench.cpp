// Processor time of attributions beside that of the annotator, on the same text: PARALLAX_TEXT=news.txt attribute_bench
// Every twenty paragraphs of the file are a report. Actors are not looked for.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "annotate/annotate.hpp"
#include "attribute/attribute.hpp"

namespace {

using namespace px;

struct Read {
    Report report;
    Annotation annotation;
};

const Model& model() {
    static const Result<Model> loaded = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    return *loaded;
}

std::vector<Report> reports() {
    constexpr std::size_t paragraphs_each = 20;
    const char* path = std::getenv("PARALLAX_TEXT");
    std::ifstream file(path == nullptr ? "" : path);
    const std::string text = (std::ostringstream() << file.rdbuf()).str();
    std::vector<Report> out;
    const std::vector<Span> blocks = paragraphs(text);
    for (std::size_t i = 0; i < blocks.size(); i += paragraphs_each) {
        const std::size_t last = std::min(i + paragraphs_each, blocks.size()) - 1;
        Report report;
        report.text = text.substr(blocks[i].begin, blocks[last].end - blocks[i].begin);
        for (const Span span : paragraphs(report.text)) {
            Block block;
            block.span = span;
            report.blocks.push_back(block);
        }
        out.push_back(std::move(report));
    }
    return out;
}

void annotator(benchmark::State& state) {
    const std::vector<Report> all = reports();
    if (all.empty()) return state.SkipWithError("set PARALLAX_TEXT to a text file");
    for (auto _ : state)
        for (const Report& report : all)
            benchmark::DoNotOptimize(annotate(model(), report.text, paragraphs(report.text)));
}

void attributions(benchmark::State& state, const ModelPaths& models) {
    std::vector<Problem> problems;
    Result<Lexicons> lexicons = Lexicons::load(PX_SOURCE_DIR "/data", problems);
    if (!lexicons || !lexicons->load_models(models)) return state.SkipWithError("no tables or models");
    std::vector<Read> all;
    for (Report& report : reports()) {
        Annotation annotation = annotate(model(), report.text, paragraphs(report.text));
        all.push_back({std::move(report), std::move(annotation)});
    }
    if (all.empty()) return state.SkipWithError("set PARALLAX_TEXT to a text file");
    for (auto _ : state)
        for (const Read& read : all) {
            Layers layers;
            benchmark::DoNotOptimize(attribute(*lexicons, read.report, read.annotation, layers));
        }
}

const ModelPaths rules_only;
const ModelPaths learned{PX_SOURCE_DIR "/models/tone.pxm", PX_SOURCE_DIR "/models/speech.pxm"};

BENCHMARK(annotator)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(attributions, rules, rules_only)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(attributions, with_learned_cues, learned)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
