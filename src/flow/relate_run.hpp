#pragma once
// Finds the stories among all reports of a run, compares the reports of each, and keeps the result in the project file.
//
// Reports go in one at a time in the order of their publication, twice: once to count how rare each term is, once to
// find the stories. A report is loaded when it is new; after that the file keeps its terms. A story whose reports have
// not changed stays as it is; only what new reports touch is compared again. The result is that of reading everything
// at once. Memory does not grow with the reports but for some forty bytes each; it holds the reports of the days around
// the one at work, and those of one story while it is compared.

#include <atomic>
#include <functional>
#include <optional>
#include <string_view>

#include "flow/pipeline.hpp"
#include "store/project_file.hpp"

namespace px {

using TellNews = std::function<void(std::string_view)>;

/// How many stories there are; nothing if `stop` became true before they were all found: then the file is as it was
/// before. What stood there is brought up to date in one transaction. `news`, if given, is called with a line for each
/// story that got another independent account, and for each contradiction, dispute or pair of opposed attitudes that
/// was not there before.
Result<std::optional<std::size_t>> relate_run(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                                              const std::atomic<bool>& stop, const TellNews& news = {});

}  // namespace px
