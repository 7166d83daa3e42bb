#pragma once
// [begin, end) into the text of one report, in bytes of its UTF-8 form. Code points are computed where they leave the
// program (text/code_points.hpp): one currency inside, two at the border.

#include <compare>
#include <cstdint>
#include <string_view>

namespace px {

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    [[nodiscard]] bool empty() const { return begin >= end; }
    [[nodiscard]] bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    [[nodiscard]] bool contains(std::uint32_t byte) const { return begin <= byte && byte < end; }
    [[nodiscard]] bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    auto operator<=>(const Span&) const = default;
};

/// The words of a span. The span must lie inside the text.
[[nodiscard]] inline std::string_view slice(std::string_view text, Span span) {
    return text.substr(span.begin, span.end - span.begin);
}

/// The smallest span that holds both.
[[nodiscard]] inline Span hull(Span a, Span b) {
    return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace px
