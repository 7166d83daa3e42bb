#include "store/project_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "base/tsv.hpp"
#include "record/check.hpp"
#include "record/ids.hpp"
#include "record/speech.hpp"
#include "store/schema.hpp"
#include "store/writer.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const std::string& part : parts) {
        if (!out.empty()) out += separator;
        out += part;
    }
    return out;
}

template <typename Enum>
Result<void> add_words(Query& insert, std::string_view list, Enum last) {
    for (int n = 0; n <= static_cast<int>(last); ++n)
        if (auto done = insert.bind(list).bind(n).bind(to_string(static_cast<Enum>(n))).run(); !done) return done;
    return {};
}

Result<void> fill_words(Database& database) {
    auto insert = database.prepare("INSERT INTO word_ VALUES (?, ?, ?)");
    if (!insert) return fail(insert.error());
    return add_words(*insert, "block", BlockKind::left_out)
        .and_then([&] { return add_words(*insert, "left_out", LeftOut::other); })
        .and_then([&] { return add_words(*insert, "actor", ActorKind::other); })
        .and_then([&] { return add_words(*insert, "form", MentionForm::pronoun); })
        .and_then([&] { return add_words(*insert, "timex", TimexType::set); })
        .and_then([&] { return add_words(*insert, "granularity", Granularity::unknown); })
        .and_then([&] { return add_words(*insert, "attribution", AttributionKind::indirect); })
        .and_then([&] { return add_words(*insert, "link", LinkKind::outlet); })
        .and_then([&] { return add_words(*insert, "mode", Mode::unknown); })
        .and_then([&] { return add_words(*insert, "stance", Stance::unknown); })
        .and_then([&] { return add_words(*insert, "agreement", Agreement::single_source); })
        .and_then([&] { return add_words(*insert, "finding", FindingKind::headline_exceeds_text); })
        .and_then([&] { return add_words(*insert, "contradiction", ContradictionType::agent); });
}

/// Whether the file holds a project; false if it is empty. Another program's database is refused untouched.
Result<bool> holds_project(Database& database) {
    auto query = database.prepare("SELECT count(*), sum(name = 'setting_') FROM sqlite_schema");
    if (!query) return fail(query.error());
    const bool any = query->step() && query->integer(0) > 0;
    const bool ours = any && query->integer(1) > 0;
    if (query->error()) return fail(*query->error());
    if (any && !ours)
        return fail({ErrorKind::malformed, database.path(), "",
                     "not a project file of Parallax but the database of another program",
                     "it was not touched; name a project file of Parallax, or a new one"});
    return ours;
}

/// Makes the tables of a new file; in one transaction, so that a file is either empty or whole. Another program may
/// have made them since we looked.
Result<void> create_schema(Database& database) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
    const Result<bool> made = holds_project(database);
    if (!made) return fail(made.error());
    if (*made) return database.execute("COMMIT");
    return database.execute(std::string(schema_tables))
        .and_then([&] { return database.execute(schema_views()); })
        .and_then([&] { return fill_words(database); })
        .and_then([&] {
            return database.execute(fmt::format(
                "INSERT INTO setting_ VALUES ('format', 'parallax project'), ('schema_version', '{}'); COMMIT",
                schema_version));
        });
}

Result<void> check_version(Database& database) {
    auto query = database.prepare("SELECT value FROM setting_ WHERE name = 'schema_version'");
    if (!query) return fail(query.error());
    const std::string version = query->step() ? query->text(0) : "";
    if (version == std::to_string(schema_version)) return {};
    return fail({ErrorKind::unsupported, database.path(), "",
                 fmt::format("the project file has schema version '{}', this program reads version {}", version,
                             schema_version),
                 "read the reports into a new project file"});
}

std::optional<std::string> iso(const std::optional<PublicationTime>& time) {
    if (!time) return std::nullopt;
    return time->iso();
}

std::optional<std::string> evidence(const std::optional<PublicationTime>& time) {
    if (!time) return std::nullopt;
    return time->evidence;
}

/// "0:statement:12;2:attitude:3" for the evidence of a finding: report's place in the story, layer, index.
std::string references(const std::vector<StatementRef>& refs) {
    std::string out;
    for (const StatementRef& ref : refs)
        out += fmt::format("{}{}:{}:{}", out.empty() ? "" : "; ", ref.report, to_string(ref.kind), ref.index);
    return out;
}

