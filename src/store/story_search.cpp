#include "store/story_search.hpp"

#include <cmath>
#include <utility>

#include "record/speech.hpp"

namespace px {
namespace {

Result<void> ended_well(const Query& query) {
    if (query.error()) return fail(*query.error());
    return {};
}

}  // namespace

Result<Query*> StorySearch::query(std::string_view sql) {
    auto found = queries_.find(sql);
    if (found == queries_.end()) {
        Result<Query> made = project_.database().prepare(sql);
        if (!made) return fail(made.error());
        found = queries_.emplace(sql, std::move(*made)).first;
    }
    found->second.reset();
    return &found->second;
}

// ---- reports -------------------------------------------------------------------------------------------------------

Result<std::vector<NewReport>> StorySearch::new_reports() {
    const auto found = query(
        "SELECT r.id, NOT EXISTS (SELECT 1 FROM report_ n WHERE n.version_of = r.id), r.version_of FROM report_ r "
        "WHERE r.id > coalesce((SELECT last FROM searched_ WHERE run = ?1), 0) AND +r.run = ?1 ORDER BY r.id");
    if (!found) return fail(found.error());
    Query& rows = **found;
    rows.bind(run_);
    std::vector<NewReport> reports;
    while (rows.step()) {
        reports.push_back({rows.integer(0), rows.integer(1) != 0, std::nullopt});
        if (!rows.is_null(2)) reports.back().version_of = rows.integer(2);
    }
    if (auto done = ended_well(rows); !done) return fail(done.error());
    return reports;
}

Result<void> StorySearch::set_searched(const Searched& searched) {
    const auto insert = query("INSERT OR REPLACE INTO searched_ VALUES (?, ?, ?)");
    if (!insert) return fail(insert.error());
    return (*insert)->bind(run_).bind(searched.last_row).bind(searched.stories).run();
}

Result<Searched> StorySearch::searched() {
    const auto found = query("SELECT last, stories FROM searched_ WHERE run = ?");
    if (!found) return fail(found.error());
    Query& row = **found;
    row.bind(run_);
    Searched searched;
    if (row.step()) searched = {row.integer(0), row.integer(1)};
    if (auto done = ended_well(row); !done) return fail(done.error());
    return searched;
}

Result<void> StorySearch::keep(const ReportPlace& place, std::string_view terms,
                               const std::vector<QuotedWords>& quotations) {
    const auto insert = query("INSERT OR REPLACE INTO terms_ VALUES (?, ?, ?, ?, ?)");
    if (!insert) return fail(insert.error());
    if (auto done = (*insert)->bind(place.row).bind(run_).bind(place.day).bind(place.id).bind_bytes(terms).run(); !done)
        return done;
    for (std::size_t n = 0; n < quotations.size(); ++n) {
        const QuotedWords& words = quotations[n];
        const auto add = query("INSERT OR REPLACE INTO quotation_ VALUES (?, ?, ?, ?, ?, ?, ?)");
        if (!add) return fail(add.error());
        (*add)->bind(run_).bind(words.day).bind(place.id).bind(place.row).bind(n).bind(static_cast<int>(words.named));
        if (auto done = (*add)->bind_bytes(words.runs).run(); !done) return done;
    }
    return {};
}

Result<std::optional<ForgottenReport>> StorySearch::forget(std::int64_t report) {
    const auto found = query("SELECT day, id FROM terms_ WHERE report = ?");
    if (!found) return fail(found.error());
    Query& row = **found;
    row.bind(report);
    std::optional<ForgottenReport> forgotten;
    if (row.step()) {
        forgotten = ForgottenReport{{report, std::nullopt, row.text(1)}, {}};
        if (!row.is_null(0)) forgotten->place.day = row.real(0);
    }
    if (auto done = ended_well(row); !done) return fail(done.error());
    row.reset();
    if (!forgotten) return forgotten;
    const auto remove = query("DELETE FROM terms_ WHERE report = ?");
    if (!remove) return fail(remove.error());
    if (auto done = (*remove)->bind(report).run(); !done) return fail(done.error());
    auto quotations = take_quotations(forgotten->place);
    if (!quotations) return fail(quotations.error());
    forgotten->quotations = std::move(*quotations);
    return forgotten;
}

Result<std::vector<QuotedWords>> StorySearch::take_quotations(const ReportPlace& place) {
    const std::int64_t day = place.day ? static_cast<std::int64_t>(std::floor(*place.day)) : undated;
    const auto found =
        query("SELECT named, runs FROM quotation_ WHERE run = ? AND day = ? AND id = ? AND report = ? ORDER BY n");
    if (!found) return fail(found.error());
    Query& rows = **found;
    rows.bind(run_).bind(day).bind(place.id).bind(place.row);
    std::vector<QuotedWords> quotations;
    while (rows.step()) quotations.push_back({place.row, day, rows.integer(0) != 0, rows.bytes(1)});
    if (auto done = ended_well(rows); !done) return fail(done.error());
    const auto remove = query("DELETE FROM quotation_ WHERE run = ? AND day = ? AND id = ? AND report = ?");
    if (!remove) return fail(remove.error());
    if (auto done = (*remove)->bind(run_).bind(day).bind(place.id).bind(place.row).run(); !done)
        return fail(done.error());
    if (auto done = set_named_by(day, place.row, ""); !done) return fail(done.error());
    return quotations;
}

Result<void> StorySearch::each_from(std::optional<std::int64_t> day, std::int64_t without_first,
                                    const std::function<bool(std::int64_t, std::string_view)>& use) {
    const auto found = query(
        day ? "SELECT report, terms FROM terms_ WHERE run = ? AND day >= ? ORDER BY day, id, report LIMIT -1 OFFSET ?"
            : "SELECT report, terms FROM terms_ WHERE run = ? ORDER BY day, id, report LIMIT -1 OFFSET ?");
    if (!found) return fail(found.error());
    Query& rows = **found;
    rows.bind(run_);
    if (day) rows.bind(static_cast<double>(*day));
    rows.bind(without_first);
    while (rows.step())
        if (!use(rows.integer(0), rows.view(1))) break;
    auto done = ended_well(rows);
    rows.reset();
    return done;
}

Result<std::map<std::int64_t, std::int64_t>> StorySearch::days_from(std::optional<std::int64_t> day) {
    const auto found = query(day ? "SELECT day, count(*) FROM terms_ WHERE run = ? AND day >= ? GROUP BY day"
                                 : "SELECT day, count(*) FROM terms_ WHERE run = ? GROUP BY day");
    if (!found) return fail(found.error());
    Query& rows = **found;
    rows.bind(run_);
    if (day) rows.bind(static_cast<double>(*day));
    std::map<std::int64_t, std::int64_t> days;
    while (rows.step())
        days[rows.is_null(0) ? undated : static_cast<std::int64_t>(std::floor(rows.real(0)))] += rows.integer(1);
    if (auto done = ended_well(rows); !done) return fail(done.error());
    return days;
}

Result<std::int64_t> StorySearch::reports_before(const ReportPlace& place) {
    if (!place.day) return 0;
    const auto found = query(
        "SELECT count(*) FROM terms_ WHERE run = ?1 AND day >= ?2 AND day <= ?3 AND (day, id, report) < (?3, ?4, ?5)");
    if (!found) return fail(found.error());
    Query& row = **found;
    row.bind(run_).bind(std::floor(*place.day)).bind(*place.day).bind(place.id).bind(place.row);
    const std::int64_t count = row.step() ? row.integer(0) : 0;
    if (auto done = ended_well(row); !done) return fail(done.error());
    return count;
}

// ---- checkpoints ---------------------------------------------------------------------------------------------------

Result<std::vector<Checkpoint>> StorySearch::checkpoints() {
    const auto found = query(
        "SELECT day, part, parts_before, reports_before FROM checkpoint_ WHERE run = ? AND n = 0 "
        "ORDER BY day DESC, part DESC");
    if (!found) return fail(found.error());
    Query& rows = **found;
    rows.bind(run_);
    std::vector<Checkpoint> checkpoints;
    while (rows.step()) checkpoints.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)});
    if (auto done = ended_well(rows); !done) return fail(done.error());
    return checkpoints;
}

