#include "flow/relate_run.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "read/read.hpp"
#include "relate/stories.hpp"
#include "relate/test_stream.hpp"
#include "store/sightings.hpp"

namespace px {
namespace {

Pipeline installed() {
    std::vector<Problem> problems;
    const Result<Pipeline> pipeline = Pipeline::load(Settings::installed(), problems);
    REQUIRE(pipeline);
    return *pipeline;
}

/// Two matters of three reports each, days apart, and the pipeline that coded them.
struct Reports {
    Pipeline pipeline = installed();
    std::vector<CodedReport> coded;

    Reports() {
        add("Meridian Post", "2024-06-11",
            "Ministers meet in Kampala\n\nThe foreign ministers of Kenya and Uganda met in Kampala on Monday. They "
            "signed an agreement on fishing in Lake Victoria.");
        add("Halyard", "2024-06-11",
            "Kenya and Uganda settle fishing dispute\n\nKenya and Uganda signed an agreement on fishing in Lake "
            "Victoria on Monday, when their foreign ministers met in Kampala.");
        add("Valley Echo", "2024-06-12",
            "Lake Victoria fishing agreement\n\nAn agreement on fishing in Lake Victoria was signed in Kampala on "
            "Monday by the foreign ministers of Kenya and Uganda, officials said.");
        add("Meridian Post", "2024-06-25",
            "Storm cuts power in Manila\n\nA storm cut power in Manila on Monday and killed four people, the "
            "Philippine police said.");
        add("Halyard", "2024-06-25",
            "Four dead in Manila storm\n\nFour people were killed by a storm in Manila on Monday, police in the "
            "Philippine capital said. Power was cut.");
        add("Valley Echo", "2024-06-26",
            "Manila counts damage of storm\n\nPower was back in Manila on Wednesday after a storm that killed four "
            "people, Philippine police said.");
    }

  private:
    void add(const std::string& outlet, const std::string& date, const std::string& text) {
        ReadOptions options;
        options.outlet = outlet;
        options.date = PublicationTime::parse(date, "the test");
        Workspace scratch;
        coded.push_back(pipeline.run(*read_report(text, outlet + date, options), scratch));
    }
};

struct TestProject {
    ProjectFile file = *ProjectFile::open(":memory:", Database::Access::create);
    std::int64_t run = 0;

    explicit TestProject(const Pipeline& pipeline) : run(*file.begin_run(pipeline.run_info("{}"))) {}

