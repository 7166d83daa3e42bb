#include "read/source_map.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace px {
namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

/// Bytes of the blank that stands at `at` (white space or a no-break space), 0 if none does.
std::size_t blank_at(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    return text.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
}

/// Characters that print nothing: soft hyphen, zero-width space and joiners, byte order mark.
bool is_invisible(char32_t c) { return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF; }

struct Unit {
    std::size_t text_bytes = 1;
    std::size_t raw_bytes = 1;
};

/// The next character of `text` and the part of `raw` that it was made of.
Unit next_unit(std::string_view text, std::string_view raw) {
    const Decoded c = decode(text, 0);
    if (raw.empty()) return {c.length, 0};
    if (raw[0] == '\r' && text[0] == '\n') return {1, raw.size() > 1 && raw[1] == '\n' ? 2U : 1U};
    if (raw[0] != '&' || raw.size() < 3)
        return {c.length, raw.substr(0, c.length) == text.substr(0, c.length) ? c.length : 1};
    const bool literal =
        text[0] == '&' && !raw.starts_with("&amp") && !raw.starts_with("&AMP") && !raw.starts_with("&#");
    if (literal) return {1, 1};
    std::size_t end = 1;
    if (raw[end] == '#') ++end;
    const std::size_t name = end;
    while (end < raw.size() && end - name < 32 && is_alnum(raw[end])) ++end;
    if (end < raw.size() && raw[end] == ';') return {c.length, end + 1};
    // No semicolon: the reference ends where the rest of the text goes on; the shortest that fits.
    const std::string_view rest = text.substr(std::min<std::size_t>(c.length, text.size()), 6);
    for (std::size_t size = name + 1; size < end; ++size)
        if (raw.substr(size).starts_with(rest)) return {c.length, size};
    return {c.length, end};
}

}  // namespace

Origin SourceMap::in_file(std::size_t raw_begin, std::size_t raw_end) const {
    const std::uint32_t page_begin = markup_.in_page(static_cast<std::uint32_t>(raw_begin));
    const std::uint32_t page_end =
        raw_end > raw_begin ? markup_.in_page(static_cast<std::uint32_t>(raw_end - 1)) + 1 : page_begin;
    Origin origin;
    if (page_.origins.empty()) {
        origin.file_begin = page_begin;
        origin.file_length = page_end - page_begin;
        return origin;
    }
    const auto file_of = [&](std::uint32_t at, bool as_end) -> std::uint32_t {
        const std::uint32_t inside = as_end && at > 0 ? at - 1 : at;
        auto after = std::upper_bound(page_.origins.begin(), page_.origins.end(), inside,
                                      [](std::uint32_t byte, const Origin& o) { return byte < o.text_begin; });
        if (after == page_.origins.begin()) return at;
        const Origin& o = *(after - 1);
        if (o.length == o.file_length) return o.file_begin + std::min(at - o.text_begin, o.length);
        return as_end ? o.file_begin + o.file_length : o.file_begin;
    };
    origin.file_begin = file_of(page_begin, false);
    origin.file_length = file_of(page_end, true) - origin.file_begin;
    return origin;
}

void SourceMap::append(std::string_view text, std::string_view raw, std::string& out, std::vector<Origin>& origins) {
    const auto base = static_cast<std::size_t>(raw.data() - markup_.html.data());
    const auto place = [&](std::string_view words, std::size_t raw_begin, std::size_t raw_end) {
        Origin origin = in_file(raw_begin, raw_end);
        origin.text_begin = static_cast<std::uint32_t>(out.size());
        origin.length = static_cast<std::uint32_t>(words.size());
        out += words;
        add_origin(origins, origin);
    };
    std::size_t at = 0;
    std::size_t source = 0;
    while (at < text.size()) {
        // A stretch that is the same in both: plain bytes up to the next blank, reference or difference.
        std::size_t same = 0;
        while (at + same < text.size() && source + same < raw.size() && text[at + same] == raw[source + same] &&
               raw[source + same] != '&' && blank_at(text, at + same) == 0 && text[at + same] != '\xC2' &&
               text[at + same] != '\xE2' && text[at + same] != '\xEF')
            ++same;
        if (same > 0) {
            if (page_.origins.empty() && markup_.in_page(static_cast<std::uint32_t>(base + source)) + same - 1 ==
                                             markup_.in_page(static_cast<std::uint32_t>(base + source + same - 1))) {
                place(text.substr(at, same), base + source, base + source + same);
            } else {
                for (std::size_t i = 0; i < same;) {
                    const std::size_t length = std::min<std::size_t>(decode(text, at + i).length, same - i);
                    place(text.substr(at + i, length), base + source + i, base + source + i + length);
                    i += length;
                }
            }
            at += same;
            source += same;
            continue;
        }
        if (source < raw.size() && raw[source] == '<' && text[at] != '<') {
            // A stray tag that the parser dropped.
            const std::size_t close = raw.find('>', source);
            source = close == std::string_view::npos ? raw.size() : close + 1;
            continue;
        }
        const Unit unit = next_unit(text.substr(at), raw.substr(std::min(source, raw.size())));
        const std::size_t blank = blank_at(text, at);
        if (blank > 0) {
            if (!out.empty() && out.back() != ' ') place(" ", base + source, base + source + unit.raw_bytes);
        } else if (!is_invisible(decode(text, at).code_point)) {
            place(text.substr(at, unit.text_bytes), base + source, base + source + unit.raw_bytes);
        }
        at += unit.text_bytes;
        source += unit.raw_bytes;
    }
}

}  // namespace px
