#include "flow/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>
#include <thread>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "fetch/robots.hpp"
#include "read/feed.hpp"
#include "read/http_message.hpp"
#include "read/item.hpp"
#include "store/feeds.hpp"
#include "store/sightings.hpp"
#include "text/address.hpp"

namespace px {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::int64_t first_wait = 30 * 60;  // seconds; doubled with each failure in a row
constexpr std::int64_t longest_wait = 24 * 60 * 60;
constexpr std::size_t most_parts = 10;  // sitemaps of one index

std::string utc(std::time_t time) {
    std::tm parts{};
    gmtime_r(&time, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}
std::string utc_now() { return utc(std::time(nullptr)); }

/// Scheme and host: "https://a.example".
std::string site_of(const std::string& address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string::npos) return {};
    return address.substr(0, address.find_first_of("/?#", scheme + 3));
}

std::string path_of(const std::string& address) {
    std::string path = address.substr(site_of(address).size());
    path = path.substr(0, path.find('#'));
    return path.starts_with('/') ? path : "/" + path;
}

/// The polite part: one visit at a time, pauses for each host, robots.txt.
class Visitor {
  public:
    Visitor(const WatchJob& job, const std::atomic<bool>& stop) : job_(job), stop_(stop) {}

    Fetched visit(const FetchQuery& query) {
        const std::string site = site_of(query.address);
        if (site.empty()) return refused("it is no http(s) address");
        const Robots& robots = robots_of(site);
        if (!robots.allows(path_of(query.address))) return refused("robots.txt forbids it");
        wait_for(site, robots.delay());
        if (stop_) return refused("stopped");
        Fetched answer = fetch(query, job_.limits);
        if (answer.trouble.empty() && site_of(answer.final_address) != site && !answer.final_address.empty() &&
            !robots_of(site_of(answer.final_address)).allows(path_of(answer.final_address)))
            return refused("robots.txt forbids where it leads");
        return answer;
    }

  private:
    static Fetched refused(std::string why) {
        Fetched answer;
        answer.trouble = std::move(why);
        return answer;
    }

    /// RFC 9309: no robots.txt forbids nothing, one that cannot be had for now forbids all.
    const Robots& robots_of(const std::string& site) {
        if (const auto known = robots_.find(site); known != robots_.end()) return known->second;
        wait_for(site, 0);
        FetchLimits limits = job_.limits;
        limits.largest_body = std::size_t{2} << 20U;
        const Fetched answer = fetch({site + "/robots.txt", "", ""}, limits);
        const bool missing = answer.status >= 400 && answer.status < 500 && answer.status != 429;
        const Robots robots = answer.trouble.empty() ? Robots::parse(answer.body, "parallax")
                              : missing              ? Robots()
                                                     : Robots::closed();
        return robots_.emplace(site, robots).first->second;
    }

    void wait_for(const std::string& site, double asked_for) {
        const double pause = std::clamp(asked_for, job_.seconds_between, std::max(job_.seconds_between, 60.0));
        if (const auto last = last_visit_.find(site); last != last_visit_.end()) {
            const auto ready =
                last->second + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(pause));
            while (Clock::now() < ready && !stop_) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        last_visit_[site] = Clock::now();
    }

    const WatchJob& job_;
    const std::atomic<bool>& stop_;
    std::map<std::string, Robots> robots_;
    std::map<std::string, Clock::time_point> last_visit_;
};

/// What one feed's visit came to.
struct Tally {
    std::size_t read = 0;
    std::size_t held = 0;
    std::size_t refused = 0;
    std::size_t left = 0;  // for the next pass
};

class Watcher {
  public:
    Watcher(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const WatchJob& job,
            const std::function<void(std::string_view)>& say, const std::atomic<bool>& stop)
        : project_(project), run_(run), pipeline_(pipeline), job_(job), say_(say), stop_(stop), visitor_(job, stop) {}

    Result<void> watch(const WatchedFeed& feed) {
        ++figures.feeds;
        auto state = feed_state(project_, feed.address);
        if (!state) return fail(state.error());
        const std::string now = utc_now();
        if (!feed.outlet.empty()) state->outlet = feed.outlet;
        if (state->outlet.empty()) state->outlet = host_of(feed.address);
        if (state->wait_until > now) {
            ++figures.feeds_refused;
            say_(fmt::format("{}: waiting until {}, {}", state->outlet, state->wait_until, state->trouble));
            return add_gap(project_, state->outlet, feed.address, state->trouble, now);
        }
        const Fetched answer = visitor_.visit({feed.address, state->etag, state->last_modified});
        if (stop_) return {};
        state->tried = now;
        if (!answer.trouble.empty()) return fail_feed(*state, answer.trouble, answer.retry_after_seconds);
        if (answer.status == 304) return end_feed(*state, "nothing new");
        return read_answer(*state, feed, answer);
    }

