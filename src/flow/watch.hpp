#pragma once
// Follows feeds: asks each politely for what is new, reads the pages, and keeps them in the project file. What is
// refused is a coverage gap of its outlet and day. Everything is in the project file, so a restart goes on where it
// was.
//
// The one stage with a clock and a network.
//
//   Result<std::vector<WatchedFeed>> feeds = feeds_of_list("feeds.opml");
//   Result<WatchFigures> pass = watch_once(project, run, pipeline, *feeds, job, say, stop);

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/fetch.hpp"
#include "flow/read_into.hpp"

namespace px {

struct WatchedFeed {
    std::string outlet;  // as the list calls it; empty: as the feed calls itself
    std::string address;
};

struct WatchJob {
    Given given;
    FetchLimits limits;
    double seconds_between = 2;   // two visits to one host; more if its robots.txt says so
    std::size_t most_pages = 30;  // of one feed in one pass
};

struct WatchFigures {
    std::size_t feeds = 0;
    std::size_t feeds_refused = 0;  // also those that are waited for
    std::size_t read = 0;           // new reports
    std::size_t held = 0;           // words that were held already
    std::size_t pages_refused = 0;
    bool stopped = false;
};

/// An OPML file, a file with one address a line (a title and a tab may stand before it), or the address of a feed.
[[nodiscard]] Result<std::vector<WatchedFeed>> feeds_of_list(const std::string& path_or_address);

/// One pass over all feeds that are due. `say` gets a line for each feed. Fails only if the project file cannot be
/// written.
Result<WatchFigures> watch_once(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                                const std::vector<WatchedFeed>& feeds, const WatchJob& job,
                                const std::function<void(std::string_view)>& say, const std::atomic<bool>& stop);

}  // namespace px
