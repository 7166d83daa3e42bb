#include "read/paragraphs.hpp"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "read/dates.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t longest_searched = 1U << 14U;  // bytes; a longer "paragraph" is no caption
constexpr std::uint32_t shortest_report_text = 60;   // bytes that must follow a credit for a cut without white space

bool is_upper(std::string_view text, std::size_t at) {
    return at < text.size() && u_isupper(static_cast<UChar32>(decode(text, at).code_point)) != 0;
}
bool is_letter(std::string_view text, std::size_t at) {
    return at < text.size() && u_isalpha(static_cast<UChar32>(decode(text, at).code_point)) != 0;
}

Block left_out(Span span, LeftOut reason, std::string why) {
    return {span, BlockKind::left_out, reason, std::move(why)};
}

/// "McKay", "DeVito", "LaRue": a capital inside a name is no lost line break.
bool is_name_prefix(std::string_view word) {
    static constexpr std::array<std::string_view, 10> prefixes = {"Mc", "Mac", "De",  "Di",   "La",
                                                                  "Le", "Du",  "Van", "Fitz", "O"};
    for (const std::string_view prefix : prefixes)
        if (word == prefix) return true;
    return false;
}

/// End of the names in a credit that begin at `at`: after a known agency, at a lost line break, at a full stop, or at
/// the end of what is written like names.
std::size_t end_of_credit(std::string_view text, std::size_t at, const ReadingTables& tables) {
    while (at < text.size()) {
        if (const std::size_t known = tables.agency_prefix(text.substr(at)); known > 0) {
            at += known;
            if (at < text.size() && (text[at] == '/' || text[at] == ',')) {
                ++at;
                while (at < text.size() && text[at] == ' ') ++at;
                continue;
            }
            if (is_upper(text, at) || at >= text.size()) return at;
            if (!is_letter(text, at)) {
                // "Photo: AFP via Getty Images"
                if (text.substr(at).starts_with(" via ")) {
                    at += 5;
                    continue;
                }
                if (text.size() - at > shortest_report_text) return at;
                break;
            }
        }
        // A word: up to a blank or a mark; a capital after small letters is where a line break was lost.
        const std::size_t word = at;
        bool small = false;
        while (is_letter(text, at)) {
            if (small && is_upper(text, at) && !is_name_prefix(text.substr(word, at - word)) &&
                text.size() - at > shortest_report_text)
                return at;
            small = !is_upper(text, at);
            at += decode(text, at).length;
        }
        const bool quote =
            at > word && (text.substr(at).starts_with("\xE2\x80\x9C") || text.substr(at).starts_with("\""));
        if (quote && text.size() - at > shortest_report_text) return at;
        if (at == word && at < text.size()) at += decode(text, at).length;
        if (at < text.size() && text[at] == '.' && at - word > 2 && text.size() - at > shortest_report_text)
            return at + 1;
        if (at < text.size() && text[at] == '\n' && text.size() - at > shortest_report_text) return at;
    }
    return text.size();
}

const RE2& credit_pattern() {
    static const RE2 pattern(
        R"(((?:[(\[]\s*|\b)(?:(?:FILE |File |file )?(?:Photo|PHOTO|Photos|Photograph|Photographs|Photography|Photographer|Image|Images|IMAGE|Picture|Pictures|Pic|PICTURE|Illustration|Credit|CREDIT|Video)(?: [Cc]redit| [Ss]ource| [Cc]ourtesy| taken| released| provided)?(?:\s?[:©]| ?\|| by(?: ©)?| via| courtesy of)|(?:Photo|PHOTO)/|©)\s*)[\p{Lu}@\d])");
    return pattern;
}

