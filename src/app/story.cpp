#include <algorithm>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/show_comparison.hpp"
#include "store/feeds.hpp"
#include "store/project_file.hpp"
#include "store/stories.hpp"

namespace px::app {
namespace {

/// "y0123456789 was merged into it (2 reports)"
std::string history_line(const FormerStory& change) {
    const std::string reports = change.reports == 1 ? "1 report" : std::to_string(change.reports) + " reports";
    if (change.change == "split") return change.former + " was split; " + reports + " of it are here";
    if (change.change == "merged") return change.former + " was merged into it (" + reports + ")";
    return change.former + " was its id before an earlier report came";
}

Result<std::vector<CodedReport>> load_members(ProjectFile& project, const FoundStory& story) {
    const auto members = members_of_story(project, story.row);
    if (!members) return fail(members.error());
    std::vector<CodedReport> reports;
    for (const StoryMember& member : *members) {
        Result<CodedReport> report = project.load(member.report);
        if (!report) return fail(report.error());
        reports.push_back(std::move(*report));
    }
    return reports;
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
    const auto story = find_story(*project, *run, options.id);
    if (!story) return complain(story.error());
    if (!*story) {
        say("parallax: no story '" + options.id + "' in " + options.project + "; see parallax stories -p " +
            options.project);
        return exit_nothing_found;
    }
    const auto history = history_of_story(*project, **story);
    if (!history) return complain(history.error());
    for (const FormerStory& change : *history) say("parallax: " + history_line(change));
    auto reports = load_members(*project, **story);
    if (!reports) return complain(reports.error());
    const Result<RunInfo> info = project->run_info(*run);
    if (!info) return complain(info.error());
    Result<Pipeline> pipeline = load_pipeline();
    if (!pipeline) return complain(pipeline.error());
    Result<std::vector<CoverageGap>> gaps = gaps_of(*project, *reports);
    if (!gaps) return complain(gaps.error());
    Pipeline::complete_names(*reports);
    Comparison comparison = pipeline->compare(*reports);
    comparison.gaps = std::move(*gaps);
    return show_comparison(comparison, *reports, *info, {options.html, options.json, options.width, terminal.colour});
}

}  // namespace px::app
