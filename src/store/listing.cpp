#include "store/listing.hpp"

#include <vector>

#include "record/speech.hpp"

namespace px {
namespace {

/// Collects conditions and the values for their parameters, then prepares the query.
class Builder {
  public:
    explicit Builder(std::string select) : sql_(std::move(select)) {}

    /// A condition with as many '?' as there are values; left out if `wanted` is false.
    Builder& where(bool wanted, const std::string& condition, std::initializer_list<std::string> values) {
        if (!wanted) return *this;
        sql_ += " AND " + condition;
        values_.insert(values_.end(), values);
        return *this;
    }
    Builder& published(const ListFilter& filter, std::int64_t run) {
        return where(!filter.outlet.empty(), "outlet LIKE ?", {filter.outlet})
            .where(!filter.since.empty(), "substr(published, 1, 10) >= ?", {filter.since})
            .where(!filter.until.empty(), "substr(published, 1, 10) <= ?", {filter.until})
            .where(
                filter.report.empty(),
                "report NOT IN (SELECT o.public_id FROM report_ o JOIN report_ n ON n.version_of = o.id WHERE o.run = "
                "?)",
                {std::to_string(run)})
            .where(!filter.report.empty(), "report >= ? AND report < ? || '~'", {filter.report, filter.report});
    }
    Result<Query> prepare(ProjectFile& project, std::int64_t run, const std::string& order, std::int64_t limit) {
        sql_ += " ORDER BY " + order;
        if (limit > 0) sql_ += " LIMIT " + std::to_string(limit);
        Result<Query> query = project.database().prepare(sql_);
        if (!query) return query;
        query->bind(run);
        for (const std::string& value : values_) query->bind(value);
        return query;
    }

