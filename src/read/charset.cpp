#include "read/charset.hpp"

#include <fmt/format.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "read/foreign.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// More than every fiftieth byte is no character of any text.
bool is_binary(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 1U << 16U);
    std::size_t odd = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B) ++odd;
    }
    return odd > 4 && odd * 50 > head.size();
}

struct Mark {
    std::string_view bytes;
    const char* charset;
};

/// Longer marks first: that of UTF-32 begins with that of UTF-16.
constexpr std::array<Mark, 5> marks = {{
    {"\xEF\xBB\xBF", "UTF-8"},
    {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
    {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
    {"\xFF\xFE", "UTF-16LE"},
    {"\xFE\xFF", "UTF-16BE"},
}};

/// UTF-16 without a mark: nearly every second byte of European text is zero.
const char* unmarked_utf16(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    if (head.size() < 8) return nullptr;
    std::array<std::size_t, 2> zeros = {0, 0};
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++zeros[i % 2];
    const std::size_t half = head.size() / 2;
    if (zeros[1] * 10 > half * 7 && zeros[0] * 20 < half) return "UTF-16LE";
    if (zeros[0] * 10 > half * 7 && zeros[1] * 20 < half) return "UTF-16BE";
    return nullptr;
}

/// The label of the first <meta> that names a charset, in lower case.
std::string meta_charset(std::string_view page) {
    const std::string head = lower_ascii(page.substr(0, 1024));
    for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 1)) {
        const std::size_t end = head.find('>', at);
        const std::string_view tag = std::string_view(head).substr(at, end == std::string::npos ? end : end - at);
        std::size_t value = tag.find("charset");
        if (value == std::string_view::npos) continue;
        value += 7;
        while (value < tag.size() &&
               (tag[value] == ' ' || tag[value] == '=' || tag[value] == '"' || tag[value] == '\''))
            ++value;
        std::size_t stop = value;
        while (stop < tag.size() && tag[stop] != '"' && tag[stop] != '\'' && tag[stop] != ';' && tag[stop] != ' ' &&
               tag[stop] != '/')
            ++stop;
        if (stop > value) return std::string(tag.substr(value, stop - value));
    }
    return {};
}

/// The label's encoding in the sense of the WHATWG, as ICU calls it.
std::string encoding_of(const std::string& label) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 22> special = {{
        {"iso-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"latin-1", "windows-1252"},
        {"ascii", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"x-user-defined", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"tis-620", "windows-874"},
        {"iso-8859-11", "windows-874"},
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"gb_2312-80", "gb18030"},
        {"x-gbk", "gb18030"},
        {"euc-kr", "windows-949"},
        {"ks_c_5601-1987", "windows-949"},
        {"ksc5601", "windows-949"},
        {"shift-jis", "ibm-943"},
        {"shift_jis", "ibm-943"},
        {"x-sjis", "ibm-943"},
        {"utf-16", "UTF-8"},
        {"utf8", "UTF-8"},
    }};
    for (const auto& [from, to] : special)
        if (label == from) return std::string(to);
    return label;
}

bool is_known(const std::string& charset) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(charset.c_str(), &status);
    if (U_FAILURE(status) != 0) return false;
    ucnv_close(converter);
    return true;
}

bool is_ascii(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Charsets that write everything in ASCII bytes, so that they look like UTF-8.
bool is_seven_bit(const std::string& charset) {
    return charset.starts_with("iso-2022-") || charset == "hz-gb-2312" || charset == "utf-7";
}

std::string guessed_charset(std::string_view bytes) {
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    const std::string_view head = bytes.substr(0, 1U << 20U);
    std::string charset;
    if (uchardet_handle_data(detector.get(), head.data(), head.size()) == 0) {
        uchardet_data_end(detector.get());
        charset = encoding_of(lower_ascii(uchardet_get_charset(detector.get())));
    }
    return charset.empty() || charset == "windows-1252" || !is_known(charset) ? "windows-1252" : charset;
}

/// Is this UTF-8 that was damaged, rather than another charset? Damaged UTF-8 still holds many sound sequences.
bool is_mostly_utf8(std::string_view bytes) {
    std::size_t sound = 0;
    std::size_t broken = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const Decoded c = decode(bytes, at);
        if (!c.valid)
            ++broken;
        else if (c.length > 1)
            ++sound;
        at += c.length;
    }
    return sound >= 3 * broken;
}

std::string describe(std::size_t count, std::size_t first, std::string_view what) {
    return count == 1
               ? fmt::format("byte {} is {} and was replaced by U+FFFD", first, what)
               : fmt::format("{} bytes are {} and were replaced by U+FFFD, the first at byte {}", count, what, first);
}

/// Copies UTF-8 from byte `start` on; what is no UTF-8, and NUL, becomes U+FFFD.
DecodedText repair_utf8(const std::string& bytes, std::size_t start) {
    DecodedText out;
    out.text.reserve(bytes.size());
    std::size_t broken = 0;
    std::size_t first_broken = 0;
    std::size_t nuls = 0;
    std::size_t first_nul = 0;
    const auto place = [&](std::size_t from, std::size_t length, std::string_view words) {
        add_origin(out.origins, {static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(words.size()),
                                 static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(length)});
        out.text += words;
    };
    const std::string_view view = bytes;
    for (std::size_t at = start; at < view.size();) {
        std::size_t end = at;
        Decoded c;
        while (end < view.size() && view[end] != '\0') {
            c = decode(view, end);
            if (!c.valid) break;
            end += c.length;
        }
        if (end > at) place(at, end - at, view.substr(at, end - at));
        if (end == view.size()) break;
        if (view[end] == '\0' ? nuls++ == 0 : false) first_nul = end;
        if (view[end] != '\0' && broken++ == 0) first_broken = end;
        place(end, 1, replacement);
        at = end + 1;
    }
    if (broken > 0) out.remarks.push_back(describe(broken, first_broken, "no UTF-8"));
    if (nuls > 0) out.remarks.push_back(describe(nuls, first_nul, "NUL"));
    return out;
}

