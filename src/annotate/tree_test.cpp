#include "annotate/tree.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace px;

namespace {

/// The best tree by trying all head assignments.
std::vector<std::int32_t> by_trying_all(const std::vector<float>& scores, std::size_t n, float& best) {
    std::vector<std::int32_t> heads(n, 0);
    std::vector<std::int32_t> found;
    best = -std::numeric_limits<float>::infinity();
    for (;;) {
        float sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += scores[i * (n + 1) + static_cast<std::size_t>(heads[i])];
        if (sum > best && is_tree(heads)) {
            best = sum;
            found = heads;
        }
        std::size_t digit = 0;
        while (digit < n && ++heads[digit] > static_cast<std::int32_t>(n)) heads[digit++] = 0;
        if (digit == n) return found;
    }
}

}  // namespace

TEST_CASE("a tree has one root and no cycle") {
    CHECK(is_tree(std::vector<std::int32_t>{0, 1, 1}));
    CHECK_FALSE(is_tree(std::vector<std::int32_t>{0, 0, 1}));
    CHECK_FALSE(is_tree(std::vector<std::int32_t>{2, 1, 0}));
    CHECK_FALSE(is_tree(std::vector<std::int32_t>{1}));
}

TEST_CASE("repaired trees are the best there are") {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> score(-5, 0);
    int repaired = 0;
    for (int round = 0; round < 300; ++round) {
        const std::size_t n = 1 + random() % 5;
        std::vector<float> scores(n * (n + 1));
        for (float& s : scores) s = score(random);
        for (std::size_t i = 0; i < n; ++i) scores[i * (n + 1) + i + 1] = -1e4F;
        std::vector<std::int32_t> heads(n);
        repaired += best_tree(scores.data(), n + 1, heads) ? 1 : 0;
        REQUIRE(is_tree(heads));
        float best = 0;
        (void)by_trying_all(scores, n, best);
        float sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += scores[i * (n + 1) + static_cast<std::size_t>(heads[i])];
        CHECK(sum == doctest::Approx(best).epsilon(1e-4));
    }
    CHECK(repaired > 100);
}

TEST_CASE("words that all look alike still make a tree") {
    constexpr std::size_t n = 256;
    std::mt19937 random(5);
    std::uniform_real_distribution<float> score(-1e-3F, 0);
    for (const bool equal : {true, false}) {
        std::vector<float> scores(n * (n + 1));
        for (float& s : scores) s = equal ? -5.0F : score(random);
        for (std::size_t i = 0; i < n; ++i) scores[i * (n + 1) + i + 1] = -1e4F;
        std::vector<std::int32_t> heads(n);
        (void)best_tree(scores.data(), n + 1, heads);
        CHECK(is_tree(heads));
    }
    std::vector<float> chain(n * (n + 1), -20.0F);  // every word likes its neighbour best: cycles within cycles
    for (std::size_t i = 0; i < n; ++i) {
        chain[i * (n + 1) + i + 1] = -1e4F;
        chain[i * (n + 1) + (i % 2 == 0 ? i + 2 : i)] = -0.1F - 0.001F * static_cast<float>(i);
    }
    std::vector<std::int32_t> heads(n);
    CHECK(best_tree(chain.data(), n + 1, heads));
    CHECK(is_tree(heads));
}
