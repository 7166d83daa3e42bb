#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/list.hpp"

namespace px::app {
namespace {

bool restricts(const ListFilter& filter) {
    return !filter.actor.empty() || !filter.dyad.empty() || !filter.code.empty() || !filter.mode.empty() ||
           !filter.since.empty() || !filter.until.empty() || !filter.outlet.empty() || !filter.report.empty() ||
           filter.limit != 0;
}

int write_like(const EventsOptions& options) {
    if (restricts(options.filter))
        return complain({ErrorKind::usage, "", "", "--like writes all events of a run",
                         "leave the filters out and filter its columns"});
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::read_only);
    if (!project) return complain(project.error());
    const Result<std::int64_t> run = project->find_run(options.run);
    if (!run) return complain(run.error());
    const Result<std::vector<std::int64_t>> reports = project->report_rows(*run);
    if (!reports) return complain(reports.error());
    Result<Pipeline> pipeline = load_pipeline();
    if (!pipeline) return complain(pipeline.error());
    put(like_head(*options.like));
    for (const std::int64_t report : *reports) {
        const Result<CodedReport> coded = project->load(report);
        if (!coded) return complain(coded.error());
        put(pipeline->like_rows(*options.like, *coded));
    }
    return exit_ok;
}

}  // namespace

int run(const EventsOptions& options, const Terminal& terminal) {
    if (options.like) return write_like(options);
    return list_records(options, terminal.colour, list_events, "Next: parallax why ID");
}

}  // namespace px::app
