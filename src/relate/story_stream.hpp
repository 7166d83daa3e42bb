#pragma once
// Stories as reports come in: reports go in by the order of their publication, finished stories come out, and only the
// days around the newest report are held.
//
//   StoryCounts counts;
//   for (const StoryItem& item : items) counts.add(item);          // first pass: how rare each term is
//   StoryStream stream(counts);
//   for (item, number in the order of publication) {               // undated reports first
//       stream.add(std::move(item), number);
//       for (const Story& story : stream.take()) keep(story);
//   }
//   stream.finish();
//   for (const Story& story : stream.take()) keep(story);
//
// Method (docs/accounts.md): each day's reports are joined with each other and with the stories of the last days, the
// most alike first, by average linkage. A story to which nothing came for the days of the window is finished: it is
// given out and forgotten. The result depends on the set of reports alone, because their order is that of publication.
//
// Memory: the reports of the window and of the days before it that rarity is counted on, twenty kilobytes each, sixteen
// megabytes for the counts of terms, and twelve bytes for every report ever seen. Undated reports are held to the end,
// with fewer terms.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "record/accounts.hpp"
#include "relate/term_vectors.hpp"

namespace px {

struct StoryOptions {
    double join = -0.6;           // lowest affinity (log-odds) at which two groups are joined
    int window_days = 10;         // reports further apart begin stories of their own
    std::size_t lead_words = 80;  // of the text, for the second vector
};

/// What the clustering needs to know of a report: about ten kilobytes for a report of 600 different words.
struct StoryItem {
    std::string id;
    std::string title;
    std::optional<double> day;  // publication, days with fraction
    TermVector all;             // terms and how often they occur
    TermVector lead;            // the same, of headline and first words
};

/// How rare terms are among all reports that will be clustered.
struct StoryCounts {
    TermCounts all;
    TermCounts lead;
    StoryCounts() = default;
    /// With general news as a background, which must outlive the counts.
    explicit StoryCounts(const WordRarity& background);
    void add(const StoryItem& item) {
        all.add(item.all);
        lead.add(item.lead);
    }
};

class StoryStream {
  public:
    /// `counts` must outlive the stream.
    explicit StoryStream(const StoryCounts& counts, const StoryOptions& options = {});
    ~StoryStream();
    StoryStream(const StoryStream&) = delete;
    StoryStream& operator=(const StoryStream&) = delete;

    /// Undated reports first, then by day and id; a report of an earlier day than the one before it is a broken
    /// program.
    void add(StoryItem item, std::int32_t number);
    void finish();
    /// Stories finished since the last call. Story::reports are the numbers given, in the order of publication with
    /// undated ones last.
    [[nodiscard]] std::vector<Story> take();

  private:
    class Work;
    std::unique_ptr<Work> work_;
};

}  // namespace px
