#pragma once
// Which reports are about one running matter.
//
//   for (const Story& story : find_stories(reports)) print(story.title, story.reports.size());
//
// Method: one pass over the reports in the order of their publication (not of the list). A report is a vector of its
// words (tf-idf, headline doubled, the first words of the text only) and of what was coded in it (actors, places, kinds
// of events between actors); a story is the sum of its reports' vectors. A report joins the story with the highest
// cosine, damped by the time between them, if that is high enough; else it begins a story. Stories that have been quiet
// for a while are closed, so that a running matter does not swallow everything and memory follows the active window.
// Only the weightiest terms of a report are looked up: the cost of a report does not grow with the number of reports.
// The scheme is the single-pass clustering of topic detection (Allan, Papka & Lavrenko 1998) with the time damping of
// Miranda et al. 2018.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/accounts.hpp"

namespace px {

struct StoryOptions {
    double join = 0.16;       // lowest damped similarity for joining a story
    double damping_days = 1;  // standard deviation of the damping by time
    int window_days = 10;     // a story that had no report for so long is closed
    std::size_t body_words = 400;
};

/// What the clustering needs to know of a report.
struct StoryItem {
    std::string id;
    std::string title;
    std::optional<double> day;                         // publication, days with fraction
    std::vector<std::pair<std::string, float>> terms;  // term, how often (weighted); sorted, no doubles
};

[[nodiscard]] StoryItem story_item(const CodedReport& coded, const StoryOptions& options = {});
/// The same of a text without layers.
[[nodiscard]] StoryItem story_item(std::string id, std::string_view title, std::string_view text,
                                   std::optional<double> day, const StoryOptions& options = {});

/// Every item is in exactly one story; Story::reports are numbers of items. Stories are ordered by their first report.
[[nodiscard]] std::vector<Story> cluster_stories(std::span<const StoryItem> items, const StoryOptions& options = {});

[[nodiscard]] std::vector<Story> find_stories(std::span<const CodedReport> reports, const StoryOptions& options = {});

}  // namespace px
