#pragma once
// A newer program, model or dictionary codes in a new run beside the old one. Files can be read again; pages that were
// fetched cannot, so watching takes their texts from the runs before and codes them anew.
//
//   Result<std::size_t> coded = carry_over(project, run, pipeline, stop);

#include <atomic>

#include "flow/pipeline.hpp"
#include "store/project_file.hpp"

namespace px {

/// How many reports came over. Each is kept in a transaction of its own, so this goes on where it was stopped.
Result<std::size_t> carry_over(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                               const std::atomic<bool>& stop);

}  // namespace px