Result<void> StorySearch::keep_piece(const Checkpoint& checkpoint, std::int64_t n, std::string_view piece) {
    const auto insert = query(
        "INSERT INTO checkpoint_(run, day, part, n, parts_before, reports_before, piece) VALUES (?, ?, ?, ?, ?, ?, ?)");
    if (!insert) return fail(insert.error());
    (*insert)->bind(run_).bind(checkpoint.day).bind(checkpoint.part).bind(n);
    (*insert)->bind(checkpoint.parts_before).bind(checkpoint.reports_before);
    return (*insert)->bind_bytes(piece).run();
}

Result<std::optional<std::string_view>> StorySearch::piece(const Checkpoint& checkpoint, std::int64_t n) {
    const auto found = query("SELECT piece FROM checkpoint_ WHERE run = ? AND day = ? AND part = ? AND n = ?");
    if (!found) return fail(found.error());
    Query& row = **found;
    row.bind(run_).bind(checkpoint.day).bind(checkpoint.part).bind(n);
    std::optional<std::string_view> piece;
    if (row.step()) piece = row.view(0);
    if (auto done = ended_well(row); !done) return fail(done.error());
    return piece;
}

Result<void> StorySearch::drop(const Checkpoint& checkpoint) {
    const auto remove = query("DELETE FROM checkpoint_ WHERE run = ? AND day = ? AND part = ?");
    if (!remove) return fail(remove.error());
    return (*remove)->bind(run_).bind(checkpoint.day).bind(checkpoint.part).run();
}

