#pragma once
// Finds the stories among all reports of a run, compares the reports of each, and keeps the result in the project file.
//
// Reports are read one at a time in the order of their publication, twice: once to count how rare each term is, once to
// find the stories. A story whose reports have not changed stays as it is; only what new reports touch is compared
// again. The result is that of reading everything at once. Memory does not grow with the reports but for some forty
// bytes each; it holds the reports of the days around the one at work, and those of one story while it is compared.

#include <functional>
#include <string_view>

#include "flow/pipeline.hpp"
#include "store/project_file.hpp"

namespace px {

/// How many stories there are. What stood there before is brought up to date, in one transaction. `news`, if given, is
/// called with a line for each story that got another independent account, and for each contradiction, dispute or pair
/// of opposed attitudes that was not there before.
Result<std::size_t> relate_run(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                               const std::function<void(std::string_view)>& news = {});

}  // namespace px
