#include "store/project_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "record/check.hpp"
#include "record/ids.hpp"
#include "store/sightings.hpp"
#include "store/stories.hpp"
#include "store/story_search.hpp"
#include "text/utf8.hpp"

using namespace px;

namespace {

/// A folder that is gone when the test is.
struct Scratch {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("parallax-store-test-" + std::to_string(::getpid()));
    Scratch() { std::filesystem::create_directories(path); }
    ~Scratch() { std::filesystem::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::string file(const char* name) const { return (path / name).string(); }
};

CodedReport example(const std::string& id = std::string(64, 'a')) {
    CodedReport coded;
    Report& report = coded.report;
    report.id = id;
    report.source = "a.txt";
    report.outlet = "Meridian Post";
    report.authors = {"Ana Ruiz", "Bo Lund"};
    report.language = "en";
    report.published = PublicationTime::parse("2024-06-12T09:30+02:00", "json-ld");
    report.text = "Lü visits Oslo\n\n“We met 12 envoys on Monday,” said Lü.\n\nShare this";
    report.blocks = {{{0, 15}, BlockKind::headline, LeftOut::none, ""},
                     {{17, 60}, BlockKind::paragraph, LeftOut::none, ""},
                     {{62, 72}, BlockKind::left_out, LeftOut::share, "matches 'Share this'"}};
    report.origins = {{0, 15, 100, 15}, {15, 57, 120, 70}};

    Layers& layers = coded.layers;
    layers.sentences = {{0, 15}, {17, 60}};
    Actor lu{"name:lu", "Lü", ActorKind::person, "NOR", "NORGOV", "GOV", "envoy", "Q1", "named in full", 0.5F, false};
    layers.actors = {lu};
    layers.mentions = {{{0, 3}, {0, 3}, 0, 0, 0, MentionForm::name, "exact"}};
    layers.nationalities = {{{20, 22}, {20, 22}, 0, 1, 1, MentionForm::demonym, "adjective"}};
    layers.times = {
        {{38, 44},
         TimexType::date,
         "2024-06-10",
         "",
         TimeInterval{0, 86400, Granularity::day, true},
         "Asia/Tokyo",
         540,
         -1,
         true,
         "Monday before",
         "weekday",
         1},
        {{40, 46}, TimexType::date, "XXXX-WXX-1", "", std::nullopt, "", std::nullopt, 0, false, "", "weekday", 1}};
    layers.places = {{{11, 15}, "Oslo", "NOR", "12", 59.9, 10.7, 3143244, false, "capital", 1}};
    Attribution said;
    said.kind = AttributionKind::direct;
    said.content = {{20, 46}};
    said.cue = {51, 55};
    said.speaker = {56, 59};
    said.speaker_actor = 0;
    said.chain = {{{0, 0}, "Agency X", LinkKind::agency, -1}};
    said.rule = "inverted";
    layers.attributions = {said};
    Attitude attitude;
    attitude.holder = 0;
    attitude.cue = {4, 10};
    attitude.polarity = 1;
    attitude.topic = "oslo visit";
    attitude.voice = 0;
    attitude.sentence = 0;
    layers.attitudes = {attitude};
    Statement statement;
    statement.sentence = 0;
    statement.trigger = {4, 10};
    statement.clause = {0, 15};
    statement.sources = {0};
    statement.source_spans = {{0, 3}};
    statement.cameo = "042";
    statement.plover = "CONSULT";
    statement.contexts = {"diplomatic", "economic"};
    statement.goldstein = 1.9;
    statement.mode = Mode::planned;
    statement.time = 0;
    statement.place = 0;
    statement.headline = true;
    statement.quantities = {{{27, 29}, "envoys", 12, 12}, {{27, 29}, "killed", 3, Quantity{}.high}};
    statement.rule = "visit";
    layers.statements = {statement};
    return coded;
}

std::int64_t row_with(ProjectFile& project, std::int64_t run, const CodedReport& coded) {
    REQUIRE(project.begin());
    REQUIRE(project.add(run, coded, true));
    REQUIRE(project.commit());
    return project.report_rows(run)->back();
}

std::string value(ProjectFile& project, const std::string& sql) {
    auto query = project.database().prepare(sql);
    REQUIRE_MESSAGE(query, sql);
    REQUIRE_MESSAGE(query->step(), sql);
    return query->text(0);
}

}  // namespace

namespace {

Sighting seen_at(const CodedReport& coded, const std::string& when) {
    return {"feed", coded.report.id, coded.report.url, when, false};
}

/// A report whose bytes and words are told apart.
CodedReport worded(const std::string& bytes, const std::string& words) {
    CodedReport coded;
    coded.report.id = bytes;
    coded.report.outlet = "Daily Lantern";
    coded.report.url = "https://www.a.example/talks/?utm_source=x";
    const std::string headline = "Ministers of Chile and Finland meet";
    coded.report.text = headline + "\n\n" + words;
    const auto head = static_cast<std::uint32_t>(headline.size());
    coded.report.blocks = {
        {{0, head}, BlockKind::headline, LeftOut::none, ""},
        {{head + 2, static_cast<std::uint32_t>(coded.report.text.size())}, BlockKind::paragraph, LeftOut::none, ""}};
    return coded;
}

}  // namespace

TEST_CASE("the same words are a sighting, other words at the same address a version") {
    Result<ProjectFile> project = ProjectFile::open(":memory:", Database::Access::create);
    REQUIRE(project);
    const std::int64_t run = project->begin_run({"p", "m", "d", "{}"}).value();
    const CodedReport first = worded(std::string(64, 'a'), "Twelve people were hurt, officials said on Monday.");
    const CodedReport noise = worded(std::string(64, 'b'), "Twelve people were hurt, officials said on Monday.");
    const CodedReport changed = worded(std::string(64, 'c'), "Fifteen people were hurt, officials said on Monday.");
    CHECK(keep_report(*project, run, first, true, seen_at(first, "2024-06-12T10:00:00Z"))->is_new);
    CHECK_FALSE(keep_report(*project, run, noise, true, seen_at(noise, "2024-06-12T11:00:00Z"))->is_new);
    CHECK(keep_report(*project, run, changed, true, seen_at(changed, "2024-06-12T12:00:00Z"))->is_new);
    CHECK(add_sighting(*project, run, seen_at(noise, "2024-06-13T11:00:00Z")).value());
    CHECK_FALSE(add_sighting(*project, run, {"x", std::string(64, 'f'), "", "", false}).value());
    CHECK(add_revisit(*project, run, {"w@1", "", "http://a.example/talks", "2024-06-14T11:00:00Z", false}).value());
    const SeenHashes seen = hashes_seen(*project, run).value();
    CHECK(seen.size() == 3);
    CHECK(seen.contains(std::string(64, 'b')));
    CHECK_FALSE(seen.contains(std::string(64, 'd')));
    CHECK(project->report_rows(run)->size() == 1);  // only the newest version counts
    const auto versions = versions_of(*project, run, "raaaaaaaaaa");
    REQUIRE(versions->size() == 2);
    auto query =
        project->database().prepare("SELECT report, version_of, newer_version, sightings FROM report ORDER BY 1");
    REQUIRE(query->step());
    CHECK(query->text(2) == "rcccccccccc");
    CHECK(query->integer(3) == 3);
    REQUIRE(query->step());
    CHECK(query->text(1) == "raaaaaaaaaa");
}

TEST_CASE("copies by two outlets, and reports that share only an address, stay apart") {
    Result<ProjectFile> project = ProjectFile::open(":memory:", Database::Access::create);
    const std::int64_t run = project->begin_run({"p", "m", "d", "{}"}).value();
    const CodedReport first = worded(std::string(64, 'a'), "Twelve people were hurt, officials said on Monday.");
    CodedReport copy = worded(std::string(64, 'b'), "Twelve people were hurt, officials said on Monday.");
    copy.report.outlet = "Nordic Courier";
    copy.report.url = "https://b.example/1";
    CodedReport other = first;
    other.report.id = std::string(64, 'c');
    other.report.text = std::string(first.report.text.size(), 'x');
    for (const CodedReport* one : {&first, &std::as_const(copy), &std::as_const(other)})
        CHECK(keep_report(*project, run, *one, true, seen_at(*one, ""))->is_new);
    CHECK(project->report_rows(run)->size() == 3);
}

TEST_CASE("a report comes back from the project file as it went in") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    REQUIRE(project);
    const auto run = project->begin_run({"p", "m", "d", "s"});
    REQUIRE(run);
    const CodedReport coded = example();
    REQUIRE(defects(coded) == std::vector<std::string>{});
    const auto back = project->load(row_with(*project, *run, coded));
    REQUIRE(back);