    WatchFigures figures;

  private:
    Result<void> fail_feed(FeedState state, const std::string& trouble, long retry_after) {
        ++figures.feeds_refused;
        const std::string since = state.trouble.empty() || state.succeeded.empty() ? "" : " since " + state.succeeded;
        state.trouble = trouble;
        ++state.failures;
        const std::int64_t doubled = first_wait << std::min<std::int64_t>(state.failures - 1, 10);
        const std::int64_t wait = retry_after > 0 ? std::clamp<std::int64_t>(retry_after, 60, 7 * longest_wait)
                                                  : std::min(doubled, longest_wait);
        state.wait_until = utc(std::time(nullptr) + static_cast<std::time_t>(wait));
        say_(fmt::format("{}: REFUSED{}: {}; not asked again before {}", state.outlet, since, trouble,
                         state.wait_until));
        if (auto done = add_gap(project_, state.outlet, state.address, trouble, state.tried); !done) return done;
        return put_feed_state(project_, state);
    }

    Result<void> end_feed(FeedState state, const std::string& words) {
        state.failures = 0;
        state.trouble.clear();
        state.wait_until.clear();
        state.succeeded = state.tried;
        say_(state.outlet + ": " + words);
        if (auto done = close_gap(project_, state.outlet, state.address, state.tried); !done) return done;
        return put_feed_state(project_, state);
    }

    Result<void> read_answer(FeedState state, const WatchedFeed& watched, const Fetched& answer) {
        auto feed = read_feed(answer.body, answer.final_address, split_content_type(answer.content_type).second);
        if (!feed) return fail_feed(state, "it is no feed: " + feed.error().what, 0);
        if (watched.outlet.empty() && !feed->title.empty()) state.outlet = feed->title;
        for (std::size_t i = 0; i < std::min(feed->links.size(), most_parts) && feed->items.empty() && !stop_; ++i) {
            const Fetched part = visitor_.visit({feed->links[i].address, "", ""});
            auto inside = part.trouble.empty() ? read_feed(part.body, part.final_address) : Result<Feed>(fail({}));
            if (inside) std::move(inside->items.begin(), inside->items.end(), std::back_inserter(feed->items));
        }
        Tally tally;
        for (const ReportFields& item : feed->items) {
            if (stop_) return {};
            if (auto done = read_item_of_feed(state, item, tally); !done) return done;
        }
        // What is left must be found again, so the feed must not say "as before" the next time.
        state.etag = tally.left == 0 ? answer.etag : "";
        state.last_modified = tally.left == 0 ? answer.last_modified : "";
        figures.read += tally.read;
        figures.held += tally.held;
        figures.pages_refused += tally.refused;
        std::string words = fmt::format("{} new", tally.read);
        if (tally.refused > 0) words += fmt::format(", {} pages REFUSED", tally.refused);
        if (tally.left > 0) words += fmt::format(", {} left for the next pass", tally.left);
        return end_feed(std::move(state), words);
    }

    Result<void> read_item_of_feed(const FeedState& feed, const ReportFields& fields, Tally& tally) {
        const std::string address = fields.url.empty() ? feed.address + "#" + fields.id : fields.url;
        auto page = page_state(project_, address);
        if (!page) return fail(page.error());
        const std::string version = fields.updated.empty() ? fields.date : fields.updated;
        const std::string now = utc_now();
        const bool refused_today = page->outcome == "refused" && page->fetched.substr(0, 10) == now.substr(0, 10);
        if (page->outcome == "gone" || refused_today) return {};
        if (page->outcome == "read" && (version.empty() || page->version == version)) return {};
        if (tally.read + tally.held + tally.refused >= job_.most_pages) {
            ++tally.left;
            return {};
        }
        Fetched answer;
        if (fields.url.empty())
            answer.trouble = "the feed names no page";
        else
            answer = visitor_.visit({fields.url, "", ""});
        if (stop_) return {};
        *page = {address, feed.address, now, version, "read"};
        if (!answer.trouble.empty() && !fields.url.empty()) {
            ++tally.refused;
            page->outcome = answer.status == 404 || answer.status == 410 ? "gone" : "refused";
        }
        return keep(feed, fields, answer, *page, tally);
    }

    /// One transaction for each page: report, sighting, note, and that it was fetched.
    Result<void> keep(const FeedState& feed, const ReportFields& fields, const Fetched& answer, const PageState& page,
                      Tally& tally) {
        if (auto done = project_.begin(); !done) return done;
        auto done = keep_in_transaction(feed, fields, answer, page, tally);
        if (!done) {
            project_.roll_back();
            return done;
        }
        return project_.commit();
    }

