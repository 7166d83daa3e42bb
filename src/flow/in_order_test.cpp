#include "flow/in_order.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

using namespace px;

namespace {
std::vector<int> squares(int threads, int count, int stop_at = -1) {
    int next = 0;
    std::vector<int> out;
    in_order<int, int>(
        threads, [&]() -> std::optional<int> { return next < count ? std::optional(next++) : std::nullopt; },
        [](int item, int) { return item * item; },
        [&](int square) {
            out.push_back(square);
            return static_cast<int>(out.size()) != stop_at;
        });
    return out;
}
}  // namespace

TEST_CASE("results come in the order of the input, whatever the number of threads") {
    for (const int threads : {1, 2, 7}) {
        const auto out = squares(threads, 500);
        REQUIRE(out.size() == 500);
        for (int i = 0; i < 500; ++i) CHECK(out[static_cast<std::size_t>(i)] == i * i);
    }
    CHECK(squares(3, 0).empty());
}

TEST_CASE("taking can stop the work") { CHECK(squares(4, 1000000, 10).size() == 10); }

TEST_CASE("an exception ends the work and reaches the caller") {
    std::atomic<int> worked = 0;
    const auto run = [&](bool in_take) {
        int next = 0;
        in_order<int, int>(
            3, [&]() -> std::optional<int> { return next++; },
            [&](int item, int) {
                ++worked;
                if (!in_take && item == 20) throw std::runtime_error("work");
                return item;
            },
            [&](int item) {
                if (in_take && item == 20) throw std::runtime_error("take");
                return true;
            });
    };
    CHECK_THROWS_WITH(run(false), "work");
    CHECK_THROWS_WITH(run(true), "take");
    CHECK(worked < 200);
}
