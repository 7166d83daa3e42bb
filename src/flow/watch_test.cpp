#include "flow/watch.hpp"

#include <doctest/doctest.h>

#include "fetch/test_server.hpp"

namespace px {
namespace {

constexpr const char* article =
    "<html><head><title>Ministers meet</title><meta property=\"article:published_time\" content=\"{}\"></head><body>"
    "<article><h1>Ministers meet in Kampala</h1><p>The foreign ministers of Kenya and Uganda met in Kampala on Monday "
    "and spoke about fishing in Lake Victoria for three hours.</p><p>They signed an agreement on the number of boats, "
    "an official said, and promised to meet again in autumn.</p></article></body></html>";

std::string page_of(const std::string& date) {
    std::string page = article;
    page.replace(page.find("{}"), 2, date);
    return page;
}

std::string feed_with(const std::string& address) {
    return "<rss version=\"2.0\"><channel><title>Post</title><item><title>Ministers meet</title><link>" + address +
           "</link><guid>" + address + "</guid></item></channel></rss>";
}

/// A project and what one pass over one feed came to.
struct Watching {
    std::vector<Problem> problems;
    Pipeline pipeline = *Pipeline::load(Settings::installed(), problems);
    ProjectFile file = *ProjectFile::open(":memory:", Database::Access::create);
    std::int64_t run = *file.begin_run(pipeline.run_info("{}"));
    std::string said;

    WatchFigures pass(const std::string& feed, const FetchLimits& limits) {
        WatchJob job;
        job.limits = limits;
        job.seconds_between = 0;
        const std::atomic<bool> never = false;
        const auto figures =
            watch_once(file, run, pipeline, {{"", feed}}, job, [&](std::string_view line) { said += line; }, never);
        REQUIRE(figures);
        return *figures;
    }
    std::string text(const std::string& sql) {
        auto query = file.database().prepare(sql);
        REQUIRE(query);
        return query->step() ? query->text(0) : "nothing";
    }
};

TEST_CASE("a page at a private address is a gap, and is read as soon as that is allowed") {
    testing::TestServer inside("127.0.0.2", {{"/a", {"text/html", page_of("2024-06-11")}}});
    testing::TestServer outside("127.0.0.1", {{"/feed", {"application/rss+xml", feed_with(inside.base() + "/a")}}});
    REQUIRE_FALSE(inside.base().empty());
    Watching watching;
    FetchLimits limits;
    limits.is_private = [](const unsigned char* address, std::size_t) { return address[3] == 2; };
    const WatchFigures first = watching.pass(outside.base() + "/feed", limits);
    if (watching.said.find("libcurl") != std::string::npos) {
        MESSAGE("skipped: needs libcurl");
        return;
    }
    CHECK(first.pages_refused == 1);
    CHECK(inside.asked() == 0);
    CHECK(watching.text("SELECT outcome FROM fetched_") == "not asked");
    limits.private_addresses = true;
    const WatchFigures second = watching.pass(outside.base() + "/feed", limits);
    CHECK(second.pages_refused == 0);
    CHECK(second.read == 1);
    CHECK(watching.text("SELECT outcome FROM fetched_") == "read");
}

TEST_CASE("a page dated ahead of its visit is of the day of the visit, and says so") {
    testing::TestServer server("127.0.0.1", {{"/a", {"text/html", page_of("2154-01-01")}}});
    REQUIRE_FALSE(server.base().empty());
    server.add("/feed", {"application/rss+xml", feed_with(server.base() + "/a")});
    Watching watching;
    FetchLimits limits;
    limits.private_addresses = true;
    const WatchFigures figures = watching.pass(server.base() + "/feed", limits);
    if (watching.said.find("libcurl") != std::string::npos) {
        MESSAGE("skipped: needs libcurl");
        return;
    }
    CHECK(figures.read == 1);
    CHECK(watching.text("SELECT published FROM report_") ==
          watching.text("SELECT substr(fetched, 1, 10) FROM fetched_"));
    CHECK(watching.text("SELECT remarks FROM report_").find("its date, 2154-01-01") != std::string::npos);
}

}  // namespace
}  // namespace px