struct Credit {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The first photo credit in a paragraph; begin == end if there is none.
Credit find_credit(std::string_view words, const ReadingTables& tables) {
    if (words.size() > longest_searched) return {};
    re2::StringPiece found;
    const re2::StringPiece input(words.data(), words.size());
    if (!RE2::PartialMatch(input, credit_pattern(), &found)) return {};
    const auto begin = static_cast<std::size_t>(found.data() - words.data());
    const std::size_t names = begin + found.size();
    const bool bracketed = found[0] == '(' || found[0] == '[';
    if (bracketed) {
        const std::size_t close = words.find(found[0] == '(' ? ')' : ']', names);
        if (close != std::string_view::npos && close - begin < 160) {
            std::size_t end = close + 1;
            while (end < words.size() && (words[end] == '.' || words[end] == ' ')) ++end;
            return {begin, end};
        }
    }
    const std::size_t end = end_of_credit(words, names, tables);
    // A long run without any of the ends of a credit is a sentence that happens to hold "Photo:".
    if (end - begin > 160) return {};
    return {begin, end};
}

constexpr std::size_t longest_dateline = 120;  // bytes

struct DashAt {
    std::size_t begin = std::string_view::npos;
    std::size_t end = std::string_view::npos;
};

/// "CHAVUMA", "NEW YORK", "VALPARAÍSO", "SEOUL/TOKYO": no small letters and at least three capitals.
bool is_all_capitals(std::string_view words) {
    int capitals = 0;
    for (std::size_t at = 0; at < words.size();) {
        const Decoded c = decode(words, at);
        const auto letter = static_cast<UChar32>(c.code_point);
        if (u_islower(letter) != 0 || u_isdigit(letter) != 0) return false;
        if (u_isupper(letter) != 0) ++capitals;
        at += c.length;
    }
    return capitals >= 3;
}

/// "OSLO—The minister", but not "NATO—and its allies—agreed": a sentence begins behind the dash, and no second one
/// closes a remark.
bool ends_place_in_capitals(std::string_view head, std::size_t at, std::size_t end) {
    return is_all_capitals(head.substr(0, at)) && is_upper(head, end) &&
           head.find("\xE2\x80\x94", end) == std::string_view::npos;
}

/// The first dash or colon that could end a dateline: a hyphen only between blanks or after a bracket, a long dash also
/// between two words where all before it is in capitals ("OSLO—The minister").
DashAt find_dash(std::string_view head) {
    for (std::size_t at = 1; at < head.size(); ++at) {
        for (const std::string_view dash : {"--", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95", "-", ":"}) {
            if (!head.substr(at).starts_with(dash)) continue;
            // "(EFE).-" is how agencies in Spanish do it.
            const bool after_gap = head[at - 1] == ' ' || head[at - 1] == ')' || head.substr(0, at).ends_with(").");
            const std::size_t end = at + dash.size();
            const bool before_gap = end < head.size() && head[end] == ' ';
            const bool long_dash = dash == "\xE2\x80\x94" && ends_place_in_capitals(head, at, end);
            if (dash == ":" ? before_gap : dash == "-" ? after_gap && before_gap : after_gap || before_gap || long_dash)
                return {at, end};
        }
    }
    return {};
}

/// "Zambia", "Sept 9", "10 Sept 2024", "N.C." after the town.
bool is_dateline_part(std::string_view part) {
    return !part.empty() && part.size() <= 30 && (is_upper(part, 0) || (part[0] >= '0' && part[0] <= '9'));
}

struct Brackets {
    std::size_t begin = std::string_view::npos;
    std::string_view inside;
};

/// "(Reuters)" at the end of `head`.
Brackets closing_brackets(std::string_view head) {
    if (head.empty() || (head.back() != ')' && head.back() != ']')) return {};
    const std::size_t open = head.find_last_of(head.back() == ')' ? '(' : '[');
    if (open == std::string_view::npos) return {};
    return {open, head.substr(open + 1, head.size() - open - 2)};
}

/// "Kampala, 14 May 2022": a town in small letters is one only beside a whole date.
bool is_dated(std::string_view words, const ReadingTables& tables) {
    const std::size_t comma = words.find(',');
    return comma != std::string_view::npos && is_date_line(trim(words.substr(comma + 1)), tables);
}

/// "[Ann Lee/AP Photo]", "(Reuters)" at the end of a caption; "Getty Images", "Ann Lee/AFP" as all of it.
Credit closing_credit(std::string_view caption, const ReadingTables& tables) {
    constexpr std::size_t longest_credit = 60;  // bytes
    if (caption.size() <= longest_credit) {
        const std::size_t slash = caption.rfind('/');
        if (tables.agency(caption) ||
            (slash != std::string_view::npos && tables.agency(trim(caption.substr(slash + 1)))))
            return {0, caption.size()};
    }
    const Brackets brackets = closing_brackets(caption);
    if (brackets.begin == std::string_view::npos) return {};
    const std::size_t agency = brackets.inside.find_last_of("/,");
    const std::size_t from = agency == std::string_view::npos ? 0 : agency + 1;
    if (!tables.agency(trim(brackets.inside.substr(from)))) return {};
    return {brackets.begin, caption.size()};
}

/// Do the words before the brackets or the dash read as a place and perhaps a date?
bool is_dateline_place(std::string_view words, bool is_sure) {
    const std::vector<std::string_view> parts = split_list(words, ',');
    if (parts.empty()) return is_sure;
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (!is_dateline_part(parts[i])) return false;
    std::string_view town = parts[0];
    // "BEIJING April 25": the date without a comma
    if (const std::size_t digit = town.find_first_of("0123456789"); digit != std::string_view::npos)
        if (const std::size_t blank = town.find(' '); blank != std::string_view::npos && blank < digit)
            town = town.substr(0, blank);
    const bool few_words = std::count(town.begin(), town.end(), ' ') <= 4;
    return few_words && (is_all_capitals(town) || (is_sure && is_upper(town, 0)));
}

}  // namespace

Span trimmed(std::string_view text, Span span) {
    const auto blank_at = [&](std::uint32_t at) -> std::uint32_t {
        const char c = text[at];
        if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
        return c == '\xC2' && at + 1 < text.size() && text[at + 1] == '\xA0' ? 2 : 0;
    };
    while (span.begin < span.end) {
        const std::uint32_t blank = blank_at(span.begin);
        if (blank == 0 || blank > span.size()) break;
        span.begin += blank;
    }
    while (span.begin < span.end) {
        if (blank_at(span.end - 1) == 1)
            --span.end;
        else if (span.size() >= 2 && text[span.end - 1] == '\xA0' && blank_at(span.end - 2) == 2)
            span.end -= 2;
        else
            break;
    }
    return span;
}

bool ends_sentence(std::string_view text) {
    static constexpr std::array<std::string_view, 8> closers = {
        "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\xE2\x80\x9C"};
    static constexpr std::array<std::string_view, 7> stops = {".", "?", "!", ":", "\xE2\x80\xA6", "\xE3\x80\x82", ";"};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view closer : closers)
            if (text.ends_with(closer)) {
                text.remove_suffix(closer.size());
                again = true;
            }
    }
    for (const std::string_view stop : stops)
        if (text.ends_with(stop)) return true;
    return false;
}

