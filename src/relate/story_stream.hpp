#pragma once
// Stories as reports come in: reports go in by the order of their publication, finished stories come out, and only the
// days before the newest report are held. The work can be kept at the end of any day and taken up there again.
//
//   StoryStream stream(word_rarity);
//   for (item, number in the order of publication) {               // undated reports first
//       stream.add(std::move(item), number);
//       for (const Story& story : stream.take()) keep(story);
//   }
//   stream.finish();
//   for (const Story& story : stream.take()) keep(story);
//
// Method (docs/accounts.md): reports are taken in parts, 32 of a day in the order of their publication, and what is
// left of the day as its last part. A part's reports are joined with each other and with the stories of the last days,
// the most alike first, by average linkage. A story to which nothing came for the days of the window is finished: it is
// given out and forgotten. How rare a term is, is counted on the reports up to the part at work, never on later ones.
// So the result depends on the set of reports alone, and what was found up to a part does not change when later reports
// come.
//
// Memory: the stories of the window, ten kilobytes for a report on its own, the terms of those days, and four megabytes
// for the counts of all terms. Undated reports are one part, held to the end with fewer terms.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "relate/term_vectors.hpp"

namespace px {

struct StoryOptions {
    double join = -0.6;           // lowest affinity (log-odds) at which two groups are joined
    int window_days = 10;         // reports further apart begin stories of their own
    std::size_t part = 32;        // so many reports of a day are worked on at once
    double forget = -4;           // lowest affinity of two groups that is remembered
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

class StoryStream {
  public:
    /// `background`: general news, which must outlive the stream; it stands in for reports that were not read.
    explicit StoryStream(const WordRarity& background, const StoryOptions& options = {});
    ~StoryStream();
    StoryStream(StoryStream&&) noexcept;
    StoryStream& operator=(StoryStream&&) noexcept;

    /// Undated reports first, then by day and id; a report of an earlier day than the one before it is a broken
    /// program.
    void add(StoryItem item, std::int32_t number);
    void finish();
    /// Stories finished since the last call. Story::reports are the numbers given, in the order of publication with
    /// undated ones last.
    [[nodiscard]] std::vector<Story> take();

    /// Notes that a part begins here, of that day, so that what follows can be undone, also finish(). Finished stories
    /// must have been taken. How many marks there are now: those of the last 32 full parts are kept, or of more small
    /// ones, so that single reports dated far ahead do not push out the marks of the days at work.
    std::size_t mark(std::int64_t day);
    /// As it was when that mark was set, told by how many were set before it; which is the last one then. False if
    /// there is no such mark (any more): then nothing was changed.
    [[nodiscard]] bool go_back(std::size_t mark);

    /// Hands what the stream holds to `keep`, in pieces of some megabytes. Only to be called where a part begins;
    /// finished stories must have been taken.
    void save(const std::function<void(std::string_view)>& keep);
    /// The stream as it was when it was saved, from the same pieces in the same order; `next` gives nothing after the
    /// last one, and a piece must stay until the next is asked for. Nothing if they were not made by save() of this
    /// version and this kind of processor, or were damaged.
    [[nodiscard]] static std::optional<StoryStream> restore(
        const std::function<std::optional<std::string_view>()>& next, const WordRarity& background,
        const StoryOptions& options = {});

    /// Of a stream that was restored or went back: take() gives only stories that were joined or begun since. The
    /// others are as they were when the stream came to its end before, and are asked for one by one, after finish().
    void leave_out_untouched();
    /// The story of a report, if take() left it out; once.
    [[nodiscard]] std::optional<Story> take_untouched(std::int32_t number);

  private:
    class Work;
    std::unique_ptr<Work> work_;
};

}  // namespace px