    void add(const CodedReport& coded) {
        REQUIRE(file.begin());
        REQUIRE(file.add(run, coded, true));
        REQUIRE(file.commit());
    }
    /// Each row as one text, sorted.
    std::vector<std::string> rows(const std::string& columns, const std::string& view) {
        auto query = file.database().prepare("SELECT cells FROM (SELECT " + columns + " AS cells FROM " + view + ")");
        REQUIRE(query);
        std::vector<std::string> out;
        while (query->step()) out.push_back(query->text(0));
        std::sort(out.begin(), out.end());
        return out;
    }
    std::vector<std::string> stories() {
        return rows("story || ' ' || title || ' ' || reports || ' ' || events", "story");
    }
    std::vector<std::string> accounts() {
        return rows("event || ' ' || report || ' ' || stance || ' ' || gist", "account");
    }
    std::vector<std::string> speakers() {
        return rows("report || ' ' || content || ' ' || coalesce(speaker, '?') || rule", "attribution");
    }
    std::vector<std::string> findings() {
        return rows("story || ' ' || kind || ' ' || summary || ' ' || trace", "finding");
    }
    std::int64_t number(const std::string& sql) {
        auto query = file.database().prepare(sql);
        REQUIRE(query);
        REQUIRE(query->step());
        return query->integer(0);
    }
};

TEST_CASE("reports that come one by one, in any order, give the stories and accounts of all at once") {
    const Reports reports;
    const std::atomic<bool> never = false;
    TestProject at_once(reports.pipeline);
    for (const CodedReport& coded : reports.coded) at_once.add(coded);
    CHECK(relate_run(at_once.file, at_once.run, reports.pipeline, never).value() == 2);
    const auto stories = at_once.stories();
    const auto accounts = at_once.accounts();
    CHECK(stories.size() == 2);
    CHECK(accounts.size() >= 6);

    for (const std::vector<std::size_t>& order :
         {std::vector<std::size_t>{0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {2, 5, 0, 3, 4, 1}}) {
        TestProject project(reports.pipeline);
        for (const std::size_t i : order) {
            project.add(reports.coded[i]);
            REQUIRE(relate_run(project.file, project.run, reports.pipeline, never));
        }
        CHECK(project.stories() == stories);
        CHECK(project.accounts() == accounts);
    }
}

TEST_CASE("a stream in portions of any size and order gives the same as all at once, with or without checkpoints") {
    const Pipeline pipeline = installed();
    const std::atomic<bool> never = false;
    for (const unsigned seed : {21U, 22U}) {
        std::vector<CodedReport> reports;
        for (testing::MadeReport& made :
             testing::make_stream({.stories = 24, .seed = seed, .words = 40, .quotations = 1}).reports) {
            made.coded.report.id = sha256_hex(made.coded.report.id);
            reports.push_back(std::move(made.coded));
        }
        TestProject at_once(pipeline);
        for (const CodedReport& coded : reports) at_once.add(coded);
        REQUIRE(relate_run(at_once.file, at_once.run, pipeline, never, {}, {.checkpoint_after = 1'000'000}));
        CHECK(at_once.number("SELECT count(*) FROM checkpoint_") == 0);
        const auto stories = at_once.stories();
        CHECK(stories.size() >= 24);
        CHECK(at_once.findings().size() >= 6);

        std::mt19937 random(seed);
        for (int round = 0; round < 4; ++round) {
            std::vector<CodedReport> order = reports;
            if (round == 0)
                std::sort(order.begin(), order.end(), [](const CodedReport& a, const CodedReport& b) {
                    return a.report.published->day < b.report.published->day;
                });
            else if (round == 1)
                order[random() % order.size()].report.published.reset();  // takes everything back to the beginning
            else
                std::shuffle(order.begin(), order.end(), random);
            TestProject project(pipeline);
            const RelateOptions often{.checkpoint_after = 0, .parts_between = 1 + round % 2};
            SearchMemory memory;
            const auto used = [&] { return round == 3 || random() % 2 == 0 ? &memory : nullptr; };
            std::size_t in_portion = 1 + random() % 20;
            for (const CodedReport& coded : order) {
                project.add(coded);
                if (--in_portion > 0) continue;
                REQUIRE(relate_run(project.file, project.run, pipeline, never, {}, often, used()));
                in_portion = 1 + random() % 20;
            }
            REQUIRE(relate_run(project.file, project.run, pipeline, never, {}, often, used()));
            CHECK(project.number("SELECT count(DISTINCT day) FROM checkpoint_") >= 3);
            if (round == 1) {
                TestProject undated(pipeline);
                for (const CodedReport& coded : order) undated.add(coded);
                REQUIRE(relate_run(undated.file, undated.run, pipeline, never));
                CHECK(project.stories() == undated.stories());
                continue;
            }
            CHECK(project.stories() == stories);
            CHECK(project.accounts() == at_once.accounts());
            CHECK(project.findings() == at_once.findings());
            CHECK(project.speakers() == at_once.speakers());
        }
    }
}

TEST_CASE("a report that is replaced by a newer version leaves its story, as if it had never been there") {
    const Reports reports;
    const std::atomic<bool> never = false;
    const auto keep = [&](TestProject& project, const CodedReport& coded, const std::string& address) {
        CodedReport at = coded;
        at.report.url = address;
        REQUIRE(project.file.begin());
        REQUIRE(keep_report(project.file, project.run, at, true, {address, at.report.id, address, "", false}));
        REQUIRE(project.file.commit());
    };
    const CodedReport& last = reports.coded.back();
    CodedReport changed = last;
    changed.report.id = sha256_hex("another form of it");
    changed.report.text.back() = '!';
    TestProject project(reports.pipeline);
    TestProject at_once(reports.pipeline);
    for (std::size_t i = 0; i < reports.coded.size(); ++i) {
        const std::string address = "https://a.example/report" + std::to_string(i);
        const bool is_last = i + 1 == reports.coded.size();
        keep(project, reports.coded[i], address);
        keep(at_once, is_last ? changed : reports.coded[i], address);
    }
    REQUIRE(relate_run(project.file, project.run, reports.pipeline, never, {}, {.checkpoint_after = 0}));
    keep(project, changed, "https://a.example/report5");
    REQUIRE(project.number("SELECT count(*) FROM report_ WHERE version_of IS NOT NULL") == 1);
    REQUIRE(relate_run(project.file, project.run, reports.pipeline, never, {}, {.checkpoint_after = 0}));
    REQUIRE(relate_run(at_once.file, at_once.run, reports.pipeline, never));
    CHECK(project.stories() == at_once.stories());
    CHECK(project.accounts() == at_once.accounts());
    CHECK(project.number("SELECT count(*) FROM terms_") == 6);
}

TEST_CASE("passes of one, with late reports, new versions and stops, give the same as all at once") {
    const Pipeline pipeline = installed();
    const std::atomic<bool> never = false;
    const std::atomic<bool> at_once = true;
    for (const unsigned seed : {31U, 32U, 33U, 34U, 35U, 36U}) {
        std::mt19937 random(seed);
        const bool remembers = seed > 33;
        std::vector<CodedReport> reports;
        testing::StreamPlan plan{.stories = 16, .seed = seed, .words = 40, .quotations = 2};
        plan.with_times = seed != 32 && seed != 35;
        for (testing::MadeReport& made : testing::make_stream(plan).reports) {
            made.coded.report.id = sha256_hex(made.coded.report.id);
            made.coded.report.url = "https://a.example/" + made.coded.report.id;
            reports.push_back(std::move(made.coded));
        }
        // Of all that is a little alike much is joined late, and much of it differently when more reports come.
        const StoryOptions stories_in{.join = seed % 2 == 0 ? -3.5 : -0.6, .part = 3};
        const RelateOptions small{.checkpoint_after = 0, .parts_between = 1, .stories = stories_in};
        SearchMemory memory;
        TestProject whole(pipeline);
        TestProject project(pipeline);
        const auto keep = [&](TestProject& into, const CodedReport& coded) {
            REQUIRE(into.file.begin());
            REQUIRE(keep_report(into.file, into.run, coded, true, {"", coded.report.id, coded.report.url, "", false}));
            REQUIRE(into.file.commit());
        };
        const auto pass = [&](const CodedReport& coded) {
            keep(project, coded);
            if (random() % 4 == 0)
                CHECK_FALSE(relate_run(project.file, project.run, pipeline, at_once, {}, small, &memory)->has_value());
            // Now and then it is another program that finds the stories.
            SearchMemory* used = remembers && random() % 8 != 0 ? &memory : nullptr;
            REQUIRE(relate_run(project.file, project.run, pipeline, never, {}, small, used));
        };
        std::sort(reports.begin(), reports.end(),
                  [](const CodedReport& a, const CodedReport& b) { return story_item(a).day < story_item(b).day; });
        if (remembers) {  // some whose dates are wrong: all others come before them
            const int ahead = seed == 36 ? 40 : 1;
            for (int i = 0; i < ahead; ++i)
                reports[static_cast<std::size_t>(i) + 9].report.published =
                    PublicationTime::parse(fmt::format("{}-01-01", 2054 + i / 2), "test");
            std::rotate(reports.begin(), reports.begin() + 9, reports.begin() + 9 + ahead);
        }
        std::vector<CodedReport> late;
        std::vector<CodedReport> replaced;
        for (const CodedReport& coded : reports) {
            keep(whole, coded);
            if (random() % 8 == 0) {
                late.push_back(coded);
            } else if (random() % 8 == 0) {
                CodedReport before = coded;
                before.report.id = sha256_hex(coded.report.id);
                before.report.text.back() = '!';
                pass(before);
                replaced.push_back(coded);
            } else {
                pass(coded);
            }
            for (std::vector<CodedReport>* waiting : {&late, &replaced}) {
                if (waiting->empty() || random() % 10 != 0) continue;
                pass(waiting->front());
                waiting->erase(waiting->begin());
            }
        }
        for (const auto* waiting : {&late, &replaced})
            for (const CodedReport& coded : *waiting) pass(coded);
        const auto stories = relate_run(whole.file, whole.run, pipeline, never, {},
                                        {.checkpoint_after = 1'000'000, .stories = stories_in});
        REQUIRE(stories);
        CHECK(project.number("SELECT count(*) FROM report_ WHERE version_of IS NOT NULL") > 2);
        CHECK(project.number("SELECT count(DISTINCT day || ' ' || part) FROM checkpoint_") >= 3);
        CHECK(project.stories() == whole.stories());
        CHECK(project.accounts() == whole.accounts());
        CHECK(project.findings() == whole.findings());
        CHECK(whole.number("SELECT count(*) FROM named_by_") > 5);
        const auto speakers = whole.speakers();
        const auto with_former_versions = project.speakers();
        CHECK(
            std::includes(with_former_versions.begin(), with_former_versions.end(), speakers.begin(), speakers.end()));
        CHECK(project.number("SELECT stories FROM searched_") == static_cast<std::int64_t>(**stories));
        CHECK(project.number("SELECT count(*) FROM story_") == static_cast<std::int64_t>(**stories));
    }
}

TEST_CASE("odd input that comes pass after pass gives what it gives at once") {
    const Pipeline pipeline = installed();
    const std::atomic<bool> never = false;
    std::vector<CodedReport> reports;
    const auto add = [&](const testing::StreamPlan& plan) {
        for (testing::MadeReport& made : testing::make_stream(plan).reports) {
            made.coded.report.id = sha256_hex(made.coded.report.id);
            reports.push_back(std::move(made.coded));
        }
    };
    add({.stories = 1, .reports = 300, .copies = 299, .contradicted_every = 0, .words = 40});    // one report 300 times
    add({.first_story = 1, .stories = 1, .reports = 150, .copies = 0, .seed = 2, .words = 40});  // 150 on one story
    for (std::size_t i = 0; i < reports.size(); i += 3) reports[i].report.outlet.clear();
    reports[7].report.published = PublicationTime::parse("2054-01-01", "test");
    std::mt19937 random(3);
    std::shuffle(reports.begin(), reports.end(), random);
    TestProject whole(pipeline);
    TestProject project(pipeline);
    SearchMemory memory;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        whole.add(reports[i]);
        project.add(reports[i]);
        if (i % 150 == 149) REQUIRE(relate_run(project.file, project.run, pipeline, never, {}, {}, &memory));
    }
    REQUIRE(relate_run(project.file, project.run, pipeline, never, {}, {}, &memory));
    REQUIRE(relate_run(whole.file, whole.run, pipeline, never));
    CHECK(whole.stories().size() == 3);
    CHECK(project.stories() == whole.stories());
    CHECK(project.accounts() == whole.accounts());
    CHECK(project.findings() == whole.findings());
}

TEST_CASE("news is told of stories that were there before, once they are safe, and never of the first search") {
    const Reports reports;
    const std::atomic<bool> never = false;
    TestProject project(reports.pipeline);
    std::vector<std::string> lines;
    const TellNews tell = [&](std::string_view line) {
        lines.emplace_back(line);
        CHECK(project.file.database().execute("BEGIN; ROLLBACK"));  // nothing is open any more
    };
    for (const std::size_t i : {0U, 1U, 3U}) project.add(reports.coded[i]);
    REQUIRE(relate_run(project.file, project.run, reports.pipeline, never, tell));
    CHECK(lines.empty());
    project.add(reports.coded[2]);
    REQUIRE(relate_run(project.file, project.run, reports.pipeline, never, tell));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].starts_with("new independent account: "));
    CHECK(lines[0].find(" now has 3 ") != std::string::npos);
    REQUIRE(relate_run(project.file, project.run, reports.pipeline, never, tell));
    CHECK(lines.size() == 1);
}

