#include "flow/checkpoint_parts.hpp"

#include <doctest/doctest.h>

namespace px {
namespace {

TEST_CASE("a first search keeps the last parts and the oldest of ever longer stretches") {
    CHECK(worth_keeping({}, 1, 0).empty());
    CHECK(worth_keeping({}, 1, 1).empty());
    CHECK(worth_keeping({}, 1, 2) == std::set<std::int64_t>{1});
    CHECK(worth_keeping({}, 1, 100) == std::set<std::int64_t>{20, 74, 92, 98, 99, 1});
}

TEST_CASE("what is held is kept while it is the oldest of its stretch, and only then") {
    CHECK(worth_keeping({20, 74, 92, 98, 99}, 99, 101) == std::set<std::int64_t>{20, 74, 92, 98, 99, 100});
    CHECK(worth_keeping({93, 94}, 99, 100) == std::set<std::int64_t>{93, 99});
}

TEST_CASE("part by part, few are kept and no report goes back much further than it must") {
    std::set<std::int64_t> held;
    for (std::int64_t total = 1; total <= 1000; ++total) {
        held = worth_keeping(held, std::max<std::int64_t>(total - 1, 1), total);
        CHECK(held.size() <= 9);
        for (const std::int64_t late : {1, 2, 5, 20, 70}) {
            if (total <= 20 * late) continue;
            const auto after = held.upper_bound(total - late);
            REQUIRE(after != held.begin());
            CHECK(total - *std::prev(after) <= 9 * late);
        }
    }
}

}  // namespace
}  // namespace px
