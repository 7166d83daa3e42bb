#include "text/clip.hpp"

#include "text/utf8.hpp"

namespace px {

std::string_view clipped(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    for (int i = 0; i < 3 && bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U; ++i) --bytes;
    return text.substr(0, bytes);
}

std::string mended_utf8(std::string_view text) {
    std::string mended;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        append_utf8(mended, c.code_point);
        at += c.length;
    }
    return mended;
}

}  // namespace px
