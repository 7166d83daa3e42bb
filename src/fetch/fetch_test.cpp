#include "fetch/fetch.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>

#include "fetch/robots.hpp"
#include "fetch/test_server.hpp"

namespace px {
namespace {

bool is_private(const char* printed) {
    unsigned char bytes[16] = {};
    if (inet_pton(AF_INET, printed, bytes) == 1) return is_private_address(bytes, 4);
    REQUIRE(inet_pton(AF_INET6, printed, bytes) == 1);
    return is_private_address(bytes, 16);
}

TEST_CASE("private addresses") {
    for (const char* one :
         {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
          "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"}) {
        CAPTURE(one);
        CHECK(is_private(one));
    }
    for (const char* one : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "193.0.0.1", "2606:4700::1111", "::ffff:8.8.8.8"}) {
        CAPTURE(one);
        CHECK_FALSE(is_private(one));
    }
}

TEST_CASE("a server that leads to a private address was asked, and one at a private address was not") {
    testing::TestServer server("127.0.0.1", {});
    REQUIRE_FALSE(server.base().empty());
    server.redirect("/home", "http://127.0.0.2:9/");
    FetchLimits limits;
    limits.is_private = [](const unsigned char* address, std::size_t) { return address[3] == 2; };
    const Fetched led = fetch({server.base() + "/home", "", ""}, limits);
    if (led.trouble.starts_with("libcurl")) {
        MESSAGE("skipped: needs libcurl");
        return;
    }
    CHECK(led.was_asked);
    CHECK(led.trouble == "it leads to an address that is private; --allow-private would allow it");
    const Fetched there = fetch({"http://127.0.0.2:9/", "", ""}, limits);
    CHECK_FALSE(there.was_asked);
    CHECK(there.trouble == "the address is private; --allow-private would allow it");
    CHECK(server.asked() == 1);
}

TEST_CASE("robots.txt: the longest rule decides, own groups go before all") {
    const Robots robots = Robots::parse(
        "# a comment\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /private/ # x\n"
        "Allow: /private/open\nDisallow: /*.pdf$\nDisallow:\n",
        "parallax");
    CHECK(robots.allows("/news/1"));
    CHECK_FALSE(robots.allows("/private/1"));
    CHECK(robots.allows("/private/open/1"));
    CHECK_FALSE(robots.allows("/a/b.pdf"));
    CHECK(robots.allows("/a/b.pdf?x=1"));
    CHECK(robots.delay() == doctest::Approx(2.5));
    const Robots own = Robots::parse(
        "User-agent: *\nDisallow: /\nUser-Agent: Parallax/1.0\nuser-agent: x\nDisallow: /a\n", "parallax");
    CHECK(own.allows("/b"));
    CHECK_FALSE(own.allows("/a"));
    CHECK(Robots::parse("", "parallax").allows("/"));
}

TEST_CASE("patterns of many stars end at once") {
    std::string text = "User-agent: *\nDisallow: /";
    for (int i = 0; i < 200; ++i) text += "*a";
    CHECK(Robots::parse(text + "b\n", "parallax").allows("/" + std::string(5000, 'a')));
}

}  // namespace
}  // namespace px
