#include "flow/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "flow/visitor.hpp"
#include "read/feed.hpp"
#include "read/http_message.hpp"
#include "read/item.hpp"
#include "read/page_dates.hpp"
#include "record/ids.hpp"
#include "store/feeds.hpp"
#include "store/sightings.hpp"
#include "text/address.hpp"
#include "text/clip.hpp"

namespace px {
namespace {

constexpr std::int64_t first_wait = 30L * 60;  // seconds; doubled with each failure in a row
constexpr std::int64_t longest_wait = 24L * 60 * 60;
constexpr std::int64_t longest_unreachable = 2L * 60 * 60;  // no answer at all may be our own network
constexpr std::size_t most_parts = 10;                      // sitemaps of one index
constexpr std::size_t most_named = 10;                      // new reports of one feed that are named in one pass

std::string utc(std::time_t time) {
    std::tm parts{};
    gmtime_r(&time, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}
std::string utc_now() { return utc(std::time(nullptr)); }

std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// No page is fetched before it is published: a date after the visit, time zones apart, is a wrong one. The day of the
/// visit stands in.
void mend_date_ahead(Report& report, const std::string& fetched) {
    constexpr int days_of_zones = 1;
    auto visit = PublicationTime::parse(fetched.substr(0, 10), "the day it was fetched");
    if (!visit || !report.published || report.published->day <= visit->day + days_of_zones) return;
    report.remarks.push_back(fmt::format("its date, {} ({}), lies after the day it was fetched, which is taken instead",
                                         report.published->iso(), report.published->evidence));
    report.published = std::move(visit);
}

/// What one feed's visit came to.
struct Tally {
    std::size_t read = 0;
    std::size_t held = 0;
    std::size_t refused = 0;
    std::size_t waiting = 0;  // refused earlier today
    std::size_t left = 0;     // for the next pass
    std::size_t known = 0;    // items that were there before
    long rest = 0;            // seconds for which a page's host asked for rest
    std::string rest_reason;
};

class Watcher {
  public:
    Watcher(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const WatchJob& job,
            const std::function<void(std::string_view)>& say, const std::atomic<bool>& stop)
        : project_(project),
          run_(run),
          pipeline_(pipeline),
          job_(job),
          say_(say),
          stop_(stop),
          visitor_(job.limits, job.seconds_between, stop) {}

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
        if (!answer.trouble.empty()) return fail_feed(*state, answer);
        if (answer.status == 304) return end_feed(*state, "nothing new");
        return read_answer(*state, feed, answer);
    }

    WatchFigures figures;

  private:
    Result<void> fail_feed(FeedState state, const Fetched& answer) {
        ++figures.feeds_refused;
        const std::string& trouble = answer.trouble;
        const std::string since = state.trouble.empty() || state.succeeded.empty() ? "" : " since " + state.succeeded;
        state.trouble = trouble;
        if (!answer.was_asked) {
            say_(fmt::format("{}: NOT ASKED: {}", state.outlet, trouble));
            return add_gap(project_, state.outlet, state.address, trouble, state.tried);
        }
        ++state.failures;
        const std::int64_t doubled = first_wait << std::min<std::int64_t>(state.failures - 1, 10);
        state.wait_until = later(answer.retry_after_seconds > 0
                                     ? kept_rest(answer.retry_after_seconds)
                                     : std::min(doubled, answer.status == 0 ? longest_unreachable : longest_wait));
        say_(fmt::format("{}: REFUSED{}: {}; not asked again before {}", state.outlet, since, trouble,
                         state.wait_until));
        if (auto done = add_gap(project_, state.outlet, state.address, trouble, state.tried); !done) return done;
        return put_feed_state(project_, state);
    }

    static std::string later(std::int64_t seconds) {
        return utc(std::time(nullptr) + static_cast<std::time_t>(seconds));
    }
    static std::int64_t kept_rest(long asked_for) { return std::clamp<std::int64_t>(asked_for, 60, 7 * longest_wait); }

    /// `rest`: seconds for which the host of its pages asked to be left alone, which holds for the next passes, too.
    Result<void> end_feed(FeedState state, const std::string& words, long rest = 0, const std::string& why = {}) {
        state.failures = 0;
        state.trouble = rest > 0 ? "its pages: " + why : "";
        state.wait_until = rest > 0 ? later(kept_rest(rest)) : "";
        state.succeeded = state.tried;
        say_(state.outlet + ": " + words);
        if (auto done = close_gap(project_, state.outlet, state.address, state.tried); !done) return done;
        return put_feed_state(project_, state);
    }

    Result<void> read_answer(FeedState state, const WatchedFeed& watched, const Fetched& answer) {
        auto feed = read_feed(answer.body, answer.final_address, split_content_type(answer.content_type).second);
        if (!feed) {
            Fetched no_feed;
            no_feed.status = answer.status;
            no_feed.trouble = "it is no feed: " + feed.error().what;
            return fail_feed(state, no_feed);
        }
        if (watched.outlet.empty() && !feed->title.empty()) state.outlet = feed->title;
        Tally tally;
        if (auto done = read_parts(state, *feed, tally); !done) return done;
        for (const ReportFields& item : feed->items) {
            if (stop_) return {};
            if (auto done = read_item_of_feed(state, item, tally); !done) return done;
        }
        if (auto done = note_missed(state, *feed, tally); !done) return done;
        return end_items(std::move(state), answer, tally);
    }

    /// The sitemaps that an index names.
    Result<void> read_parts(const FeedState& state, Feed& feed, Tally& tally) {
        if (!feed.items.empty()) return {};
        for (std::size_t i = 0; i < std::min(feed.links.size(), most_parts) && !stop_; ++i) {
            const std::string& address = feed.links[i].address;
            Fetched part = visitor_.visit({address, "", ""});
            if (stop_) return {};
            auto inside = part.trouble.empty() ? read_feed(part.body, part.final_address) : Result<Feed>(fail({}));
            if (inside) {
                std::move(inside->items.begin(), inside->items.end(), std::back_inserter(feed.items));
                if (auto done = close_gap(project_, state.outlet, address, state.tried); !done) return done;
                continue;
            }
            ++tally.refused;
            if (part.trouble.empty()) part.trouble = "it is no sitemap: " + inside.error().what;
            if (auto done = add_gap(project_, state.outlet, address, part.trouble, state.tried); !done) return done;
        }
        return {};
    }

    /// A feed holds its last few items only. If none of those that it held the last time is left, others may have come
    /// and gone in between: a gap of all these days.
    Result<void> note_missed(const FeedState& state, const Feed& feed, const Tally& tally) {
        if (feed.items.empty() || tally.known > 0 || state.succeeded.empty()) return {};
        const Result<bool> had_pages = has_pages(project_, state.address);
        if (!had_pages) return fail(had_pages.error());
        if (!*had_pages) return {};
        return add_gaps(project_, state.outlet, state.address + "#missed",
                        "nothing that stood in the feed at " + state.succeeded +
                            " is left in it: reports in between may be missing; visit it more often (--every)",
                        state.succeeded, state.tried);
    }

    Result<void> end_items(FeedState state, const Fetched& answer, const Tally& tally) {
        // What is left or refused must be found again, so the feed must not say "as before" the next time.
        const std::size_t open = tally.left + tally.refused + tally.waiting;
        state.etag = open == 0 ? answer.etag : "";
        state.last_modified = open == 0 ? answer.last_modified : "";
        figures.read += tally.read;
        figures.held += tally.held;
        figures.pages_refused += tally.refused + tally.waiting;
        std::string words = fmt::format("{} new", tally.read);
        if (tally.refused > 0) words += fmt::format(", {} REFUSED", counted(tally.refused, "page"));
        if (tally.waiting > 0) words += fmt::format(", {} refused earlier today", counted(tally.waiting, "page"));
        if (tally.left > 0) words += fmt::format(", {} left for the next pass", tally.left);
        return end_feed(std::move(state), words, tally.rest, tally.rest_reason);
    }

    Result<void> read_item_of_feed(const FeedState& feed, const ReportFields& fields, Tally& tally) {
        const std::string address = fields.url.empty() ? feed.address + "#" + fields.id : fields.url;
        auto page = page_state(project_, address);
        if (!page) return fail(page.error());
        const std::string version = fields.updated.empty() ? fields.date : fields.updated;
        const std::string now = utc_now();
        const bool refused_today = page->outcome == "refused" && page->fetched.substr(0, 10) == now.substr(0, 10);
        if (!page->outcome.empty()) ++tally.known;
        if (page->outcome == "gone") return {};
        if (refused_today) {
            ++tally.waiting;
            return {};
        }
        if (page->outcome == "read" && (version.empty() || page->version == version)) return {};
        if (tally.read + tally.held + tally.refused >= job_.most_pages || visitor_.rests(fields.url)) {
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
            say_(fmt::format("  - {}: {}", fields.url, answer.trouble));
            page->outcome = outcome_of(answer);
            if (visitor_.rests(fields.url)) {
                tally.rest = std::max(answer.retry_after_seconds, tally.rest);
                tally.rest_reason = answer.trouble;
            }
        }
        return keep(feed, fields, answer, *page, tally);
    }

    /// What our own settings forbade is looked for again as soon as they allow it; what a server refused, on another
    /// day.
    static std::string_view outcome_of(const Fetched& refused) {
        if (!refused.was_asked) return "not asked";
        return refused.status == 404 || refused.status == 410 ? "gone" : "refused";
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
        Item item = answer.trouble.empty() ? page_item(answer, page) : feed_item(fields, answer.trouble, page);
        SourceNote note{item.source, Outcome::read, sha256_hex(item.bytes), std::nullopt};
        Sighting sighting{item.source, note.sha256, page.address, page.fetched, false};
        ReadOptions options = pipeline_.with_tables(job_.given.all);
        if (options.outlet.empty()) options.outlet = feed.outlet;
        Result<Report> report = read_item(std::move(item), options);
        std::string trouble = page.outcome == "read" ? "" : answer.trouble;
        if (!report && answer.trouble.empty()) {
            // A page without text, a film, a PDF: what the feed gives stands in here, too.
            trouble = "the page could not be read: " + report.error().what;
            Item summary = feed_item(fields, trouble, page);
            sighting.sha256 = note.sha256 = sha256_hex(summary.bytes);
            if (Result<Report> instead = read_item(std::move(summary), options)) report = std::move(instead);
        }
        if (auto done = trouble.empty() ? close_gap(project_, feed.outlet, page.address, page.fetched)
                                        : add_gap(project_, feed.outlet, page.address, trouble, page.fetched);
            !done)
            return done;
        if (!report) {
            note.outcome = report.error().kind == ErrorKind::empty ? Outcome::empty : Outcome::unreadable;
            note.error = report.error();
            return project_.note(run_, note);
        }
        if (!report->published || report->published->evidence == weakest_evidence)
            if (auto stated = time_of_feed(fields.date)) report->published = std::move(stated);
        mend_date_ahead(*report, page.fetched);
        const bool in_coded_language = report->is_in_coded_language();
        const CodedReport coded = pipeline_.run(std::move(*report), scratch_);
        const auto kept = keep_report(project_, run_, coded, in_coded_language, sighting);
        if (!kept) return fail(kept.error());
        if (kept->is_new)
            name_new(coded.report, tally);
        else
            note.outcome = Outcome::held;
        ++(kept->is_new ? tally.read : tally.held);
        return project_.note(run_, note);
    }

    void name_new(const Report& report, const Tally& tally) {
        if (tally.read > most_named) return;
        if (tally.read == most_named) return say_("  + and more");
        say_(fmt::format("  + {}  {}  {}{}", report_id(report), report.published ? report.published->iso() : "no date",
                         report.headline(), report.truncated ? "  (cut off)" : ""));
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
    static Item feed_item(const ReportFields& fields, const std::string& trouble, const PageState& page) {
        Item item;
        item.form = Item::Form::fields;
        item.source = page.address;
        item.address = fields.url;
        item.bytes = identity_of(fields);
        item.seen = page.fetched;
        item.fields = fields;
        if (!fields.url.empty())
            item.cut_off = "the page was not to be had (" + trouble + "); this is what the feed gives";
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

/// One address a line, with a name and a tab before it if it has one; # begins a comment.
Result<std::vector<WatchedFeed>> feeds_of_lines(std::string_view text, const std::string& path) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<WatchedFeed> feeds;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.starts_with('#')) continue;
        const std::size_t tab = line.rfind('\t');
        const bool named = tab != std::string_view::npos;
        const std::string_view address = named ? trim(line.substr(tab + 1)) : line;
        if (host_of(address).empty())
            return fail(
                {ErrorKind::malformed, path, "line " + std::to_string(number),
                 "'" + std::string(clipped(address, 60)) + "' is no address of a feed, expected http:// or https://",
                 "nothing was fetched; mend the line, or put # before it"});
        feeds.push_back({named ? std::string(trim(line.substr(0, tab))) : "", std::string(address)});
    }
    return feeds;
}

}  // namespace

Result<std::vector<WatchedFeed>> feeds_of_list(const std::string& path_or_address) {
    std::vector<WatchedFeed> feeds;
    if (!host_of(path_or_address).empty()) return std::vector<WatchedFeed>{{"", path_or_address}};
    Result<std::string> bytes = read_bytes(path_or_address);
    if (!bytes) return fail(bytes.error());
    if (is_xml(*bytes)) {
        const auto list = read_feed(std::move(*bytes), path_or_address);
        if (!list) return fail(list.error());
        for (const FeedLink& link : list->links) feeds.push_back({link.title, link.address});
    } else {
        Result<std::vector<WatchedFeed>> named = feeds_of_lines(*bytes, path_or_address);
        if (!named) return named;
        feeds = std::move(*named);
    }
    if (feeds.empty())
        return fail({ErrorKind::empty, path_or_address, "", "it names no feed, expected OPML or one address a line",
                     "nothing was fetched; write one address of a feed in each line"});
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
