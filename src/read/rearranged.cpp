#include "read/rearranged.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "base/tsv.hpp"
#include "read/paragraphs.hpp"
#include "read/read.hpp"
#include "read/tables.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_small(static_cast<char>(c | 0x20)); }

/// The lines of a text, trimmed, as spans; form feeds part lines, too.
std::vector<Span> lines_of(std::string_view text) {
    std::vector<Span> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of("\n\f", at), text.size());
        lines.push_back(trimmed(text, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}));
        at = end + 1;
    }
    return lines;
}

/// Puts stretches of the decoded text one after the other, with what parts them, and keeps the way back.
class Writer {
  public:
    explicit Writer(const DecodedText& decoded) : decoded_(decoded) { way_back_.origins = decoded.origins; }

    void add(Span from) {
        if (from.empty()) return;
        const Span file = way_back_.in_file(from);
        add_origin(out.origins, {static_cast<std::uint32_t>(out.text.size()), from.size(), file.begin, file.size()});
        out.text += slice(decoded_.text, from);
        last_in_file_ = file.end;
    }
    /// Blanks that stand for what stood between two stretches.
    void part(std::string_view blanks) {
        if (out.text.empty()) return;
        add_origin(out.origins, {static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(blanks.size()),
                                 last_in_file_, 0});
        out.text += blanks;
    }
    void drop_last(std::size_t bytes) {
        out.text.resize(out.text.size() - bytes);
        Origin& last = out.origins.back();
        last.length -= static_cast<std::uint32_t>(bytes);
        if (last.file_length >= bytes) last.file_length -= static_cast<std::uint32_t>(bytes);
        if (last.length == 0) out.origins.pop_back();
    }
    void leave_out(const std::vector<Span>& stretches) {
        for (const Span stretch : stretches) {
            part("\n\n");
            const auto begin = static_cast<std::uint32_t>(out.text.size());
            add(stretch);
            out.left_out.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
        }
    }

    Rearranged out;

  private:
    const DecodedText& decoded_;
    Report way_back_;
    std::uint32_t last_in_file_ = 0;
};

// Pages ---------------------------------------------------------------------------------------------------------------

/// A line without what changes from page to page.
std::string shape_of(std::string_view line) {
    std::string shape;
    for (const char c : fold_blanks(line)) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit || shape.empty() || shape.back() != '#') shape += digit ? '#' : c;
    }
    return shape;
}

bool is_page_number(std::string_view line) {
    static const RE2 number(
        R"((?i)[-–—\[( ]*(?:page|seite|p\.|стр\.)? ?\d{1,4} ?(?:(?:of|/|von|de|из) ?\d{1,4})?[-–—\]) ]*)");
    return line.size() < 30 && RE2::FullMatch(piece_of(line), number);
}

/// "6/5/24, 10:12 AM   Serbia lifts ban - Danube Ledger": what a browser prints on top of each page.
bool is_head_of_browser(std::string_view line) {
    static const RE2 head(R"(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}, \d{1,2}:\d{2}.*)");
    return RE2::FullMatch(piece_of(line), head);
}

/// Marks the lines at the top and the bottom of pages that come again on others, and page numbers. The head of the
/// first page stays where it may name the outlet and the date.
std::vector<bool> running_lines(std::string_view text, const std::vector<std::vector<Span>>& pages,
                                std::vector<std::vector<std::size_t>>& edges) {
    constexpr std::size_t most = 3;  // lines at each edge
    std::map<std::string, std::size_t> seen;
    edges.resize(pages.size());
    std::size_t count = 0;
    for (std::size_t p = 0; p < pages.size(); ++p) {
        std::vector<std::size_t> full;
        for (std::size_t i = 0; i < pages[p].size(); ++i)
            if (!pages[p][i].empty()) full.push_back(i);
        for (std::size_t k = 0; k < full.size(); ++k)
            if (k < most || k + most >= full.size()) edges[p].push_back(full[k]);
        for (const std::size_t i : edges[p]) ++seen[shape_of(slice(text, pages[p][i]))];
        count += pages[p].size();
    }
    std::vector<bool> running(count);
    std::size_t first = 0;
    for (std::size_t p = 0; p < pages.size(); first += pages[p].size(), ++p)
        for (const std::size_t i : edges[p]) {
            const std::string_view line = slice(text, pages[p][i]);
            const bool repeats = seen[shape_of(line)] > 1 && line.size() < 200;
            const bool heads_text = p == 0 && i <= edges[p].front() && !is_head_of_browser(line);
            running[first + i] = is_page_number(line) || (repeats && !heads_text);
        }
    return running;
}

