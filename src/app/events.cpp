#include <algorithm>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/list.hpp"
#include "code/ontology.hpp"

namespace px::app {
namespace {

bool restricts(const ListFilter& filter) {
    return !filter.actor.empty() || !filter.dyad.empty() || !filter.code.empty() || !filter.mode.empty() ||
           !filter.since.empty() || !filter.until.empty() || !filter.outlet.empty() || !filter.report.empty() ||
           filter.limit != 0;
}

/// "04" and "CONSULT" are in the code lists; a slip must not look like a quiet month.
Result<void> check_code(const std::string& code) {
    std::vector<Problem> problems;
    const auto ontology = Ontology::load(Settings::installed().data_dir, problems);
    if (!ontology) return fail(ontology.error());
    std::string type = code;
    std::ranges::transform(type, type.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    if (ontology->find(code) != nullptr || ontology->plover_quad(type) != 0) return {};
    return fail({ErrorKind::usage, "", "--code", "'" + code + "' is no CAMEO code and no PLOVER type",
                 "data/codes lists them: 04, 042, CONSULT"});
}

int write_like(const EventsOptions& options) {
    if (restricts(options.filter))
        return complain({ErrorKind::usage, "", "", "--like writes all events of a run",
                         "leave the filters out and filter its columns"});
    if (options.form != Form::automatic)
        return complain(
            {ErrorKind::usage, "", "", "--like has a form of its own", "leave --json, --jsonl, --csv and --tsv out"});
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
    if (auto told = tell_gaps(*project, options); !told) return complain(told.error());
    return exit_ok;
}

}  // namespace

int run(const EventsOptions& options, const Terminal& terminal) {
    if (options.like) return write_like(options);
    if (!options.filter.code.empty())
        if (auto checked = check_code(options.filter.code); !checked) return complain(checked.error());
    return list_records(options, terminal.colour,
                        {list_events,
                         {"id", "time", "source", "code", "target", "mode", "speaker", "outlet", "text"},
                         "Next: parallax why ID"});
}

}  // namespace px::app
