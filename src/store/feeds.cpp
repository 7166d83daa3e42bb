#include "store/feeds.hpp"

namespace px {
namespace {

Result<void> change(ProjectFile& project, std::string_view sql, const auto&... values) {
    auto query = project.database().prepare(sql);
    if (!query) return fail(query.error());
    (query->bind(values), ...);
    return query->run();
}

}  // namespace

Result<FeedState> feed_state(ProjectFile& project, const std::string& address) {
    auto query = project.database().prepare(
        "SELECT outlet, etag, last_modified, failures, tried, succeeded, wait_until, trouble FROM feed_ WHERE address "
        "= ?");
    if (!query) return fail(query.error());
    query->bind(address);
    FeedState state;
    state.address = address;
    if (query->step()) {
        state.outlet = query->text(0);
        state.etag = query->text(1);
        state.last_modified = query->text(2);
        state.failures = query->integer(3);
        state.tried = query->text(4);
        state.succeeded = query->text(5);
        state.wait_until = query->text(6);
        state.trouble = query->text(7);
    }
    if (query->error()) return fail(*query->error());
    return state;
}

Result<void> put_feed_state(ProjectFile& project, const FeedState& state) {
    return change(project, "INSERT OR REPLACE INTO feed_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", state.address,
                  state.outlet, state.etag, state.last_modified, state.failures, state.tried, state.succeeded,
                  state.wait_until, state.trouble);
}

Result<PageState> page_state(ProjectFile& project, const std::string& address) {
    auto query =
        project.database().prepare("SELECT feed, fetched, last_modified, outcome FROM fetched_ WHERE address = ?");
    if (!query) return fail(query.error());
    query->bind(address);
    PageState state;
    state.address = address;
    if (query->step()) {
        state.feed = query->text(0);
        state.fetched = query->text(1);
        state.version = query->text(2);
        state.outcome = query->text(3);
    }
    if (query->error()) return fail(*query->error());
    return state;
}

Result<void> put_page_state(ProjectFile& project, const PageState& state) {
    return change(project, "INSERT OR REPLACE INTO fetched_ VALUES (?, ?, ?, '', ?, ?)", state.address, state.feed,
                  state.fetched, state.version, state.outcome);
}

Result<std::vector<FetchedReport>> fetched_elsewhere(ProjectFile& project, std::int64_t run) {
    auto query = project.database().prepare(
        "SELECT r.id, g.source, g.sha256, g.address, g.seen FROM report_ r JOIN sighting_ g ON g.report = r.id "
        "JOIN fetched_ f ON f.address = g.address WHERE r.run <> ?1 AND NOT EXISTS (SELECT 1 FROM sighting_ h CROSS "
        "JOIN report_ o ON o.id = h.report WHERE +o.run = ?1 AND h.sha256 = g.sha256 AND h.seen = g.seen) ORDER BY "
        "r.id, "
        "g.seen");
    if (!query) return fail(query.error());
    query->bind(run);
    std::vector<FetchedReport> found;
    while (query->step())
        found.push_back({query->integer(0), {query->text(1), query->text(2), query->text(3), query->text(4), false}});
    if (query->error()) return fail(*query->error());
    return found;
}

Result<void> add_gap(ProjectFile& project, const std::string& outlet, const std::string& address,
                     const std::string& reason, const std::string& now) {
    return change(project,
                  "INSERT INTO gap_ VALUES (?1, substr(?4, 1, 10), ?2, ?3, ?4, ?4, 1) ON CONFLICT DO UPDATE SET "
                  "reason = excluded.reason, last = excluded.last, tries = tries + 1",
                  outlet, address, reason, now);
}

Result<void> add_gaps(ProjectFile& project, const std::string& outlet, const std::string& address,
                      const std::string& reason, const std::string& first, const std::string& last) {
    return change(project,
                  "WITH RECURSIVE day_(day, n) AS (SELECT max(substr(?4, 1, 10), date(?5, '-366 days')), 1 UNION ALL "
                  "SELECT date(day, '+1 day'), n + 1 FROM day_ WHERE day < substr(?5, 1, 10) AND n < 367) "
                  "INSERT INTO gap_ SELECT ?1, day, ?2, ?3, ?5, ?5, 1 FROM day_ WHERE true ON CONFLICT DO UPDATE SET "
                  "reason = excluded.reason, last = excluded.last, tries = tries + 1",
                  outlet, address, reason, first, last);
}

Result<bool> has_pages(ProjectFile& project, const std::string& feed) {
    auto query = project.database().prepare("SELECT 1 FROM fetched_ WHERE feed = ? LIMIT 1");
    if (!query) return fail(query.error());
    query->bind(feed);
    const bool found = query->step();
    if (query->error()) return fail(*query->error());
    return found;
}

Result<void> close_gap(ProjectFile& project, const std::string& outlet, const std::string& address,
                       const std::string& now) {
    return change(project, "DELETE FROM gap_ WHERE outlet = ? AND address = ? AND day = substr(?, 1, 10)", outlet,
                  address, now);
}

Result<std::vector<Gap>> gaps(ProjectFile& project, const std::string& outlet, const std::string& since,
                              const std::string& until) {
    auto query = project.database().prepare(
        "SELECT outlet, day, address, reason, first, last, tries FROM gap_ WHERE (?1 = '' OR outlet LIKE ?1) AND "
        "(?2 = '' OR day >= ?2) AND (?3 = '' OR day <= ?3) ORDER BY day DESC, outlet, address");
    if (!query) return fail(query.error());
    query->bind(outlet).bind(since).bind(until);
    std::vector<Gap> found;
    while (query->step())
        found.push_back({query->text(0), query->text(1), query->text(2), query->text(3), query->text(4), query->text(5),
                         query->integer(6)});
    if (query->error()) return fail(*query->error());
    return found;
}

Result<std::vector<CoverageGap>> coverage_gaps(ProjectFile& project, const std::string& outlet,
                                               const std::string& since, const std::string& until) {
    auto query = project.database().prepare(
        "SELECT outlet, min(day), max(day), count(DISTINCT day), reason, max(last) FROM gap_ WHERE (?1 = '' OR outlet "
        "LIKE ?1) AND (?2 = '' OR day >= ?2) AND (?3 = '' OR day <= ?3) GROUP BY outlet ORDER BY outlet");
    if (!query) return fail(query.error());
    query->bind(outlet).bind(since).bind(until);
    std::vector<CoverageGap> found;
    while (query->step())  // SQLite takes a bare column from the row of max(): the last reason
        found.push_back({query->text(0), query->text(1), query->text(2), query->integer(3), query->text(4)});
    if (query->error()) return fail(*query->error());
    return found;
}

}  // namespace px
