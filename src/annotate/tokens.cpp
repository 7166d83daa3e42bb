#include "annotate/tokens.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "annotate/features.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// A run without white space is cut after this many characters: no rule may look further, so time stays linear.
constexpr std::size_t longest_chunk = 1000;

enum class Kind : std::uint8_t { lower, upper, letter, digit, mark, space };

struct Character {
    char32_t code = 0;
    std::uint32_t at = 0;  // byte in the text
    Kind kind = Kind::mark;
};

Kind kind_of(char32_t code) {
    if (code < 0x80) {
        if (code >= 'a' && code <= 'z') return Kind::lower;
        if (code >= 'A' && code <= 'Z') return Kind::upper;
        if (code >= '0' && code <= '9') return Kind::digit;
        return code == ' ' || (code >= 9 && code <= 13) || (code >= 28 && code <= 31) ? Kind::space : Kind::mark;
    }
    const auto c = static_cast<UChar32>(code);
    if (u_isUWhiteSpace(c) != 0) return Kind::space;
    if (u_isUUppercase(c) != 0) return Kind::upper;
    if (u_isULowercase(c) != 0) return Kind::lower;
    if (u_isUAlphabetic(c) != 0 || u_getIntPropertyValue(c, UCHAR_GENERAL_CATEGORY) == U_NON_SPACING_MARK ||
        u_getIntPropertyValue(c, UCHAR_GENERAL_CATEGORY) == U_COMBINING_SPACING_MARK)
        return Kind::letter;
    return u_isdigit(c) != 0 ? Kind::digit : Kind::mark;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == U'’' || c == U'‘' || c == '`' || c == U'´' || c == U'ʼ'; }
bool is_double_quote(char32_t c) {
    return c == '"' || c == U'“' || c == U'”' || c == U'„' || c == U'«' || c == U'»' || c == U'‟';
}
bool is_long_dash(char32_t c) { return c == U'–' || c == U'—' || c == U'―'; }
bool is_hyphen(char32_t c) { return c == '-' || c == U'‐' || c == U'‑'; }
bool is_bracket(char32_t c) { return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}'; }
bool is_currency(char32_t c) { return c == '$' || c == U'£' || c == U'€' || c == U'¥' || c == U'₹' || c == U'₽'; }
/// Marks that stand as one token when repeated: "...", "--", "!!", "***".
bool runs_together(char32_t a, char32_t b) {
    if ((a == '!' || a == '?') && (b == '!' || b == '?')) return true;
    return a == b &&
           (a == '.' || a == '-' || a == '*' || a == '=' || a == '_' || a == '~' || a == '#' || a == '+' || a == '<' ||
            a == '>' || a == '/' || a == '$' || a == '\'' || a == '`' || a == U'—' || a == U'–' || a == ',');
}

constexpr std::array<std::string_view, 19> credit_words = {
    "AFP",  "AP",    "Reuters", "REUTERS", "Pool", "POOL", "EPA", "Xinhua", "TASS", "Yonhap",
    "KCNA", "Getty", "Images",  "ANI",     "PTI",  "EFE",  "DPA", "ANSA",   "UPI"};

/// Cuts one stretch. Chunks are runs without white space; each is cut from its ends inwards.
class Cutter {
  public:
    Cutter(std::string_view text, Span stretch, const TokenLexicon& lexicon)
        : text_(text), stretch_(stretch), lexicon_(lexicon) {}

    std::vector<RawToken> run() {
        std::size_t at = stretch_.begin;
        while (at < stretch_.end) {
            const Decoded c = decode(text_.substr(0, stretch_.end), at);
            const Kind kind = c.valid ? kind_of(c.code_point) : Kind::mark;
            if (kind == Kind::space) {
                flush();
                mark_space(c.code_point);
            } else {
                chunk_.push_back({c.valid ? c.code_point : U'\uFFFD', static_cast<std::uint32_t>(at), kind});
                end_ = static_cast<std::uint32_t>(at + c.length);
                if (chunk_.size() == longest_chunk) flush();
            }
            at += c.length;
        }
        flush();
        if (!out_.empty()) out_.back().space_after = true;
        return std::move(out_);
    }