/// Runs of characters of more than one byte, all of one width, with how many code points stand before each: what the
/// views count code points with, without the text.
Result<void> keep_wide_characters(Database& database, std::int64_t document, std::string_view text) {
    auto insert = database.prepare("INSERT INTO wide_ VALUES (?, ?, ?, ?, ?)");
    if (!insert) return fail(insert.error());
    std::size_t points = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const std::size_t points_before = points;
        const std::size_t width = decode(text, at).length;
        for (; at < text.size() && decode(text, at).length == width; at += width) ++points;
        if (width == 1) continue;
        if (auto done = insert->bind(document).bind(begin).bind(at).bind(width).bind(points_before).run(); !done)
            return done;
    }
    return {};
}

std::string row_id(const Story& story, const Row& row, std::size_t n) {
    return short_id('e', story.id + '\x1f' + row.code + '\x1f' + join(row.actors, ";") + '\x1f' + row.label + '\x1f' +
                             std::to_string(n));
}

}  // namespace

std::string RunInfo::fingerprint() const {
    return sha256_hex(program + '\x1f' + models + '\x1f' + dictionaries + '\x1f' + settings);
}

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::read:
            return "read";
        case Outcome::held:
            return "held";
        case Outcome::empty:
            return "empty";
        case Outcome::unreadable:
            return "unreadable";
    }
    return "unreadable";
}

struct ProjectFile::Queries {
    explicit Queries(Database& database) : inserts(database) {}
    detail::Inserts inserts;
};

Result<ProjectFile> ProjectFile::open(const std::string& path, Database::Access access) {
    Result<Database> database = Database::open(path, access);
    if (!database) return fail(database.error());
    ProjectFile project;
    project.database_ = std::move(*database);
    Database& db = project.database_;
    const Result<bool> made = holds_project(db);
    if (!made) return fail(made.error());
    if (access != Database::Access::read_only) {
        // FULL: with NORMAL a power cut may undo the last commits of a file with a write-ahead log.
        if (auto done = db.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;");
            !done)
            return fail(done.error());
    }
    if (!*made) {
        if (access != Database::Access::create)
            return fail({ErrorKind::malformed, path, "", "not a project file of Parallax: it is empty",
                         "parallax read PATH --into FILE fills one"});
        if (auto done = create_schema(db); !done) return fail(done.error());
    }
    if (auto done = check_version(db); !done) return fail(done.error());
    return project;
}

Result<std::int64_t> ProjectFile::begin_run(const RunInfo& info) {
    auto insert = database_.prepare(
        "INSERT INTO run_(fingerprint, program, models, dictionaries, settings) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(fingerprint) DO NOTHING");
    if (!insert) return fail(insert.error());
    const std::string fingerprint = info.fingerprint();
    insert->bind(fingerprint).bind(info.program).bind(info.models).bind(info.dictionaries).bind(info.settings);
    if (auto done = insert->run(); !done) return fail(done.error());
    return find_run(fingerprint);
}

Result<void> ProjectFile::begin() { return database_.execute("BEGIN IMMEDIATE"); }
Result<void> ProjectFile::commit() { return database_.execute("COMMIT"); }

void ProjectFile::close_log() {
    // Refused while another connection is open; then that one's end, or the next reading, does it.
    (void)database_.execute("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");
}

void ProjectFile::roll_back() {
    // SQLite may have rolled back by itself (disk full); then there is nothing left to undo and that is no error.
    (void)database_.execute("ROLLBACK");
}

Result<std::int64_t> ProjectFile::keep_document(const std::string& text) {
    const std::string hash = sha256_hex(text);
    auto find = database_.prepare("SELECT id FROM document_ WHERE hash = ?");
    if (!find) return fail(find.error());
    find->bind(hash);
    if (find->step()) return find->integer(0);
    if (find->error()) return fail(*find->error());
    auto insert = database_.prepare("INSERT INTO document_(hash, text) VALUES (?, ?)");
    if (!insert) return fail(insert.error());
    if (auto done = insert->bind(hash).bind(text).run(); !done) return fail(done.error());
    const std::int64_t document = database_.last_row();
    if (auto done = keep_wide_characters(database_, document, text); !done) return fail(done.error());
    return document;
}

