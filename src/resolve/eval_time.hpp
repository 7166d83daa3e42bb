#pragma once
// Figures for times on annotated data (TempEval-3, task A): what `parallax eval time` prints.
//
//   Result<TimeScores> scores = eval_times(words, annotate, json_lines, "gum_dates.jsonl", &predictions);
//
// A line is {"id","text","reference_date","timexes":[{"span":[begin,end],"type","value"}]}, spans in code points;
// without "timexes" only predictions are written. A prediction line is {"id","timexes":[{"span","type","value"}]}.

#include <functional>
#include <string>
#include <string_view>

#include "annotate/annotation.hpp"
#include "base/result.hpp"
#include "record/report.hpp"
#include "resolve/times.hpp"

namespace px {

using Annotator = std::function<Annotation(const Report&)>;

struct TimeScores {
    std::size_t documents = 0;
    std::size_t gold = 0;
    std::size_t found = 0;
    std::size_t strict = 0;   // spans equal
    std::size_t relaxed = 0;  // spans overlap, one to one
    std::size_t value = 0;    // relaxed, and the TIMEX3 value equal
};

/// Appends a prediction line per document to `predictions` if it is not null. Fails with the line of the first one
/// that is no JSON object with a text.
[[nodiscard]] Result<TimeScores> eval_times(const TimeWords& words, const Annotator& annotate,
                                            std::string_view json_lines, const std::string& name,
                                            std::string* predictions);

}  // namespace px
