#include "relate/span_set.hpp"

#include <doctest/doctest.h>

#include <random>

namespace px {
namespace {

TEST_CASE("a set of spans overlaps what one of them overlaps") {
    std::mt19937 random(1);
    const auto draw = [&](unsigned below) { return static_cast<std::uint32_t>(random() % below); };
    for (int round = 0; round < 200; ++round) {
        std::vector<Span> spans(draw(6));
        for (Span& span : spans) {
            span.begin = draw(40);
            span.end = span.begin + draw(12);
        }
        const SpanSet set(spans);
        for (std::uint32_t begin = 0; begin < 50; ++begin) {
            const Span words{begin, begin + 1 + draw(4)};
            const bool any = std::any_of(spans.begin(), spans.end(), [&](Span span) { return span.overlaps(words); });
            CHECK(set.overlaps(words) == any);
        }
    }
}

}  // namespace
}  // namespace px
