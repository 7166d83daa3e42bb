#include "text/code_points.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace px {
namespace {
constexpr std::uint32_t stride = 64;
}

CodePoints::CodePoints(std::string_view text) : text_(text) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(text.begin(), text.end(), is_ascii)) {
        size_ = static_cast<std::uint32_t>(text.size());
        return;
    }
    for (std::size_t at = 0; at < text.size(); at += decode(text, at).length) {
        if (size_ % stride == 0) marks_.push_back(static_cast<std::uint32_t>(at));
        ++size_;
    }
}

std::uint32_t CodePoints::at_byte(std::uint32_t byte) const {
    byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
    if (marks_.empty()) return byte;
    const auto after = std::upper_bound(marks_.begin(), marks_.end(), byte);
    const auto index = static_cast<std::uint32_t>(after - marks_.begin()) - 1;
    std::uint32_t count = index * stride;
    for (std::size_t at = marks_[index]; at < byte;) {
        at += decode(text_, at).length;
        if (at <= byte) ++count;
    }
    return count;
}

std::uint32_t CodePoints::to_byte(std::uint32_t code_point) const {
    if (code_point >= size_) return static_cast<std::uint32_t>(text_.size());
    if (marks_.empty()) return code_point;
    std::size_t at = marks_[code_point / stride];
    for (std::uint32_t i = 0; i < code_point % stride; ++i) at += decode(text_, at).length;
    return static_cast<std::uint32_t>(at);
}

}  // namespace px
