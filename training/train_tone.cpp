// Learns how words judge a target (src/attribute/tone.hpp).
//
//   train_tone HOME NEWSMTSC.jsonl OUT.pxm        (HOME holds data/ and models/en.pxm)
//
// First prints the figures of five folds (no article on both sides of a split), then trains on all of it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "annotate/annotate.hpp"
#include "attribute/eval_attitudes.hpp"
#include "attribute/tone.hpp"
#include "base/mapped_file.hpp"
#include "linear_trainer.hpp"

using namespace px;
using namespace px::training;

namespace {

constexpr std::uint32_t folds = 5;

/// "allsides_1000_401_25_..." and "allsides_1000_401_3_..." are sentences of one article.
std::string article_of(std::string_view id) {
    std::size_t end = 0;
    for (int parts = 0; parts < 3 && end != std::string_view::npos; ++parts) end = id.find('_', end + 1);
    return std::string(id.substr(0, end));
}

template <typename T>
T take(Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s\n", to_string(result.error()).c_str());
    std::exit(1);
}

std::vector<Example> read_examples(const std::string& home, const std::string& path) {
    const Model model = take(Model::load(home + "/models/en.pxm"));
    std::vector<Problem> problems;
    const Lexicons lexicons = take(Lexicons::load(home + "/data", problems));
    const MappedFile file = take(MappedFile::open(path));
    Workspace scratch;
    std::vector<Example> examples;
    std::map<std::string, std::uint32_t> articles;
    const auto done = for_judged_targets(
        file.bytes(), path, [&](std::string_view id, const Report& report, const std::vector<JudgedTarget>& targets) {
            const Annotation annotation = annotate(model, report.text, paragraphs(report.text), scratch);
            const SpeechText text(lexicons, report, annotation);
            const auto article = articles.emplace(article_of(id), static_cast<std::uint32_t>(articles.size())).first;
            for (const JudgedTarget& target : targets) {
                const int sentence = annotation.sentence_at(target.span.begin);
                if (sentence < 0) continue;
                const FeatureList features = tone_features(text, sentence, target.span);
                Example example;
                example.features.assign(features.hashes().begin(), features.hashes().end());
                example.label = target.polarity + 1;
                constexpr std::array<float, 3> costs = {1.0F, 1.05F, 1.25F};  // rarer classes count more
                example.cost = costs[static_cast<std::size_t>(example.label)];
                example.group = article->second;
                examples.push_back(std::move(example));
            }
        });
    if (!done) {
        std::fprintf(stderr, "%s\n", to_string(done.error()).c_str());
        std::exit(1);
    }
    return examples;
}

void print_folds(const std::vector<Example>& examples, const TrainerOptions& options) {
    PolarityTable table;
    std::mt19937 random(1);
    std::map<std::uint32_t, std::uint32_t> fold_of;
    for (const Example& example : examples) fold_of.emplace(example.group, random() % folds);
    for (std::uint32_t fold = 0; fold < folds; ++fold) {
        std::vector<const Example*> train;
        for (const Example& example : examples)
            if (fold_of[example.group] != fold) train.push_back(&example);
        const Weights weights = LinearTrainer(3, options).fit(train);
        for (const Example& example : examples) {
            if (fold_of[example.group] != fold) continue;
            const std::vector<float> p = weights.probabilities(example.features);
            table.add(example.label - 1, static_cast<int>(std::max_element(p.begin(), p.end()) - p.begin()) - 1);
        }
    }
    std::fputs(to_string("five folds", table).c_str(), stdout);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: train_tone HOME NEWSMTSC.jsonl OUT.pxm\n", stderr);
        return 2;
    }
    const std::vector<Example> examples = read_examples(argv[1], argv[2]);
    const TrainerOptions options{.passes = 6, .rate = 0.03F, .decay = 1e-6F};
    print_folds(examples, options);
    std::vector<const Example*> all;
    for (const Example& example : examples) all.push_back(&example);
    const Weights weights = LinearTrainer(3, options).fit(all);
    ContainerWriter out;
    out.add("tone", weights);
    out.write(argv[3]);
    std::printf("%zu targets, %zu features\n", examples.size(), weights.rows.size());
    return 0;
}
