#include "relate/words.hpp"

#include <algorithm>
#include <string>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr char32_t soft_hyphen = 0xAD;

// Nearly all characters of nearly all reports are ASCII.
Decoded decode_quickly(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte < 0x80 ? Decoded{byte, 1, true} : decode(text, at);
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == '`'; }

bool is_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B); }

// Letters and digits; everything above Latin-1 that is no general punctuation, space or symbol counts as a letter.
bool is_word_character(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c == 0xD7 || c == 0xF7 || c == 0xFFFD) return false;
    return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFE00 && c <= 0xFE0F) &&
           !(c >= 0x1F000 && c <= 0x1FAFF);
}

char32_t lower(char32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    if (c >= 0x391 && c <= 0x3A9) return c + 32;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    if (c >= 0x100 && c <= 0x137) return c | 1U;
    return c;
}

enum class MarkKind : std::uint8_t { none, open, close, either };

// What a double quotation mark at `at` can do: straight marks are told apart by their neighbours.
MarkKind double_mark(char32_t c, char32_t before, char32_t after) {
    if (c == 0x201C || c == 0x201E || c == 0xAB) return MarkKind::open;
    if (c == 0x201D || c == 0xBB) return MarkKind::close;
    if (c != '"') return MarkKind::none;
    const bool can_open = !is_word_character(before) && !is_space(after);
    const bool can_close = !is_word_character(after);
    if (can_open && can_close) return MarkKind::either;
    if (can_open) return MarkKind::open;
    return can_close ? MarkKind::close : MarkKind::none;
}

bool opens_single(char32_t c, char32_t before, char32_t after) {
    return (c == '\'' || c == 0x2018 || c == '`') && is_word_character(after) &&
           (is_space(before) || before == '(' || before == '[' || before == 0x2014);
}

bool closes_single(char32_t c, char32_t before, char32_t after) {
    return (c == '\'' || c == 0x2019) && !is_word_character(after) && !is_space(before);
}

// Quotations of one paragraph.
void scan_paragraph(std::string_view text, Span paragraph, std::vector<Span>& out) {
    enum class Open : std::uint8_t { no, with_double, with_single };
    Open open = Open::no;
    std::uint32_t begin = 0;
    char32_t before = ' ';
    for (std::uint32_t at = paragraph.begin; at < paragraph.end;) {
        const Decoded c = decode_quickly(text, at);
        const std::uint32_t next = at + c.length;
        const char32_t after = next < paragraph.end ? decode_quickly(text, next).code_point : U' ';
        const MarkKind mark = double_mark(c.code_point, before, after);
        if (open == Open::with_double) {
            if (mark == MarkKind::close || mark == MarkKind::either) {
                out.push_back({begin, next});
                open = Open::no;
            }
        } else if (mark == MarkKind::open || mark == MarkKind::either) {
            open = Open::with_double;
            begin = at;
        } else if (open == Open::with_single && closes_single(c.code_point, before, after)) {
            out.push_back({begin, next});
            open = Open::no;
        } else if (open == Open::no && opens_single(c.code_point, before, after)) {
            open = Open::with_single;
            begin = at;
        }
        before = c.code_point;
        at = next;
    }
    if (open == Open::with_double) out.push_back({begin, paragraph.end});
}

template <typename Use>
void each_line(std::string_view text, Use&& use) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.find('\n', begin);
        if (end == std::string_view::npos) end = text.size();
        if (end > begin) use(Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        begin = end + 1;
    }
}

// "TAPPER: ...", "Q: ...", "MR. EARNEST (press secretary): ...": a label in capitals, then a colon.
bool is_transcript_line(std::string_view line) {
    constexpr std::size_t longest_label = 44;
    const std::size_t colon = line.substr(0, longest_label).find(": ");
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view label = line.substr(0, colon);
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const std::string_view name = label.substr(0, label.find('('));
    if (std::any_of(name.begin(), name.end(), is_upper) && std::none_of(name.begin(), name.end(), is_lower))
        return true;
    // "Jake Tapper: ..." needs a line that is long enough to be speech and a label of one to three names.
    const auto words = std::count(label.begin(), label.end(), ' ') + 1;
    return line.size() > 60 && words <= 3 && is_upper(label.front()) &&
           std::all_of(label.begin(), label.end(),
                       [&](char c) { return is_lower(c) || is_upper(c) || c == ' ' || c == '.'; });
}

