#pragma once
// Spans of one report, to be asked often which of them lie at some words.
//
//   const SpanSet names(spans);
//   names.overlaps(word);   // whether any of them has a byte in common with the word; logarithmic

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/span.hpp"

namespace px {

class SpanSet {
  public:
    SpanSet() = default;
    explicit SpanSet(std::vector<Span> spans) : spans_(std::move(spans)) {
        std::sort(spans_.begin(), spans_.end());
        for (const Span span : spans_) ends_.push_back(ends_.empty() ? span.end : std::max(ends_.back(), span.end));
    }
    [[nodiscard]] bool overlaps(Span words) const {
        const auto after =
            std::partition_point(spans_.begin(), spans_.end(), [&](Span span) { return span.begin < words.end; });
        return after != spans_.begin() && ends_[static_cast<std::size_t>(after - spans_.begin()) - 1] > words.begin;
    }

  private:
    std::vector<Span> spans_;          // by their beginnings
    std::vector<std::uint32_t> ends_;  // the latest end of each and those before it
};

}  // namespace px
