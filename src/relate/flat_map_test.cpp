#include "relate/flat_map.hpp"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <random>

namespace px {
namespace {

TEST_CASE("a table of numbers holds what a map holds, through any insertions and erasures") {
    for (const unsigned range : {8U, 300U, 1U << 31U}) {
        FlatMap<std::uint32_t, std::uint64_t> table;
        std::map<std::uint32_t, std::uint64_t> map;
        std::mt19937 random(range);
        for (int i = 0; i < 20'000; ++i) {
            const auto key = static_cast<std::uint32_t>(random() % range);
            if (random() % 3 == 0) {
                table.erase(key);
                map.erase(key);
            } else {
                table[key] += i;
                map[key] += i;
            }
        }
        CHECK(table.size() == map.size());
        for (const auto& [key, value] : map) {
            REQUIRE(table.find(key) != nullptr);
            CHECK(*table.find(key) == value);
        }
        std::map<std::uint32_t, std::uint64_t> again;
        table.each([&](std::uint32_t key, std::uint64_t value) { again[key] = value; });
        CHECK(again == map);
    }
}

TEST_CASE("an empty table has nothing, and values may be owned") {
    FlatMap<std::int32_t, std::unique_ptr<int>> table;
    CHECK_FALSE(table.contains(1));
    table.erase(1);
    for (int i = 0; i < 100; ++i) table[i] = std::make_unique<int>(i);
    for (int i = 0; i < 100; i += 2) table.erase(i);
    CHECK(table.size() == 50);
    CHECK(**table.find(51) == 51);
    CHECK_FALSE(table.contains(50));
    table.clear();
    CHECK_FALSE(table.contains(51));
}

}  // namespace
}  // namespace px
