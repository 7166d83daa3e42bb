#include "relate/scores.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/assignment.hpp"
#include "base/ratio.hpp"
#include "relate/lineage.hpp"
#include "relate/passages.hpp"

namespace px {
namespace {

Scores scores_of(double precision, double recall) {
    return {precision, recall, harmonic_mean(precision, recall)};
}

double pairs_in(double reports) { return reports * (reports - 1) / 2; }

using Clusters = std::map<std::string_view, std::vector<std::size_t>>;

Clusters clusters_of(std::span<const std::string> names) {
    Clusters clusters;
    for (std::size_t i = 0; i < names.size(); ++i) clusters[names[i]].push_back(i);
    return clusters;
}

// Share of the links of `key` that `other` keeps.
double kept_links(const Clusters& key, std::span<const std::string> other) {
    double kept = 0;
    double all = 0;
    for (const auto& [name, members] : key) {
        std::set<std::string_view> parts;
        for (const std::size_t member : members) parts.insert(other[member]);
        kept += static_cast<double>(members.size() - parts.size());
        all += static_cast<double>(members.size() - 1);
    }
    return ratio(kept, all);
}

// Similarity of clusters that are aligned best, over all clusters of either side.
Scores align_clusters(const Clusters& gold, const Clusters& found, std::span<const std::string> predicted) {
    std::map<std::string_view, std::size_t> column;
    for (const auto& [name, members] : found) column.emplace(name, column.size());
    std::vector<std::vector<double>> gain(gold.size(), std::vector<double>(found.size()));
    std::size_t row = 0;
    for (const auto& [name, members] : gold) {
        std::map<std::string_view, double> common;
        for (const std::size_t member : members) ++common[predicted[member]];
        for (const auto& [other, count] : common)
            gain[row][column[other]] = 2 * count / static_cast<double>(members.size() + found.at(other).size());
        ++row;
    }
    const double sum = best_assignment(std::move(gain));
    return scores_of(ratio(sum, static_cast<double>(found.size())), ratio(sum, static_cast<double>(gold.size())));
}

}  // namespace

CoreferenceScores score_coreference(std::span<const std::string> gold, std::span<const std::string> predicted) {
    const Clusters key = clusters_of(gold);
    const Clusters found = clusters_of(predicted);
    CoreferenceScores scores;
    scores.muc = scores_of(kept_links(found, gold), kept_links(key, predicted));
    scores.bcubed = score_clusters(gold, predicted).bcubed;
    scores.ceafe = align_clusters(key, found, predicted);
    return scores;
}

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
