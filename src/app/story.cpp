#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/show_comparison.hpp"
#include "store/project_file.hpp"

namespace px::app {
namespace {

Result<std::vector<std::int64_t>> reports_of(ProjectFile& project, std::int64_t run, const std::string& id) {
    auto query = project.database().prepare(
        "SELECT m.report FROM story_ y JOIN member_ m ON m.story = y.id WHERE y.id = (SELECT id FROM story_ WHERE run "
        "= ?1 "
        "AND public_id >= ?2 AND public_id < ?2 || '~' ORDER BY public_id LIMIT 1) ORDER BY m.n");
    if (!query) return fail(query.error());
    query->bind(run).bind(id);
    std::vector<std::int64_t> rows;
    while (query->step()) rows.push_back(query->integer(0));
    if (query->error()) return fail(*query->error());
    return rows;
}

}  // namespace

int run(const StoryCommandOptions& options, const Terminal& terminal) {
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::read_only);
    if (!project) return complain(project.error());
    const Result<std::int64_t> run = project->find_run(options.run);
    if (!run) return complain(run.error());
    const auto rows = reports_of(*project, *run, options.id);
    if (!rows) return complain(rows.error());
    if (rows->empty()) {
        say("parallax: no story '" + options.id + "' in " + options.project + "; see parallax stories -p " +
            options.project);
        return exit_nothing_found;
    }
    std::vector<CodedReport> reports;
    for (const std::int64_t row : *rows) {
        Result<CodedReport> report = project->load(row);
        if (!report) return complain(report.error());
        reports.push_back(std::move(*report));
    }
    const Result<RunInfo> info = project->run_info(*run);
    if (!info) return complain(info.error());
    Result<Pipeline> pipeline = load_pipeline();
    if (!pipeline) return complain(pipeline.error());
    return show_comparison(pipeline->compare(reports), reports, *info,
                           {options.html, options.json, options.width, terminal.colour});
}

}  // namespace px::app
