#pragma once
// Figures of this room on annotated data, for `parallax eval`. Data in, figures and (if asked for) predictions out.
//
//   lineage   JSON Lines: {"id", "a": {"id", "text"}, "b": {"id", "text"}, "label"}
//             predictions {"id", "a", "b", "label", "same_lineage"}
//   stories   JSON Lines: {"id", "date", "title", "text", "cluster"}; predictions {"id", "cluster"}
//
// Lines without gold ("label", "cluster") only get predictions. Accounts have their own: eval_accounts.hpp.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "record/accounts.hpp"
#include "relate/scores.hpp"
#include "relate/word_rarity.hpp"

namespace px {

/// What flow/ does with one report.
using LayersOfReport = std::function<Layers(const Report&)>;

struct LineageFigures {
    std::int64_t pairs = 0;
    std::int64_t gold = 0;  // with a label
    Scores same_lineage;
};
[[nodiscard]] Result<LineageFigures> eval_lineage(std::string_view content, const std::string& path,
                                                  std::string* predictions);

struct StoryFigures {
    std::int64_t reports = 0;
    std::int64_t stories = 0;
    std::int64_t largest = 0;
    ClusterScores scores;
};
/// With what was coded in each report, as `parallax read` finds them.
[[nodiscard]] Result<StoryFigures> eval_stories(const WordRarity& background, const LayersOfReport& layers_of,
                                                std::string_view content, const std::string& path,
                                                std::string* predictions);

}  // namespace px
