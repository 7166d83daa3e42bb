#include "flow/lint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"

namespace px::app {

int run(const LintOptions& options, const Terminal&) {
    const std::string folder = options.folder.empty() ? Settings::installed().data_dir : options.folder;
    const std::vector<Problem> problems = lint(folder);
    for (const Problem& problem : problems) put(to_string(problem) + "\n");
    const auto fatal = std::count_if(problems.begin(), problems.end(), [](const Problem& p) { return p.fatal; });
    say(fmt::format("{}: {} problems, {} warnings", folder, fatal,
                    static_cast<std::ptrdiff_t>(problems.size()) - fatal));
    return fatal == 0 ? exit_ok : exit_some_unreadable;
}

}  // namespace px::app