/// Appends one converted character, which began at file byte `from` and ended before `to`.
void place_character(DecodedText& out, char32_t c, std::size_t from, std::size_t to) {
    const auto begin = static_cast<std::uint32_t>(out.text.size());
    append_utf8(out.text, c == 0 ? U'\uFFFD' : c);
    add_origin(out.origins, {begin, static_cast<std::uint32_t>(out.text.size()) - begin,
                             static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)});
}

/// Converts with ICU, a slice at a time, so that memory stays near the size of the text.
Result<DecodedText> convert(const std::string& bytes, std::size_t start, const std::string& charset,
                            const std::string& file) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset.c_str(), &status),
                                                                       &ucnv_close);
    if (U_FAILURE(status) != 0)
        return fail({ErrorKind::unsupported, file, "", fmt::format("the charset '{}' is not known", charset),
                     "convert the file to UTF-8"});
    DecodedText out;
    std::size_t replaced = 0;
    std::size_t first_replaced = 0;
    std::size_t begin_of_last = start;  // of the character before the current one, not yet placed
    char32_t last = 0;
    bool pending = false;
    std::array<UChar, 4096> units;
    std::array<std::int32_t, 4096> offsets;
    const char* source = bytes.data() + start;
    const char* const end = bytes.data() + bytes.size();
    for (bool done = false; !done;) {
        const char* const slice_begin = source;
        UChar* target = units.data();
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, offsets.data(), 1, &status);
        done = status != U_BUFFER_OVERFLOW_ERROR;
        const auto count = static_cast<std::size_t>(target - units.data());
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t from = static_cast<std::size_t>(slice_begin - bytes.data()) +
                                     static_cast<std::size_t>(std::max(offsets[i], 0));
            if (pending && last >= 0xD800 && last < 0xDC00 && units[i] >= 0xDC00 && units[i] < 0xE000) {
                last = 0x10000 + ((last - 0xD800) << 10U) + (units[i] - 0xDC00U);
                continue;
            }
            if (pending) place_character(out, last, begin_of_last, std::max(from, begin_of_last));
            last = units[i];
            begin_of_last = from;
            pending = true;
            if ((last == 0xFFFD || last == 0) && replaced++ == 0) first_replaced = from;
        }
    }
    if (pending) place_character(out, last, begin_of_last, bytes.size());
    if (replaced > 0) out.remarks.push_back(describe(replaced, first_replaced, "no text in " + charset));
    return out;
}

Error empty_error(const std::string& file) { return {ErrorKind::empty, file, "", "the file holds no text", ""}; }

}  // namespace

void add_origin(std::vector<Origin>& origins, Origin next) {
    if (next.length == 0 && next.file_length == 0) return;
    if (!origins.empty() && next.length == next.file_length) {
        Origin& last = origins.back();
        if (last.length == last.file_length && last.text_begin + last.length == next.text_begin &&
            last.file_begin + last.file_length == next.file_begin) {
            last.length += next.length;
            last.file_length += next.file_length;
            return;
        }
    }
    origins.push_back(next);
}

Result<DecodedText> decode_text(std::string bytes, bool is_page, const std::string& file, std::string_view stated) {
    if (bytes.empty()) return fail(empty_error(file));
    std::size_t start = 0;
    std::string charset;
    for (const Mark& mark : marks) {
        if (!bytes.starts_with(mark.bytes)) continue;
        start = mark.bytes.size();
        charset = mark.charset;
        break;
    }
    if (charset.empty())
        if (const char* wide = unmarked_utf16(bytes)) charset = wide;
    if (start == bytes.size()) return fail(empty_error(file));
    const bool is_wide = charset.starts_with("UTF-16") || charset.starts_with("UTF-32");
    std::optional<Foreign> foreign = foreign_kind(bytes);
    if (!foreign && !is_wide && is_binary(bytes)) foreign = {"a binary file", ""};
    if (foreign) return fail(refusal(*foreign, file, "text or a page"));

    std::vector<std::string> remarks;
    if (charset.empty()) {
        const std::size_t invalid = find_invalid(bytes);
        std::string label = encoding_of(lower_ascii(stated));
        if ((label.empty() || !is_known(label)) && is_page) label = encoding_of(meta_charset(bytes));
        if (is_seven_bit(label) && is_ascii(bytes))
            charset = label;
        else if (invalid == bytes.size())
            charset = "UTF-8";
        else if (!label.empty() && lower_ascii(label) != "utf-8" && is_known(label))
            charset = label;
        else
            charset = is_mostly_utf8(bytes) ? "UTF-8" : guessed_charset(bytes);
        if (charset != "UTF-8" && label.empty())
            remarks.push_back(fmt::format("the charset is not stated; read as {}", charset));
    }
    Result<DecodedText> out = DecodedText();
    if (lower_ascii(charset) != "utf-8") {
        out = convert(bytes, start, charset, file);
        if (!out) return out;
    } else if (start == 0 && bytes.find('\0') == std::string::npos && find_invalid(bytes) == bytes.size()) {
        out->text = std::move(bytes);
    } else {
        out = repair_utf8(bytes, start);
    }
    out->charset = charset;
    out->remarks.insert(out->remarks.begin(), remarks.begin(), remarks.end());
    return out;
}

}  // namespace px
