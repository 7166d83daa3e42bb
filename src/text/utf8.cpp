#include "text/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstring>

namespace px {
namespace {

bool is_joiner(UChar32 c) {
    return u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION || c == '\'' || c == 0x2019 || c == 0x2018 ||
           c == 0x02BC || c == '`';
}

bool is_ascii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

std::string fold_ascii(std::string_view name) {
    std::string out;
    out.reserve(name.size());
    bool gap = false;
    for (const char c : name) {
        if (c == ' ' || c == '-' || c == '\'' || c == '`' || (c >= '\t' && c <= '\r')) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

}  // namespace

Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    std::uint32_t count = 0;
    std::uint32_t value = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        count = 1;
        value = lead & 0x1FU;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F)) return {};
        count = 2;
        value = lead & 0x0FU;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) return {};
        count = 3;
        value = lead & 0x07U;
    } else {
        return {};
    }
    for (std::uint32_t i = 1; i <= count; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    return {value, count + 1, true};
}

std::size_t find_invalid(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            // Most text is ASCII: eight bytes at a time.
            std::uint64_t eight = 0;
            if (at + sizeof eight <= text.size())
                std::memcpy(&eight, text.data() + at, sizeof eight);
            else
                eight = ~std::uint64_t{0};
            at += (eight & 0x8080808080808080ULL) == 0 ? sizeof eight : 1;
            continue;
        }
        const Decoded c = decode(text, at);
        if (!c.valid) return at;
        at += c.length;
    }
    return at;
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    const std::uint32_t c = code_point;
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        put(0x80U | (c & 0x3FU));
    } else if (c >= 0xD800 && c <= 0xDFFF) {
        append_utf8(out, 0xFFFD);
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else if (c <= 0x10FFFF) {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        append_utf8(out, 0xFFFD);
    }
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string fold_name(std::string_view name) {
    if (is_ascii(name)) return fold_ascii(name);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* compatible = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* apart = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status) != 0) return fold_ascii(name);
    const auto size = static_cast<std::int32_t>(name.size());
    const icu::UnicodeString folded =
        apart->normalize(compatible->normalize(icu::UnicodeString::fromUTF8({name.data(), size}), status), status);

    std::string out;
    bool gap = false;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const UChar32 c = folded.char32At(i);
        if (is_joiner(c)) {
            gap = !out.empty();
            continue;
        }
        if (u_charType(c) == U_NON_SPACING_MARK || c == 0x00AD) continue;
        if (gap) out += ' ';
        gap = false;
        append_utf8(out, static_cast<char32_t>(c));
    }
    return out;
}

}  // namespace px
