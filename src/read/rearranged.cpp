#include "read/rearranged.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "base/tsv.hpp"
#include "read/chat.hpp"
#include "read/markup_text.hpp"
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
    /// Words that stand for a stretch ("&" for "&amp;").
    void add_for(std::string_view words, Span from) {
        const Span file = way_back_.in_file(from);
        add_origin(out.origins, {static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(words.size()),
                                 file.begin, file.size()});
        out.text += words;
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

/// The lines with words at one edge of each page, by their numbers in the page.
std::vector<std::vector<std::size_t>> lines_at_edge(const std::vector<std::vector<Span>>& pages, bool top) {
    constexpr std::size_t most = 3;
    std::vector<std::vector<std::size_t>> edges(pages.size());
    for (std::size_t p = 0; p < pages.size(); ++p)
        for (std::size_t k = 0; k < pages[p].size() && edges[p].size() < most; ++k) {
            const std::size_t i = top ? k : pages[p].size() - 1 - k;
            if (!pages[p][i].empty()) edges[p].push_back(i);
        }
    return edges;
}

/// Marks the lines at one edge of pages that come again there on three pages, or on half of them, and page numbers. The
/// head of the first page stays where it may name the outlet and the date.
void mark_running(std::string_view text, const std::vector<std::vector<Span>>& pages, bool top,
                  std::vector<bool>& running) {
    constexpr std::size_t longest = 200;  // bytes
    constexpr std::size_t sure = 3;       // pages
    const std::vector<std::vector<std::size_t>> edges = lines_at_edge(pages, top);
    std::map<std::string, std::set<std::size_t>> seen;  // on which pages
    std::size_t full = 0;
    for (std::size_t p = 0; p < pages.size(); ++p) {
        full += edges[p].empty() ? 0 : 1;
        for (const std::size_t i : edges[p]) seen[shape_of(slice(text, pages[p][i]))].insert(p);
    }
    std::size_t first = 0;
    for (std::size_t p = 0; p < pages.size(); first += pages[p].size(), ++p)
        for (const std::size_t i : edges[p]) {
            const std::string_view line = slice(text, pages[p][i]);
            const std::size_t times = seen[shape_of(line)].size();
            const bool repeats =
                times > 1 && (times >= sure || times * 2 >= full) && line.size() < longest && !ends_sentence(line);
            const bool heads_text = p == 0 && top && i == edges[p].front() && !is_head_of_browser(line);
            if (is_page_number(line) || (repeats && !heads_text)) running[first + i] = true;
        }
}

/// "pre-" of "pre-war", "north-" of "north-east": does a hyphen stay when the lines are put together? It does behind
/// words that take one, between a name and a word that follows names ("Iran-backed"), and where the same word stands
/// elsewhere with it.
bool keeps_hyphen(const std::set<std::string>& hyphened, std::string_view left, std::string_view right) {
    static constexpr std::array<std::string_view, 30> takers = {
        "self", "non",   "co",   "ex",   "anti", "pro",   "vice",  "well",  "long", "short",
        "mid",  "cross", "semi", "half", "high", "low",   "north", "south", "east", "west",
        "two",  "three", "four", "five", "six",  "seven", "eight", "ten",   "all",  "counter"};
    static constexpr std::array<std::string_view, 9> taken = {"backed", "controlled", "based", "led",   "style",
                                                              "born",   "held",       "run",   "allied"};
    constexpr std::size_t behind_any = 3;  // of these: "state-backed"; "life-style" and "stub-born" may be one word
    const bool is_name = !left.empty() && !is_small(left[0]);
    const auto last = is_name ? taken.end() : taken.begin() + behind_any;
    if (std::find(taken.begin(), last, lower_ascii(right)) != last) return true;
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
    std::vector<bool> running(all.size());
    if (pages.size() > 1)
        for (const bool top : {true, false}) mark_running(text, pages, top, running);
    Writer writer(decoded);
    LineWriter lines(writer, text, typeset);
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
    std::int64_t begin = 0;  // milliseconds
    std::int64_t end = 0;
    std::vector<Span> lines = {};
};

std::optional<Cue> cue_of(std::string_view line) {
    static const RE2 times(
        R"((?:(\d{1,3}):)?(\d{2}):(\d{2})[.,](\d{3}) --> (?:(\d{1,3}):)?(\d{2}):(\d{2})[.,](\d{3}).*)");
    if (line.find("-->") == std::string_view::npos) return std::nullopt;
    std::string hours[2];
    std::array<int, 6> parts{};  // minutes, seconds, milliseconds, twice
    if (!RE2::FullMatch(piece_of(line), times, &hours[0], &parts[0], &parts[1], &parts[2], &hours[1], &parts[3],
                        &parts[4], &parts[5]))
        return std::nullopt;
    const auto time = [&](std::size_t k) {
        const std::int64_t hour = hours[k].empty() ? 0 : std::stoi(hours[k]);
        return ((hour * 60 + parts[3 * k]) * 60 + parts[3 * k + 1]) * 1000 + parts[3 * k + 2];
    };
    return Cue{time(0), time(1)};
}

bool is_number(std::string_view line) {
    return !line.empty() && std::all_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The cues with their lines, without their names and without the blocks of WebVTT that are no speech (notes, styles).
std::vector<Cue> cues_of(std::string_view text, const std::vector<Span>& lines) {
    static const RE2 no_speech(R"((?:NOTE|STYLE|REGION)(?:[ \t].*)?)");
    const bool is_vtt = text.starts_with("WEBVTT");
    std::vector<Cue> cues;
    bool numbered = false;  // the first cue has a number in front of it
    bool skips = false;     // a block
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view words = slice(text, lines[i]);
        const bool after_blank = i == 0 || lines[i - 1].empty();
        if (std::optional<Cue> next = cue_of(words)) {
            if (cues.empty()) numbered = i > 0 && is_number(slice(text, lines[i - 1]));
            cues.push_back(std::move(*next));
            skips = false;
            continue;
        }
        skips = !words.empty() && (skips || (is_vtt && after_blank && RE2::FullMatch(piece_of(words), no_speech)));
        if (words.empty() || skips || cues.empty()) continue;
        const bool before_cue = i + 1 < lines.size() && cue_of(slice(text, lines[i + 1])).has_value();
        if (before_cue && (after_blank || (numbered && is_number(words)))) continue;
        cues.back().lines.push_back(lines[i]);
    }
    return cues;
}

/// The stretches of a line that are no tags ("<i>", "<v Ann Lee>", "<00:01.500>"). "Growth < 2 %" has none.
std::vector<Span> without_tags(std::string_view text, Span line) {
    const std::string_view words = slice(text, line);
    std::vector<Span> parts;
    const auto keep = [&](std::size_t begin, std::size_t end) {
        if (begin < end)
            parts.push_back(
                {line.begin + static_cast<std::uint32_t>(begin), line.begin + static_cast<std::uint32_t>(end)});
    };
    std::size_t begin = 0;
    for (std::size_t open = words.find('<'); open != std::string_view::npos; open = words.find('<', open + 1)) {
        const char next = open + 1 < words.size() ? words[open + 1] : ' ';
        if (!is_letter(next) && next != '/' && (next < '0' || next > '9')) continue;
        const std::size_t close = words.find('>', open);
        if (close == std::string_view::npos) break;
        keep(begin, open);
        begin = close + 1;
        open = close;
    }
    keep(begin, words.size());
    return parts;
}

/// Writes a stretch, "&amp;" as what it stands for.
void add_decoded(Writer& writer, std::string_view text, Span from) {
    constexpr std::size_t longest = 12;  // bytes of a name
    std::uint32_t begin = from.begin;
    const std::string_view words = text.substr(0, from.end);
    for (std::size_t at = words.find('&', begin); at != std::string_view::npos; at = words.find('&', at + 1)) {
        const std::size_t length = words.substr(at + 1, longest).find(';');
        if (length == std::string_view::npos || length == 0) continue;
        const std::string_view name = words.substr(at + 1, length);
        if (!std::ranges::all_of(name, [](char c) { return is_letter(c) || c == '#' || (c >= '0' && c <= '9'); }))
            continue;
        const std::string meant = decode_reference(name);
        if (meant.empty()) continue;
        const auto end = static_cast<std::uint32_t>(at + length + 2);
        writer.add({begin, static_cast<std::uint32_t>(at)});
        writer.add_for(meant, {static_cast<std::uint32_t>(at), end});
        begin = end;
    }
    writer.add({begin, from.end});
}

/// The lines of a cue without those that a caption which rolls shows again: the line that the cue before ended with, if
/// there are others, or if it stands for a moment only. "No." said twice is said twice.
std::vector<Span> new_lines(std::string_view text, const Cue& cue, std::string& last) {
    constexpr std::int64_t moment = 100;  // milliseconds
    const auto plain = [&](Span line) {
        std::string words;
        for (const Span part : without_tags(text, line)) words += slice(text, part);
        return words;
    };
    std::vector<Span> fresh = cue.lines;
    const bool may_roll = cue.lines.size() > 1 || cue.end - cue.begin < moment;
    if (!fresh.empty() && may_roll && plain(fresh.front()) == last) fresh.erase(fresh.begin());
    if (!cue.lines.empty()) last = plain(cue.lines.back());
    return fresh;
}

std::optional<Rearranged> text_of_cues(const DecodedText& decoded) {
    constexpr std::int64_t pause = 3'000;    // milliseconds without words part paragraphs
    constexpr std::size_t paragraph = 600;   // bytes, after which a sentence's end parts them, too
    constexpr std::size_t first_lines = 40;  // among which a cue must stand
    const std::string_view text = decoded.text;
    const std::vector<Span> lines = lines_of(text);
    const auto head_end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(first_lines, lines.size()));
    if (std::none_of(lines.begin(), head_end, [&](Span line) { return cue_of(slice(text, line)).has_value(); }))
        return std::nullopt;
    Writer writer(decoded);
    std::string last;
    std::optional<std::int64_t> silent_since;
    std::size_t begin = 0;
    for (const Cue& cue : cues_of(text, lines)) {
        std::int64_t silence = silent_since ? cue.begin - *silent_since : 0;
        for (const Span line : new_lines(text, cue, last)) {
            const std::string_view words = slice(text, line);
            const bool full = writer.out.text.size() - begin > paragraph && ends_sentence(writer.out.text);
            const bool turns = silence >= pause || words.starts_with("- ") || words.starts_with(">>") ||
                               words.starts_with("<v ") || full;
            writer.part(turns ? "\n\n" : " ");
            if (turns) begin = writer.out.text.size();
            silence = 0;
            for (const Span part : without_tags(text, line)) add_decoded(writer, text, part);
        }
        silent_since = cue.end;
    }
    if (writer.out.text.empty()) return std::nullopt;
    writer.out.remark = "the time codes of the subtitles were left off";
    return std::move(writer.out);
}

