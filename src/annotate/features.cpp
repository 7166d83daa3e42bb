#include "annotate/features.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "annotate/model_file.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t longest_form = 64;  // code points
constexpr std::size_t longest_norm = 20;

UChar32 character(char32_t c) { return static_cast<UChar32>(c); }

/// What stands for a typographic mark; nullptr if the character stays.
const char* plain_mark(char32_t c) {
    switch (c) {
        case U'“':
        case U'”':
        case U'„':
        case U'‟':
        case U'«':
        case U'»':
        case U'″':
            return "\"";
        case U'‘':
        case U'’':
        case U'‚':
        case U'‛':
        case U'`':
        case U'´':
        case U'′':
            return "'";
        case U'–':
        case U'‐':
        case U'‑':
        case U'‒':
        case U'−':
            return "-";
        case U'—':
        case U'―':
            return "--";
        case U'…':
            return "...";
        case U'\u00AD':
        case U'\u200B':
        case U'\u200C':
        case U'\u200D':
        case U'\uFEFF':
        case U'\u2060':
            return "";
        default:
            return nullptr;
    }
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower_ascii_char(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size() && count-- > 0) at += decode(text, at).length;
    return text.substr(0, at);
}

std::string_view last_code_points(std::string_view text, std::size_t count) {
    std::size_t at = text.size();
    while (at > 0 && count-- > 0) {
        --at;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    }
    return text.substr(at);
}

/// Classes of the characters, runs cut at three: "Putin" -> "Xxxx".
std::string shape_of(std::string_view text) {
    std::string shape;
    std::string last;
    int run = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        const UChar32 u = character(c.code_point);
        const std::string_view own = text.substr(at, c.length);
        const std::string_view kind = u_isUUppercase(u) != 0   ? "X"
                                      : u_isULowercase(u) != 0 ? "x"
                                      : u_isdigit(u) != 0      ? "d"
                                                               : own;
        run = kind == last ? run + 1 : 1;
        last = kind;
        if (run <= 3) shape += kind;
        at += c.length;
    }
    return shape;
}

std::uint32_t bucket(std::string_view prefix, std::string_view text, std::uint32_t rows) {
    return crc32(text, crc32(prefix)) % rows;
}

std::vector<std::uint32_t> ngrams_of(std::string_view norm) {
    std::string bounded = "<";
    bounded += first_code_points(norm, longest_norm);
    bounded += '>';
    std::array<std::size_t, longest_norm + 3> starts{};
    std::size_t count = 0;
    for (std::size_t at = 0; at < bounded.size(); at += decode(bounded, at).length) starts[count++] = at;
    starts[count] = bounded.size();

    std::vector<std::uint32_t> rows;
    rows.reserve(most_ngrams);
    constexpr std::array<std::string_view, 3> digits = {"3", "4", "5"};
    for (std::size_t n = 3; n <= 5; ++n)
        for (std::size_t i = 0; i + n <= count && rows.size() < most_ngrams; ++i)
            rows.push_back(bucket(digits[n - 3], std::string_view(bounded).substr(starts[i], starts[i + n] - starts[i]),
                                  ngram_rows));
    if (rows.empty()) rows.push_back(0);
    return rows;
}

}  // namespace

std::string plain_form(std::string_view form) {
    std::string out;
    out.reserve(form.size());
    for (std::size_t at = 0; at < form.size();) {
        const Decoded c = decode(form, at);
        const char* mark = plain_mark(c.code_point);
        if (mark != nullptr)
            out += mark;
        else if (c.valid)
            out += form.substr(at, c.length);
        else
            append_utf8(out, 0xFFFD);
        at += c.length;
    }
    return out == "''" ? "\"" : out;
}

std::string lower_form(std::string_view text, bool digits_to_zero) {
    std::string out;
    out.reserve(text.size());
    if (is_ascii(text)) {
        for (const char c : text) out += digits_to_zero && c >= '0' && c <= '9' ? '0' : lower_ascii_char(c);
        return out;
    }
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        const UChar32 u = character(c.code_point);
        append_utf8(out, digits_to_zero && u_isdigit(u) != 0 ? U'0' : static_cast<char32_t>(u_tolower(u)));
        at += c.length;
    }
    return out;
}

std::string title_form(std::string_view text) {
    std::string lower = lower_form(text);
    if (lower.empty()) return lower;
    const Decoded first = decode(lower, 0);
    std::string out;
    append_utf8(out, static_cast<char32_t>(u_toupper(character(first.code_point))));
    out += std::string_view(lower).substr(first.length);
    return out;
}

std::string word_norm(std::string_view form) {
    return lower_form(plain_form(first_code_points(form, longest_form)), true);
}

TypeFeatures type_features(std::string_view form) {
    TypeFeatures features;
    const std::string plain = plain_form(first_code_points(form, longest_form));
    features.norm = lower_form(plain, true);
    const std::string_view norm = features.norm;
    features.affixes = {
        bucket("p1", first_code_points(plain, 1), affix_rows), bucket("p3", first_code_points(norm, 3), affix_rows),
        bucket("s2", last_code_points(norm, 2), affix_rows),   bucket("s3", last_code_points(norm, 3), affix_rows),
        bucket("s4", last_code_points(norm, 4), affix_rows),   bucket("sh", shape_of(plain), affix_rows)};
    features.ngrams = ngrams_of(norm);
    return features;
}

}  // namespace px
