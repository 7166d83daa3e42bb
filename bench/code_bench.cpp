// Processor time of each room behind the annotator, on the same text: PARALLAX_TEXT=news.txt code_bench
// Every twenty paragraphs of the file are a report.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "annotate/annotate.hpp"
#include "attribute/attribute.hpp"
#include "code/code.hpp"
#include "code/eval_texts.hpp"
#include "resolve/resolve.hpp"

namespace {

using namespace px;

struct Tables {
    Model model;
    Dictionaries dictionaries;
    Lexicons lexicons;
    Rules rules;
    EventModel events;
};

/// What each room reads and makes.
struct Coded {
    Report report;
    Annotation annotation;
    Layers resolved;
    Layers attributed;
};

std::optional<Tables> load() {
    const std::string root = PX_SOURCE_DIR;
    std::vector<Problem> problems;
    Result<Model> model = Model::load(root + "/models/en.pxm");
    Result<Dictionaries> dictionaries = Dictionaries::load(root + "/data", "", problems);
    Result<Lexicons> lexicons = Lexicons::load(root + "/data", problems);
    Result<Rules> rules = Rules::load(root + "/data", problems);
    Result<EventModel> events = EventModel::load(root + "/models/events.pxm");
    if (!model || !dictionaries || !lexicons || !rules || !events) return std::nullopt;
    if (!lexicons->load_models({root + "/models/tone.pxm", root + "/models/speech.pxm"})) return std::nullopt;
    return Tables{std::move(*model), std::move(*dictionaries), std::move(*lexicons), std::move(*rules),
                  std::move(*events)};
}

const std::optional<Tables>& tables() {
    static const std::optional<Tables> loaded = load();
    return loaded;
}

Coded walk(const Tables& with, std::string text) {
    Coded made;
    const EventCoder coder{with.model, with.dictionaries, with.lexicons, with.rules, &with.events};
    coding::CodedText coded = coding::code_text(coder, coding::report_of(std::move(text), "2019-04-25", false),
                                                [&](const coding::CodedText& found) { made.resolved = found.layers; });
    made.report = std::move(coded.report);
    made.annotation = std::move(coded.annotation);
    made.attributed = std::move(coded.layers);
    return made;
}

/// Empty without a text or without tables.
const std::vector<Coded>& reports() {
    static const std::vector<Coded> all = [] {
        constexpr std::size_t paragraphs_each = 20;
        std::vector<Coded> out;
        const char* path = std::getenv("PARALLAX_TEXT");
        std::ifstream file(path == nullptr ? "" : path);
        const std::string text = (std::ostringstream() << file.rdbuf()).str();
        const std::vector<Span> blocks = paragraphs(text);
        for (std::size_t i = 0; tables() && i < blocks.size(); i += paragraphs_each) {
            const std::size_t last = std::min(i + paragraphs_each, blocks.size()) - 1;
            out.push_back(walk(*tables(), text.substr(blocks[i].begin, blocks[last].end - blocks[i].begin)));
        }
        return out;
    }();
    return all;
}

template <typename Room>
void time_room(benchmark::State& state, Room room) {
    if (reports().empty()) return state.SkipWithError("set PARALLAX_TEXT to a text file");
    std::size_t sentences = 0;
    for (auto _ : state) {
        for (const Coded& one : reports()) {
            room(*tables(), one);
            sentences += one.annotation.sentences.size();
        }
    }
    state.counters["sentences"] = benchmark::Counter(static_cast<double>(sentences), benchmark::Counter::kIsRate);
}

void resolving(const Tables& with, const Coded& one) {
    benchmark::DoNotOptimize(resolve(with.dictionaries, one.report, one.annotation));
}

void attributing(const Tables& with, const Coded& one) {
    Layers layers = one.resolved;
    benchmark::DoNotOptimize(attribute(with.lexicons, one.report, one.annotation, layers));
}

void coding(const Tables& with, const Coded& one) {
    benchmark::DoNotOptimize(code(with.rules, &with.events, with.lexicons, one.report, one.annotation, one.attributed));
}

void coding_by_rules(const Tables& with, const Coded& one) {
    benchmark::DoNotOptimize(code(with.rules, nullptr, with.lexicons, one.report, one.annotation, one.attributed));
}

BENCHMARK_CAPTURE(time_room, resolve, resolving)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(time_room, attribute, attributing)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(time_room, code, coding)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(time_room, code_by_rules, coding_by_rules)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