std::vector<Block> cut_paragraph(std::string_view text, Span paragraph, BlockKind kind, const ReadingTables& tables) {
    const std::string_view words = slice(text, paragraph);
    Credit credit = find_credit(words, tables);
    if (credit.begin == credit.end && kind == BlockKind::caption) credit = closing_credit(words, tables);
    if (credit.begin == credit.end) return {{paragraph, kind, LeftOut::none, ""}};

    std::vector<Block> blocks;
    const auto at = [&](std::size_t offset) { return paragraph.begin + static_cast<std::uint32_t>(offset); };
    const Span before = trimmed(text, {paragraph.begin, at(credit.begin)});
    if (!before.empty()) {
        const bool stays = kind == BlockKind::paragraph || kind == BlockKind::caption;
        blocks.push_back({before, stays ? BlockKind::caption : kind, LeftOut::none, ""});
    }
    blocks.push_back(left_out(trimmed(text, {at(credit.begin), at(credit.end)}), LeftOut::photo_credit,
                              "names who made the picture"));
    const Span after = trimmed(text, {at(credit.end), paragraph.end});
    if (!after.empty()) blocks.push_back({after, kind, LeftOut::none, ""});
    return blocks;
}

Dateline find_dateline(std::string_view text, Span paragraph, const ReadingTables& tables) {
    const std::string_view head = slice(text, paragraph).substr(0, longest_dateline);
    DashAt dash = find_dash(head);
    std::string_view before = trim(head.substr(0, dash.begin == std::string_view::npos ? 0 : dash.begin));
    // "LONDON (Reuters) Talks failed": brackets with an agency need no dash.
    if (const std::size_t close = head.find(')'); close < dash.begin && close != std::string_view::npos) {
        const Brackets agency = closing_brackets(head.substr(0, close + 1));
        if (agency.begin != std::string_view::npos && tables.agency(agency.inside) &&
            trim(head.substr(close + 1, 1)).empty() &&
            (dash.begin == std::string_view::npos || !trim(head.substr(close + 1, dash.begin - close - 1)).empty())) {
            dash = {close + 1, close + 1};
            before = head.substr(0, close + 1);
        }
    }
    if (before.ends_with(").")) before.remove_suffix(1);
    if (before.empty() || before.size() > 90) return {};
    const Brackets agency = closing_brackets(before);
    const auto known = agency.begin != std::string_view::npos ? tables.agency(agency.inside) : std::nullopt;
    const std::string_view place =
        agency.begin == std::string_view::npos ? before : trim(before.substr(0, agency.begin));
    const bool begins_sentence = is_upper(trim(head.substr(dash.end)), 0);  // "Berlin, 9 November 1989 - the wall fell"
    if (!is_dateline_place(place, known.has_value() || (begins_sentence && is_dated(place, tables)))) return {};
    // "PARIS - 21 June 2021 - Talks failed": the date stands between two dashes.
    if (const DashAt second = find_dash(head.substr(dash.end));
        second.begin != std::string_view::npos && is_date_line(trim(head.substr(dash.end, second.begin)), tables))
        dash.end += second.end;
    Dateline line;
    line.span = {paragraph.begin, paragraph.begin + static_cast<std::uint32_t>(dash.end)};
    line.agency = known ? (known->news ? known->name : "") : std::string(agency.inside);
    return line;
}

std::string credited_agency(std::string_view footer, const ReadingTables& tables) {
    for (std::size_t at = 0; at < footer.size(); ++at) {
        if (!is_upper(footer, at) && footer[at] != 'd') continue;
        if (at > 0 && is_letter(footer, at - 1)) continue;
        const std::size_t size = tables.agency_prefix(footer.substr(at));
        if (size == 0 || is_letter(footer, at + size)) continue;
        const auto found = tables.agency(footer.substr(at, size));
        if (found && found->news) return found->name;
    }
    return {};
}

}  // namespace px
