#pragma once
// Figures of this room on annotated data, for `parallax eval`. Data in, figures and (if asked for) predictions out.
//
//   lineage   JSON Lines: {"id", "a": {"id", "text"}, "b": {"id", "text"}, "label"}
//             predictions {"id", "a", "b", "label", "same_lineage"}
//   stories   JSON Lines: {"id", "date", "title", "text", "cluster"}; predictions {"id", "cluster"}
//   accounts  one JSON object: {"cluster", "documents": [{"id", "outlet", "date", "title", "text"}],
//             "relations": [{"type", "certainty", "group", "a": [claim, document], "a_span", "b", "b_span",
//             "disputed"}]}; predictions {"cluster", "findings": [{"kind", "type", "one", "other"}]}, sides as
//             [document, begin, end]
//
// Lines without gold ("label", "cluster", "relations") only get predictions. Offsets are code points.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "record/accounts.hpp"
#include "relate/scores.hpp"

namespace px {

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
[[nodiscard]] Result<StoryFigures> eval_stories(std::string_view content, const std::string& path,
                                                std::string* predictions);

/// Findings against gold relations. A finding meets a relation if some piece of evidence on each side overlaps the
/// relation's spans in the same documents. Relations whose certainty is not firm count neither way.
struct AccountFigures {
    std::int64_t reports = 0;
    std::int64_t findings = 0;
    std::int64_t oppositions = 0;        // findings that claim one: contradiction, opposed attitudes, disputed
    std::int64_t oppositions_right = 0;  // of these, met by a firm gold contradiction
    std::int64_t oppositions_open = 0;   // of these, met by an arguable one: neither right nor wrong
    std::int64_t gold_groups = 0;        // groups of firm gold contradictions
    std::int64_t groups_found = 0;
    std::int64_t false_alarms = 0;  // oppositions met by a compatible, update or framing relation
    std::int64_t wordings = 0;      // findings of other wordings
    std::int64_t wordings_right = 0;
    std::int64_t gold_wordings = 0;  // groups
};
/// What flow/ does with one report, and with several.
using LayersOfReport = std::function<Layers(const Report&)>;
using Compare = std::function<Comparison(std::span<const CodedReport>)>;
[[nodiscard]] Result<AccountFigures> eval_accounts(const LayersOfReport& layers_of, const Compare& compare,
                                                   std::string_view content, const std::string& path,
                                                   std::string* predictions);

}  // namespace px