/// "pre-" of "pre-war", "north-" of "north-east": does a hyphen stay when the lines are put together? It does behind
/// words that take one, and where the same word stands elsewhere with it.
bool keeps_hyphen(const std::set<std::string>& hyphened, std::string_view left, std::string_view right) {
    static constexpr std::array<std::string_view, 30> takers = {
        "self", "non",   "co",   "ex",   "anti", "pro",   "vice",  "well",  "long", "short",
        "mid",  "cross", "semi", "half", "high", "low",   "north", "south", "east", "west",
        "two",  "three", "four", "five", "six",  "seven", "eight", "ten",   "all",  "counter"};
    const std::string word = lower_ascii(left);
    if (std::ranges::find(takers, word) != takers.end()) return true;
    return hyphened.contains(word + "-" + lower_ascii(right));
}

/// The words with a hyphen that stand inside lines: "well-known".
std::set<std::string> hyphened_words(std::string_view text) {
    constexpr std::size_t most = 10'000;
    std::set<std::string> words;
    for (std::size_t at = text.find('-'); at != std::string_view::npos && words.size() < most;
         at = text.find('-', at + 1)) {
        std::size_t begin = at;
        std::size_t end = at + 1;
        while (begin > 0 && at - begin < 30 && is_letter(text[begin - 1])) --begin;
        while (end < text.size() && end - at < 30 && is_letter(text[end])) ++end;
        if (begin < at && end > at + 1) words.insert(lower_ascii(text.substr(begin, end - begin)));
    }
    return words;
}

std::string_view last_word(std::string_view line) {
    std::size_t begin = line.size();
    while (begin > 0 && is_letter(line[begin - 1])) --begin;
    return line.substr(begin);
}
std::string_view first_word(std::string_view line) {
    std::size_t end = 0;
    while (end < line.size() && is_letter(line[end])) ++end;
    return line.substr(0, end);
}

bool parts_word(std::string_view line, std::string_view next) {
    return line.size() >= 3 && line.ends_with('-') && is_small(line[line.size() - 2]) && !next.empty() &&
           is_small(next[0]);
}

/// Do the ends of lines part words, as typesetting does? Far more often than hyphens stand inside lines.
bool is_typeset(std::string_view text, const std::vector<Span>& lines) {
    constexpr std::size_t least = 3;
    std::size_t parted = 0;
    std::size_t inside = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const std::string_view line = slice(text, lines[i]);
        if (parts_word(line, slice(text, lines[i + 1]))) ++parted;
        for (std::size_t k = 1; k + 1 < line.size(); ++k)
            if (line[k] == '-' && is_letter(line[k - 1]) && is_letter(line[k + 1])) ++inside;
    }
    return parted >= least && parted > inside;
}

/// Writes lines as they stand, words parted at the end of a line as one.
class LineWriter {
  public:
    LineWriter(Writer& writer, std::string_view text, bool joins_words)
        : writer_(writer), text_(text), joins_words_(joins_words) {
        if (joins_words) hyphened_ = hyphened_words(text);
    }

    void add(Span line, std::string_view gap) {
        const std::string_view words = slice(text_, line);
        if (joins_words_ && gap == "\n" && parts_word(last_, words)) {
            const std::string_view left = last_word(last_.substr(0, last_.size() - 1));
            if (!keeps_hyphen(hyphened_, left, first_word(words))) writer_.drop_last(1);
            // The line ends behind the word, so that lines stay as wide as they were.
            const auto rest = static_cast<std::uint32_t>(std::min(words.find(' '), words.size()));
            writer_.add({line.begin, line.begin + rest});
            if (rest < words.size()) writer_.part("\n");
            writer_.add(trimmed(text_, {line.begin + rest, line.end}));
        } else {
            writer_.part(gap);
            writer_.add(line);
        }
        last_ = words;
    }
    [[nodiscard]] std::string_view last() const { return last_; }

