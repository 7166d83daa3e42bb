#include <algorithm>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/show_comparison.hpp"
#include "store/feeds.hpp"
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

// The story that an id which is no more leads to now: the one that got most of its reports, step by step.
Result<std::string> present_id(ProjectFile& project, std::int64_t run, std::string id) {
    constexpr int most_steps = 1'000;
    for (int step = 0; step < most_steps; ++step) {
        auto held = project.database().prepare(
            "SELECT 1 FROM story_ WHERE run = ?1 AND public_id >= ?2 AND public_id < ?2 || '~' LIMIT 1");
        if (!held) return fail(held.error());
        held->bind(run).bind(id);
        if (held->step()) return id;
        auto next = project.database().prepare(
            "SELECT now FROM story_history_ WHERE run = ?1 AND former >= ?2 AND former < ?2 || '~' "
            "ORDER BY id DESC, reports DESC LIMIT 1");
        if (!next) return fail(next.error());
        next->bind(run).bind(id);
        if (!next->step()) return id;
        id = next->text(0);
    }
    return id;
}

// "y0123456789 was merged into it (2 reports)" for each step of its history.
Result<std::vector<std::string>> history_of(ProjectFile& project, std::int64_t run, const std::string& id) {
    auto query = project.database().prepare(
        "SELECT former, change, reports FROM story_history_ WHERE run = ?1 AND now >= ?2 AND now < ?2 || '~' "
        "ORDER BY id");
    if (!query) return fail(query.error());
    query->bind(run).bind(id);
    std::vector<std::string> lines;
    while (query->step()) {
        const std::string reports =
            query->integer(2) == 1 ? "1 report" : std::to_string(query->integer(2)) + " reports";
        const std::string change = query->text(1);
        const std::string how = change == "split"    ? "was split; " + reports + " of it are here"
                                : change == "merged" ? "was merged into it (" + reports + ")"
                                                     : "was its id before an earlier report came";
        lines.push_back(query->text(0) + " " + how);
    }
    if (query->error()) return fail(*query->error());
    return lines;
}

/// What could not be fetched in the days of the reports; dates are ISO, so their first ten letters order them.
Result<std::vector<CoverageGap>> gaps_of(ProjectFile& project, const std::vector<CodedReport>& reports) {
    std::string first;
    std::string last;
    for (const CodedReport& coded : reports) {
        if (!coded.report.published) continue;
        const std::string day = coded.report.published->iso().substr(0, 10);
        if (first.empty() || day < first) first = day;
        last = std::max(last, day);
    }
    if (first.empty()) return std::vector<CoverageGap>{};  // nobody knows which days they are of
    return coverage_gaps(project, "", first, last);
}

}  // namespace

int run(const StoryCommandOptions& options, const Terminal& terminal) {
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::read_only);
    if (!project) return complain(project.error());
    const Result<std::int64_t> run = project->find_run(options.run);
    if (!run) return complain(run.error());
    const Result<std::string> id = present_id(*project, *run, options.id);
    if (!id) return complain(id.error());
    const auto history = history_of(*project, *run, *id);
    if (!history) return complain(history.error());
    for (const std::string& line : *history) say("parallax: " + line);
    const auto rows = reports_of(*project, *run, *id);
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
    Result<std::vector<CoverageGap>> gaps = gaps_of(*project, reports);
    if (!gaps) return complain(gaps.error());
    Comparison comparison = pipeline->compare(reports);
    comparison.gaps = std::move(*gaps);
    return show_comparison(comparison, reports, *info, {options.html, options.json, options.width, terminal.colour});
}

}  // namespace px::app