Result<std::int64_t> ProjectFile::add(std::int64_t run, const CodedReport& coded, bool coded_language) {
    const Report& report = coded.report;
    const Result<std::int64_t> document = keep_document(report.text);
    if (!document) return fail(document.error());
    auto insert = database_.prepare(
        "INSERT INTO report_(run, public_id, sha256, source, outlet, authors, agency, section, url, language, "
        "published, "
        "published_evidence, updated, updated_evidence, truncated, coded, remarks, document) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert) return fail(insert.error());
    insert->bind(run).bind(report_id(report)).bind(report.id).bind(report.source).bind(report.outlet);
    insert->bind(join(report.authors, "; "))
        .bind(report.agency)
        .bind(report.section)
        .bind(report.url)
        .bind(report.language);
    insert->bind(iso(report.published)).bind(evidence(report.published));
    insert->bind(iso(report.updated)).bind(evidence(report.updated));
    insert->bind(static_cast<int>(report.truncated)).bind(static_cast<int>(coded_language));
    insert->bind(join(report.remarks, "\n")).bind(*document);
    if (auto done = insert->run(); !done) return fail(done.error());
    const std::int64_t row = database_.last_row();
    if (auto done = add_layers(row, coded); !done) return fail(done.error());
    return row;
}

Result<void> ProjectFile::add_layers(std::int64_t row, const CodedReport& coded) {
    if (!queries_) queries_ = std::make_shared<Queries>(database_);
    return detail::write_layers(queries_->inserts, row, coded);
}

Result<void> ProjectFile::note(std::int64_t run, const SourceNote& source) {
    auto insert = database_.prepare(
        "INSERT INTO source_(run, source, outcome, sha256, kind, place, what) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(run, source) DO UPDATE SET outcome = CASE WHEN outcome = 'read' AND excluded.outcome = 'held' "
        "THEN 'read' ELSE excluded.outcome END, sha256 = excluded.sha256, kind = excluded.kind, place = "
        "excluded.place, "
        "what = excluded.what");
    if (!insert) return fail(insert.error());
    insert->bind(run).bind(source.source).bind(to_string(source.outcome)).bind(source.sha256);
    if (source.error) {
        // What the user can do stands there, too.
        const Error& error = *source.error;
        insert->bind(to_string(error.kind))
            .bind(error.where)
            .bind(error.next.empty() ? error.what : error.what + "; " + error.next);
    } else {
        insert->bind_null().bind_null().bind_null();
    }
    return insert->run();
}

Result<void> ProjectFile::keep_speaker(std::int64_t report, const Layers& layers, std::size_t n, bool new_actor) {
    const Attribution& attribution = layers.attributions[n];
    const auto speaker = static_cast<std::size_t>(attribution.speaker_actor);
    if (!queries_) queries_ = std::make_shared<Queries>(database_);
    if (new_actor)
        if (auto done = detail::write_actor(queries_->inserts, report, layers, speaker); !done) return done;
    auto query =
        database_.prepare("UPDATE attribution_ SET speaker = ?, rule = ?, confidence = ? WHERE report = ? AND n = ?");
    if (!query) return fail(query.error());
    query->bind(static_cast<std::int64_t>(speaker))
        .bind(attribution.rule)
        .bind(static_cast<double>(attribution.confidence));
    query->bind(report).bind(static_cast<std::int64_t>(n));
    return query->run();
}

Result<void> ProjectFile::remove_story(std::int64_t story_row) {
    for (const std::string_view sql :
         {"DELETE FROM evidence_ WHERE row IN (SELECT id FROM row_ WHERE story = ?)",
          "DELETE FROM account_ WHERE row IN (SELECT id FROM row_ WHERE story = ?)", "DELETE FROM row_ WHERE story = ?",
          "DELETE FROM member_ WHERE story = ?", "DELETE FROM lineage_ WHERE story = ?",
          "DELETE FROM finding_ WHERE story = ?", "DELETE FROM story_ WHERE id = ?"}) {
        auto remove = database_.prepare(sql);
        if (!remove) return fail(remove.error());
        if (auto done = remove->bind(story_row).run(); !done) return done;
    }
    return {};
}

Result<bool> ProjectFile::holds(std::int64_t run, const std::string& sha256) {
    auto query = database_.prepare("SELECT 1 FROM report_ WHERE run = ? AND sha256 = ?");
    if (!query) return fail(query.error());
    query->bind(run).bind(sha256);
    const bool found = query->step();
    if (query->error()) return fail(*query->error());
    return found;
}

Result<std::int64_t> ProjectFile::find_run(const std::string& prefix) {
    auto query = database_.prepare(
        "SELECT id FROM run_ WHERE substr(fingerprint, 1, length(?1)) = ?1 "
        "ORDER BY EXISTS (SELECT 1 FROM report_ WHERE run = run_.id) DESC, id DESC LIMIT 1");
    if (!query) return fail(query.error());
    query->bind(prefix);
    if (query->step()) return query->integer(0);
    if (query->error()) return fail(*query->error());
    return fail({ErrorKind::empty, database_.path(), "",
                 prefix.empty() ? "the project file holds no run yet" : "no run begins with '" + prefix + "'",
                 prefix.empty() ? "read reports into it: parallax read PATH --into " + database_.path()
                                : "parallax doctor -p " + database_.path() + " lists them"});
}

Result<RunInfo> ProjectFile::run_info(std::int64_t run) {
    auto query = database_.prepare("SELECT program, models, dictionaries, settings FROM run_ WHERE id = ?");
    if (!query) return fail(query.error());
    query->bind(run);
    if (query->step()) return RunInfo{query->text(0), query->text(1), query->text(2), query->text(3)};
    return fail(
        {ErrorKind::internal, database_.path(), "", fmt::format("no run {}", run), "parallax doctor checks the file"});
}

Result<std::vector<std::int64_t>> ProjectFile::report_rows(std::int64_t run) {
    auto query = database_.prepare(
        "SELECT id FROM report_ r WHERE run = ? AND NOT EXISTS (SELECT 1 FROM report_ n WHERE n.version_of = r.id) "
        "ORDER "
        "BY id");
    if (!query) return fail(query.error());
    query->bind(run);
    std::vector<std::int64_t> rows;
    while (query->step()) rows.push_back(query->integer(0));
    if (query->error()) return fail(*query->error());
    return rows;
}

Result<CodedReport> ProjectFile::load(std::int64_t report_row) {
    auto query = database_.prepare(
        "SELECT r.sha256, r.source, r.outlet, r.authors, r.agency, r.url, r.language, r.published, "
        "r.published_evidence, "
        "r.updated, r.updated_evidence, r.truncated, r.remarks, d.text, r.section FROM report_ r JOIN document_ d ON "
        "d.id = "
        "r.document "
        "WHERE r.id = ?");
    if (!query) return fail(query.error());
    query->bind(report_row);
    if (!query->step()) {
        if (query->error()) return fail(*query->error());
        return fail({ErrorKind::malformed, database_.path(), "", fmt::format("there is no report {}", report_row),
                     "another program changed the file; parallax doctor checks it"});
    }
    CodedReport coded;
    Report& report = coded.report;
    report.id = query->text(0);
    report.source = query->text(1);
    report.outlet = query->text(2);
    const std::string authors = query->text(3);
    for (const std::string_view author : split_list(authors)) report.authors.emplace_back(author);
    report.agency = query->text(4);
    report.url = query->text(5);
    report.language = query->text(6);
    report.published = PublicationTime::parse(query->text(7), query->text(8));
    report.updated = PublicationTime::parse(query->text(9), query->text(10));
    report.truncated = query->integer(11) != 0;
    const std::string remarks = query->text(12);
    for (const std::string_view remark : split_list(remarks, '\n')) report.remarks.emplace_back(remark);
    report.text = query->text(13);
    report.section = query->text(14);

    if (auto done = detail::read_layers(database_, report_row, coded); !done) return fail(done.error());
    if (const auto broken = defects(coded); !broken.empty()) {
        return fail({ErrorKind::malformed, database_.path(), "report " + report_id(report),
                     "the records do not fit the text (" + broken.front() + ")",
                     "the file was damaged or changed by hand"});
    }
    return coded;
}

namespace {

Result<void> insert_row(Database& database, std::string_view sql, auto&&... cells) {
    auto query = database.prepare(sql);
    if (!query) return fail(query.error());
    (query->bind(cells), ...);
    return query->run();
}

Result<void> add_accounts(Database& database, std::int64_t row, const std::vector<Account>& accounts,
                          const std::vector<std::int64_t>& reports) {
    for (std::size_t n = 0; n < accounts.size(); ++n) {
        const Account& account = accounts[n];
        auto done = insert_row(database, "INSERT INTO account_ VALUES (?, ?, ?, ?, ?, ?, ?)", row, n,
                               reports.at(static_cast<std::size_t>(account.report)), static_cast<int>(account.stance),
                               account.speaker, join(account.chain, " > "), account.gist);
        for (std::size_t k = 0; done && k < account.evidence.size(); ++k) {
            const StatementRef& ref = account.evidence[k];
            done = insert_row(database, "INSERT INTO evidence_ VALUES (?, ?, ?, ?, ?)", row, n, k,
                              static_cast<int>(ref.kind), ref.index);
        }
        if (!done) return done;
    }
    return {};
}

Result<void> add_lineages(Database& database, std::int64_t story, const StoryRecord& record) {
    std::vector<std::int64_t> lineage_of(record.reports.size(), -1);
    const auto& lineages = record.comparison.lineages;
    for (std::size_t n = 0; n < lineages.size(); ++n) {
        for (const std::int32_t report : lineages[n].reports)
            lineage_of.at(static_cast<std::size_t>(report)) = static_cast<std::int64_t>(n);
        auto done = insert_row(database, "INSERT INTO lineage_ VALUES (?, ?, ?, ?)", story, n, lineages[n].origin,
                               lineages[n].reason);
        if (!done) return done;
    }
    for (std::size_t n = 0; n < record.reports.size(); ++n) {
        auto done =
            insert_row(database, "INSERT INTO member_ VALUES (?, ?, ?, ?)", story, n, record.reports[n], lineage_of[n]);
        if (!done) return done;
    }
    return {};
}

}  // namespace

Result<void> ProjectFile::add_story_change(std::int64_t run, std::string_view former, std::string_view now,
                                           std::string_view change, std::int64_t reports) {
    return insert_row(database_, "INSERT INTO story_history_(run, former, now, change, reports) VALUES (?, ?, ?, ?, ?)",
                      run, former, now, change, reports);
}

Result<void> ProjectFile::add_story(std::int64_t run, const StoryRecord& record) {
    const Comparison& comparison = record.comparison;
    auto done = insert_row(database_, "INSERT INTO story_(run, public_id, title, lineages) VALUES (?, ?, ?, ?)", run,
                           record.story.id, record.story.title, comparison.lineages.size());
    if (!done) return done;
    const std::int64_t story = database_.last_row();
    if (done = add_lineages(database_, story, record); !done) return done;

    for (std::size_t n = 0; n < comparison.rows.size(); ++n) {
        const Row& row = comparison.rows[n];
        done =
            insert_row(database_,
                       "INSERT INTO row_(story, n, public_id, label, code, plover, actors, time, place, lineages, "
                       "agreement, weight) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       story, n, row_id(record.story, row, n), row.label, row.code, row.plover, join(row.actors, "; "),
                       row.time, row.place, row.lineages, static_cast<int>(row.agreement), row.weight);
        if (!done) return done;
        if (done = add_accounts(database_, database_.last_row(), row.accounts, record.reports); !done) return done;
    }
    for (std::size_t n = 0; n < comparison.findings.size(); ++n) {
        const Finding& finding = comparison.findings[n];
        const auto row = finding.row < 0 ? std::nullopt : std::optional(std::int64_t{finding.row});
        done = insert_row(database_, "INSERT INTO finding_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", story, n,
                          static_cast<int>(finding.kind), static_cast<int>(finding.type), row, finding.summary,
                          join(finding.trace, "\n"), references(finding.one), references(finding.other));
        if (!done) return done;
    }
    return {};
}

}  // namespace px