  private:
    void mark_space(char32_t space) {
        if (out_.empty()) return;
        out_.back().space_after = true;
        if (space == '\n' || space == '\r' || space == 0x2028 || space == 0x2029) out_.back().line_end_after = true;
    }

    void flush() {
        if (chunk_.empty()) return;
        chunk_end_ = end_;
        cut_chunk(0, chunk_.size());
        chunk_.clear();
    }

    [[nodiscard]] std::uint32_t byte(std::size_t i) const { return i < chunk_.size() ? chunk_[i].at : chunk_end_; }
    [[nodiscard]] char32_t code(std::size_t i) const { return i < chunk_.size() ? chunk_[i].code : 0; }
    [[nodiscard]] Kind kind(std::size_t i) const { return i < chunk_.size() ? chunk_[i].kind : Kind::space; }
    [[nodiscard]] bool is_letter(std::size_t i) const {
        return kind(i) == Kind::lower || kind(i) == Kind::upper || kind(i) == Kind::letter;
    }
    [[nodiscard]] bool is_digit(std::size_t i) const { return kind(i) == Kind::digit; }
    [[nodiscard]] bool is_word(std::size_t i) const { return is_letter(i) || is_digit(i); }
    [[nodiscard]] std::string_view slice_of(std::size_t from, std::size_t to) const {
        return text_.substr(byte(from), byte(to) - byte(from));
    }
    /// Lower-case with plain apostrophes: the key of the word lists.
    [[nodiscard]] std::string key(std::size_t from, std::size_t to) const {
        return lower_form(plain_form(slice_of(from, to)));
    }

    void emit(std::size_t from, std::size_t to) {
        if (from >= to) return;
        if (to == from + 1 && is_apostrophe(code(from))) single_open_ = !single_open_;
        out_.push_back({{byte(from), byte(to)}});
    }

    // ------------------------------------------------------------------ a chunk from its ends inwards
    void cut_chunk(std::size_t from, std::size_t to) {
        for (std::size_t i = from + 1; i < to; ++i) {  // "Name"<name@example.org>
            if (code(i) != '<' || !(is_word(i - 1) || is_double_quote(code(i - 1)))) continue;
            cut_part(from, i);
            from = i;
        }
        cut_part(from, to);
    }

    void cut_part(std::size_t from, std::size_t to) {
        from = cut_leading(from, to);
        if (from >= to) return;
        if (is_address(from, to) || is_emoticon(from, to)) {
            cut_address(from, to);
            return;
        }
        const std::size_t core_end = find_core_end(from, to);
        cut_core(from, core_end);
        cut_marks(core_end, to);
    }

    /// Emits the marks in front and returns where the core begins.
    std::size_t cut_leading(std::size_t from, std::size_t to) {
        while (from < to && !is_word(from)) {
            if (is_emoticon(from, to) || stays_in_front(from, to)) return from;
            std::size_t next = from + 1;
            while (next < to && runs_together(code(from), code(next))) ++next;
            emit(from, next);
            from = next;
        }
        return from;
    }

    /// ".5", "@name", "#tag", "'90s", "'em", "-5": a mark that belongs to the word behind it.
    [[nodiscard]] bool stays_in_front(std::size_t from, std::size_t to) const {
        const char32_t c = code(from);
        if (from + 1 >= to) return false;
        if (c == '.' || c == '+') return is_digit(from + 1);
        if (c == '@' || c == '#') return is_letter(from + 1);
        constexpr std::size_t longest_clipped = 6;  // "'cause"; a longer look at every mark would cost quadratic time
        if (is_apostrophe(c)) {
            if (is_digit(from + 1) && is_digit(from + 2) && !single_open_) return true;
            if (to - from > longest_clipped) return false;
            const std::string word = key(from, to);
            if (word.starts_with("'n") && word.size() == 3) return true;
            return word == "'s" || word == "'em" || word == "'ll" || word == "'re" || word == "'ve" || word == "'m" ||
                   word == "'d" || word == "'til" || word == "'cause";
        }
        return false;
    }

