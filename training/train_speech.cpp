// Learns cues and contents of attributions (src/attribute/learned_cues.hpp).
//
//   train_speech HOME POLNEAR_TRAIN.jsonl OUT.pxm [PART]      (HOME holds data/ and models/en.pxm)
//
// With PART (say 0.9) only that share of the articles, from the beginning of the file, is trained on, so that the rest
// can be used to choose limits.
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "annotate/annotate.hpp"
#include "attribute/eval.hpp"
#include "attribute/learned_cues.hpp"
#include "base/mapped_file.hpp"
#include "linear_trainer.hpp"
#include "text/code_points.hpp"

using namespace px;
using namespace px::training;

namespace {

template <typename T>
T take(Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s\n", to_string(result.error()).c_str());
    std::exit(1);
}

struct GoldAttribution {
    std::vector<Span> content;
    std::vector<Span> cue;
    std::vector<Span> speaker;
    bool speech = false;
};

std::vector<Span> read_spans(simdjson::dom::element quote, const char* fragments, const char* whole,
                             const CodePoints& points) {
    std::vector<Span> spans;
    const auto add = [&](simdjson::dom::element span) {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        if (span.at(0).get(begin) == simdjson::SUCCESS && span.at(1).get(end) == simdjson::SUCCESS)
            spans.push_back(
                {points.to_byte(static_cast<std::uint32_t>(begin)), points.to_byte(static_cast<std::uint32_t>(end))});
    };
    if (simdjson::dom::array array; quote[fragments].get(array) == simdjson::SUCCESS)
        for (const simdjson::dom::element span : array) add(span);
    if (simdjson::dom::element span; spans.empty() && quote[whole].get(span) == simdjson::SUCCESS && span.is_array())
        add(span);
    return spans;
}

std::vector<GoldAttribution> read_gold(simdjson::dom::element line, const CodePoints& points) {
    std::vector<GoldAttribution> gold;
    simdjson::dom::array quotes;
    if (line["quotes"].get(quotes) != simdjson::SUCCESS) return gold;
    for (const simdjson::dom::element quote : quotes) {
        GoldAttribution one;
        one.content = read_spans(quote, "fragments", "span", points);
        one.cue = read_spans(quote, "cue_fragments", "cue_span", points);
        one.speaker = read_spans(quote, "speaker_fragments", "speaker_span", points);
        bool speech = false;
        one.speech = quote["speech"].get(speech) == simdjson::SUCCESS && speech;
        if (!one.content.empty()) gold.push_back(std::move(one));
    }
    return gold;
}

double overlap(const std::vector<Span>& a, const std::vector<Span>& b) {
    double both = 0;
    double all = 0;
    for (Span x : a) all += x.size();
    for (Span y : b) all += y.size();
    for (Span x : a)
        for (Span y : b)
            if (x.overlaps(y)) both += std::min(x.end, y.end) - std::max(x.begin, y.begin);
    return all - both <= 0 ? 0 : both / (all - both);
}

class Collector {
  public:
    std::vector<Example> cues;
    std::vector<Example> contents;
    std::vector<Example> speakers;

    void read(const SpeechText& text, const std::vector<GoldAttribution>& gold) {
        std::vector<Speech> speeches = find_cues(text);
        link_quotations(text, speeches);
        std::erase_if(speeches, [](const Speech& s) { return s.content.empty(); });
        const CueWords words(text, speeches);
        for (std::size_t s = 0; s < text.trees.size(); ++s)
            for (int token = 0; token < text.trees[s].size(); ++token)
                if (words.may_be_cue(static_cast<int>(s), token))
                    read_word(text, words, speeches, gold, static_cast<int>(s), token);
    }

