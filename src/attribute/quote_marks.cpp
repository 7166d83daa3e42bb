#include "attribute/quote_marks.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t max_depth = 4;  // deeper marks are taken for noise

enum class Style : std::uint8_t { curly, straight, angled, single_curly, single_straight, single_angled };

bool is_single(Style style) { return style == Style::single_curly || style == Style::single_straight; }

/// A mark in the text with what its shape and its neighbours allow.
struct Mark {
    Span span;
    Style style = Style::straight;
    bool may_open = false;
    bool may_close = false;
};

bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

/// Direction marks, joiners and byte order marks: they stand between letters without being any.
bool is_invisible(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000) || c >= 0x3040;
}

struct Glyph {
    Style style;
    bool opens;   // by its shape
    bool closes;  // by its shape
};

std::optional<Glyph> glyph_of(char32_t c) {
    switch (c) {
        case 0x201C:
        case 0x201F:
            return Glyph{Style::curly, true, false};
        case 0x201D:
            return Glyph{Style::curly, false, true};
        case 0x201E:
            return Glyph{Style::curly, true, false};
        case 0x2018:
        case 0x201B:
        case 0x201A:
        case '`':
            return Glyph{Style::single_curly, true, false};
        case 0x2019:
        case 0xB4:
            return Glyph{Style::single_curly, false, true};
        case '"':
        case 0xFF02:
            return Glyph{Style::straight, true, true};
        case '\'':
            return Glyph{Style::single_straight, true, true};
        case 0xAB:
        case 0x300C:
        case 0x300E:
            return Glyph{Style::angled, true, c == 0xAB};
        case 0xBB:
        case 0x300D:
        case 0x300F:
            return Glyph{Style::angled, c == 0xBB, true};
        case 0x2039:
            return Glyph{Style::single_angled, true, true};
        case 0x203A:
            return Glyph{Style::single_angled, true, true};
        default:
            return std::nullopt;
    }
}

bool opens_after(char32_t before) {
    return before == 0 || is_blank(before) || before == '(' || before == '[' || before == '{' || before == '-' ||
           before == '/' || before == ':' || before == 0x2013 || before == 0x2014 || before == 0x2026 ||
           before == 0xBF || before == 0xA1 || glyph_of(before).has_value();
}

bool closes_before(char32_t after) { return !is_letter(after) && !is_digit(after); }

/// The code points of one block with their neighbours, invisible ones skipped.
class Neighbours {
  public:
    Neighbours(std::string_view text, Span block) : text_(text), block_(block), after_(block.begin) {}

    /// Moves on to the next visible code point; false at the end of the block.
    bool next() {
        before_ = here_;
        at_ = after_;
        here_ = take(after_);
        if (here_ == 0 && at_ >= block_.end) return false;
        return true;
    }
    [[nodiscard]] char32_t here() const { return here_; }
    [[nodiscard]] char32_t before() const { return before_; }
    [[nodiscard]] char32_t after() const {
        std::uint32_t at = after_;
        return take(at);
    }
    [[nodiscard]] Span span() const { return {at_, after_}; }

  private:
    char32_t take(std::uint32_t& at) const {
        while (at < block_.end) {
            const Decoded c = decode(text_, at);
            at = std::min(at + c.length, block_.end);
            if (!is_invisible(c.code_point) && c.code_point != 0) return c.code_point;
        }
        return 0;
    }

    std::string_view text_;
    Span block_;
    std::uint32_t at_ = 0;
    std::uint32_t after_ = 0;
    char32_t here_ = 0;
    char32_t before_ = 0;
};