TEST_CASE("asked to stop, it leaves the file as it was") {
    const Reports reports;
    TestProject project(reports.pipeline);
    for (const CodedReport& coded : reports.coded) project.add(coded);
    const std::atomic<bool> at_once = true;
    const auto stopped = relate_run(project.file, project.run, reports.pipeline, at_once);
    REQUIRE(stopped);
    CHECK_FALSE(stopped->has_value());
    CHECK(project.stories().empty());

    const std::atomic<bool> never = false;
    CHECK(relate_run(project.file, project.run, reports.pipeline, never).value() == 2);
    CHECK(project.stories().size() == 2);
}

TEST_CASE("a speaker whom another report named is unknown again when a third names somebody else") {
    const Pipeline pipeline = installed();
    const std::string words =
        "We shall not leave this valley before the last of the farmers has been paid for the land that "
        "their fathers ploughed before there was a state";
    const auto printing = [&](const std::string& outlet, const std::string& text) {
        ReadOptions options;
        options.outlet = outlet;
        options.date = PublicationTime::parse("2024-06-11", "the test");
        Workspace scratch;
        return pipeline.run(*read_report(text, outlet, options), scratch);
    };
    TestProject project(pipeline);
    const std::atomic<bool> never = false;
    const auto speakers = [&] {
        REQUIRE(relate_run(project.file, project.run, pipeline, never));
        return project.rows(
            "r.outlet || ' ' || coalesce(a.name, '?')",
            "attribution_ t JOIN report_ r ON r.id = t.report LEFT JOIN actor_ a ON a.report = t.report "
            "AND a.n = t.speaker");
    };
    project.add(printing("Herald", "A dam is planned\n\n\"" + words + ".\""));
    const auto alone = speakers();
    REQUIRE(alone.size() == 1);
    CHECK(alone[0] == "Herald ?");
    project.add(printing("Gazette", "A dam is planned\n\n\"" + words + ",\" Maria Lopez said."));
    CHECK(speakers() == std::vector<std::string>{"Gazette Maria Lopez", "Herald Maria Lopez"});
    CHECK(speakers() == std::vector<std::string>{"Gazette Maria Lopez", "Herald Maria Lopez"});
    project.add(printing("Post", "A dam is planned\n\n\"" + words + ",\" Ana Ruiz said."));
    CHECK(speakers() == std::vector<std::string>{"Gazette Maria Lopez", "Herald ?", "Post Ana Ruiz"});
    CHECK(project.number("SELECT count(*) FROM actor_ WHERE reason LIKE 'not named in this report%'") == 0);
}