    /// The core is followed by marks only.
    [[nodiscard]] std::size_t find_core_end(std::size_t from, std::size_t to) const {
        std::size_t end = to;
        while (end > from + 1) {
            if (is_word(end - 1)) break;
            if (code(end - 1) == '.' && keeps_full_stop(from, end)) break;
            if (is_apostrophe(code(end - 1)) && is_possessive_mark(from, end)) break;
            if (is_currency(code(end - 1)) && kind(end - 2) == Kind::upper) break;
            --end;
        }
        return end;
    }

    /// "ministers'": an apostrophe behind an s that closes no quotation.
    [[nodiscard]] bool is_possessive_mark(std::size_t from, std::size_t end) const {
        if (end < from + 3) return false;
        const char32_t before = code(end - 2);
        return (before == 's' || before == 'S') && is_letter(end - 3) && !single_open_;
    }

    /// "Wrote on X. He said": the network and no initial.
    [[nodiscard]] bool is_network(std::size_t start) const {
        const std::string_view letter = slice_of(start, start + 1);
        const auto at = static_cast<std::size_t>(letter.data() - text_.data());
        return letter == "X" && text_.substr(0, at).ends_with(" on ");
    }

    /// The full stop at end - 1 belongs to the word: "Gen.", "U.S.", "J.".
    [[nodiscard]] bool keeps_full_stop(std::size_t from, std::size_t end) const {
        if (end < from + 2 || code(end - 2) == '.') return false;
        std::size_t start = end - 1;
        while (start > from && (is_word(start - 1) || code(start - 1) == '.')) --start;
        const std::size_t length = end - 1 - start;
        if (length == 1) return kind(start) == Kind::upper && code(start) != 'I' && !is_network(start);
        for (std::size_t i = start; i + 1 < end; ++i)
            if (code(i) == '.') return is_dotted(start, end);
        return is_abbreviation(start, end);
    }

    /// In the list as written, or in capitals where the list has small letters. "No." needs a number behind it.
    [[nodiscard]] bool is_abbreviation(std::size_t start, std::size_t end) const {
        constexpr std::size_t longest = 12;
        if (end - start > longest) return false;
        const std::string plain = plain_form(slice_of(start, end));
        const bool capitals = kind(start) == Kind::upper && kind(start + 1) == Kind::upper;
        if (!lexicon_.abbreviations.contains(capitals ? title_form(plain) : plain)) return false;
        static constexpr std::array<std::string_view, 6> before_numbers = {"no.", "nos.", "vol.", "fig.", "p.", "pp."};
        const std::string low = lower_form(plain);
        return std::find(before_numbers.begin(), before_numbers.end(), low) == before_numbers.end() ||
               number_follows(end);
    }

    [[nodiscard]] bool number_follows(std::size_t end) const {
        if (end < chunk_.size()) return is_digit(end);
        std::size_t at = chunk_end_;
        while (at < stretch_.end && text_[at] == ' ') ++at;
        return at < stretch_.end && text_[at] >= '0' && text_[at] <= '9';
    }

    /// "U.S.", "a.m.", "H.R.", "Ph.D.": short letter groups, each with a full stop.
    [[nodiscard]] bool is_dotted(std::size_t start, std::size_t end) const {
        std::size_t group = 0;
        for (std::size_t i = start; i < end; ++i) {
            if (code(i) == '.') {
                if (group == 0 || group > 2) return is_abbreviation(start, end);
                group = 0;
            } else if (is_letter(i)) {
                ++group;
            } else {
                return false;
            }
        }
        return true;
    }

    void cut_marks(std::size_t from, std::size_t to) {
        while (from < to) {
            std::size_t next = from + 1;
            if (is_word(from)) {  // cannot happen behind a core; kept safe for any input
                while (next < to && is_word(next)) ++next;
            } else if (is_emoticon(from, to)) {
                next = to;
            } else {
                while (next < to && runs_together(code(from), code(next))) ++next;
            }
            emit(from, next);
            from = next;
        }
    }

