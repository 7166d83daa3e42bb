#pragma once
// UTF-8 (Unicode 15, chapter 3.9), strict: no surrogates, no overlong forms, nothing above U+10FFFF.
//
//   for (std::size_t at = 0; at < text.size();) {
//       const Decoded c = decode(text, at);       // one code point; U+FFFD and length 1 where the bytes are no UTF-8
//       at += c.length;
//   }

#include <cstdint>
#include <string>
#include <string_view>

namespace px {

struct Decoded {
    char32_t code_point = 0xFFFD;
    std::uint32_t length = 1;  // bytes used, at least 1
    bool valid = false;
};

/// The code point that starts at byte `at` (which must be inside the text).
[[nodiscard]] Decoded decode(std::string_view text, std::size_t at);

/// Offset of the first byte that is no part of well-formed UTF-8; text.size() if there is none.
[[nodiscard]] std::size_t find_invalid(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);

/// For comparing names: compatibility forms and case folded, accents and soft hyphens dropped, every run of blanks,
/// hyphens and apostrophes one blank, none at the ends ("Lü Chao" and "LU  CHAO" are the same; "Kim Jong-un" = "kim
/// jong un").
[[nodiscard]] std::string fold_name(std::string_view name);

/// ASCII letters in lower case, everything else unchanged; for words of closed lists.
[[nodiscard]] std::string lower_ascii(std::string_view text);

}  // namespace px
