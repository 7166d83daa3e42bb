#include "flow/read_into.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace px {
namespace {

constexpr std::array<std::string_view, 5> texts = {
    "Ministers meet in Kampala\n\nThe foreign ministers of Kenya and Uganda met in Kampala on Monday. They signed an "
    "agreement on fishing in Lake Victoria, an official said.",
    "Storm cuts power in Manila\n\nA storm cut power in Manila on Monday and killed four people, the Philippine police "
    "said. “Nobody was warned in time,” said the mayor.",
    "Grenzverkehr ruht\n\nDie beiden Regierungen haben am Montag den gesamten Verkehr an der Grenze eingestellt und "
    "ihre Botschafter nach Hause gerufen.",
    "",
    "<!doctype html><html><head><title>Peru closes a port</title></head><body><article><h1>Peru closes a port</h1>"
    "<p>Peru's government closed the port of Ilo on Tuesday after dockers had walked out.</p><p>The union of the "
    "dockers said that it would not yield before the wages were paid.</p></article></body></html>"};

/// A folder of files, many of which hold the same; some bytes of pages differ though their words do not.
class Folder {
  public:
    explicit Folder(unsigned seed) : chance_(seed) {
        std::filesystem::create_directories(path_);
        for (int n = 0; n < 30; ++n) add(n);
        std::ranges::shuffle(job.paths, chance_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ReadJob job;

  private:
    void add(int n) {
        const std::string_view text = texts[chance_() % texts.size()];
        const bool page = text.starts_with('<');
        const std::string file = path_ / fmt::format("{}.{}", n, page ? "html" : "txt");
        std::ofstream(file) << text << (page && chance_() % 2 == 0 ? fmt::format("<!-- visit {} -->", n) : "");
        job.paths.push_back(file);
        if (chance_() % 2 == 0) job.given.outlet_of[file] = chance_() % 2 == 0 ? "Halyard" : "Valley Echo";
        if (chance_() % 3 == 0) job.given.date_of[file] = *PublicationTime::parse("2024-06-11", "the test");
    }

    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / fmt::format("parallax_read_into_test_{}", ::getpid());
    std::mt19937 chance_;
};

/// A project that reads, and all that it holds.
class Reader {
  public:
    explicit Reader(const Pipeline& pipeline) : pipeline_(pipeline) {}

    void read(const ReadJob& job) {
        const auto figures = read_into(file_, run_, pipeline_, job, [](const Progress&) {}, stop_);
        REQUIRE(figures);
        inputs += figures->inputs;
        held += figures->held;
    }
    std::vector<std::string> rows() {
        std::vector<std::string> out;
        for (const std::string view :
             {"report", "source", "sighting", "statement", "attribution", "attitude", "span"}) {
            auto query = file_.database().prepare("SELECT * FROM " + view);
            REQUIRE(query);
            while (query->step()) {
                std::string row = view;
                for (int i = 0; i < query->columns(); ++i) row += '\t' + query->text(i);
                out.push_back(std::move(row));
            }
        }
        return out;
    }

    std::size_t inputs = 0;
    std::size_t held = 0;

  private:
    const Pipeline& pipeline_;
    ProjectFile file_ = *ProjectFile::open(":memory:", Database::Access::create);
    std::int64_t run_ = *file_.begin_run(pipeline_.run_info("{}"));
    std::atomic<bool> stop_ = false;
};

}  // namespace

TEST_CASE("what is met again gives the same however many are read at once") {
    std::vector<Problem> problems;
    const Result<Pipeline> pipeline = Pipeline::load(Settings::installed(), problems);
    REQUIRE(pipeline);
    for (const unsigned seed : {1U, 2U, 3U}) {
        const Folder folder(seed);
        Reader one_by_one(*pipeline);
        for (const std::string& path : folder.job.paths) one_by_one.read({{path}, folder.job.given, 1});
        const std::vector<std::string> expected = one_by_one.rows();
        CHECK(one_by_one.held > 10);
        for (const int threads : {1, 2, 7}) {
            Reader at_once(*pipeline);
            at_once.read({folder.job.paths, folder.job.given, threads});
            CHECK(at_once.inputs == one_by_one.inputs);
            CHECK(at_once.held == one_by_one.held);
            CHECK(at_once.rows() == expected);
        }
    }
}

}  // namespace px