  private:
    std::string sql_;
    std::vector<std::string> values_;
};

/// A text as SQL with its words parted by blanks, also where a hyphen, a bracket or an apostrophe parts them.
std::string words_of(const std::string& text) {
    std::string sql = "lower(" + text + ")";
    for (const char* mark : {"-", ",", "(", ")", "''", "\u2019"}) sql = "replace(" + sql + ", '" + mark + "', ' ')";
    return "' ' || " + sql + " || ' '";
}

/// Whether the words of one text stand in the other: "Bashir" in "Omar al-Bashir", but not "Mali" in "Somalia".
std::string has_words(const std::string& text) { return "instr(" + words_of(text) + ", " + words_of("?") + ")"; }

/// Whether an actor_ row `a` is whom the user means.
const std::string is_actor = "(a.country = ? OR (a.code <> '' AND substr(a.code, 1, length(?)) = ?) OR a.key = ? OR " +
                             has_words("a.name") + ")";

/// A state's name stands for its country, which is more than the words: "Sudan" has the Sudanese army and not South
/// Sudan.
std::string country_or(ProjectFile& project, const std::string& who) {
    if (who.empty()) return who;
    // The index of states has their number written out: SQLite takes it only for a query that has it, too.
    static_assert(static_cast<int>(ActorKind::state) == 0);
    auto query = project.database().prepare(
        "SELECT country FROM actor_ WHERE kind = 0 AND country <> '' AND name = ? COLLATE NOCASE LIMIT 1");
    if (!query) return who;
    query->bind(who);
    return query->step() ? query->text(0) : who;
}

std::string of_party(const std::string& side) {
    return "id IN (SELECT s.public_id FROM actor_ a JOIN party_ p ON p.report = a.report AND p.actor = a.n " + side +
           " JOIN statement_ s ON s.report = p.report AND s.n = p.statement WHERE " + is_actor + ")";
}

void with_party(Builder& builder, const std::string& who, const std::string& side) {
    builder.where(!who.empty(), of_party(side), {who, who, who, who, who});
}

}  // namespace

Result<Query> list_events(ProjectFile& project, std::int64_t run, const ListFilter& filter) {
    Builder builder(
        "SELECT id, published, outlet, source, code, plover, target, mode, time, place, quantities, speaker, begin, "
        "end, text, report, (SELECT r.source FROM report_ r WHERE r.public_id = report LIMIT 1) AS file "
        "FROM (SELECT *, statement AS id, coalesce(source, source_name) AS source, cameo AS code, "
        "coalesce(target, target_name) AS target FROM statement) WHERE run = ?");
    builder.published(filter, run)
        .where(!filter.code.empty(), "(substr(code, 1, length(?)) = ? OR plover = upper(?))",
               {filter.code, filter.code, filter.code})
        .where(!filter.mode.empty(), "mode = ?", {filter.mode});
    with_party(builder, country_or(project, filter.actor), "");
    const std::size_t colon = filter.dyad.find(':');
    with_party(builder, country_or(project, filter.dyad.substr(0, colon)), "AND p.side = 0");
    if (colon != std::string::npos)
        with_party(builder, country_or(project, filter.dyad.substr(colon + 1)), "AND p.side = 1");
    return builder.prepare(project, run, "published, report, begin, id", filter.limit);
}

Result<Query> list_quotes(ProjectFile& project, std::int64_t run, const ListFilter& filter) {
    Builder builder(
        "SELECT attribution AS id, published, outlet, kind, coalesce(speaker, speaker_words) AS speaker, cue, chain, "
        "begin, end, content, report, (SELECT r.source FROM report_ r WHERE r.public_id = report LIMIT 1) AS file "
        "FROM attribution WHERE run = ?");
    const std::string speaker = country_or(project, filter.speaker);
    builder.published(filter, run)
        .where(!filter.speaker.empty(),
               "(" + has_words("speaker_words") +
                   " OR attribution IN (SELECT t.public_id FROM actor_ a JOIN "
                   "attribution_ t "
                   "ON t.report = a.report AND t.speaker = a.n WHERE " +
                   is_actor + "))",
               {filter.speaker, speaker, speaker, speaker, speaker, speaker})
        .where(!filter.stances, "rule <> ?", {std::string(stance_rule)})
        .where(!filter.about.empty(), "instr(lower(content), lower(?))", {filter.about})
        .where(!filter.carried_by.empty(),
               "(instr(lower(chain), lower(?)) OR report IN (SELECT public_id FROM report_ WHERE agency LIKE ?))",
               {filter.carried_by, filter.carried_by});
    return builder.prepare(project, run, "published, report, begin, attribution", filter.limit);
}

Result<Query> list_stories(ProjectFile& project, std::int64_t run, const ListFilter& filter) {
    Builder builder(
        "SELECT story AS id, title, reports, outlets, lineages, first_published, last_published, events, "
        "contradictions, disputes, (SELECT count(DISTINCT g.outlet) FROM gap_ g WHERE g.day BETWEEN "
        "substr(first_published, 1, 10) AND substr(last_published, 1, 10)) AS gaps FROM story WHERE run = ?");
    builder.where(filter.split, "contradictions + disputes > 0", {})
        .where(filter.single_source, "lineages = 1", {})
        .where(!filter.since.empty(), "substr(last_published, 1, 10) >= ?", {filter.since})
        .where(!filter.until.empty(), "substr(first_published, 1, 10) <= ?", {filter.until})
        .where(!filter.outlet.empty(),
               "story IN (SELECT y.public_id FROM story_ y JOIN member_ m ON m.story = y.id JOIN report_ r ON r.id = "
               "m.report "
               "WHERE r.outlet LIKE ?)",
               {filter.outlet});
    return builder.prepare(project, run, "lineages DESC, reports DESC, first_published, story", filter.limit);
}

Result<Query> list_troubles(ProjectFile& project, std::int64_t run) {
    Result<Query> query = project.database().prepare(
        "SELECT source, outcome, kind, \"where\", what FROM source WHERE run >= ? AND outcome IN ('empty', "
        "'unreadable') "
        "ORDER BY outcome, source");
    if (query) query->bind(run);
    return query;
}

}  // namespace px