TEST_CASE("a story that is long finished is compared again when one of its reports gets a speaker") {
    const Reports reports;
    const std::string words =
        "We shall not leave this valley before the last of the farmers has been paid for the land that "
        "their fathers ploughed before there was a state";
    const auto printing = [&](const std::string& outlet, const std::string& date, const std::string& text) {
        ReadOptions options;
        options.outlet = outlet;
        options.date = PublicationTime::parse(date, "the test");
        Workspace scratch;
        return reports.pipeline.run(*read_report(text, outlet, options), scratch);
    };
    const CodedReport unknown = printing("Herald", "2024-06-11", "A dam is planned\n\n\"" + words + ".\"");
    const CodedReport named =
        printing("Gazette", "2024-06-20", "Farmers speak\n\n\"" + words + ",\" Maria Lopez said.");
    const std::atomic<bool> never = false;
    TestProject at_once(reports.pipeline);
    TestProject project(reports.pipeline);
    for (const CodedReport* coded : {&unknown, &reports.coded[3], &reports.coded[5], &named}) {
        at_once.add(*coded);
        project.add(*coded);
        REQUIRE(relate_run(project.file, project.run, reports.pipeline, never, {}, {.checkpoint_after = 0}));
    }
    REQUIRE(relate_run(at_once.file, at_once.run, reports.pipeline, never));
    CHECK(project.stories() == at_once.stories());
    CHECK(project.accounts() == at_once.accounts());
    CHECK(project.rows("speaker", "attribution") == at_once.rows("speaker", "attribution"));
    CHECK(project.number("SELECT count(*) FROM attribution WHERE speaker = 'Maria Lopez'") == 2);
}

}  // namespace
}  // namespace px
