#pragma once
// Which reports are about one running matter.
//
//   for (const Story& story : find_stories(reports)) print(story.title, story.reports.size());
//
// Method. A report is two vectors: of all its words (headline doubled, and the actors, places and acts that were
// coded), and of its headline and first words. A term weighs more the rarer it is among the reports so far and among
// those of the last days, so that the vocabulary of a matter that fills the news for weeks does not tie all its reports
// together. The affinity of two groups of reports is a logistic function of the mean cosines of both vectors and of the
// days between them; its weights were fitted on the earlier half of an open set of hand-made clusters
// (docs/accounts.md). story_stream.hpp joins the groups, by the days of publication; the order of the list does not
// matter.
//
// Cost: a report meets only reports of the same days that share heavy terms, a fixed number of them.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "relate/story_stream.hpp"

namespace px {

[[nodiscard]] StoryItem story_item(const CodedReport& coded, const StoryOptions& options = {});
/// The same of a text without layers.
[[nodiscard]] StoryItem story_item(std::string id, std::string_view title, std::string_view text,
                                   std::optional<double> day, const StoryOptions& options = {});

/// Every item is in exactly one story; Story::reports are numbers of items, in the order of their publication. Stories
/// are ordered by their first report; their id is made of that report's.
[[nodiscard]] std::vector<Story> cluster_stories(std::span<const StoryItem> items, const WordRarity& background = {},
                                                 const StoryOptions& options = {});

[[nodiscard]] std::vector<Story> find_stories(std::span<const CodedReport> reports, const WordRarity& background = {},
                                              const StoryOptions& options = {});

}  // namespace px