    // ------------------------------------------------------------------ addresses and faces
    [[nodiscard]] bool is_address(std::size_t from, std::size_t to) const {
        const std::string_view s = slice_of(from, to);
        if (s.find("://") != std::string_view::npos || s.starts_with("www.")) return true;
        const std::size_t at = s.find('@');
        return at != std::string_view::npos && at > 0 && s.find('.', at) != std::string_view::npos &&
               s.find('.', at) + 1 < s.size();
    }

    void cut_address(std::size_t from, std::size_t to) {
        std::size_t end = to;
        if (!is_emoticon(from, to)) {
            const auto closes = [&](char32_t c) {
                return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' || c == ']' ||
                       c == '>' || c == '}' || is_double_quote(c) || is_apostrophe(c);
            };
            while (end > from + 1 && closes(code(end - 1))) --end;
        }
        emit(from, end);
        cut_marks(end, to);
    }

    [[nodiscard]] bool is_emoticon(std::size_t from, std::size_t to) const {
        if (to - from < 2 || to - from > 3) return false;
        const std::string_view s = slice_of(from, to);
        static constexpr std::array<std::string_view, 19> faces = {":)", ":(", ";)", ":D",  ":-)", ":-(", ";-)",
                                                                   ":P", ":p", "=)", ":/",  ":o",  "<3",  "^_^",
                                                                   "(:", ";(", ":]", ":-D", ":-P"};
        return std::find(faces.begin(), faces.end(), s) != faces.end();
    }

    // ------------------------------------------------------------------ the core
    void cut_core(std::size_t from, std::size_t to) {
        if (from >= to) return;
        if (lexicon_.whole.contains(key(from, to))) {
            emit(from, to);
            return;
        }
        has_letters_ = false;
        for (std::size_t i = from; i < to && !has_letters_; ++i) has_letters_ = is_letter(i);
        std::size_t start = from;
        for (std::size_t i = from; i < to;) {
            const std::size_t mark_end = joint_mark(from, start, i, to);
            if (mark_end > i) {
                cut_word(start, i);
                emit(i, mark_end);
                start = i = mark_end;
                continue;
            }
            if (glued_here(start, i, to)) {
                cut_word(start, i);
                out_.back().ends_credit = is_credit(start, i);
                start = i;
            }
            ++i;
        }
        cut_word(start, to);
    }

    /// If a mark that stands as a token of its own begins at i, its end; else i.
    [[nodiscard]] std::size_t joint_mark(std::size_t from, std::size_t start, std::size_t i, std::size_t to) const {
        const char32_t c = code(i);
        if (kind(i) != Kind::mark) return i;
        if (is_double_quote(c) || is_bracket(c) || is_long_dash(c) || c == U'…' || c == ';') return i + 1;
        if ((c == '-' || c == '.') && code(i + 1) == c) {
            std::size_t end = i;
            while (end < to && code(end) == c) ++end;
            return end;
        }
        if (is_hyphen(c)) return hyphen_cuts(start, i, to) ? i + 1 : i;
        const bool letters = is_letter(i + 1) && i > start && is_letter(i - 1);
        if (c == '/') return letters && !(i - from == 1 && to - i == 2) ? i + 1 : i;
        if (c == '!' || c == '?') return is_word(i + 1) ? i + 1 : i;
        if (c == ',') return !(is_digit(i + 1) && i > start && is_digit(i - 1)) ? i + 1 : i;
        if (c == ':') return letters || !is_digit(i + 1) ? i + 1 : i;
        if (c == '.') return full_stop_cuts(start, i) ? i + 1 : i;
        if (c == '%') return i + 1;
        return i;
    }

    /// "be.Read", "2019.The", "”.China": a sentence's full stop without a blank behind it.
    [[nodiscard]] bool full_stop_cuts(std::size_t start, std::size_t i) const {
        if (i == start) return is_letter(i + 1);
        if (is_double_quote(code(i + 1)) || is_bracket(code(i + 1))) return !keeps_full_stop(start, i + 1);
        if (kind(i + 1) != Kind::upper || (kind(i + 2) != Kind::lower && code(i + 2) != ' ')) return false;
        if (is_digit(i - 1)) return true;
        if (i - start < 2 || kind(i - 1) != Kind::lower) return false;
        return !is_abbreviation(start, i + 1);
    }

    [[nodiscard]] bool hyphen_cuts(std::size_t start, std::size_t i, std::size_t to) const {
        if (i == start) return true;
        if (i + 1 >= to) return true;
        if (!has_letters_) return is_number_range(start, i, to);
        std::size_t end = i + 1;
        while (end < to && is_word(end)) ++end;
        if (lexicon_.prefixes.contains(key(start, i)) && is_word(i + 1)) return false;
        return !lexicon_.whole.contains(key(start, end));
    }

    /// "3-5" and "1998-2002" are ranges; "555-1234" and "2004-05-01" are one number.
    [[nodiscard]] bool is_number_range(std::size_t start, std::size_t i, std::size_t to) const {
        std::size_t end = i + 1;
        while (end < to && is_digit(end)) ++end;
        if (end != to || end == i + 1) return false;
        for (std::size_t j = start; j < i; ++j)
            if (!is_digit(j)) return false;
        return !(i - start == 3 && end - i - 1 == 4);
    }

    /// A new word begins at i without any mark: "AFPNorth", "US$5", "Gen.Smith".
    [[nodiscard]] bool glued_here(std::size_t start, std::size_t i, std::size_t to) const {
        if (i == start) return false;
        if (is_currency(code(i - 1)) && is_digit(i)) return true;
        if (is_digit(i - 1) && is_currency(code(i)) && i + 1 == to) return true;
        if (kind(i) != Kind::upper || kind(i + 1) != Kind::lower) return false;
        if (code(i - 1) == '.') return (i - start == 2 && kind(start) == Kind::upper) || is_abbreviation(start, i);
        return is_credit(start, i);
    }

    [[nodiscard]] bool is_credit(std::size_t start, std::size_t end) const {
        return std::find(credit_words.begin(), credit_words.end(), slice_of(start, end)) != credit_words.end();
    }

    // ------------------------------------------------------------------ contractions
    void cut_word(std::size_t from, std::size_t to) {
        if (from >= to) return;
        const std::string word = key(from, to);
        const std::size_t cut = contraction(from, to, word);
        if (cut > from && cut < to) {
            out_.push_back({{byte(from), byte(cut)}, 2, false, false, true});
            out_.push_back({{byte(cut), byte(to)}});
            return;
        }
        emit(from, to);
    }

    /// Where the second word of a contraction begins; `to` if there is none.
    [[nodiscard]] std::size_t contraction(std::size_t from, std::size_t to, const std::string& word) const {
        if (const auto known = lexicon_.multiwords.find(word); known != lexicon_.multiwords.end()) {
            const std::size_t count = to - from;
            return word.size() == count ? from + known->second : to;
        }
        if (lexicon_.whole.contains(word)) return to;
        if (to - from > 3 && is_apostrophe(code(to - 2)) && word.ends_with("n't")) return to - 3;
        static constexpr std::array<std::string_view, 6> endings = {"'s", "'m", "'re", "'ve", "'ll", "'d"};
        for (const std::string_view ending : endings)
            if (word.size() > ending.size() && word.ends_with(ending) && is_apostrophe(code(to - ending.size())) &&
                !(is_digit(to - ending.size() - 1) && ending == "'s"))
                return to - ending.size();
        if (is_apostrophe(code(to - 1)) && is_possessive_mark(from, to)) return to - 1;
        return to;
    }

    std::string_view text_;
    Span stretch_;
    const TokenLexicon& lexicon_;
    std::vector<Character> chunk_;
    std::uint32_t chunk_end_ = 0;
    std::uint32_t end_ = 0;     // one past the last character that is no white space
    bool has_letters_ = false;  // the core being cut holds letters
    bool single_open_ = false;  // an opening single quote waits for its partner
    std::vector<RawToken> out_;
};

}  // namespace

std::vector<RawToken> split_words(std::string_view text, Span stretch, const TokenLexicon& lexicon) {
    return Cutter(text, stretch, lexicon).run();
}

}  // namespace px
