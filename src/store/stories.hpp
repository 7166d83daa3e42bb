#pragma once
// The stories of a project file, one by one: found by an id, also by one that a story had before more reports came in;
// which reports it is made of; what became of others; what a row of its comparison rests on.
//
//   Result<std::optional<FoundStory>> story = find_story(project, run, "y1f09");
//   const auto members = members_of_story(project, (*story)->row);
//   for (const StoryMember& member : *members) use(member);
//
// Stories are written by ProjectFile and listed by listing.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/project_file.hpp"
#include "store/records.hpp"

namespace px {

struct FoundStory {
    std::int64_t row = 0;
    std::int64_t run = 0;
    std::string id;
    std::string title;
};

/// A report of a story.
struct StoryMember {
    std::int64_t report = 0;  // row of report_
    std::string id;
    std::string outlet;
    std::string source;
};

/// What became of a story's earlier form, as ProjectFile::add_story_change() kept it.
struct FormerStory {
    std::string former;
    std::string change;        // "renamed", "merged" or "split"
    std::int64_t reports = 0;  // that came over from it
};

/// The story whose id begins with `id`, or the one that got most of the reports of a story that once had it. Without a
/// run: in the newest one that has it.
[[nodiscard]] Result<std::optional<FoundStory>> find_story(ProjectFile& project, std::optional<std::int64_t> run,
                                                           const std::string& id);
/// In the order in which the story holds them.
[[nodiscard]] Result<std::vector<StoryMember>> members_of_story(ProjectFile& project, std::int64_t story_row);
/// The oldest change first.
[[nodiscard]] Result<std::vector<FormerStory>> history_of_story(ProjectFile& project, const FoundStory& story);
/// The records behind the newest row of a comparison whose id begins with `id`, account by account.
[[nodiscard]] Result<std::vector<RecordPlace>> evidence_of_row(ProjectFile& project, const std::string& id);

}  // namespace px
