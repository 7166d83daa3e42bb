#pragma once
// Figures on annotated data, one task per kind of data. Predictions are written in the shape that independent scorers
// of the same data read.
//
//   Result<std::string> figures = evaluate("time", pipeline, "gum_dates.jsonl", &predictions);

#include <string>
#include <string_view>
#include <vector>

#include "flow/pipeline.hpp"

namespace px {

struct EvalTask {
    std::string_view name;
    std::string_view reads;  // what data it reads
};

[[nodiscard]] std::vector<EvalTask> eval_tasks();

/// The figures as text. `predictions` may be null. Fails if there is no such task or the data is not of its shape.
[[nodiscard]] Result<std::string> evaluate(std::string_view task, const Pipeline& pipeline, const std::string& path,
                                           std::string* predictions);

}  // namespace px
