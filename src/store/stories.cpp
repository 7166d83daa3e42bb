#include "store/stories.hpp"

namespace px {
namespace {

Query& bind_run(Query& query, std::optional<std::int64_t> run) { return run ? query.bind(*run) : query.bind_null(); }

Result<std::optional<FoundStory>> story_now(ProjectFile& project, std::optional<std::int64_t> run,
                                            const std::string& id) {
    auto query = project.database().prepare(
        "SELECT y.id, y.run, y.public_id, y.title FROM run_ u JOIN story_ y ON y.run = u.id WHERE (?1 IS NULL OR u.id "
        "= ?1) AND y.public_id >= ?2 AND y.public_id < ?2 || '~' ORDER BY y.run DESC, y.public_id LIMIT 1");
    if (!query) return fail(query.error());
    bind_run(*query, run).bind(id);
    if (query->step()) return FoundStory{query->integer(0), query->integer(1), query->text(2), query->text(3)};
    if (query->error()) return fail(*query->error());
    return std::nullopt;
}

/// The id to which most reports of a story that is no more went; nothing if no story ever had this one.
Result<std::optional<std::string>> next_id(ProjectFile& project, std::optional<std::int64_t> run,
                                           const std::string& former) {
    auto query = project.database().prepare(
        "SELECT h.now FROM run_ u JOIN story_history_ h ON h.run = u.id WHERE (?1 IS NULL OR u.id = ?1) AND h.former "
        ">= ?2 AND h.former < ?2 || '~' ORDER BY h.id DESC, h.reports DESC LIMIT 1");
    if (!query) return fail(query.error());
    bind_run(*query, run).bind(former);
    if (query->step()) return query->text(0);
    if (query->error()) return fail(*query->error());
    return std::nullopt;
}

}  // namespace

Result<std::optional<FoundStory>> find_story(ProjectFile& project, std::optional<std::int64_t> run,
                                             const std::string& id) {
    constexpr int most_steps = 1'000;
    std::optional<std::string> wanted = id;
    for (int step = 0; wanted && step < most_steps; ++step) {
        auto story = story_now(project, run, *wanted);
        if (!story || *story) return story;
        auto next = next_id(project, run, *wanted);
        if (!next) return fail(next.error());
        wanted = std::move(*next);
    }
    return std::nullopt;
}

Result<std::vector<StoryMember>> members_of_story(ProjectFile& project, std::int64_t story_row) {
    auto query = project.database().prepare(
        "SELECT r.id, r.public_id, r.outlet, r.source FROM member_ m JOIN report_ r ON r.id = m.report WHERE m.story = "
        "? ORDER BY m.n");
    if (!query) return fail(query.error());
    query->bind(story_row);
    std::vector<StoryMember> members;
    while (query->step()) members.push_back({query->integer(0), query->text(1), query->text(2), query->text(3)});
    if (query->error()) return fail(*query->error());
    return members;
}

Result<std::vector<FormerStory>> history_of_story(ProjectFile& project, const FoundStory& story) {
    auto query = project.database().prepare(
        "SELECT former, change, reports FROM story_history_ WHERE run = ? AND now = ? ORDER BY id");
    if (!query) return fail(query.error());
    query->bind(story.run).bind(story.id);
    std::vector<FormerStory> changes;
    while (query->step()) changes.push_back({query->text(0), query->text(1), query->integer(2)});
    if (query->error()) return fail(*query->error());
    return changes;
}

Result<std::vector<RecordPlace>> evidence_of_row(ProjectFile& project, const std::string& id) {
    auto query = project.database().prepare(
        "SELECT v.kind, a.report, v.record FROM row_ e JOIN account_ a ON a.row = e.id JOIN evidence_ v ON v.row = "
        "e.id AND v.account = a.n WHERE e.id = (SELECT max(id) FROM row_ WHERE public_id >= ?1 AND public_id < ?1 || "
        "'~') ORDER BY a.n, v.n");
    if (!query) return fail(query.error());
    query->bind(id);
    std::vector<RecordPlace> places;
    while (query->step()) places.push_back(record_place(*query));
    if (query->error()) return fail(*query->error());
    return places;
}

}  // namespace px