bool is_embedded_post(std::string_view line) {
    return line.find("pic.twitter.com") != std::string_view::npos ||
           line.find("https://t.co") != std::string_view::npos || line.find("(@") != std::string_view::npos;
}

// Marks the words inside any of the spans, which may be unordered and overlap.
void mark_quoted(std::vector<ReportWord>& words, std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end());
    std::size_t next = 0;
    std::uint32_t reach = 0;
    for (ReportWord& word : words) {
        while (next < spans.size() && spans[next].begin <= word.span.begin) reach = std::max(reach, spans[next++].end);
        word.quoted = word.span.begin < reach;
    }
}

void append_words(std::string_view text, Span within, std::vector<ReportWord>& out) {
    each_word(text, within, [&](Span span) { out.push_back({hash_word(fold_word(slice(text, span))), span, false}); });
}

}  // namespace

std::string fold_word(std::string_view word) {
    std::string out;
    out.reserve(word.size());
    for (std::size_t at = 0; at < word.size();) {
        const Decoded c = decode_quickly(word, at);
        at += c.length;
        if (c.code_point < 0x80) {
            if (!is_apostrophe(c.code_point)) out += static_cast<char>(lower(c.code_point));
            continue;
        }
        if (c.code_point != soft_hyphen && !is_apostrophe(c.code_point)) append_utf8(out, lower(c.code_point));
    }
    return out;
}

std::uint64_t hash_word(std::string_view folded) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : folded) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

Span next_word(std::string_view text, std::uint32_t at, std::uint32_t end) {
    while (at < end) {
        const Decoded c = decode_quickly(text, at);
        if (is_word_character(c.code_point)) break;
        at += c.length;
    }
    Span word{at, at};
    while (at < end) {
        const Decoded c = decode_quickly(text, at);
        at += c.length;
        if (is_word_character(c.code_point)) {
            word.end = std::min(at, end);
            continue;
        }
        const bool joins = c.code_point == soft_hyphen || is_apostrophe(c.code_point);
        if (!joins || at >= end || !is_word_character(decode_quickly(text, at).code_point)) break;
    }
    return word;
}

std::vector<Span> find_marked_quotations(std::string_view text) {
    std::vector<Span> out;
    each_line(text, [&](Span line) { scan_paragraph(text, line, out); });
    return out;
}

std::vector<Span> find_primary_lines(std::string_view text) {
    std::vector<Span> out;
    each_line(text, [&](Span line) {
        const std::string_view words = slice(text, line);
        if (is_transcript_line(words) || is_embedded_post(words)) out.push_back(line);
    });
    return out;
}

std::vector<ReportWord> split_words(std::string_view text) {
    std::vector<ReportWord> words;
    append_words(text, {0, static_cast<std::uint32_t>(text.size())}, words);
    std::vector<Span> quoted = find_marked_quotations(text);
    const std::vector<Span> primary = find_primary_lines(text);
    quoted.insert(quoted.end(), primary.begin(), primary.end());
    mark_quoted(words, std::move(quoted));
    return words;
}

std::vector<ReportWord> report_words(const CodedReport& coded) {
    const Report& report = coded.report;
    std::vector<ReportWord> words;
    for (const Block& block : report.blocks)
        if (block.kept()) append_words(report.text, block.span, words);
    std::vector<Span> quoted = find_marked_quotations(report.text);
    const std::vector<Span> primary = find_primary_lines(report.text);
    quoted.insert(quoted.end(), primary.begin(), primary.end());
    for (const Attribution& attribution : coded.layers.attributions)
        if (attribution.kind == AttributionKind::direct)
            quoted.insert(quoted.end(), attribution.content.begin(), attribution.content.end());
    mark_quoted(words, std::move(quoted));
    return words;
}

}  // namespace px