// Chats ---------------------------------------------------------------------------------------------------------------

/// What a program puts where a picture was, or a message that was taken back.
bool says_nothing(std::string_view message) {
    static const RE2 nothing(
        "(?i)(?:\\x{200E})?(?:<media omitted>|"
        "(?:image|photo|video|video note|audio|voice message|sticker|GIF|document|file|contact card|media) omitted|"
        "<attached: .*>|.{1,80} \\(file attached\\)|"
        "(?:this message was|you) deleted(?: this message)?\\.?|null)");
    constexpr std::size_t longest = 200;  // bytes
    return message.size() <= longest && RE2::FullMatch(piece_of(message), nothing);
}

/// "Ann Lee", "+260 97 1234567": may it stand in front of a colon as a speaker does? "mum" may not.
bool is_speaker(std::string_view name) {
    static const RE2 number(R"(\+?[\d -]{7,})");
    if (RE2::FullMatch(piece_of(name), number)) return true;
    const auto words = split_list(name, ' ');
    return !words.empty() && std::ranges::all_of(words, [](const std::string_view word) {
        return word.empty() || (is_letter(word[0]) && !is_small(word[0])) ||
               static_cast<unsigned char>(word[0]) >= 0x80;
    });
}

/// A chat's lines with what begins a message.
struct ChatLine {
    Span line;
    Span words;
    std::optional<ChatStamp> stamp;
    Span name;  // in the text
};

