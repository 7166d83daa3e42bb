#include "relate/scores.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "relate/lineage.hpp"
#include "relate/passages.hpp"

namespace px {
namespace {

Scores scores_of(double precision, double recall) {
    const double sum = precision + recall;
    return {precision, recall, sum > 0 ? 2 * precision * recall / sum : 0};
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

double pairs_in(double reports) { return reports * (reports - 1) / 2; }

}  // namespace

Scores score_decisions(std::int64_t true_positives, std::int64_t false_positives, std::int64_t false_negatives) {
    const auto hits = static_cast<double>(true_positives);
    return scores_of(ratio(hits, hits + static_cast<double>(false_positives)),
                     ratio(hits, hits + static_cast<double>(false_negatives)));
}

ClusterScores score_clusters(std::span<const std::string> gold, std::span<const std::string> predicted) {
    std::map<std::string_view, double> in_gold;
    std::map<std::string_view, double> in_predicted;
    std::map<std::pair<std::string_view, std::string_view>, double> in_both;
    const std::size_t reports = std::min(gold.size(), predicted.size());
    for (std::size_t i = 0; i < reports; ++i) {
        ++in_gold[gold[i]];
        ++in_predicted[predicted[i]];
        ++in_both[{gold[i], predicted[i]}];
    }
    double gold_pairs = 0;
    double predicted_pairs = 0;
    double both_pairs = 0;
    double precision = 0;
    double recall = 0;
    for (const auto& [name, count] : in_gold) gold_pairs += pairs_in(count);
    for (const auto& [name, count] : in_predicted) predicted_pairs += pairs_in(count);
    for (const auto& [names, count] : in_both) {
        both_pairs += pairs_in(count);
        precision += count * count / in_predicted[names.second];
        recall += count * count / in_gold[names.first];
    }
    const auto all = static_cast<double>(reports);
    return {scores_of(ratio(both_pairs, predicted_pairs), ratio(both_pairs, gold_pairs)),
            scores_of(ratio(precision, all), ratio(recall, all))};
}

std::string_view lineage_label(std::string_view text_a, std::string_view text_b) {
    const std::vector<ReportWord> a = split_words(text_a);
    const std::vector<ReportWord> b = split_words(text_b);
    const Shared shared = find_shared(a, b);
    const auto shorter = static_cast<double>(std::min(a.size(), b.size()));
    const auto longer = static_cast<double>(std::max(a.size(), b.size()));
    if (share_origin(a, b)) return shared.words >= 0.75 * shorter && shared.words >= 0.6 * longer ? "copy" : "partial";
    const bool running = std::any_of(shared.passages.begin(), shared.passages.end(),
                                     [](const Passage& passage) { return passage.words >= 12; });
    return shared.words >= 20 && running ? "shared_quotes" : "independent";
}

}  // namespace px
