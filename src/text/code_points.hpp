#pragma once
// From bytes to code points and back, for offsets that leave the program. Every 64th code point is remembered, so a
// look-up costs at most 64 steps and the map a sixteenth of the text.
//
//   CodePoints map(report.text);
//   map.at_byte(span.begin)      // how many code points stand before that byte

#include <cstdint>
#include <string_view>
#include <vector>

namespace px {

class CodePoints {
  public:
    /// The text must outlive the map. Each byte that is no UTF-8 counts as one code point.
    explicit CodePoints(std::string_view text);

    /// Code points before byte `byte`; an offset inside a code point counts as its beginning. Clamped to the text.
    [[nodiscard]] std::uint32_t at_byte(std::uint32_t byte) const;
    /// Byte at which code point number `code_point` begins; the text's size if there are fewer.
    [[nodiscard]] std::uint32_t to_byte(std::uint32_t code_point) const;
    [[nodiscard]] std::uint32_t size() const { return size_; }

  private:
    std::string_view text_;
    std::vector<std::uint32_t> marks_;  // byte of code points 0, 64, 128, ...; empty if the text is ASCII
    std::uint32_t size_ = 0;
};

}  // namespace px
