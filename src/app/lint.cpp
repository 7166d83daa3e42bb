#include "flow/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "flow/coverage.hpp"

namespace px::app {

namespace {

int show_coverage(const LintOptions& options) {
    Settings settings = Settings::installed();
    if (!options.folder.empty()) settings.data_dir = options.folder;
    std::vector<Problem> problems;
    const Result<Pipeline> pipeline = Pipeline::load(settings, problems);
    if (!pipeline) return complain(pipeline.error());
    const Coverage coverage = measure_coverage(*pipeline, options.coverage);
    put(coverage.table);
    say(fmt::format("{} reports, {} sentences; {} rules fit nowhere; {} inputs could not be read", coverage.reports,
                    coverage.sentences, coverage.silent_rules, coverage.unreadable));
    return coverage.unreadable == 0 ? exit_ok : exit_some_unreadable;
}

bool holds_table(const std::string& folder) {
    std::error_code unreadable;
    for (std::filesystem::directory_iterator at(folder, unreadable), end; !unreadable && at != end;
         at.increment(unreadable)) {
        if (at->path().extension() == ".tsv") return true;
    }
    return false;
}

}  // namespace

int run(const LintOptions& options, const Terminal&) {
    if (!options.coverage.empty()) return show_coverage(options);
    const Settings settings = Settings::installed();
    const std::string folder = options.folder.empty() ? settings.data_dir : options.folder;
    std::error_code ignored;
    constexpr const char* next =
        "nothing was checked; name a data folder (it holds coding/) or one with tables of your own (as in "
        "data/actors/)";
    if (!std::filesystem::is_directory(folder, ignored)) {
        const bool is_file = std::filesystem::exists(folder, ignored);
        return complain({ErrorKind::unreadable, folder, "",
                         is_file ? "this is a file, expected a folder" : "there is no such folder", next});
    }
    if (std::filesystem::is_empty(folder, ignored))
        return complain({ErrorKind::empty, folder, "", "the folder is empty", next});
    const bool is_overlay = !std::filesystem::is_directory(folder + "/coding", ignored);
    if (is_overlay && !holds_table(folder))
        return complain({ErrorKind::empty, folder, "", "the folder holds no table (.tsv)", next});
    std::vector<Problem> problems;
    if (!is_overlay) problems = lint(folder);
    const std::string overlay = is_overlay ? folder : options.folder.empty() ? settings.overlay_dir : std::string();
    if (!overlay.empty())
        for (Problem& problem : lint_overlay(settings.data_dir, overlay)) problems.push_back(std::move(problem));
    for (const Problem& problem : problems) put(to_string(problem) + "\n");
    const auto fatal = std::count_if(problems.begin(), problems.end(), [](const Problem& p) { return p.fatal; });
    const std::string checked = overlay.empty() || is_overlay ? folder : folder + " and " + overlay;
    say(fmt::format("{}: {} problems, {} warnings", checked, fatal,
                    static_cast<std::ptrdiff_t>(problems.size()) - fatal));
    return fatal == 0 ? exit_ok : exit_some_unreadable;
}

}  // namespace px::app
