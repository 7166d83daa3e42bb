#pragma once
// Why a record says what it says: its sentence and tree, the rule that made it, who the actors are and why, the
// arithmetic of its dates, and the chain through which it came.

#include <string>

#include "flow/pipeline.hpp"
#include "read/read.hpp"
#include "store/project_file.hpp"

namespace px {

/// Text for a person. `id` is a public id (record/ids.hpp) or the beginning of one: a statement, attitude, attribution,
/// report, or a row of a story's comparison. Fails with `empty` if the project holds no such record.
Result<std::string> explain(ProjectFile& project, const Pipeline& pipeline, const std::string& id);

/// The same for every event of a text that somebody types in, and the rules that fit one of its words but give no
/// event. Of `options` only date and outlet count.
std::string explain_text(const Pipeline& pipeline, const std::string& text, const ReadOptions& options);

}  // namespace px