/// "'90s", "'em": an apostrophe for what was left out at the beginning of a word.
bool is_clipped_word(std::string_view rest) {
    if (!rest.empty() && is_digit(static_cast<unsigned char>(rest[0]))) return rest.size() > 2 && rest[2] == 's';
    constexpr std::array<std::string_view, 8> words = {"em", "til", "till", "tis", "twas", "cause", "bout", "round"};
    std::size_t end = 0;
    while (end < rest.size() && end < 6 && is_letter(static_cast<unsigned char>(rest[end]))) ++end;
    const std::string word = lower_ascii(rest.substr(0, end));
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// One mark as its shape and place allow; nothing if it is an apostrophe or an inch sign.
std::optional<Mark> judge(std::string_view text, const Neighbours& at, const Glyph& glyph) {
    const char32_t before = at.before();
    const char32_t after = at.after();
    Mark mark{at.span(), glyph.style, false, false};
    const bool placed_to_open = opens_after(before) && after != 0 && !is_blank(after);
    const bool placed_to_close = before != 0 && !is_blank(before) && closes_before(after);
    if (is_single(glyph.style)) {
        if ((is_letter(before) || is_digit(before)) && (is_letter(after) || is_digit(after))) return std::nullopt;
        mark.may_open = glyph.opens && placed_to_open && !is_clipped_word(text.substr(mark.span.end));
        mark.may_close = glyph.closes && placed_to_close;
    } else if (glyph.opens != glyph.closes) {
        mark.may_open = glyph.opens || (placed_to_open && !placed_to_close);
        mark.may_close = glyph.closes || (placed_to_close && !placed_to_open);
    } else {
        mark.may_open = placed_to_open || !placed_to_close;
        mark.may_close = placed_to_close || !placed_to_open;
    }
    if (!mark.may_open && !mark.may_close) return std::nullopt;
    return mark;
}

/// The end of a value of markup (<post id="12" lang="en">) whose first mark stands at `begin`; `begin` if there is
/// none.
std::uint32_t end_of_markup_value(std::string_view text, Span block, std::uint32_t begin) {
    if (begin < block.begin + 2 || text[begin] != '"' || text[begin - 1] != '=') return begin;
    if (!is_letter(static_cast<unsigned char>(text[begin - 2]))) return begin;
    const std::size_t close = text.substr(0, block.end).find('"', begin + 1);
    return close == std::string_view::npos ? begin : static_cast<std::uint32_t>(close) + 1;
}

std::vector<Mark> find_marks(std::string_view text, Span block) {
    std::vector<Mark> marks;
    bool inch_next = false;
    bool in_markup = false;
    std::uint32_t markup_end = block.begin;
    for (Neighbours at(text, block); at.next();) {
        if (at.span().begin < markup_end) continue;
        if (at.here() == '<') in_markup = at.after() != 0 && !is_blank(at.after());
        if (at.here() == '>') in_markup = false;
        if (in_markup) markup_end = end_of_markup_value(text, block, at.span().begin);
        if (at.span().begin < markup_end) continue;
        const auto glyph = glyph_of(at.here());
        inch_next = is_digit(at.before()) && at.here() == '"';
        if (!glyph) continue;
        auto mark = judge(text, at, *glyph);
        if (!mark) continue;
        // Two single marks side by side are one double mark ("''So,'' he said", "``So''").
        if (!marks.empty() && is_single(mark->style) && marks.back().style == mark->style &&
            marks.back().span.end == mark->span.begin && marks.back().span.size() == mark->span.size()) {
            const bool backquotes = text[mark->span.begin] == '`';
            marks.back() = {hull(marks.back().span, mark->span), Style::straight, marks.back().may_open,
                            mark->may_close && !backquotes};
            if (!marks.back().may_open && !marks.back().may_close) marks.back().may_open = true;
            continue;
        }
        if (inch_next) mark->may_open = false;
        marks.push_back(*mark);
    }
    return marks;
}

/// An open quotation: its number among the results and the mark that opened it.
struct Open {
    std::size_t quotation;
    Style style;
};

class Scanner {
  public:
    explicit Scanner(const Report& report) : report_(report) {}

    std::vector<Quotation> scan() {
        for (std::size_t i = 0; i < report_.blocks.size(); ++i)
            if (report_.blocks[i].kept()) scan_block(static_cast<std::int32_t>(i));
        finish();
        return std::move(found_);
    }

  private:
    void scan_block(std::int32_t number) {
        const Block& block = report_.blocks[static_cast<std::size_t>(number)];
        block_ = number;
        span_ = {block.span.begin,
                 std::min<std::uint32_t>(block.span.end, static_cast<std::uint32_t>(report_.text.size()))};
        marks_ = find_marks(report_.text, span_);
        count_closers();
        last_end_ = span_.begin;
        std::size_t first = continue_from_before(block);
        for (std::size_t i = first; i < marks_.size(); ++i) take(i);
        end_block();
    }

    /// later_closers_[i]: how many single marks from i on may close.
    void count_closers() {
        later_closers_.assign(marks_.size() + 1, 0);
        for (std::size_t i = marks_.size(); i-- > 0;)
            later_closers_[i] =
                later_closers_[i + 1] + (is_single(marks_[i].style) && marks_[i].may_close && !marks_[i].may_open);
    }

    /// A quotation left open by the paragraph before goes on if this one opens with the same mark, or closes one that
    /// it did not open. Returns the first mark that is still to be read.
    std::size_t continue_from_before(const Block& block) {
        if (!running_) return 0;
        const Open open = *running_;
        running_.reset();
        if (block.kind == BlockKind::headline || block.kind == BlockKind::caption) return 0;
        const bool opens_here = !marks_.empty() && marks_[0].style == open.style && marks_[0].may_open &&
                                only_blanks(span_.begin, marks_[0].span.begin);
        const bool closes_here = !marks_.empty() && marks_[0].style == open.style && marks_[0].may_close &&
                                 !marks_[0].may_open && !is_single(open.style);
        if (!opens_here && !closes_here) return 0;
        found_[open.quotation].close_missing = false;
        found_[open.quotation].last_block = block_;
        found_[open.quotation].pieces.push_back({opens_here ? marks_[0].span.end : skip_blanks(span_.begin), 0});
        stack_.push_back(open);
        return opens_here ? 1 : 0;
    }

    void take(std::size_t i) {
        const Mark& mark = marks_[i];
        const auto open =
            std::find_if(stack_.rbegin(), stack_.rend(), [&](const Open& o) { return o.style == mark.style; });
        const bool is_open = open != stack_.rend();
        if (is_single(mark.style)) return take_single(i, is_open);
        if (is_open && mark.may_close && !(mark.may_open && prefers_opening(mark))) return close(mark);
        if (mark.may_open && is_open) {
            close_early(mark);
            open_new(mark);
        } else if (mark.may_open) {
            open_new(mark);
        } else {
            open_before(mark);
        }
    }

    /// A mark that may do both while one of its style is open closes, unless that would leave nothing between them.
    [[nodiscard]] bool prefers_opening(const Mark& mark) const {
        return found_[stack_.back().quotation].pieces.back().begin == mark.span.begin;
    }

    void take_single(std::size_t i, bool is_open) {
        const Mark& mark = marks_[i];
        if (is_open && mark.may_close) {
            if (is_possessive(mark) && later_closers_[i + 1] > 0) return;
            return close(mark);
        }
        const bool goes_on = stack_.empty() && only_blanks(span_.begin, mark.span.begin) && next_block_opens_with(mark);
        if (mark.may_open && !is_open && (later_closers_[i + 1] > 0 || goes_on)) open_new(mark);
    }

    /// The next kept block begins with the same mark.
    [[nodiscard]] bool next_block_opens_with(const Mark& mark) const {
        auto next = static_cast<std::size_t>(block_) + 1;
        while (next < report_.blocks.size() && !report_.blocks[next].kept()) ++next;
        if (next >= report_.blocks.size()) return false;
        const std::string_view text = slice(report_.text, report_.blocks[next].span);
        const std::size_t at = text.find_first_not_of(" \t\r\n");
        return at != std::string_view::npos && text.substr(at).starts_with(slice(report_.text, mark.span));
    }

    /// "the ministers' plan": after an s, before a small letter.
    [[nodiscard]] bool is_possessive(const Mark& mark) const {
        const std::string& text = report_.text;
        if (mark.span.begin == 0 || text[mark.span.begin - 1] != 's') return false;
        const std::uint32_t next = skip_blanks(mark.span.end);
        return next > mark.span.end && next < span_.end && text[next] >= 'a' && text[next] <= 'z';
    }

    void open_new(const Mark& mark) {
        if (stack_.size() >= max_depth) return;
        Quotation quotation;
        quotation.pieces.push_back({mark.span.end, 0});
        quotation.hull = {mark.span.begin, 0};
        quotation.first_block = quotation.last_block = block_;
        quotation.parent = stack_.empty() ? -1 : static_cast<std::int32_t>(stack_.back().quotation);
        stack_.push_back({found_.size(), mark.style});
        found_.push_back(std::move(quotation));
    }

    /// Ends the innermost quotation of the mark's style and, before it, whatever stands open inside.
    void close(const Mark& mark) {
        while (stack_.back().style != mark.style) end_top(mark.span.begin, mark.span.begin, true);
        end_top(mark.span.begin, mark.span.end, false);
    }

    void end_top(std::uint32_t content_end, std::uint32_t hull_end, bool missing) {
        Quotation& quotation = found_[stack_.back().quotation];
        Span& piece = quotation.pieces.back();
        if (last_end_ > piece.begin) content_end = std::max(content_end, last_end_);  // holds what ended inside it
        piece.end = std::max(piece.begin, content_end);
        quotation.hull.end = std::max({hull_end, piece.end, quotation.hull.begin});
        quotation.close_missing = missing;
        last_end_ = quotation.hull.end;
        stack_.pop_back();
    }

    /// A new mark opens while one of its kind is open: the earlier one lost its end. It ends with its first sentence
    /// that lies behind everything closed inside it.
    void close_early(const Mark& mark) {
        while (stack_.back().style != mark.style) end_top(mark.span.begin, mark.span.begin, true);
        const Span piece = found_[stack_.back().quotation].pieces.back();
        const std::uint32_t from = std::max(piece.begin, std::min(last_end_, mark.span.begin));
        const std::uint32_t end = std::min(first_sentence_end(from, mark.span.begin), mark.span.begin);
        end_top(end, end, true);
    }

    /// A mark closes what no mark opened: it began with the paragraph, or with the first sentence after the
    /// quotation before.
    void open_before(const Mark& mark) {
        if (!stack_.empty() || is_inch(mark)) return;
        const bool first = last_end_ == span_.begin;
        const std::uint32_t begin =
            first ? skip_blanks(span_.begin) : skip_blanks(first_sentence_end(last_end_, mark.span.begin));
        last_end_ = mark.span.end;
        if (begin >= mark.span.begin) return;
        Quotation quotation;
        quotation.pieces.push_back({begin, mark.span.begin});
        quotation.hull = {begin, mark.span.end};
        quotation.first_block = quotation.last_block = block_;
        quotation.open_missing = true;
        found_.push_back(std::move(quotation));
    }

    [[nodiscard]] bool is_inch(const Mark& mark) const {
        return mark.span.begin > 0 && is_digit(static_cast<unsigned char>(report_.text[mark.span.begin - 1])) &&
               mark.style == Style::straight;
    }

    void end_block() {
        const std::uint32_t end = skip_blanks_back(span_.end);
        while (stack_.size() > 1) end_top(end, end, true);
        if (stack_.empty()) return;
        const Open open = stack_.back();
        end_top(end, end, true);
        const BlockKind kind = report_.blocks[static_cast<std::size_t>(block_)].kind;
        if (kind != BlockKind::headline && kind != BlockKind::caption) running_ = open;
    }

    /// Drops empty pieces and quotations, orders the rest, names their use.
    void finish();

    [[nodiscard]] bool only_blanks(std::uint32_t begin, std::uint32_t end) const { return skip_blanks(begin) >= end; }

    [[nodiscard]] std::uint32_t skip_blanks(std::uint32_t at) const {
        while (at < span_.end) {
            const Decoded c = decode(report_.text, at);
            if (!is_blank(c.code_point) && !is_invisible(c.code_point)) break;
            at += c.length;
        }
        return std::min(at, span_.end);
    }

    [[nodiscard]] std::uint32_t skip_blanks_back(std::uint32_t at) const {
        while (at > span_.begin && static_cast<unsigned char>(report_.text[at - 1]) <= ' ') --at;
        return at;
    }

    /// Behind the first ".", "!" or "?" in [from, to) that a blank follows; `to` if there is none.
    [[nodiscard]] std::uint32_t first_sentence_end(std::uint32_t from, std::uint32_t to) const {
        for (std::uint32_t at = from; at + 1 < to; ++at) {
            const char c = report_.text[at];
            if ((c == '.' || c == '!' || c == '?') && report_.text[at + 1] == ' ') return at + 1;
        }
        return skip_blanks_back(to);
    }

    const Report& report_;
    std::vector<Quotation> found_;
    std::vector<Open> stack_;
    std::optional<Open> running_;  // left open by the kept block before
    std::vector<Mark> marks_;
    std::vector<std::uint32_t> later_closers_;
    std::int32_t block_ = 0;
    Span span_;
    std::uint32_t last_end_ = 0;
};

struct WordCounts {
    int words = 0;
    int capitalised = 0;
    int function_words = 0;  // short words that titles leave small
};

WordCounts count_words(std::string_view text) {
    WordCounts counts;
    bool inside = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool part = i < text.size() && static_cast<unsigned char>(text[i]) > ' ';
        if (part && !inside) begin = i;
        if (!part && inside) {
            const unsigned char first = static_cast<unsigned char>(text[begin]);
            ++counts.words;
            if (first >= 'A' && first <= 'Z')
                ++counts.capitalised;
            else if (i - begin <= 4)
                ++counts.function_words;
        }
        inside = part;
    }
    return counts;
}