  private:
    Writer& writer_;
    std::string_view text_;
    bool joins_words_;
    std::set<std::string> hyphened_;
    std::string_view last_;
};

std::optional<Rearranged> text_of_pages(const DecodedText& decoded) {
    const std::string_view text = decoded.text;
    const std::vector<Span> all = lines_of(text);
    const bool typeset = is_typeset(text, all);
    std::vector<std::vector<Span>> pages(1);
    for (const Span line : all) {
        pages.back().push_back(line);
        const std::size_t end = text.find_first_of("\n\f", line.end);
        if (end != std::string_view::npos && text[end] == '\f') pages.emplace_back();
    }
    if (pages.size() < 2 && !typeset) return std::nullopt;
    std::vector<std::vector<std::size_t>> edges;
    const std::vector<bool> running =
        pages.size() > 1 ? running_lines(text, pages, edges) : std::vector<bool>(all.size());
    Writer writer(decoded);
    LineWriter lines(writer, text, typeset || pages.size() > 1);
    std::vector<Span> left_out;
    std::size_t number = 0;
    bool after_blank = false;
    for (const auto& page : pages) {
        bool is_first = true;  // line of the page
        for (const Span line : page) {
            if (running[number++]) {
                left_out.push_back(line);
                continue;
            }
            if (line.empty()) {
                after_blank = true;
                continue;
            }
            // A sentence goes on over the end of a page, whatever blank lines stand there.
            const std::string_view words = slice(text, line);
            const bool goes_on = is_first && !lines.last().empty() && !ends_sentence(lines.last()) &&
                                 (is_small(words[0]) || lines.last().size() > 30);
            lines.add(line, after_blank && !goes_on ? "\n\n" : "\n");
            after_blank = false;
            is_first = false;
        }
    }
    writer.leave_out(left_out);
    writer.out.why = "head or foot of a page";
    if (typeset) writer.out.remark = "words parted at the ends of lines were put together";
    return std::move(writer.out);
}

// Subtitles -----------------------------------------------------------------------------------------------------------

struct Cue {
    int begin = 0;  // seconds
    int end = 0;
};

std::optional<Cue> cue_of(std::string_view line) {
    static const RE2 times(R"((?:(\d{1,3}):)?(\d{2}):(\d{2})[.,]\d{3} --> (?:(\d{1,3}):)?(\d{2}):(\d{2})[.,]\d{3}.*)");
    int h1 = 0;
    int m1 = 0;
    int s1 = 0;
    int h2 = 0;
    int m2 = 0;
    int s2 = 0;
    std::string hours[2];
    if (!RE2::FullMatch(piece_of(line), times, &hours[0], &m1, &s1, &hours[1], &m2, &s2)) return std::nullopt;
    h1 = hours[0].empty() ? 0 : std::stoi(hours[0]);
    h2 = hours[1].empty() ? 0 : std::stoi(hours[1]);
    return Cue{h1 * 3600 + m1 * 60 + s1, h2 * 3600 + m2 * 60 + s2};
}

/// The stretches of a line that are no tags ("<i>", "<v Ann Lee>").
std::vector<Span> without_tags(std::string_view text, Span line) {
    std::vector<Span> parts;
    for (std::uint32_t at = line.begin; at < line.end;) {
        const std::size_t open = std::min<std::size_t>(text.substr(0, line.end).find('<', at), line.end);
        if (open > at) parts.push_back({at, static_cast<std::uint32_t>(open)});
        const std::size_t close = text.substr(0, line.end).find('>', open);
        if (close == std::string_view::npos) break;
        at = static_cast<std::uint32_t>(close + 1);
    }
    return parts;
}