    CHECK(back->report.text == coded.report.text);
    CHECK(back->report.published == coded.report.published);
    CHECK(back->report.authors == coded.report.authors);
    CHECK(back->report.blocks[2].reason == LeftOut::share);
    CHECK(back->report.in_file({11, 15}) == coded.report.in_file({11, 15}));
    const Layers& layers = back->layers;
    CHECK(layers.actors[0].role == "envoy");
    CHECK(layers.mentions[0].reason == "exact");
    REQUIRE(layers.nationalities.size() == 1);
    CHECK(layers.nationalities[0].span == Span{20, 22});
    CHECK(layers.times[0].interval == coded.layers.times[0].interval);
    CHECK_FALSE(layers.times[1].interval.has_value());
    CHECK(layers.attributions[0].content == coded.layers.attributions[0].content);
    CHECK(layers.attributions[0].chain[0].name == "Agency X");
    CHECK(layers.attitudes[0].voice == 0);
    CHECK(layers.attitudes[0].target == -1);
    CHECK(layers.statements[0].contexts == coded.layers.statements[0].contexts);
    CHECK(layers.statements[0].goldstein == 1.9);
    CHECK(layers.statements[0].quantities[1].high == coded.layers.statements[0].quantities[1].high);
    CHECK(record_ids(*back).statements == record_ids(coded).statements);
}

