#include "flow/relate_run.hpp"

#include "record/ids.hpp"
#include "relate/relate.hpp"
#include "relate/speaker_repair.hpp"

namespace px {
namespace {

/// One story with its reports loaded, compared, and put into the open transaction.
Result<void> keep_story(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const Story& story,
                        const std::vector<std::int64_t>& rows) {
    StoryRecord record;
    record.story = story;
    record.story.id = short_id('y', story.id);
    std::vector<CodedReport> reports;
    for (const std::int32_t place : story.reports) {
        const std::int64_t row = rows[static_cast<std::size_t>(place)];
        Result<CodedReport> report = project.load(row);
        if (!report) return fail(report.error());
        reports.push_back(std::move(*report));
        record.reports.push_back(row);
    }
    for (const SpeakerRepair& repair : repair_speakers(reports)) {
        const auto place = static_cast<std::size_t>(repair.report);
        if (auto kept = project.keep_speaker(record.reports[place], reports[place].layers,
                                             static_cast<std::size_t>(repair.attribution), repair.new_actor);
            !kept)
            return kept;
    }
    record.comparison = pipeline.compare(reports);
    return project.add_story(run, record);
}

Result<void> keep_stories(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                          const std::vector<Story>& stories, const std::vector<std::int64_t>& rows) {
    if (auto done = project.clear_stories(run); !done) return done;
    for (const Story& story : stories)
        if (auto done = keep_story(project, run, pipeline, story, rows); !done) return done;
    return {};
}

}  // namespace

Result<std::size_t> relate_run(ProjectFile& project, std::int64_t run, const Pipeline& pipeline) {
    const auto rows = project.report_rows(run);
    if (!rows) return fail(rows.error());
    std::vector<StoryItem> items;
    items.reserve(rows->size());
    for (const std::int64_t row : *rows) {
        const Result<CodedReport> report = project.load(row);
        if (!report) return fail(report.error());
        items.push_back(story_item(*report));
    }
    const std::vector<Story> stories = cluster_stories(items);

    if (auto done = project.begin(); !done) return fail(done.error());
    if (auto done = keep_stories(project, run, pipeline, stories, *rows); !done) {
        project.roll_back();
        return fail(done.error());
    }
    if (auto done = project.commit(); !done) return fail(done.error());
    return stories.size();
}

}  // namespace px