QuotationUse use_of(std::string_view text, const Quotation& quotation) {
    if (quotation.pieces.size() > 1) return QuotationUse::speech;
    const std::string_view words = slice(text, quotation.pieces[0]);
    const WordCounts counts = count_words(words);
    const char last = words.empty() ? ' ' : words.back();
    const bool sentence = last == '.' || last == '!' || last == '?' || last == ',';
    const bool title = counts.words > 0 && counts.capitalised > 0 &&
                       counts.capitalised + counts.function_words == counts.words &&
                       (counts.capitalised > 1 || counts.words == 1) && counts.words <= 12;
    if (title && last != '!' && last != '?' && (last != '.' || counts.words <= 3 || counts.capitalised >= 3))
        return QuotationUse::title;
    if (sentence && counts.words > 3) return QuotationUse::speech;
    return counts.words <= 3 ? QuotationUse::scare : QuotationUse::speech;
}

void Scanner::finish() {
    std::vector<Quotation> kept;
    std::vector<std::int32_t> number(found_.size(), -1);
    for (std::size_t i = 0; i < found_.size(); ++i) {
        Quotation& quotation = found_[i];
        std::erase_if(quotation.pieces, [](Span piece) { return piece.empty(); });
        if (quotation.parent >= 0) quotation.parent = number[static_cast<std::size_t>(quotation.parent)];
        if (quotation.pieces.empty()) {
            number[i] = quotation.parent;
            continue;
        }
        quotation.use = use_of(report_.text, quotation);
        number[i] = static_cast<std::int32_t>(kept.size());
        kept.push_back(std::move(quotation));
    }
    found_ = std::move(kept);
}

}  // namespace

std::vector<Quotation> find_quotations(const Report& report) { return Scanner(report).scan(); }

std::vector<Span> find_insertions(std::string_view text, Span span) {
    std::vector<Span> insertions;
    std::optional<std::uint32_t> open;
    for (std::uint32_t at = span.begin; at < span.end; ++at) {
        if (text[at] == '[') open = at;
        if (text[at] != ']' || !open) continue;
        insertions.push_back({*open, at + 1});
        open.reset();
    }
    return insertions;
}

std::string_view to_string(QuotationUse use) {
    switch (use) {
        case QuotationUse::speech:
            return "speech";
        case QuotationUse::scare:
            return "scare";
        case QuotationUse::title:
            return "title";
    }
    return "";
}

}  // namespace px
