#pragma once
// Text that may be cut or may hold any bytes, made fit for those who expect UTF-8.

#include <string>
#include <string_view>

namespace px {

/// The first `bytes` bytes, or a few less: never half a character.
[[nodiscard]] std::string_view clipped(std::string_view text, std::size_t bytes);

/// The text with U+FFFD for each byte that is no UTF-8.
[[nodiscard]] std::string mended_utf8(std::string_view text);

}  // namespace px
