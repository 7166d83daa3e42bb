#pragma once
// How well modes agree with people's judgements of whether an event happened (-3 to +3): what `parallax eval
// factuality` prints, for each corpus and split of the file.
//
//   Result<std::string> table = eval_factuality(lexicons, annotate, json_lines, "factuality.jsonl", &predictions);
//
// Lines {"id","corpus","split","text","targets":[{"span","factuality"}]}, spans in code points. Modes count as
// actual +3, planned +1, possible +0.5, hypothetical and unknown 0, negated -3.

#include <functional>
#include <string>
#include <string_view>

#include "annotate/annotation.hpp"
#include "attribute/lexicons.hpp"
#include "base/result.hpp"
#include "record/report.hpp"

namespace px {

/// One line a set: mean absolute error, Pearson's r, share of events judged below +1 that get no "actual", and the
/// error if everything were taken as actual.
[[nodiscard]] Result<std::string> eval_factuality(const Lexicons& lexicons,
                                                  const std::function<Annotation(const Report&)>& annotate,
                                                  std::string_view json_lines, const std::string& name,
                                                  std::string* predictions);

}  // namespace px
