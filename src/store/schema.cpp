#include "store/schema.hpp"

#include <algorithm>
#include <array>

namespace px {

// Spans are byte offsets into document_.text. Indexes of records inside one report ("n") count from 0, as in the
// layers they come from; -1 is stored as NULL. Enumerators are numbers; word_ holds their words.
const std::string_view schema_tables = R"sql(
CREATE TABLE word_(list TEXT NOT NULL, n INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY(list, n)) STRICT, WITHOUT ROWID;
CREATE TABLE setting_(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE run_(id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, program TEXT NOT NULL, models TEXT NOT NULL,
    dictionaries TEXT NOT NULL, settings TEXT NOT NULL) STRICT;

CREATE TABLE source_(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run_, source TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK(outcome IN ('read', 'held', 'empty', 'unreadable')), sha256 TEXT,
    kind TEXT, place TEXT, what TEXT, UNIQUE(run, source)) STRICT;

CREATE TABLE document_(id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;
CREATE TABLE wide_(document INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL, width INTEGER NOT NULL,
    points INTEGER NOT NULL, PRIMARY KEY(document, begin)) STRICT, WITHOUT ROWID;

CREATE TABLE report_(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run_, public_id TEXT NOT NULL,
    sha256 TEXT NOT NULL, source TEXT NOT NULL, outlet TEXT NOT NULL, authors TEXT NOT NULL, agency TEXT NOT NULL,
    section TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL, published TEXT, published_evidence TEXT, updated TEXT,
    updated_evidence TEXT, truncated INTEGER NOT NULL, coded INTEGER NOT NULL, remarks TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document_, content TEXT NOT NULL DEFAULT '',
    address_key TEXT NOT NULL DEFAULT '', version_of INTEGER REFERENCES report_, UNIQUE(run, sha256)) STRICT;
CREATE INDEX report_public_ ON report_(public_id);
CREATE INDEX report_content_ ON report_(run, content);
CREATE INDEX report_address_ ON report_(run, address_key);
CREATE INDEX report_version_ ON report_(version_of);

CREATE TABLE sighting_(report INTEGER NOT NULL, source TEXT NOT NULL, address TEXT NOT NULL, seen TEXT NOT NULL,
    sha256 TEXT NOT NULL, PRIMARY KEY(report, source, address, seen)) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_bytes_ ON sighting_(sha256);
CREATE INDEX sighting_source_ ON sighting_(source);

CREATE TABLE feed_(address TEXT PRIMARY KEY, outlet TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
    failures INTEGER NOT NULL, tried TEXT NOT NULL, succeeded TEXT NOT NULL, wait_until TEXT NOT NULL,
    trouble TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE fetched_(address TEXT PRIMARY KEY, feed TEXT NOT NULL, fetched TEXT NOT NULL, etag TEXT NOT NULL,
    last_modified TEXT NOT NULL, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE gap_(outlet TEXT NOT NULL, day TEXT NOT NULL, address TEXT NOT NULL, reason TEXT NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, tries INTEGER NOT NULL, PRIMARY KEY(outlet, day, address)) STRICT, WITHOUT ROWID;

CREATE TABLE block_(report INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    kind INTEGER NOT NULL, reason INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;
CREATE TABLE origin_(report INTEGER NOT NULL, text_begin INTEGER NOT NULL, length INTEGER NOT NULL,
    file_begin INTEGER NOT NULL, file_length INTEGER NOT NULL, PRIMARY KEY(report, text_begin)) STRICT, WITHOUT ROWID;
CREATE TABLE sentence_(report INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;

CREATE TABLE actor_(report INTEGER NOT NULL, n INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
    kind INTEGER NOT NULL, country TEXT NOT NULL, code TEXT NOT NULL, sector TEXT NOT NULL, role TEXT NOT NULL,
    wikidata TEXT NOT NULL, reason TEXT NOT NULL, confidence REAL NOT NULL, unnamed INTEGER NOT NULL,
    PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;
CREATE INDEX actor_state_ ON actor_(name COLLATE NOCASE) WHERE kind = 0;
CREATE TABLE mention_(report INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    head_begin INTEGER NOT NULL, head_end INTEGER NOT NULL, actor INTEGER, sentence INTEGER, token INTEGER,
    form INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;
CREATE TABLE nationality_(report INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    head_begin INTEGER NOT NULL, head_end INTEGER NOT NULL, actor INTEGER, sentence INTEGER, token INTEGER,
    form INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;

CREATE TABLE time_(report INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    type INTEGER NOT NULL, value TEXT NOT NULL, mod TEXT NOT NULL, resolved INTEGER NOT NULL, interval_begin INTEGER,
    interval_end INTEGER, granularity INTEGER NOT NULL, approximate INTEGER NOT NULL, zone TEXT NOT NULL,
    zone_minutes INTEGER, anchor INTEGER,
    anchored_to_report INTEGER NOT NULL, arithmetic TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;
CREATE TABLE place_(report INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    name TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, latitude REAL, longitude REAL,
    geonames INTEGER NOT NULL, metonym INTEGER NOT NULL, reason TEXT NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;

CREATE TABLE attribution_(report INTEGER NOT NULL, n INTEGER NOT NULL, public_id TEXT NOT NULL, kind INTEGER NOT NULL,
    cue_begin INTEGER NOT NULL, cue_end INTEGER NOT NULL, speaker_begin INTEGER NOT NULL, speaker_end INTEGER NOT NULL,
    speaker INTEGER, addressee INTEGER, denial INTEGER NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_public_ ON attribution_(public_id);
CREATE TABLE content_(report INTEGER NOT NULL, attribution INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL,
    end INTEGER NOT NULL, PRIMARY KEY(report, attribution, n)) STRICT, WITHOUT ROWID;
CREATE TABLE chain_(report INTEGER NOT NULL, attribution INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL,
    end INTEGER NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, actor INTEGER,
    PRIMARY KEY(report, attribution, n)) STRICT, WITHOUT ROWID;

CREATE TABLE attitude_(report INTEGER NOT NULL, n INTEGER NOT NULL, public_id TEXT NOT NULL, holder INTEGER,
    holder_begin INTEGER NOT NULL, holder_end INTEGER NOT NULL, target INTEGER, target_begin INTEGER NOT NULL,
    target_end INTEGER NOT NULL, topic TEXT NOT NULL, polarity INTEGER NOT NULL, strength REAL NOT NULL,
    cue_begin INTEGER NOT NULL, cue_end INTEGER NOT NULL, lexeme TEXT NOT NULL, mode INTEGER NOT NULL, voice INTEGER,
    sentence INTEGER, scare_quoted INTEGER NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;
CREATE INDEX attitude_public_ ON attitude_(public_id);

CREATE TABLE statement_(report INTEGER NOT NULL, n INTEGER NOT NULL, public_id TEXT NOT NULL, sentence INTEGER,
    trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL, clause_begin INTEGER NOT NULL,
    clause_end INTEGER NOT NULL, cameo TEXT NOT NULL, plover TEXT NOT NULL, plover_mode TEXT NOT NULL,
    contexts TEXT NOT NULL, quad INTEGER NOT NULL, goldstein REAL, mode INTEGER NOT NULL, voice INTEGER, time INTEGER,
    place INTEGER, headline INTEGER NOT NULL, caption INTEGER NOT NULL, background INTEGER NOT NULL,
    rule TEXT NOT NULL, confidence REAL NOT NULL, PRIMARY KEY(report, n)) STRICT, WITHOUT ROWID;
CREATE INDEX statement_public_ ON statement_(public_id);
CREATE TABLE party_(report INTEGER NOT NULL, statement INTEGER NOT NULL, side INTEGER NOT NULL, n INTEGER NOT NULL,
    actor INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY(report, statement, side, n)) STRICT, WITHOUT ROWID;
CREATE TABLE quantity_(report INTEGER NOT NULL, statement INTEGER NOT NULL, n INTEGER NOT NULL, begin INTEGER NOT NULL,
    end INTEGER NOT NULL, counts TEXT NOT NULL, low REAL NOT NULL, high REAL,
    PRIMARY KEY(report, statement, n)) STRICT, WITHOUT ROWID;

CREATE TABLE story_(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run_, public_id TEXT NOT NULL,
    title TEXT NOT NULL, lineages INTEGER NOT NULL) STRICT;
CREATE INDEX story_run_ ON story_(run, public_id);
CREATE TABLE story_history_(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run_, former TEXT NOT NULL,
    now TEXT NOT NULL, change TEXT NOT NULL CHECK(change IN ('renamed', 'merged', 'split')), reports INTEGER NOT NULL) STRICT;
CREATE INDEX story_history_former_ ON story_history_(run, former);
CREATE INDEX story_history_now_ ON story_history_(run, now);
CREATE TABLE terms_(report INTEGER PRIMARY KEY, run INTEGER NOT NULL, day REAL, id TEXT NOT NULL, terms BLOB NOT NULL) STRICT;
CREATE INDEX terms_order_ ON terms_(run, day, id, report);
CREATE TABLE searched_(run INTEGER PRIMARY KEY, last INTEGER NOT NULL, stories INTEGER NOT NULL) STRICT;
CREATE TABLE checkpoint_(id INTEGER PRIMARY KEY, run INTEGER NOT NULL, day INTEGER NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL,
    parts_before INTEGER NOT NULL, reports_before INTEGER NOT NULL, piece BLOB NOT NULL, UNIQUE(run, day, part, n)) STRICT;
CREATE TABLE quotation_(run INTEGER NOT NULL, day INTEGER NOT NULL, id TEXT NOT NULL, report INTEGER NOT NULL,
    n INTEGER NOT NULL, named INTEGER NOT NULL, runs BLOB NOT NULL, PRIMARY KEY(run, day, id, report, n)) STRICT, WITHOUT ROWID;
CREATE TABLE named_by_(run INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL, named_by TEXT NOT NULL,
    PRIMARY KEY(run, day, report)) STRICT, WITHOUT ROWID;
CREATE TABLE member_(story INTEGER NOT NULL, n INTEGER NOT NULL, report INTEGER NOT NULL, lineage INTEGER NOT NULL,
    PRIMARY KEY(story, n)) STRICT, WITHOUT ROWID;
CREATE INDEX member_report_ ON member_(report);
CREATE TABLE lineage_(story INTEGER NOT NULL, n INTEGER NOT NULL, origin TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY(story, n)) STRICT, WITHOUT ROWID;
CREATE TABLE row_(id INTEGER PRIMARY KEY, story INTEGER NOT NULL, n INTEGER NOT NULL, public_id TEXT NOT NULL,
    label TEXT NOT NULL, code TEXT NOT NULL, plover TEXT NOT NULL, actors TEXT NOT NULL, time TEXT NOT NULL,
    place TEXT NOT NULL, lineages INTEGER NOT NULL, agreement INTEGER NOT NULL, weight REAL NOT NULL) STRICT;
CREATE INDEX row_story_ ON row_(story, n);
CREATE INDEX row_public_ ON row_(public_id);
CREATE TABLE account_(row INTEGER NOT NULL, n INTEGER NOT NULL, report INTEGER NOT NULL, stance INTEGER NOT NULL,
    speaker TEXT NOT NULL, chain TEXT NOT NULL, gist TEXT NOT NULL, PRIMARY KEY(row, n)) STRICT, WITHOUT ROWID;
CREATE TABLE evidence_(row INTEGER NOT NULL, account INTEGER NOT NULL, n INTEGER NOT NULL, kind INTEGER NOT NULL,
    record INTEGER NOT NULL, PRIMARY KEY(row, account, n)) STRICT, WITHOUT ROWID;
CREATE TABLE finding_(story INTEGER NOT NULL, n INTEGER NOT NULL, kind INTEGER NOT NULL, type INTEGER NOT NULL,
    row INTEGER, summary TEXT NOT NULL, trace TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
    PRIMARY KEY(story, n)) STRICT, WITHOUT ROWID;
)sql";

namespace {

// What the views say often: NAME(arguments) in their text is written out as the words here. Arguments name their table,
// since the words bring tables of their own.
struct Phrase {
    std::string_view name;
    std::string_view words;
};
constexpr std::array<Phrase, 4> phrases = {{
    // The number of code points before a byte of d, from the characters of more than one byte before it.
    {"POINTS",
     "coalesce((SELECT w.points + (min($1, w.end) - w.begin) / w.width + max($1 - w.end, 0) FROM wide_ w "
     "WHERE w.document = d.id AND w.begin < $1 ORDER BY w.begin DESC LIMIT 1), $1)"},
    // The text between two bytes of d.
    {"WORDS", "CAST(substr(CAST(d.text AS BLOB), $1 + 1, $2 - $1) AS TEXT)"},
    {"NAME", "(SELECT word FROM word_ WHERE list = $1 AND n = $2)"},
    // What the actors on one side of statement s have in a column: 0 sources, 1 targets.
    {"PARTIES",
     "(SELECT group_concat($2, '; ') FROM (SELECT a.* FROM party_ p JOIN actor_ a ON a.report = p.report AND "
     "a.n = p.actor WHERE p.report = s.report AND p.statement = s.n AND p.side = $1 ORDER BY p.n))"},
}};

constexpr std::string_view views = R"sql(
CREATE VIEW run AS SELECT id AS run, fingerprint, program, models, dictionaries, settings,
    (SELECT count(*) FROM report_ WHERE run = run_.id) AS reports FROM run_
    WHERE EXISTS (SELECT 1 FROM report_ WHERE run = run_.id);

CREATE VIEW report AS SELECT r.run, r.public_id AS report, r.sha256, r.source, r.outlet, r.authors, r.agency, r.section, r.url,
    r.language, r.published, r.published_evidence, r.updated, r.truncated, r.coded,
    (SELECT WORDS(b.begin, b.end) FROM block_ b WHERE b.report = r.id AND b.kind = 0 ORDER BY b.n LIMIT 1) AS headline,
    r.remarks, (SELECT o.public_id FROM report_ o WHERE o.id = r.version_of) AS version_of,
    (SELECT n.public_id FROM report_ n WHERE n.version_of = r.id ORDER BY n.id LIMIT 1) AS newer_version,
    (SELECT count(*) FROM sighting_ g WHERE g.report = r.id) AS sightings, d.text FROM report_ r JOIN document_ d ON d.id = r.document;

CREATE VIEW place_in_text_ AS
    SELECT report, 'block' AS layer, n, NAME('block', kind) AS role, begin, end FROM block_
    UNION ALL SELECT report, 'sentence', n, 'sentence', begin, end FROM sentence_
    UNION ALL SELECT report, 'mention', n, NAME('form', form), begin, end FROM mention_
    UNION ALL SELECT report, 'time', n, 'time', begin, end FROM time_
    UNION ALL SELECT report, 'place', n, 'place', begin, end FROM place_
    UNION ALL SELECT report, 'attribution', attribution, 'content', begin, end FROM content_
    UNION ALL SELECT report, 'attribution', n, 'cue', cue_begin, cue_end FROM attribution_ WHERE cue_end > cue_begin
    UNION ALL SELECT report, 'attribution', n, 'speaker', speaker_begin, speaker_end FROM attribution_
        WHERE speaker_end > speaker_begin
    UNION ALL SELECT report, 'attribution', attribution, 'chain', begin, end FROM chain_ WHERE end > begin
    UNION ALL SELECT report, 'attitude', n, 'cue', cue_begin, cue_end FROM attitude_
    UNION ALL SELECT report, 'attitude', n, 'holder', holder_begin, holder_end FROM attitude_ WHERE holder_end > holder_begin
    UNION ALL SELECT report, 'attitude', n, 'target', target_begin, target_end FROM attitude_ WHERE target_end > target_begin
    UNION ALL SELECT report, 'statement', n, 'trigger', trigger_begin, trigger_end FROM statement_
    UNION ALL SELECT report, 'statement', n, 'clause', clause_begin, clause_end FROM statement_
    UNION ALL SELECT report, 'statement', statement, CASE side WHEN 0 THEN 'source' ELSE 'target' END, begin, end FROM party_
    UNION ALL SELECT report, 'statement', statement, 'quantity', begin, end FROM quantity_;

CREATE VIEW span AS SELECT r.run, r.public_id AS report, p.layer, p.n,
    CASE p.layer
        WHEN 'statement' THEN (SELECT public_id FROM statement_ x WHERE x.report = p.report AND x.n = p.n)
        WHEN 'attribution' THEN (SELECT public_id FROM attribution_ x WHERE x.report = p.report AND x.n = p.n)
        WHEN 'attitude' THEN (SELECT public_id FROM attitude_ x WHERE x.report = p.report AND x.n = p.n)
    END AS record, p.role, p.begin AS byte_begin, p.end AS byte_end,
    POINTS(p.begin) AS begin, POINTS(p.end) AS end,
    coalesce((SELECT CASE WHEN o.length = o.file_length THEN o.file_begin + min(p.begin - o.text_begin, o.length) ELSE o.file_begin END FROM origin_ o WHERE o.report = p.report AND o.text_begin <= p.begin ORDER BY o.text_begin DESC LIMIT 1), p.begin) AS file_begin, coalesce((SELECT CASE WHEN o.length = o.file_length THEN o.file_begin + min(p.end - o.text_begin, o.length) ELSE o.file_begin + o.file_length END FROM origin_ o WHERE o.report = p.report AND o.text_begin <= (p.end - 1) ORDER BY o.text_begin DESC LIMIT 1), p.end) AS file_end,
    WORDS(p.begin, p.end) AS text
    FROM place_in_text_ p JOIN report_ r ON r.id = p.report JOIN document_ d ON d.id = r.document;

CREATE VIEW actor AS SELECT r.run, r.public_id AS report, a.n, a.key, a.name, NAME('actor', a.kind) AS kind, a.country,
    a.code, a.sector, a.role, a.wikidata, a.reason, a.confidence,
    (SELECT count(*) FROM mention_ m WHERE m.report = a.report AND m.actor = a.n) AS mentions
    FROM actor_ a JOIN report_ r ON r.id = a.report;

CREATE VIEW attribution AS SELECT r.run, r.public_id AS report, r.outlet, r.published, t.public_id AS attribution,
    NAME('attribution', t.kind) AS kind, (SELECT name FROM actor_ WHERE report = t.report AND n = t.speaker) AS speaker, (SELECT key FROM actor_ WHERE report = t.report AND n = t.speaker) AS speaker_key,
    CASE WHEN t.speaker_end > t.speaker_begin THEN WORDS(t.speaker_begin, t.speaker_end) END AS speaker_words,
    CASE WHEN t.cue_end > t.cue_begin THEN WORDS(t.cue_begin, t.cue_end) END AS cue,
    (SELECT group_concat(WORDS(c.begin, c.end), ' … ') FROM (SELECT * FROM content_ WHERE report = t.report
        AND attribution = t.n ORDER BY n) c) AS content,
    (SELECT group_concat(name || ' (' || NAME('link', kind) || ')', ' > ') FROM (SELECT * FROM chain_
        WHERE report = t.report AND attribution = t.n ORDER BY n)) AS chain,
    (SELECT name FROM actor_ WHERE report = t.report AND n = t.addressee) AS addressee, t.denial, t.rule, t.confidence,
    (SELECT min(POINTS(c.begin)) FROM content_ c WHERE c.report = t.report AND c.attribution = t.n) AS begin,
    (SELECT max(POINTS(c.end)) FROM content_ c WHERE c.report = t.report AND c.attribution = t.n) AS end
    FROM attribution_ t JOIN report_ r ON r.id = t.report JOIN document_ d ON d.id = r.document;

CREATE VIEW statement AS SELECT r.run, r.public_id AS report, r.outlet, r.published, s.public_id AS statement,
    PARTIES(0, code) AS source, PARTIES(0, name) AS source_name, PARTIES(0, key) AS source_key,
    PARTIES(0, country) AS source_country,
    s.cameo, s.plover, s.plover_mode, s.contexts, s.quad, s.goldstein,
    PARTIES(1, code) AS target, PARTIES(1, name) AS target_name, PARTIES(1, key) AS target_key,
    PARTIES(1, country) AS target_country,
    NAME('mode', s.mode) AS mode,
    (SELECT value FROM time_ WHERE report = s.report AND n = s.time) AS time,
    (SELECT name FROM place_ WHERE report = s.report AND n = s.place) AS place,
    (SELECT country FROM place_ WHERE report = s.report AND n = s.place) AS place_country,
    (SELECT group_concat(counts || ' ' || CAST(low AS INTEGER) || CASE WHEN high IS NULL THEN '+' WHEN high > low
        THEN '-' || CAST(high AS INTEGER) ELSE '' END, '; ') FROM quantity_ WHERE report = s.report AND statement = s.n)
        AS quantities,
    (SELECT public_id FROM attribution_ WHERE report = s.report AND n = s.voice) AS voice,
    (SELECT a.name FROM attribution_ t JOIN actor_ a ON a.report = t.report AND a.n = t.speaker
        WHERE t.report = s.report AND t.n = s.voice) AS speaker,
    s.headline, s.caption, s.background, s.rule, s.confidence,
    POINTS(s.trigger_begin) AS trigger_begin, POINTS(s.trigger_end) AS trigger_end,
    POINTS(s.clause_begin) AS begin, POINTS(s.clause_end) AS end,
    WORDS(s.clause_begin, s.clause_end) AS text
    FROM statement_ s JOIN report_ r ON r.id = s.report JOIN document_ d ON d.id = r.document;

CREATE VIEW attitude AS SELECT r.run, r.public_id AS report, r.outlet, r.published, t.public_id AS attitude,
    (SELECT name FROM actor_ WHERE report = t.report AND n = t.holder) AS holder, (SELECT key FROM actor_ WHERE report = t.report AND n = t.holder) AS holder_key, t.polarity, t.strength,
    (SELECT name FROM actor_ WHERE report = t.report AND n = t.target) AS target, (SELECT key FROM actor_ WHERE report = t.report AND n = t.target) AS target_key, t.topic,
    WORDS(t.cue_begin, t.cue_end) AS cue, NAME('mode', t.mode) AS mode,
    (SELECT public_id FROM attribution_ WHERE report = t.report AND n = t.voice) AS voice, t.scare_quoted, t.rule,
    t.confidence, POINTS(t.cue_begin) AS begin, POINTS(t.cue_end) AS end
    FROM attitude_ t JOIN report_ r ON r.id = t.report JOIN document_ d ON d.id = r.document;

CREATE VIEW event AS SELECT y.run, y.public_id AS story, e.public_id AS event, e.label, e.code, e.plover, e.actors, e.time,
    e.place, e.lineages, NAME('agreement', e.agreement) AS agreement,
    (SELECT count(*) FROM account_ a WHERE a.row = e.id AND a.stance NOT IN (5, 6)) AS reports, e.weight
    FROM row_ e JOIN story_ y ON y.id = e.story;

CREATE VIEW account AS SELECT y.run, y.public_id AS story, e.public_id AS event, e.label, r.public_id AS report, r.outlet,
    r.published, NAME('stance', a.stance) AS stance, a.gist, a.speaker, a.chain,
    (SELECT count(*) FROM evidence_ v WHERE v.row = a.row AND v.account = a.n) AS evidence
    FROM account_ a JOIN row_ e ON e.id = a.row JOIN story_ y ON y.id = e.story JOIN report_ r ON r.id = a.report;

CREATE VIEW story AS SELECT y.run, y.public_id AS story, y.title,
    (SELECT count(*) FROM member_ WHERE story = y.id) AS reports,
    (SELECT count(DISTINCT nullif(r.outlet, '')) FROM member_ m JOIN report_ r ON r.id = m.report WHERE m.story = y.id)
        AS outlets, y.lineages,
    (SELECT min(r.published) FROM member_ m JOIN report_ r ON r.id = m.report WHERE m.story = y.id) AS first_published,
    (SELECT max(r.published) FROM member_ m JOIN report_ r ON r.id = m.report WHERE m.story = y.id) AS last_published,
    (SELECT count(*) FROM row_ e WHERE e.story = y.id) AS events,
    (SELECT count(*) FROM finding_ f WHERE f.story = y.id AND f.kind = 0) AS contradictions,
    (SELECT count(*) FROM finding_ f WHERE f.story = y.id AND f.kind IN (1, 2)) AS disputes
    FROM story_ y;

CREATE VIEW story_history AS SELECT run, id AS step, former, now, change, reports FROM story_history_;

CREATE VIEW finding AS SELECT y.run, y.public_id AS story, NAME('finding', f.kind) AS kind,
    NAME('contradiction', f.type) AS type, f.summary, f.trace, f.one, f.other,
    (SELECT public_id FROM row_ e WHERE e.story = y.id AND e.n = f.row) AS event
    FROM finding_ f JOIN story_ y ON y.id = f.story;

CREATE VIEW sighting AS SELECT r.run, r.public_id AS report, r.outlet, g.source, g.address, g.seen FROM sighting_ g
    JOIN report_ r ON r.id = g.report;

CREATE VIEW gap AS SELECT outlet, day, address, reason, first, last, tries FROM gap_;
CREATE VIEW feed AS SELECT address, outlet, failures, tried, succeeded, wait_until, trouble FROM feed_;

CREATE VIEW source AS SELECT run, source, outcome, sha256, kind, place AS "where", what FROM source_;
)sql";

// "$1" and "$2" of a phrase replaced by its arguments, which stand between commas.
std::string written_out(std::string_view words, std::string_view arguments) {
    const std::size_t comma = std::min(arguments.find(", "), arguments.size());
    const std::array<std::string_view, 2> given = {arguments.substr(0, comma),
                                                   arguments.substr(std::min(comma + 2, arguments.size()))};
    std::string out;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] == '$')
            out += given.at(static_cast<std::size_t>(words[++at] - '1'));
        else
            out += words[at];
    }
    return out;
}

}  // namespace

std::string schema_views() {
    std::string out;
    for (std::string_view rest = views; !rest.empty();) {
        const std::size_t open = rest.find('(');
        const std::size_t close = rest.find(')', std::min(open, rest.size()));
        if (close == std::string_view::npos) return out.append(rest);
        const std::string_view before = rest.substr(0, open);
        const auto* const phrase =
            std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& p) { return before.ends_with(p.name); });
        if (phrase == phrases.end()) {
            out.append(rest.substr(0, open + 1));
            rest.remove_prefix(open + 1);
        } else {
            out.append(before.substr(0, before.size() - phrase->name.size()));
            out += written_out(phrase->words, rest.substr(open + 1, close - open - 1));
            rest.remove_prefix(close + 1);
        }
    }
    return out;
}

}  // namespace px