// ---- speakers ------------------------------------------------------------------------------------------------------

Result<std::vector<QuotedWords>> StorySearch::quotations_of(std::int64_t day) {
    const auto found =
        query("SELECT report, named, runs FROM quotation_ WHERE run = ? AND day = ? ORDER BY id, report, n");
    if (!found) return fail(found.error());
    Query& rows = **found;
    rows.bind(run_).bind(day);
    std::vector<QuotedWords> quotations;
    while (rows.step()) quotations.push_back({rows.integer(0), day, rows.integer(1) != 0, rows.bytes(2)});
    if (auto done = ended_well(rows); !done) return fail(done.error());
    return quotations;
}

Result<std::string> StorySearch::named_by(std::int64_t day, std::int64_t report) {
    const auto found = query("SELECT named_by FROM named_by_ WHERE run = ? AND day = ? AND report = ?");
    if (!found) return fail(found.error());
    Query& row = **found;
    row.bind(run_).bind(day).bind(report);
    std::string reports = row.step() ? row.text(0) : "";
    if (auto done = ended_well(row); !done) return fail(done.error());
    return reports;
}

Result<void> StorySearch::set_named_by(std::int64_t day, std::int64_t report, std::string_view named_by) {
    const auto change = query(named_by.empty() ? "DELETE FROM named_by_ WHERE run = ? AND day = ? AND report = ?"
                                               : "INSERT OR REPLACE INTO named_by_ VALUES (?, ?, ?, ?)");
    if (!change) return fail(change.error());
    (*change)->bind(run_).bind(day).bind(report);
    if (!named_by.empty()) (*change)->bind(named_by);
    return (*change)->run();
}

Result<std::vector<KeptSpeaker>> StorySearch::take_back_speakers(std::int64_t report) {
    const auto found = query(
        "SELECT t.n, coalesce(a.key, ''), t.rule, t.speaker, coalesce(a.reason, '') FROM attribution_ t "
        "LEFT JOIN actor_ a ON a.report = t.report AND a.n = t.speaker "
        "WHERE t.report = ? AND instr(t.rule, ?) > 0 ORDER BY t.n");
    if (!found) return fail(found.error());
    Query& rows = **found;
    std::vector<KeptSpeaker> kept;
    std::vector<std::int64_t> added;  // actors that only this gave to the report
    rows.bind(report).bind(speaker_from_elsewhere);
    while (rows.step()) {
        kept.push_back({report, rows.integer(0), rows.text(1), rows.text(2)});
        if (rows.text(4).starts_with(actor_from_elsewhere)) added.push_back(rows.integer(3));
    }
    if (auto done = ended_well(rows); !done) return fail(done.error());
    for (const KeptSpeaker& one : kept) {
        const auto clear = query(
            "UPDATE attribution_ SET speaker = NULL, rule = substr(rule, 1, instr(rule, ?) - 1) WHERE report = ? AND "
            "n = ?");
        if (!clear) return fail(clear.error());
        if (auto done = (*clear)->bind(speaker_from_elsewhere).bind(report).bind(one.n).run(); !done)
            return fail(done.error());
    }
    for (const std::int64_t actor : added) {
        const auto remove = query("DELETE FROM actor_ WHERE report = ? AND n = ?");
        if (!remove) return fail(remove.error());
        if (auto done = (*remove)->bind(report).bind(actor).run(); !done) return fail(done.error());
    }
    return kept;
}

// ---- stories -------------------------------------------------------------------------------------------------------

Result<std::optional<std::int64_t>> StorySearch::story_of(std::int64_t report) {
    const auto found = query("SELECT story FROM member_ WHERE report = ?");
    if (!found) return fail(found.error());
    Query& row = **found;
    row.bind(report);
    std::optional<std::int64_t> story;
    if (row.step()) story = row.integer(0);
    if (auto done = ended_well(row); !done) return fail(done.error());
    return story;
}

Result<KeptStory> StorySearch::story(std::int64_t row) {
    const auto found = query(
        "SELECT y.public_id, y.title, m.report FROM story_ y JOIN member_ m ON m.story = y.id WHERE y.id = ? "
        "ORDER BY m.n");
    if (!found) return fail(found.error());
    Query& rows = **found;
    rows.bind(row);
    KeptStory story;
    story.row = row;
    while (rows.step()) {
        if (story.reports.empty()) {
            story.id = rows.text(0);
            story.title = rows.text(1);
        }
        story.reports.push_back(rows.integer(2));
    }
    if (auto done = ended_well(rows); !done) return fail(done.error());
    return story;
}

}  // namespace px
