#include "flow/relate_run.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "read/read.hpp"

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
    std::string path =
        (std::filesystem::temp_directory_path() / ("parallax-relate-test-" + std::to_string(::getpid()))).string();
    ProjectFile file;
    std::int64_t run = 0;

    explicit TestProject(const Pipeline& pipeline) {
        std::filesystem::remove(path);
        file = *ProjectFile::open(path, Database::Access::create);
        run = *file.begin_run(pipeline.run_info("{}"));
    }
    ~TestProject() { std::filesystem::remove(path); }
    TestProject(const TestProject&) = delete;
    TestProject& operator=(const TestProject&) = delete;

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
}

}  // namespace
}  // namespace px
