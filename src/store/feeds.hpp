#pragma once
// What watching remembers: how each feed was found the last time, which pages were fetched, and where the coverage has
// gaps. A feed that refuses must never look like one that is quiet.

#include <string>
#include <vector>

#include "store/project_file.hpp"
#include "store/sightings.hpp"

namespace px {

/// Times are ISO 8601 in UTC ("2024-06-12T10:00:00Z"), empty if there is none.
struct FeedState {
    std::string address;
    std::string outlet;
    std::string etag;
    std::string last_modified;
    std::int64_t failures = 0;  // in a row
    std::string tried;
    std::string succeeded;
    std::string wait_until;  // not to be asked again before
    std::string trouble;     // of the last try; empty if it went well
};

struct PageState {
    std::string address;
    std::string feed;
    std::string fetched;
    std::string version;  // what the feed said of its last change
    std::string outcome;  // "read", "gone", "refused", "not asked" (by our own settings)
};

/// An outlet's day on which something could not be fetched.
struct Gap {
    std::string outlet;
    std::string day;      // "2024-06-12"
    std::string address;  // of the feed or the page
    std::string reason;
    std::string first;
    std::string last;
    std::int64_t tries = 0;
};

/// A reading of a fetched page that some run made a report of.
struct FetchedReport {
    std::int64_t row = 0;  // of report_
    Sighting sighting;
};

Result<FeedState> feed_state(ProjectFile& project, const std::string& address);
Result<void> put_feed_state(ProjectFile& project, const FeedState& state);
/// Empty fields if the page was never fetched.
Result<PageState> page_state(ProjectFile& project, const std::string& address);
Result<void> put_page_state(ProjectFile& project, const PageState& state);
/// Fetched pages that other runs hold and this one does not, in the order in which they were read.
Result<std::vector<FetchedReport>> fetched_elsewhere(ProjectFile& project, std::int64_t run);
/// `now` gives the day; a gap that is known gets another try.
Result<void> add_gap(ProjectFile& project, const std::string& outlet, const std::string& address,
                     const std::string& reason, const std::string& now);
/// The same gap for each day from `first` to `last` (times), at most a year of them.
Result<void> add_gaps(ProjectFile& project, const std::string& outlet, const std::string& address,
                      const std::string& reason, const std::string& first, const std::string& last);
/// Was any page of this feed fetched before?
Result<bool> has_pages(ProjectFile& project, const std::string& feed);
/// A page or feed that could be had later on the same day leaves no gap.
Result<void> close_gap(ProjectFile& project, const std::string& outlet, const std::string& address,
                       const std::string& now);
/// Gaps from `since` to `until` (days, inclusive; empty = unbounded), the newest first; of one outlet if one is named.
Result<std::vector<Gap>> gaps(ProjectFile& project, const std::string& outlet, const std::string& since,
                              const std::string& until);
/// The same, one for each outlet, by name.
Result<std::vector<CoverageGap>> coverage_gaps(ProjectFile& project, const std::string& outlet,
                                               const std::string& since, const std::string& until);

}  // namespace px
