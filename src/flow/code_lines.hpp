#pragma once
// One JSON line per report in, one JSON line with every layer out, in the order of the input: the form that Spark,
// Slurm or xargs can drive. A line that cannot be read becomes an error line and the rest goes on.

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "code/like.hpp"
#include "flow/pipeline.hpp"
#include "read/read.hpp"

namespace px {

struct CodeLinesJob {
    std::string path = "-";  // JSON Lines; "-" = standard input
    ReadOptions options;
    int threads = 1;
    bool trees = true;
    std::optional<LikeForm> like;                // instead: events in the columns of another data set
    std::function<void(const Error&)> troubled;  // with `like`: gets what would be an error line
};

struct CodeLinesFigures {
    std::size_t lines = 0;
    std::size_t errors = 0;
};

/// `put` gets each line with its line end; with `like` first the head line, if that form has one. Fails if the input
/// cannot be opened.
Result<CodeLinesFigures> code_lines(const Pipeline& pipeline, const CodeLinesJob& job,
                                    const std::function<void(std::string_view)>& put, const std::atomic<bool>& stop);

}  // namespace px
