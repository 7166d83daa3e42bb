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

Result<void> add_gap(ProjectFile& project, const std::string& outlet, const std::string& address,
                     const std::string& reason, const std::string& now) {
    return change(project,
                  "INSERT INTO gap_ VALUES (?1, substr(?4, 1, 10), ?2, ?3, ?4, ?4, 1) ON CONFLICT DO UPDATE SET "
                  "reason = excluded.reason, last = excluded.last, tries = tries + 1",
                  outlet, address, reason, now);
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

}  // namespace px
