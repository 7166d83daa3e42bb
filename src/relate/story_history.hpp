#pragma once
// What became of stories when reports came in: which were joined, parted or got another first report and with it
// another id. Ids are those of the reports' order of publication, so that the same reports give the same stories in
// whatever order they came; the history keeps every former id findable.
//
//   for (const StoryChange& change : story_changes(before, after)) keep(change.former, change.now);

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace px {

/// A story by its id and its reports, in any order.
struct StoryMembers {
    std::string id;
    std::vector<std::int64_t> reports;
};

enum class StoryChangeKind : std::uint8_t {
    renamed,  // the same story, with an earlier first report
    merged,   // all of it is in a story that has others too
    split,    // only a part of it is in that story
};

struct StoryChange {
    std::string former;
    std::string now;
    StoryChangeKind kind = StoryChangeKind::renamed;
    std::int64_t reports = 0;  // that went over
};

/// Ordered by the former id, then by the present one. A story that keeps its id is not listed under itself.
[[nodiscard]] std::vector<StoryChange> story_changes(std::span<const StoryMembers> before,
                                                     std::span<const StoryMembers> after);

[[nodiscard]] std::string_view to_string(StoryChangeKind kind);

}  // namespace px
