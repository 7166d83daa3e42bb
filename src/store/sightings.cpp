#include "store/sightings.hpp"

#include <algorithm>
#include <charconv>

#include "record/identity.hpp"
#include "text/address.hpp"

namespace px {
namespace {

/// The first column of the first row; nothing if there is no row.
template <typename... Values>
Result<std::optional<std::int64_t>> find(ProjectFile& project, std::string_view sql, const Values&... values) {
    auto query = project.database().prepare(sql);
    if (!query) return fail(query.error());
    (query->bind(values), ...);
    std::optional<std::int64_t> found;
    if (query->step()) found = query->integer(0);
    if (query->error()) return fail(*query->error());
    return found;
}

Result<void> insert(ProjectFile& project, std::int64_t report, const Sighting& sighting) {
    auto query = project.database().prepare("INSERT OR IGNORE INTO sighting_ VALUES (?, ?, ?, ?, ?)");
    if (!query) return fail(query.error());
    return query->bind(report)
        .bind(sighting.source)
        .bind(sighting.address)
        .bind(sighting.seen)
        .bind(sighting.sha256)
        .run();
}

Result<std::optional<std::int64_t>> report_of_bytes(ProjectFile& project, std::int64_t run, const std::string& sha256) {
    auto own = find(project, "SELECT id FROM report_ WHERE run = ? AND sha256 = ?", run, sha256);
    if (!own || *own) return own;
    // Bytes whose words were held already. CROSS JOIN: SQLite would go through all reports of the run instead. The
    // index on the bytes gives the reports in their order, so that the first is there at once.
    return find(
        project,
        "SELECT r.id FROM sighting_ g CROSS JOIN report_ r ON r.id = g.report WHERE +r.run = ? AND g.sha256 = ? "
        "ORDER BY g.report LIMIT 1",
        run, sha256);
}

/// The report that the source file held before, or the newest one at the same address, if this is a form of it.
Result<std::optional<std::int64_t>> earlier_version(ProjectFile& project, std::int64_t run, const Report& report,
                                                    const Sighting& sighting) {
    std::optional<std::int64_t> candidate;
    if (sighting.own_file) {
        auto same_file =
            find(project,
                 "SELECT max(r.id) FROM sighting_ g CROSS JOIN report_ r ON r.id = g.report WHERE +r.run = ? AND "
                 "g.source = ? AND g.sha256 <> ?",
                 run, sighting.source, sighting.sha256);
        if (!same_file) return same_file;
        if (same_file->value_or(0) != 0) candidate = *same_file;
    }
    const std::string key = address_key(report.url);
    if (!candidate && key.find('/') != std::string::npos) {
        auto same_address = find(project, "SELECT max(id) FROM report_ WHERE run = ? AND address_key = ?", run, key);
        if (!same_address) return same_address;
        if (same_address->value_or(0) != 0) candidate = *same_address;
    }
    if (!candidate) return candidate;
    auto text =
        project.database().prepare("SELECT d.text FROM report_ r JOIN document_ d ON d.id = r.document WHERE r.id = ?");
    if (!text) return fail(text.error());
    text->bind(*candidate);
    if (!text->step() || !is_version_of(report, text->text(0))) return std::optional<std::int64_t>();
    return candidate;
}

/// The first half of a hash; of text that is no hash, whatever digits it begins with.
std::array<std::uint64_t, 2> half_of(std::string_view sha256) {
    constexpr std::size_t digits = 16;
    std::array<std::uint64_t, 2> half{};
    for (std::size_t i = 0; i < half.size(); ++i) {
        const std::string_view part = sha256.substr(std::min(i * digits, sha256.size()), digits);
        std::from_chars(part.data(), part.data() + part.size(), half[i], 16);
    }
    return half;
}

}  // namespace

Result<std::optional<std::int64_t>> held_report(ProjectFile& project, std::int64_t run, const Report& report) {
    auto held = report_of_bytes(project, run, report.id);
    if (!held || *held) return held;
    const std::string content = content_hash(report);
    if (content.empty()) return held;
    return find(project, "SELECT id FROM report_ WHERE run = ? AND content = ?", run, content);
}

Result<Kept> keep_report(ProjectFile& project, std::int64_t run, const CodedReport& coded, bool coded_language,
                         const Sighting& sighting) {
    const Report& report = coded.report;
    const auto held = held_report(project, run, report);
    if (!held) return fail(held.error());
    if (*held) {
        if (auto done = insert(project, **held, sighting); !done) return fail(done.error());
        return Kept{**held, false};
    }
    const auto earlier = earlier_version(project, run, report, sighting);
    if (!earlier) return fail(earlier.error());
    const Result<std::int64_t> row = project.add(run, coded, coded_language);
    if (!row) return fail(row.error());
    auto mark =
        project.database().prepare("UPDATE report_ SET content = ?, address_key = ?, version_of = ? WHERE id = ?");
    if (!mark) return fail(mark.error());
    mark->bind(content_hash(report)).bind(address_key(report.url)).bind(*earlier).bind(*row);
    if (auto done = mark->run(); !done) return fail(done.error());
    if (auto done = insert(project, *row, sighting); !done) return fail(done.error());
    return Kept{*row, true};
}

Result<bool> add_sighting(ProjectFile& project, std::int64_t run, const Sighting& sighting) {
    const auto report = report_of_bytes(project, run, sighting.sha256);
    if (!report) return fail(report.error());
    if (!*report) return false;
    if (auto done = insert(project, **report, sighting); !done) return fail(done.error());
    return true;
}

Result<bool> add_revisit(ProjectFile& project, std::int64_t run, const Sighting& sighting) {
    const std::string key = address_key(sighting.address);
    const auto report = find(project, "SELECT max(id) FROM report_ WHERE run = ? AND address_key = ?", run, key);
    if (!report) return fail(report.error());
    if (key.empty() || report->value_or(0) == 0) return false;
    if (auto done = insert(project, **report, sighting); !done) return fail(done.error());
    return true;
}

void SeenHashes::add(std::string_view sha256) { hashes_.push_back(half_of(sha256)); }

void SeenHashes::sort() {
    std::sort(hashes_.begin(), hashes_.end());
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
    hashes_.shrink_to_fit();
}

bool SeenHashes::contains(std::string_view sha256) const {
    return std::binary_search(hashes_.begin(), hashes_.end(), half_of(sha256));
}

Result<SeenHashes> hashes_seen(ProjectFile& project, std::int64_t run) {
    auto query = project.database().prepare(
        "SELECT g.sha256 FROM sighting_ g JOIN report_ r ON r.id = g.report WHERE r.run = ? AND g.sha256 <> ''");
    if (!query) return fail(query.error());
    query->bind(run);
    SeenHashes hashes;
    while (query->step()) hashes.add(query->text(0));
    if (query->error()) return fail(*query->error());
    hashes.sort();
    return hashes;
}

Result<std::vector<std::int64_t>> versions_of(ProjectFile& project, std::int64_t run, const std::string& id) {
    auto query = project.database().prepare(
        "WITH RECURSIVE named(id) AS (SELECT id FROM report_ WHERE run = ?1 AND public_id >= ?2 AND public_id < ?2 || "
        "'~' "
        "ORDER BY public_id LIMIT 1), "
        "chain(id) AS (SELECT id FROM named UNION SELECT r.version_of FROM report_ r JOIN chain c ON r.id = c.id WHERE "
        "r.version_of IS NOT NULL UNION SELECT r.id FROM report_ r JOIN chain c ON r.version_of = c.id) "
        "SELECT id FROM chain ORDER BY id");
    if (!query) return fail(query.error());
    query->bind(run).bind(id);
    std::vector<std::int64_t> rows;
    while (query->step()) rows.push_back(query->integer(0));
    if (query->error()) return fail(*query->error());
    return rows;
}

}  // namespace px