TEST_CASE("the views give spans in code points, bytes and bytes of the file") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    REQUIRE(project);
    const auto run = project->begin_run({"p", "m", "d", "s"});
    row_with(*project, *run, example());
    const std::string of_place = " FROM span WHERE layer = 'place'";
    CHECK(value(*project, "SELECT text" + of_place) == "Oslo");
    CHECK(value(*project, "SELECT begin" + of_place) == "10");
    CHECK(value(*project, "SELECT byte_begin" + of_place) == "11");
    CHECK(value(*project, "SELECT file_begin || '-' || file_end" + of_place) == "111-115");
    CHECK(value(*project, "SELECT file_begin || '-' || file_end FROM span WHERE role = 'cue' AND record LIKE 'q%'") ==
          "120-190");
    CHECK(value(*project, "SELECT headline FROM report") == "Lü visits Oslo");
    CHECK(value(*project, "SELECT source || '>' || cameo || ' ' || mode || ' ' || quantities FROM statement") ==
          "NORGOV>042 planned envoys 12; killed 3+");
    CHECK(value(*project, "SELECT speaker || ': ' || content || ' via ' || chain FROM attribution") ==
          "Lü: We met 12 envoys on Monday via Agency X (agency)");
    CHECK(value(*project, "SELECT count(*) FROM actor") == "1");
    CHECK(value(*project, "SELECT reports FROM run") == "1");
}

TEST_CASE("every byte offset of the views is the right number of code points") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    REQUIRE(project);
    const auto run = project->begin_run({"p", "m", "d", "s"});
    CodedReport coded;
    Report& report = coded.report;
    report.text = "Žižek: “日本語 – naïve”… 🙂🙂 end é";
    std::vector<std::size_t> points;  // of every sentence
    std::size_t count = 0;
    for (std::uint32_t at = 0; at < report.text.size(); ++count) {
        const std::uint32_t end = at + decode(report.text, at).length;
        coded.layers.sentences.push_back({at, end});
        points.push_back(count);
        at = end;
    }
    row_with(*project, *run, coded);
    for (std::size_t n = 0; n < points.size(); ++n) {
        const std::string of = " FROM span WHERE layer = 'sentence' AND n = " + std::to_string(n);
        CHECK(value(*project, "SELECT begin" + of) == std::to_string(points[n]));
        CHECK(value(*project, "SELECT end" + of) == std::to_string(points[n] + 1));
    }
    CHECK(value(*project,
                "SELECT count(*) FROM span JOIN report USING (report) WHERE substr(report.text, begin + 1, end "
                "- begin) <> span.text") == "0");
}