    Result<void> keep_in_transaction(const FeedState& feed, const ReportFields& fields, const Fetched& answer,
                                     const PageState& page, Tally& tally) {
        if (auto done = put_page_state(project_, page); !done) return done;
        const bool has_page = answer.trouble.empty();
        if (page.outcome != "read") {
            if (auto done = add_gap(project_, feed.outlet, page.address, answer.trouble, page.fetched); !done)
                return done;
        } else if (auto done = close_gap(project_, feed.outlet, page.address, page.fetched); !done) {
            return done;
        }
        Item item = has_page ? page_item(answer, page) : feed_item(fields, answer, page);
        SourceNote note{item.source, Outcome::read, sha256_hex(item.bytes), std::nullopt};
        const Sighting sighting{item.source, note.sha256, page.address, page.fetched, false};
        ReadOptions options = job_.given.all;
        if (options.outlet.empty()) options.outlet = feed.outlet;
        Result<Report> report = read_item(std::move(item), options);
        if (!report) {
            note.outcome = report.error().kind == ErrorKind::empty ? Outcome::empty : Outcome::unreadable;
            note.error = report.error();
            return project_.note(run_, note);
        }
        if (!report->published) report->published = time_of_feed(fields.date);
        const bool in_coded_language = report->is_in_coded_language();
        const CodedReport coded = pipeline_.run(std::move(*report), scratch_);
        const auto kept = keep_report(project_, run_, coded, in_coded_language, sighting);
        if (!kept) return fail(kept.error());
        ++(kept->is_new ? tally.read : tally.held);
        if (!kept->is_new) note.outcome = Outcome::held;
        return project_.note(run_, note);
    }

    static Item page_item(const Fetched& answer, const PageState& page) {
        Item item;
        item.form = Item::Form::document;
        item.source = page.address;
        item.address = page.address;
        item.bytes = answer.body;
        item.seen = page.fetched;
        item.charset = split_content_type(answer.content_type).second;
        return item;
    }

    /// What the feed itself gives stands in for a page that is refused.
    static Item feed_item(const ReportFields& fields, const Fetched& answer, const PageState& page) {
        Item item;
        item.form = Item::Form::fields;
        item.source = page.address;
        item.address = fields.url;
        item.bytes = identity_of(fields);
        item.seen = page.fetched;
        item.fields = fields;
        if (!fields.url.empty())
            item.cut_off = "the page was refused (" + answer.trouble + "); this is what the feed gives";
        return item;
    }

    ProjectFile& project_;
    std::int64_t run_;
    const Pipeline& pipeline_;
    const WatchJob& job_;
    const std::function<void(std::string_view)>& say_;
    const std::atomic<bool>& stop_;
    Visitor visitor_;
    Workspace scratch_;
};

}  // namespace

Result<std::vector<WatchedFeed>> feeds_of_list(const std::string& path_or_address) {
    std::vector<WatchedFeed> feeds;
    if (path_or_address.starts_with("http://") || path_or_address.starts_with("https://"))
        return std::vector<WatchedFeed>{{"", path_or_address}};
    Result<std::string> bytes = read_bytes(path_or_address);
    if (!bytes) return fail(bytes.error());
    if (is_xml(*bytes)) {
        const auto list = read_feed(std::move(*bytes), path_or_address);
        if (!list) return fail(list.error());
        for (const FeedLink& link : list->links) feeds.push_back({link.title, link.address});
    } else {
        for (const std::string_view line : split_list(*bytes, '\n')) {
            if (line.starts_with('#')) continue;
            const std::size_t tab = line.rfind('\t');
            if (tab == std::string_view::npos)
                feeds.push_back({"", std::string(line)});
            else
                feeds.push_back({std::string(trim(line.substr(0, tab))), std::string(trim(line.substr(tab + 1)))});
        }
    }
    if (feeds.empty())
        return fail(
            {ErrorKind::empty, path_or_address, "", "it names no feed, expected OPML or one address a line", ""});
    return feeds;
}

Result<WatchFigures> watch_once(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                                const std::vector<WatchedFeed>& feeds, const WatchJob& job,
                                const std::function<void(std::string_view)>& say, const std::atomic<bool>& stop) {
    Watcher watcher(project, run, pipeline, job, say, stop);
    for (const WatchedFeed& feed : feeds) {
        if (stop) break;
        if (auto done = watcher.watch(feed); !done) return fail(done.error());
    }
    watcher.figures.stopped = stop;
    return watcher.figures;
}

}  // namespace px
