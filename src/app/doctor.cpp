#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "serve/width.hpp"
#include "store/feeds.hpp"
#include "store/listing.hpp"

namespace px::app {
namespace {

/// "read 24, held 0, empty 0, unreadable 1" for the run's inputs.
Result<std::string> outcomes(ProjectFile& project, std::int64_t run) {
    auto query = project.database().prepare(
        "SELECT outcome, count(*) FROM source_ WHERE run = ? GROUP BY outcome ORDER BY outcome = 'read' DESC, outcome");
    if (!query) return fail(query.error());
    query->bind(run);
    std::string line;
    while (query->step()) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", query->text(0), query->integer(1));
    if (query->error()) return fail(*query->error());
    return line;
}

Result<std::string> integrity(ProjectFile& project) {
    auto query = project.database().prepare("PRAGMA integrity_check(1)");
    if (!query) return fail(query.error());
    std::string verdict = query->step() ? query->text(0) : "no answer";
    if (query->error()) return fail(*query->error());
    return verdict;
}

/// What was read in other ways: with other options, or by another version. Runs that were begun and met no input are
/// none.
Result<void> put_other_runs(ProjectFile& project, std::int64_t newest) {
    auto query = project.database().prepare(
        "SELECT u.fingerprint, u.program, u.settings, (SELECT count(*) FROM report_ r WHERE r.run = u.id) FROM run_ u "
        "WHERE u.id <> ? AND (EXISTS (SELECT 1 FROM report_ r WHERE r.run = u.id) OR "
        "EXISTS (SELECT 1 FROM source_ s WHERE s.run = u.id)) ORDER BY u.id DESC");
    if (!query) return fail(query.error());
    query->bind(newest);
    while (query->step())
        put(printable_lines(fmt::format("other run {}, {}, {}: {} {}\n", query->text(0).substr(0, 10), query->text(1),
                                        query->text(2), query->integer(3),
                                        query->integer(3) == 1 ? "report" : "reports")));
    if (query->error()) return fail(*query->error());
    return {};
}

/// Days on which an outlet, or a page of it, could not be fetched.
Result<void> put_gaps(ProjectFile& project) {
    const auto known = gaps(project, "", "", "");
    if (!known) return fail(known.error());
    if (!known->empty()) put("coverage gaps: what could not be fetched, by outlet and day\n");
    for (const Gap& gap : *known)
        put(printable_lines(fmt::format("  {}\t{}\t{}\t{} ({} {}, {} to {})\n", gap.day, gap.outlet, gap.address,
                                        gap.reason, gap.tries, gap.tries == 1 ? "try" : "tries", gap.first, gap.last)));
    return {};
}

}  // namespace

int run(const DoctorOptions& options, const Terminal&) {
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::read_only);
    if (!project) return complain(project.error());
    const Result<std::string> sound = integrity(*project);
    if (!sound) return complain(sound.error());
    put(fmt::format("{}: {}\n", options.project, *sound == "ok" ? "sound" : "DAMAGED: " + *sound));

    const Result<std::int64_t> run = project->find_run("");
    if (!run) return complain(run.error());
    const Result<RunInfo> info = project->run_info(*run);
    if (!info) return complain(info.error());
    const Result<std::string> counts = outcomes(*project, *run);
    if (!counts) return complain(counts.error());
    put(fmt::format("newest run {}, {}: {}\n", info->fingerprint().substr(0, 10), info->program,
                    counts->empty() ? "nothing was named to be read" : *counts));
    if (auto shown = put_other_runs(*project, *run); !shown) return complain(shown.error());

    Result<Query> troubles = list_troubles(*project, *run);
    if (!troubles) return complain(troubles.error());
    bool any = false;
    while (troubles->step()) {
        any = true;
        const std::string where = troubles->text(3);
        put(printable_lines(fmt::format("  {}\t{}\t{}{}{}\n", troubles->text(1), troubles->text(0), where,
                                        where.empty() ? "" : ": ", troubles->text(4))));
    }
    if (troubles->error()) return complain(*troubles->error());
    if (!any && !counts->empty()) put("every input could be read\n");
    if (auto shown = put_gaps(*project); !shown) return complain(shown.error());
    return *sound == "ok" ? exit_ok : exit_failed;
}

}  // namespace px::app