  private:
    void read_word(const SpeechText& text, const CueWords& words, const std::vector<Speech>& speeches,
                   const std::vector<GoldAttribution>& gold, int sentence, int token) {
        const Span word = text.tree(sentence)[token].span;
        const GoldAttribution* own = nullptr;
        for (const GoldAttribution& one : gold)
            for (Span cue : one.cue)
                if (cue.overlaps(word)) own = &one;
        const std::vector<ContentCandidate> candidates = words.contents(sentence, token);
        double best = 0;
        if (own != nullptr) {
            for (const ContentCandidate& candidate : candidates)
                best = std::max(best, overlap({candidate.span}, own->content));
            if (const int rule = words.speech_at(sentence, token); rule >= 0)
                best = std::max(best, overlap(speeches[static_cast<std::size_t>(rule)].content, own->content));
            if (best < 0.5) return;
        }
        add(cues, words.cue_features(sentence, token), own == nullptr ? 0 : own->speech ? 1 : 2);
        if (own == nullptr) return;
        const ContentCandidate* nearest = nullptr;
        double nearest_share = 0.5;
        for (const ContentCandidate& candidate : candidates) {
            const double share = overlap({candidate.span}, own->content);
            if (share >= nearest_share) {
                nearest = &candidate;
                nearest_share = share;
            }
            if (share < 0.5 || share >= 0.7)
                add(contents, words.content_features(sentence, token, candidate), share >= 0.7 ? 1 : 0);
        }
        if (nearest != nullptr) read_speakers(text, words, *own, sentence, token, *nearest);
    }

    void read_speakers(const SpeechText& text, const CueWords& words, const GoldAttribution& gold, int sentence,
                       int token, const ContentCandidate& content) {
        for (const int speaker : words.speakers(sentence, token)) {
            const Span word = text.tree(sentence)[speaker].span;
            const bool right =
                std::any_of(gold.speaker.begin(), gold.speaker.end(), [&](Span span) { return span.overlaps(word); });
            add(speakers, words.speaker_features(sentence, token, content, speaker), right ? 1 : 0);
        }
    }

    static void add(std::vector<Example>& examples, const FeatureList& features, int label) {
        Example example;
        example.features.assign(features.hashes().begin(), features.hashes().end());
        example.label = label;
        examples.push_back(std::move(example));
    }
};

void collect(const std::string& home, const std::string& path, double part, Collector& into) {
    const Model model = take(Model::load(home + "/models/en.pxm"));
    std::vector<Problem> problems;
    const Lexicons lexicons = take(Lexicons::load(home + "/data", problems));
    const MappedFile file = take(MappedFile::open(path));
    Workspace scratch;
    simdjson::dom::parser parser;
    std::string_view lines =
        file.bytes().substr(0, static_cast<std::size_t>(static_cast<double>(file.bytes().size()) * part));
    while (lines.find('\n') != std::string_view::npos) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(line.size() + 1);
        simdjson::dom::element element;
        std::string_view words;
        if (parser.parse(line.data(), line.size()).get(element) != simdjson::SUCCESS ||
            element["text"].get(words) != simdjson::SUCCESS) {
            std::fprintf(stderr, "%s: a line is no JSON object with a text\n", path.c_str());
            std::exit(1);
        }
        const Report report = report_of_text(std::string(words));
        const Annotation annotation = annotate(model, report.text, paragraphs(report.text), scratch);
        into.read(SpeechText(lexicons, report, annotation), read_gold(element, CodePoints(report.text)));
    }
}

Weights fit(const std::vector<Example>& examples, std::size_t classes, const TrainerOptions& options) {
    std::vector<const Example*> all;
    all.reserve(examples.size());
    for (const Example& example : examples) all.push_back(&example);
    return LinearTrainer(classes, options).fit(all);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fputs("usage: train_speech HOME POLNEAR_TRAIN.jsonl OUT.pxm [PART]\n", stderr);
        return 2;
    }
    Collector collector;
    collect(argv[1], argv[2], argc > 4 ? std::atof(argv[4]) : 1, collector);
    std::printf("%zu words, %zu contents\n", collector.cues.size(), collector.contents.size());
    const TrainerOptions options{.passes = 5, .rate = 0.05F, .decay = 1e-6F};
    ContainerWriter out;
    const Weights cue = fit(collector.cues, 3, options);
    const Weights content = fit(collector.contents, 2, options);
    out.add("cue", cue);
    out.add("content", content);
    out.add("speaker", fit(collector.speakers, 2, options));
    out.write(argv[3]);
    std::printf("%zu and %zu features\n", cue.rows.size(), content.rows.size());
    return 0;
}
