#pragma once
// Finds the stories among all reports of a run, compares the reports of each, and keeps the result in the project file.

#include "flow/pipeline.hpp"
#include "store/project_file.hpp"

namespace px {

/// How many stories there are. What stood there before is replaced, in one transaction.
Result<std::size_t> relate_run(ProjectFile& project, std::int64_t run, const Pipeline& pipeline);

}  // namespace px