TEST_CASE("a run is found again by its fingerprint; another version makes another run beside it") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    REQUIRE(project);
    CHECK_FALSE(project->find_run(""));
    const auto one = project->begin_run({"p", "m", "d", "s"});
    const auto same = project->begin_run({"p", "m", "d", "s"});
    const auto other = project->begin_run({"p", "m2", "d", "s"});
    CHECK(*one == *same);
    CHECK(*one != *other);
    row_with(*project, *one, example());
    row_with(*project, *other, example());
    CHECK(*project->holds(*one, example().report.id));
    CHECK_FALSE(*project->holds(*one, std::string(64, 'b')));
    CHECK(project->report_rows(*other)->size() == 1);
    CHECK(value(*project, "SELECT count(*) FROM document_") == "1");
}

TEST_CASE("a report is not taken twice into one run, and an undone transaction leaves no trace") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    REQUIRE(project);
    const auto run = project->begin_run({"p", "m", "d", "s"});
    row_with(*project, *run, example());
    REQUIRE(project->begin());
    CHECK_FALSE(project->add(*run, example(), true));
    REQUIRE(project->add(*run, example(std::string(64, 'b')), true));
    project->roll_back();
    CHECK(project->report_rows(*run)->size() == 1);
    CHECK(value(*project, "PRAGMA integrity_check") == "ok");
}

TEST_CASE("stories are kept with accounts, evidence and findings, and can be replaced") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    REQUIRE(project);
    const auto run = project->begin_run({"p", "m", "d", "s"});
    const std::int64_t row = row_with(*project, *run, example());
    StoryRecord record;
    record.story = {"y0123456789", "Lü visits Oslo", {0}};
    record.reports = {row};
    record.comparison.lineages = {{{0}, "", "alone"}};
    Row visit;
    visit.label = "Lü visits Oslo";
    visit.code = "042";
    visit.actors = {"name:lu"};
    visit.accounts = {{0, Stance::attributes, {{0, RecordKind::statement, 0}}, "Lü", {"Agency X"}, "planned"}};
    visit.lineages = 1;
    record.comparison.rows = {visit};
    record.comparison.findings = {{FindingKind::disputed,
                                   ContradictionType::none,
                                   0,
                                   {{0, RecordKind::statement, 0}},
                                   {},
                                   "a named voice denies it",
                                   {"step"}}};
    for (int round = 0; round < 2; ++round) {
        REQUIRE(project->begin());
        StorySearch search(*project, *run);
        const std::optional<std::int64_t> former = search.story_of(row).value();
        CHECK(former.has_value() == (round == 1));
        if (former) {
            const KeptStory kept = search.story(*former).value();
            CHECK(kept.id == "y0123456789");
            CHECK(kept.title == "Lü visits Oslo");
            CHECK(kept.reports == std::vector<std::int64_t>{row});
            REQUIRE(project->remove_story(*former));
        }
        REQUIRE(project->add_story(*run, record));
        REQUIRE(project->commit());
    }
    CHECK(value(*project, "SELECT count(*) FROM story") == "1");
    CHECK(value(*project, "SELECT stance || ' ' || speaker || ' ' || chain || ' ' || gist FROM account") ==
          "attributes Lü Agency X planned");
    CHECK(value(*project, "SELECT kind FROM finding") == "disputed");
    CHECK(value(*project, "SELECT agreement FROM event") == "single_source");
    CHECK(value(*project, "SELECT disputes FROM story") == "1");

    REQUIRE(project->add_story_change(*run, "yaaaaaaaaaa", "ybbbbbbbbbb", "merged", 1));
    REQUIRE(project->add_story_change(*run, "ybbbbbbbbbb", "y0123456789", "renamed", 1));
    for (const char* id : {"y0123456789", "y0123", "yaaaaaaaaaa", "ybbbb"})
        for (const std::optional<std::int64_t> in : {std::optional<std::int64_t>(), std::optional(*run)}) {
            const auto story = find_story(*project, in, id);
            REQUIRE(story);
            REQUIRE(*story);
            CHECK((*story)->id == "y0123456789");
            CHECK(members_of_story(*project, (*story)->row).value().at(0).report == row);
            CHECK(history_of_story(*project, **story).value().at(0).former == "ybbbbbbbbbb");
        }
    CHECK(!find_story(*project, *run, "ycc").value());
    const auto evidence = evidence_of_row(*project, value(*project, "SELECT event FROM event"));
    REQUIRE(evidence);
    REQUIRE(evidence->size() == 1);
    CHECK(evidence->front().kind == RecordKind::statement);
    CHECK(evidence->front().report == row);
    const auto report = find_record(*project, value(*project, "SELECT report FROM report"));
    REQUIRE(report);
    REQUIRE(*report);
    CHECK(!(*report)->kind);
    CHECK(run_of_report(*project, (*report)->report).value() == *run);
}

