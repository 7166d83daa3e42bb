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

}  // namespace

int run(const LintOptions& options, const Terminal&) {
    if (!options.coverage.empty()) return show_coverage(options);
    const Settings settings = Settings::installed();
    const std::string folder = options.folder.empty() ? settings.data_dir : options.folder;
    std::error_code ignored;
    const bool own_tables = !std::filesystem::is_directory(folder + "/coding", ignored);  // an overlay, no data folder
    std::vector<Problem> problems;
    if (!own_tables) problems = lint(folder);
    const std::string overlay = own_tables ? folder : options.folder.empty() ? settings.overlay_dir : std::string();
    if (!overlay.empty())
        for (Problem& problem : lint_overlay(settings.data_dir, overlay)) problems.push_back(std::move(problem));
    for (const Problem& problem : problems) put(to_string(problem) + "\n");
    const auto fatal = std::count_if(problems.begin(), problems.end(), [](const Problem& p) { return p.fatal; });
    say(fmt::format("{}: {} problems, {} warnings", folder, fatal,
                    static_cast<std::ptrdiff_t>(problems.size()) - fatal));
    return fatal == 0 ? exit_ok : exit_some_unreadable;
}

}  // namespace px::app
