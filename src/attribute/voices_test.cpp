#include "attribute/voices.hpp"

#include <doctest/doctest.h>

#include <random>

#include "record/speech.hpp"

using namespace px;

namespace {

Attribution with_content(std::vector<Span> content, std::string rule = "reporting verb") {
    Attribution one;
    one.content = std::move(content);
    one.rule = std::move(rule);
    return one;
}

/// The same by looking at every attribution.
std::int32_t innermost(const std::vector<Attribution>& attributions, Span word) {
    std::int32_t best = -1;
    std::uint32_t best_reach = UINT32_MAX;
    for (std::size_t i = 0; i < attributions.size(); ++i)
        for (const Span piece : attributions[i].content) {
            const std::uint32_t reach = attributions[i].content.back().end - attributions[i].content.front().begin;
            if (!piece.contains(word) || reach >= best_reach) continue;
            best = static_cast<std::int32_t>(i);
            best_reach = reach;
        }
    return best;
}

}  // namespace

TEST_CASE("the innermost speech tells a word, and what is no speech tells none") {
    const std::vector<Attribution> all = {with_content({{0, 40}}), with_content({{10, 20}, {24, 30}}),
                                          with_content({{12, 14}}, std::string(stance_rule))};
    const Voices voices(all);
    CHECK(voices.of({2, 5}) == 0);
    CHECK(voices.of({12, 14}) == 1);
    CHECK(voices.of({21, 23}) == 0);
    CHECK(voices.of({25, 30}) == 1);
    CHECK(voices.of({28, 34}) == 0);
    CHECK(voices.of({40, 44}) == -1);
    CHECK(Voices({}).of({0, 1}) == -1);
}

TEST_CASE("it agrees with looking at all, whatever lies inside or across what") {
    std::mt19937 random(5);
    const auto number = [&](std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); };
    for (int round = 0; round < 50; ++round) {
        std::vector<Attribution> all;
        for (int i = 0; i < 3; ++i) {  // three layers: no word lies in more than three
            for (std::uint32_t at = number(10); at < 200;) {
                const std::uint32_t end = at + 1 + number(30);
                all.push_back(with_content({{at, end}}));
                at = end + number(10);
            }
        }
        const Voices voices(all);
        for (int asked = 0; asked < 100; ++asked) {
            const std::uint32_t begin = number(220);
            const Span word{begin, begin + 1 + number(6)};
            const std::int32_t expected = innermost(all, word);
            const std::int32_t got = voices.of(word);
            CHECK(got == expected);
        }
    }
}
