#pragma once
// Figures for `parallax eval`: how well predicted clusters and decisions agree with gold ones.
//
//   const ClusterScores scores = score_clusters(gold, predicted);   // one cluster name for each report, in one order

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace px {

/// Precision, recall and their harmonic mean; 0 where nothing was predicted or nothing was to be found.
struct Scores {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
};

struct ClusterScores {
    Scores pairs;   // over pairs of reports in one cluster
    Scores bcubed;  // over reports (Bagga & Baldwin 1998)
};

/// Both lists have one entry for each report.
[[nodiscard]] ClusterScores score_clusters(std::span<const std::string> gold, std::span<const std::string> predicted);

/// Clusters of mentions, those of one mention included (Pradhan et al. 2014, with given mentions).
struct CoreferenceScores {
    Scores muc;     // Vilain et al. 1995
    Scores bcubed;  // Bagga & Baldwin 1998
    Scores ceafe;   // Luo 2005, clusters aligned one to one
    [[nodiscard]] double conll() const { return 100 * (muc.f1 + bcubed.f1 + ceafe.f1) / 3; }
};
/// Both lists have one entry for each mention.
[[nodiscard]] CoreferenceScores score_coreference(std::span<const std::string> gold,
                                                  std::span<const std::string> predicted);

[[nodiscard]] Scores score_decisions(std::int64_t true_positives, std::int64_t false_positives,
                                     std::int64_t false_negatives);

/// What two plain texts have to do with each other, in the classes of the lineage set: "copy" (three quarters of the
/// shorter and 60 % of the longer text are one), "partial" (they share an origin), "shared_quotes" (at least 20 words
/// in common, 12 of them running, but no prose), "independent".
[[nodiscard]] std::string_view lineage_label(std::string_view text_a, std::string_view text_b);

}  // namespace px
