#pragma once
// Figures on events across documents: which mentions of acts in several reports are one event.
//
// JSON Lines, one document each: {"cluster_id", "doc_id", "text", "mentions": [{"span", "chain", "class"}]}; documents
// of one "cluster_id" are one story, mentions with "class" "event" are given and their "chain" is what is asked for.
// Offsets are code points. Predictions: {"id", "mentions": [{"span", "chain"}]}.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "relate/eval.hpp"
#include "relate/event_table.hpp"
#include "relate/scores.hpp"

namespace px {

struct EventFigures {
    std::int64_t documents = 0, mentions = 0, coded = 0;  // mentions that a statement stands on
    CoreferenceScores ours;
    CoreferenceScores same_stem;  // baseline: one stem in one story is one event
};

/// Mentions are one event if their words are of one act (data/relate/acts.tsv; else of one stem) and no statements on
/// them tell of two events, or if statements on them tell of one.
[[nodiscard]] Result<EventFigures> eval_events(const LayersOfReport& layers_of, const EventTable& table,
                                               std::string_view content, const std::string& path,
                                               std::string* predictions);

}  // namespace px