std::vector<ChatLine> lines_of_chat(std::string_view text) {
    constexpr std::string_view edited = "<This message was edited>";
    std::vector<ChatLine> lines;
    for (const Span line : lines_of(text)) {
        if (line.empty()) continue;
        ChatLine found{line, line, chat_stamp(slice(text, line)), {}};
        if (found.stamp && !found.stamp->name.empty()) {
            found.name = {line.begin + found.stamp->name.begin, line.begin + found.stamp->name.end};
            found.words.begin += found.stamp->end;
        }
        if (slice(text, found.words).ends_with(edited)) found.words.end -= static_cast<std::uint32_t>(edited.size());
        found.words = trimmed(text, found.words);
        lines.push_back(found);
    }
    return lines;
}

std::optional<Rearranged> text_of_chat(const DecodedText& decoded) {
    const std::string_view text = decoded.text;
    if (!may_be_chat(text)) return std::nullopt;
    const std::vector<ChatLine> lines = lines_of_chat(text);
    // one stamp above several paragraphs is that of a wire note
    if (std::ranges::count_if(lines, [](const ChatLine& line) { return line.stamp.has_value(); }) == 1 &&
        trim(text).find("\n\n") != std::string_view::npos)
        return std::nullopt;
    std::set<std::string_view> names;
    for (const ChatLine& line : lines)
        if (!line.name.empty()) names.insert(slice(text, line.name));
    const bool keeps_names = names.size() > 1 && std::ranges::all_of(names, is_speaker);
    Writer writer(decoded);
    std::vector<Span> left_out;
    Span speaker;  // of a message whose words have not come yet
    for (const ChatLine& line : lines) {
        if (line.stamp) speaker = keeps_names ? line.name : Span{};
        const bool is_notice = line.stamp && line.name.empty();
        if (is_notice || says_nothing(slice(text, line.words))) {
            left_out.push_back(line.line);
            continue;
        }
        if (line.words.empty()) continue;
        writer.part("\n\n");
        if (!speaker.empty()) {
            writer.add(speaker);
            writer.part(": ");
        }
        speaker = {};
        writer.add(line.words);
    }
    if (names.empty() || writer.out.text.empty()) return std::nullopt;
    writer.leave_out(left_out);
    writer.out.why = "notice of a chat";
    writer.out.remark = keeps_names ? "the times in front of the chat's messages were left off"
                                    : "the times and names in front of the chat's messages were left off";
    if (names.size() == 1) writer.out.author = std::string(*names.begin());
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
