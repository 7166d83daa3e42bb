#include "read/export_texts.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/tsv.hpp"
#include "read/export_fields.hpp"
#include "read/paragraphs.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::string_view headline_label = "HEADLINE:";

enum class Mark : std::uint8_t { none, begins, ends };

/// What a line says of where a text begins or ends.
Mark mark_of(std::string_view line) {
    constexpr std::size_t longest = 100;
    static const RE2 begins(R"((?i)(?:document )?\d{1,4} of \d{1,4}(?: documents?)?)");
    static const RE2 ends(R"((?:AN\s+)?Document [A-Z][A-Za-z0-9]{15,}|(?i)end of document)");
    static const RE2 rule("_{30,}");
    line = trim(line);
    if (line.empty() || line.size() > longest) return Mark::none;
    const char first = static_cast<char>(line[0] | 0x20);
    const bool may_be =
        first == 'd' || first == 'e' || first == 'a' || line[0] == '_' || (first >= '0' && first <= '9');
    if (!may_be) return Mark::none;
    const re2::StringPiece words(line.data(), line.size());
    if (RE2::FullMatch(words, rule)) return Mark::begins;
    if (RE2::FullMatch(words, begins))
        return line[0] == 'D' || line[0] == 'd' || line.ends_with('S') || line.ends_with('s') ? Mark::begins
                                                                                              : Mark::none;
    return RE2::FullMatch(words, ends) ? Mark::ends : Mark::none;
}

/// Calls `take` with the begin and the end (behind its "\n") of each line.
template <typename Take>
void each_line(std::string_view bytes, Take take) {
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t newline = bytes.find('\n', at);
        const std::size_t next = newline == std::string_view::npos ? bytes.size() : newline + 1;
        take(at, next);
        at = next;
    }
}

bool is_text_of_export(std::string_view part) {
    std::vector<std::string_view> lines;
    each_line(part, [&](std::size_t begin, std::size_t end) {
        if (const std::string_view line = trim(part.substr(begin, end - begin)); !line.empty()) lines.push_back(line);
    });
    return is_export(lines);
}

/// Does a stretch hold sentences, and not only a list of contents, a search or a notice of rights?
bool holds_prose(std::string_view part) {
    constexpr std::size_t least_words = 15;
    bool found = false;
    std::string paragraph;
    const auto close = [&] {
        const std::string words = fold_blanks(paragraph);
        const std::string low = lower_ascii(words);
        const auto blanks = static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
        found =
            found || (blanks + 1 >= least_words && ends_sentence(words) && low.find("copyright") == std::string::npos &&
                      low.find("rights reserved") == std::string::npos);
        paragraph.clear();
    };
    each_line(part, [&](std::size_t begin, std::size_t end) {
        const std::string_view line = trim(part.substr(begin, end - begin));
        if (line.empty())
            close();
        else
            paragraph.append(line).append(" ");
    });
    close();
    return found;
}

}  // namespace

bool may_part_texts(std::string_view bytes) {
    bool found = false;
    std::size_t headlines = 0;
    each_line(bytes, [&](std::size_t begin, std::size_t end) {
        const std::string_view line = bytes.substr(begin, end - begin);
        if (line.starts_with(headline_label)) ++headlines;
        found = found || headlines > 1 || mark_of(line) != Mark::none;
    });
    return found;
}

std::vector<Stretch> texts_of_export(std::string_view bytes) {
    std::vector<Stretch> texts;
    std::size_t open = 0;
    std::size_t known = 0;
    const auto close = [&](std::size_t end, bool is_marked) {
        const std::string_view part = bytes.substr(open, end - open);
        const bool is_known = is_text_of_export(part);
        if (is_known) ++known;
        if (is_known || (is_marked && holds_prose(part))) texts.push_back({open, end - open, is_known});
        open = end;
    };
    bool is_marked = false;  // the open text: a mark says that it begins here
    std::size_t body = 0;    // where the body of the open text begins
    std::size_t closed = 0;  // end of the last field behind it that stands only below a text
    each_line(bytes, [&](std::size_t begin, std::size_t end) {
        const std::string_view line = bytes.substr(begin, end - begin);
        const Mark mark = mark_of(line);
        // LexisNexis without any count: another headline behind a body and the fields that close it.
        if (mark == Mark::begins)
            close(begin, is_marked);
        else if (mark == Mark::ends)
            close(end, true);
        else if (line.starts_with(headline_label) && body > open && closed > body)
            close(closed, true);
        if (mark != Mark::none) is_marked = mark == Mark::begins;
        const ExportField field = export_field(trim(line));
        if (field.role == ExportRole::body) body = end;
        if (field.is_sure && body > open) closed = end;
    });
    close(bytes.size(), is_marked);
    if (known == 0) return {};
    const bool is_whole = texts.size() == 1 && texts[0].size == bytes.size();
    return is_whole ? std::vector<Stretch>() : texts;
}

}  // namespace px
