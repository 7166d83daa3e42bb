#include "store/records.hpp"

namespace px {

RecordPlace record_place(const Query& row) {
    RecordPlace place{std::nullopt, row.integer(1), static_cast<std::size_t>(row.integer(2))};
    if (!row.is_null(0)) place.kind = static_cast<RecordKind>(row.integer(0));
    return place;
}

Result<std::optional<RecordPlace>> find_record(ProjectFile& project, const std::string& id) {
    auto query = project.database().prepare(
        "SELECT ?2, report, n FROM statement_ WHERE public_id >= ?1 AND public_id < ?1 || '~' "
        "UNION ALL SELECT ?3, report, n FROM attitude_ WHERE public_id >= ?1 AND public_id < ?1 || '~' "
        "UNION ALL SELECT ?4, report, n FROM attribution_ WHERE public_id >= ?1 AND public_id < ?1 || '~' "
        "UNION ALL SELECT NULL, id, 0 FROM report_ WHERE public_id >= ?1 AND public_id < ?1 || '~' "
        "ORDER BY 2 DESC LIMIT 1");
    if (!query) return fail(query.error());
    query->bind(id);
    for (const RecordKind kind : {RecordKind::statement, RecordKind::attitude, RecordKind::attribution})
        query->bind(static_cast<int>(kind));
    if (query->step()) return record_place(*query);
    if (query->error()) return fail(*query->error());
    return std::nullopt;
}

Result<std::int64_t> run_of_report(ProjectFile& project, std::int64_t report) {
    auto query = project.database().prepare("SELECT run FROM report_ WHERE id = ?");
    if (!query) return fail(query.error());
    query->bind(report);
    const std::int64_t run = query->step() ? query->integer(0) : 0;
    if (query->error()) return fail(*query->error());
    return run;
}

}  // namespace px
