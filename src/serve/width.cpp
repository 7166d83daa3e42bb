#include "serve/width.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/utf8.hpp"

namespace px {
namespace {

std::size_t width_of(char32_t c) {
    if (c < 0x300) return 1;
    const auto point = static_cast<UChar32>(c);
    const auto category = U_GET_GC_MASK(point);
    if ((category & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
    const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_blank(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

/// Control and format characters; the zero-width joiners that scripts and emoji need are kept.
bool is_control(char32_t c) {
    const auto category = U_GET_GC_MASK(static_cast<UChar32>(c));
    return (category & (U_GC_CC_MASK | U_GC_CF_MASK)) != 0 && c != 0x200C && c != 0x200D;
}

/// Bytes at the start of `text` that fill at most `width` columns, and at least one character.
std::size_t fitting(std::string_view text, std::size_t width) {
    std::size_t at = 0;
    std::size_t used = 0;
    while (at < text.size()) {
        const Decoded c = decode(text, at);
        used += width_of(c.code_point);
        if (used > width && at > 0) break;
        at += c.length;
    }
    return at;
}

/// Bytes up to the next place where a line may break: after a word, or after one wide character.
std::size_t unit(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && text[at] != ' ') {
        const Decoded c = decode(text, at);
        const bool wide = width_of(c.code_point) == 2;
        if (wide && at > 0) break;
        at += c.length;
        if (wide) {
            while (at < text.size() && width_of(decode(text, at).code_point) == 0) at += decode(text, at).length;
            break;
        }
    }
    return at;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    bool blank = false;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        at += c.length;
        if (is_blank(c.code_point)) {
            blank = true;
            continue;
        }
        if (is_control(c.code_point)) continue;
        if (blank && !out.empty()) out += ' ';
        blank = false;
        append_utf8(out, c.code_point);
    }
    return out;
}

std::string printable_lines(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        at += c.length;
        if (c.code_point == '\n' || c.code_point == '\t' || !is_control(c.code_point)) append_utf8(out, c.code_point);
    }
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        width += width_of(c.code_point);
        at += c.length;
    }
    return width;
}

std::string clip(std::string_view text, std::size_t width, bool unicode) {
    if (display_width(text) <= width) return std::string(text);
    if (width == 0) return {};
    if (width == 1) return unicode ? "…" : "~";
    std::string_view kept = text.substr(0, fitting(text, width - 1));
    while (kept.ends_with(' ')) kept.remove_suffix(1);
    return std::string(kept) + (unicode ? "…" : "~");
}

std::string pad(std::string_view text, std::size_t width, bool right) {
    const std::size_t used = display_width(text);
    const std::string blanks(width > used ? width - used : 0, ' ');
    return right ? blanks + std::string(text) : std::string(text) + blanks;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    width = std::max<std::size_t>(width, 2);
    std::vector<std::string> lines(1);
    std::size_t used = 0;
    const auto new_line = [&] {
        lines.emplace_back();
        used = 0;
    };
    bool blank = false;
    while (!text.empty()) {
        if (text[0] == ' ') {
            blank = used > 0;
            text.remove_prefix(1);
            continue;
        }
        std::size_t size = unit(text);
        std::size_t needed = display_width(text.substr(0, size));
        if (used > 0 && used + (blank ? 1 : 0) + needed > width) {
            new_line();
            blank = false;
        }
        if (needed > width) {
            size = fitting(text, width);
            needed = display_width(text.substr(0, size));
        }
        if (blank) lines.back() += ' ';
        lines.back() += text.substr(0, size);
        used += needed + (blank ? 1 : 0);
        blank = false;
        text.remove_prefix(size);
    }
    return lines;
}

}  // namespace px