std::optional<Rearranged> text_of_cues(const DecodedText& decoded) {
    constexpr int pause = 3;                 // seconds without words part paragraphs
    constexpr std::size_t paragraph = 600;   // bytes, after which a sentence's end parts them, too
    constexpr std::size_t first_lines = 40;  // among which a cue must stand
    const std::string_view text = decoded.text;
    const std::vector<Span> lines = lines_of(text);
    const auto head_end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(first_lines, lines.size()));
    if (std::none_of(lines.begin(), head_end, [&](Span line) { return cue_of(slice(text, line)).has_value(); }))
        return std::nullopt;
    Writer writer(decoded);
    std::optional<Cue> cue;
    std::string_view last;
    int silent_since = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view words = slice(text, lines[i]);
        if (const std::optional<Cue> next = cue_of(words)) {
            silent_since = cue ? cue->end : next->begin;
            cue = next;
            continue;
        }
        if (words.empty()) {
            if (i + 1 < lines.size() && !cue_of(slice(text, lines[i + 1]))) last = words;
            continue;
        }
        const bool names_cue = i + 1 < lines.size() && cue_of(slice(text, lines[i + 1])).has_value();
        if (!cue || names_cue || words == last) continue;  // captions that roll repeat their line
        const bool full = writer.out.text.size() - begin > paragraph && ends_sentence(writer.out.text);
        const bool turns = cue->begin - silent_since >= pause || words.starts_with("- ") || words.starts_with(">>") ||
                           words.starts_with("<v ") || full;
        writer.part(turns ? "\n\n" : " ");
        if (turns) begin = writer.out.text.size();
        silent_since = cue->begin;
        for (const Span part : without_tags(text, lines[i])) writer.add(part);
        last = words;
    }
    if (writer.out.text.empty()) return std::nullopt;
    writer.out.remark = "the time codes of the subtitles were left off";
    return std::move(writer.out);
}

// Chats ---------------------------------------------------------------------------------------------------------------

/// Bytes of "12/03/2024, 14:02 - " or "[12.03.24, 14:02:11] " in front of a message; 0 if there are none.
std::size_t stamp_of(std::string_view line) {
    static const RE2 stamp(
        R"((\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[  ]?[APap]\.?[Mm]\.?)?(?:\] ?| - )))");
    re2::StringPiece found;
    re2::StringPiece rest = piece_of(line);
    return RE2::Consume(&rest, stamp, &found) ? found.size() : 0;
}

bool says_nothing(std::string_view message) {
    const std::string words = lower_ascii(message);
    for (const std::string_view none : {"<media omitted>", "this message was deleted", "you deleted this message",
                                        "image omitted", "video omitted", "audio omitted", "sticker omitted", "null"})
        if (words == none) return true;
    return false;
}

std::optional<Rearranged> text_of_chat(const DecodedText& decoded) {
    constexpr std::size_t least = 3;          // messages
    constexpr std::size_t longest_name = 60;  // bytes
    const std::string_view text = decoded.text;
    if (stamp_of(std::string_view(text).substr(0, 60)) == 0) return std::nullopt;
    const std::vector<Span> lines = lines_of(text);
    Writer writer(decoded);
    std::vector<Span> left_out;
    std::size_t messages = 0;
    for (const Span line : lines) {
        const std::string_view words = slice(text, line);
        const std::size_t stamp = stamp_of(words);
        if (line.empty()) continue;
        const std::size_t colon = words.find(": ", stamp);
        const bool named = stamp > 0 && colon != std::string_view::npos && colon - stamp <= longest_name;
        Span message = named ? Span{line.begin + static_cast<std::uint32_t>(colon) + 2, line.end} : line;
        message = trimmed(text, message);
        if (named) ++messages;
        if ((stamp > 0 && !named) || says_nothing(slice(text, message))) {
            left_out.push_back(line);
            continue;
        }
        writer.part("\n\n");
        writer.add(message);
    }
    if (messages < least || writer.out.text.empty()) return std::nullopt;
    writer.leave_out(left_out);
    writer.out.why = "notice of a chat";
    writer.out.remark = "the times and names in front of the chat's messages were left off";
    return std::move(writer.out);
}

}  // namespace

std::optional<Rearranged> rearranged(const DecodedText& decoded) {
    if (decoded.text.size() > text_limit) return std::nullopt;  // it is refused anyway
    if (auto cues = text_of_cues(decoded)) return cues;
    if (auto chat = text_of_chat(decoded)) return chat;
    return text_of_pages(decoded);
}

}  // namespace px
