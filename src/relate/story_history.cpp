#include "relate/story_history.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace px {

std::vector<StoryChange> story_changes(std::span<const StoryMembers> before, std::span<const StoryMembers> after) {
    std::unordered_map<std::int64_t, const std::string*> now_in;
    for (const StoryMembers& story : after)
        for (const std::int64_t report : story.reports) now_in[report] = &story.id;
    std::map<std::pair<std::string, std::string>, std::int64_t> moved;  // former, now -> reports
    std::map<std::string, std::set<std::string>> parts_of;              // a former story
    std::map<std::string, std::set<std::string>> formers_of;            // a present story
    for (const StoryMembers& story : before)
        for (const std::int64_t report : story.reports) {
            const auto found = now_in.find(report);
            if (found == now_in.end()) continue;
            ++moved[{story.id, *found->second}];
            parts_of[story.id].insert(*found->second);
            formers_of[*found->second].insert(story.id);
        }
    std::vector<StoryChange> changes;
    for (const auto& [way, reports] : moved) {
        const auto& [former, now] = way;
        if (former == now) continue;
        StoryChangeKind kind = StoryChangeKind::renamed;
        if (parts_of[former].size() > 1)
            kind = StoryChangeKind::split;
        else if (formers_of[now].size() > 1)
            kind = StoryChangeKind::merged;
        changes.push_back({former, now, kind, reports});
    }
    return changes;
}

std::string_view to_string(StoryChangeKind kind) {
    switch (kind) {
        case StoryChangeKind::renamed:
            return "renamed";
        case StoryChangeKind::merged:
            return "merged";
        case StoryChangeKind::split:
            return "split";
    }
    return "";
}

}  // namespace px
