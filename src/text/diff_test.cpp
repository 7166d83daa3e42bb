#include "text/diff.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "text/address.hpp"

using namespace px;

namespace {

/// Carries the edits out, and checks that they name what they take away.
std::vector<std::string_view> applied(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b,
                                      const std::vector<Edit>& edits) {
    std::vector<std::string_view> out;
    std::size_t at = 0;
    for (const Edit& edit : edits) {
        if (edit.kind == Edit::Kind::come) {
            out.insert(out.end(), b.begin() + static_cast<long>(edit.begin), b.begin() + static_cast<long>(edit.end));
            continue;
        }
        CHECK(edit.begin == at);
        at = edit.end;
        if (edit.kind == Edit::Kind::same)
            out.insert(out.end(), a.begin() + static_cast<long>(edit.begin), a.begin() + static_cast<long>(edit.end));
    }
    CHECK(at == a.size());
    return out;
}

}  // namespace

TEST_CASE("edits lead from the old to the new") {
    std::mt19937 random(7);
    const std::vector<std::string_view> letters = {"a", "b", "c"};
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::string_view> a(random() % 12);
        std::vector<std::string_view> b(random() % 12);
        for (auto& item : a) item = letters[random() % 3];
        for (auto& item : b) item = letters[random() % 3];
        CHECK(applied(a, b, diff(a, b)) == b);
        CHECK(applied(a, b, diff(a, b, 2)) == b);
    }
}

TEST_CASE("the shortest way") {
    const auto a = words_and_gaps("Twelve people were killed on Monday");
    const auto b = words_and_gaps("Fifteen people were hurt on Monday");
    const auto edits = diff(a, b);
    REQUIRE(edits.size() == 6);
    CHECK(a[edits[0].begin] == "Twelve");
    CHECK(edits[1].kind == Edit::Kind::come);
    CHECK(b[edits[4].begin] == "hurt");
    CHECK(diff(a, a).size() == 1);
    CHECK(diff({}, {}).empty());
}

TEST_CASE("addresses") {
    CHECK(address_key("https://www.A.example/Talks/?utm_source=x&id=7#top") == "a.example/Talks/?id=7");
    CHECK(address_key("http://a.example/talks/") == "a.example/talks");
    CHECK(address_key("http://a.example/talks?fbclid=1") == "a.example/talks");
    CHECK(address_key("mailto:a@b").empty());
    CHECK(host_of("https://user@www.a.example:8080/x") == "a.example");
    CHECK(host_of("nothing").empty());
}