TEST_CASE("a file whose writer was killed in a transaction is mended by the first who only reads it") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    REQUIRE(project);
    project->close_log();
    Database& db = project->database();
    REQUIRE(
        db.execute("PRAGMA cache_size = 1; BEGIN; INSERT INTO setting_ SELECT 'x' || n || list, "
                   "hex(zeroblob(3000)) FROM word_"));
    for (const char* name : {"a.plx", "a.plx-journal"})  // what stands on the disk when it is killed now
        std::filesystem::copy_file(scratch.file(name), scratch.file(("killed-" + std::string(name)).c_str()));
    auto killed = ProjectFile::open(scratch.file("killed-a.plx"), Database::Access::read_only);
    REQUIRE(killed);
    CHECK(value(*killed, "SELECT count(*) FROM setting_ WHERE name LIKE 'x%'") == "0");
    CHECK(value(*killed, "PRAGMA integrity_check") == "ok");
}

TEST_CASE("what is no project file is refused with a reason") {
    const Scratch scratch;
    std::ofstream(scratch.file("text.plx")) << "this is no database, only some words that go on for a while";
    const auto text = ProjectFile::open(scratch.file("text.plx"), Database::Access::create);
    REQUIRE_FALSE(text);
    CHECK(text.error().kind == ErrorKind::malformed);
    CHECK_FALSE(ProjectFile::open(scratch.file("missing.plx"), Database::Access::read_only));
    CHECK_FALSE(ProjectFile::open(scratch.file("no/such/folder.plx"), Database::Access::create));
    {
        auto other = Database::open(scratch.file("other.db"), Database::Access::create)->execute("CREATE TABLE t(x)");
    }
    for (const auto access : {Database::Access::read_only, Database::Access::read_write, Database::Access::create}) {
        const auto opened = ProjectFile::open(scratch.file("other.db"), access);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().what == "not a project file of Parallax but the database of another program");
    }
    auto other = Database::open(scratch.file("other.db"), Database::Access::read_only);
    auto tables = other->prepare("SELECT group_concat(name) FROM sqlite_schema");
    REQUIRE(tables->step());
    CHECK(tables->text(0) == "t");
}

TEST_CASE("a query that failed once can run again") {
    auto database = Database::open(":memory:", Database::Access::create);
    REQUIRE(database->execute("CREATE TABLE t(x UNIQUE)"));
    auto insert = database->prepare("INSERT INTO t VALUES (?)");
    CHECK(insert->bind(1).run());
    CHECK_FALSE(insert->bind(1).run());
    CHECK(insert->bind(2).run());
}

TEST_CASE("a file damaged by hand is found out before it does harm") {
    const Scratch scratch;
    auto project = ProjectFile::open(scratch.file("a.plx"), Database::Access::create);
    const auto run = project->begin_run({"p", "m", "d", "s"});
    const std::int64_t row = row_with(*project, *run, example());
    for (const char* harm : {"UPDATE statement_ SET voice = 77", "UPDATE mention_ SET end = 4000",
                             "UPDATE sentence_ SET begin = 1, end = 2 WHERE n = 0", "UPDATE block_ SET kind = 200"}) {
        REQUIRE(project->database().execute("SAVEPOINT harm"));
        REQUIRE(project->database().execute(harm));
        CHECK_MESSAGE(!project->load(row), harm);
        REQUIRE(project->database().execute("ROLLBACK TO harm; RELEASE harm"));
    }
    CHECK(project->load(row));
}
