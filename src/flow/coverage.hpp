#pragma once
// Which rules fire on a corpus and which never do: for whoever writes rules.

#include <string>
#include <vector>

#include "flow/pipeline.hpp"
#include "read/read.hpp"

namespace px {

struct Coverage {
    std::size_t reports = 0;
    std::size_t unreadable = 0;
    std::size_t sentences = 0;
    std::size_t silent_rules = 0;  // rules that fit nowhere
    std::string table;             // TSV: rule, code, fits, events, file:line; most fitting first, then by name
};

/// Reads files, folders and files of files. `fits` counts words for which a pattern of the rule was the best, `events`
/// the statements that came of it; the learned layer has a line of its own, "model".
[[nodiscard]] Coverage measure_coverage(const Pipeline& pipeline, const std::vector<std::string>& paths);

}  // namespace px
