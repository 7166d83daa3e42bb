#pragma once
// What a search for stories has to tell: stories with another independent account, and contradictions, disputes and
// opposed attitudes that were not there before.

#include <optional>
#include <string>
#include <vector>

#include "store/project_file.hpp"

namespace px {

/// A line for each piece of news in a story that is about to be kept. `former`: the story that most of its reports were
/// in before, which the project still holds.
Result<std::vector<std::string>> news_of(ProjectFile& project, const std::optional<KeptStory>& former,
                                         const StoryRecord& record);

}  // namespace px
