#include "resolve/time_pieces.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "text/utf8.hpp"

namespace px {
namespace {

enum class Kind : std::uint8_t { letter, digit, dash, apostrophe, other };

struct Unit {
    Kind kind = Kind::other;
    std::uint32_t length = 1;
};

Unit unit_at(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= '0' && c <= '9') return {Kind::digit, 1};
    if ((c | 32U) >= 'a' && (c | 32U) <= 'z') return {Kind::letter, 1};
    if (c == '-') return {Kind::dash, 1};
    if (c == '\'') return {Kind::apostrophe, 1};
    if (c < 0x80) return {Kind::other, 1};
    const Decoded code = decode(text, at);
    if (code.code_point >= 0x2010 && code.code_point <= 0x2015) return {Kind::dash, code.length};
    if (code.code_point == 0x2212) return {Kind::dash, code.length};
    if (code.code_point == 0x2018 || code.code_point == 0x2019) return {Kind::apostrophe, code.length};
    if (code.code_point < 0xC0 || (code.code_point >= 0x2000 && code.code_point < 0x2C00))
        return {Kind::other, code.length};
    return {Kind::letter, code.length};
}

bool is_digit(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }
bool is_letter(std::string_view text, std::size_t at) {
    return at < text.size() && unit_at(text, at).kind == Kind::letter;
}

// Digits with thousands separators and a decimal point stay one piece.
std::size_t end_of_number(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (is_digit(text, at))
            ++at;
        else if ((text[at] == ',' || text[at] == '.') && is_digit(text, at + 1))
            at += 2;
        else
            break;
    }
    return at;
}

// Letters, with the full stops of "p.m." and "Sept." (but not the one that ends a sentence) inside.
std::size_t end_of_word(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    while (at < text.size()) {
        const Unit unit = unit_at(text, at);
        if (unit.kind == Kind::letter)
            at += unit.length;
        else if (text[at] == '.' && at > begin && (is_letter(text, at + 1) || at + 1 == text.size()))
            ++at;
        else
            break;
    }
    return at;
}

/// What a byte is, for words that are letters alone.
constexpr std::uint8_t small_letter = 1;
constexpr std::uint8_t capital_letter = 2;
constexpr std::uint8_t letter = small_letter | capital_letter;
constexpr std::uint8_t digit = 4;
constexpr std::uint8_t quotation = 8;  // mark, or the first byte of one
constexpr std::uint8_t any_mark = 16;

constexpr std::array<std::uint8_t, 256> byte_kinds = [] {
    std::array<std::uint8_t, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c)
        kinds[c] = c >= 'a' && c <= 'z'   ? small_letter
                   : c >= 'A' && c <= 'Z' ? capital_letter
                   : c >= '0' && c <= '9' ? digit
                                          : any_mark;
    kinds['"'] = quotation;
    kinds[0xE2] = quotation;
    return kinds;
}();

std::uint8_t kind_of(char c) { return byte_kinds[static_cast<unsigned char>(c)]; }

// Eight bytes looked at in one step (L. Lamport, Multiple Byte Processing with Full-Word Instructions, CACM 1975): the
// first byte is the lowest, and of each the highest bit tells.
constexpr std::uint64_t each_byte = 0x0101010101010101U;
constexpr std::uint64_t high_bits = each_byte * 0x80;

std::uint64_t eight_bytes(const char* from) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    return bytes;
}

// Of each byte that is no letter A to Z, a to z.
std::uint64_t no_letters(std::uint64_t bytes) {
    const std::uint64_t folded = (bytes | each_byte * 0x20) & ~high_bits;
    const std::uint64_t from_a = folded + each_byte * (0x80 - 'a');
    const std::uint64_t after_z = folded + each_byte * (0x7F - 'z');
    return ~(from_a & ~after_z & ~bytes) & high_bits;
}

// Where the letters that begin at `at` end.
std::size_t end_of_letters(std::string_view text, std::size_t at) {
    for (; at + 8 <= text.size(); at += 8)
        if (const std::uint64_t stop = no_letters(eight_bytes(text.data() + at)); stop != 0)
            return at + static_cast<std::size_t>(std::countr_zero(stop)) / 8;
    while (at < text.size() && (kind_of(text[at]) & letter) != 0) ++at;
    return at;
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Looks through the text of sentences for what the recogniser asks of all of them.
class Scanner {
  public:
    Scanner(const TimeWords& words, std::string_view text) : words_(words), text_(text) {}

    /// Whether an expression may stand in `span`, of that sentence.
    bool tells_time(Span span, std::int32_t sentence) {
        bool tells = false;
        for (std::size_t at = span.begin; at < span.end;) {
            const std::uint8_t kind = kind_of(text_[at]);
            if ((kind & letter) == 0) {
                tells = tells || kind == digit;
                if (kind == quotation) note_quotation_mark(at, sentence);
                ++at;
                continue;
            }
            const std::size_t begin = at;
            at = std::min<std::size_t>(end_of_letters(text_, at), span.end);
            const std::string_view letters = text_.substr(begin, at - begin);
            if (words_.is_cue(letters)) tells = look_up(letters, begin, sentence) || tells;
        }
        return tells;
    }

    std::vector<TimeCue> cues;

  private:
    bool look_up(std::string_view letters, std::size_t begin, std::int32_t sentence) {
        std::array<char, 32> lower;
        if (letters.size() > lower.size()) return false;
        std::transform(letters.begin(), letters.end(), lower.begin(), small);
        const WordEntry* entry = words_.find({lower.data(), letters.size()});
        if (entry == nullptr) return false;
        if (entry->names_event)
            cues.push_back({TimeCue::Kind::event, static_cast<std::uint32_t>(begin), sentence, entry->word});
        return entry->tells_time || (entry->tells_time_if_capital && kind_of(letters[0]) == capital_letter);
    }

    void note_quotation_mark(std::size_t at, std::int32_t sentence) {
        const auto note = [&](TimeCue::Kind kind) {
            cues.push_back({kind, static_cast<std::uint32_t>(at), sentence, {}});
        };
        if (text_[at] == '"') return note(TimeCue::Kind::either);
        const std::string_view three = text_.substr(at, 3);
        if (three == "\u201c") note(TimeCue::Kind::opening);
        if (three == "\u201d") note(TimeCue::Kind::closing);
    }

    const TimeWords& words_;
    std::string_view text_;
};

class Cutter {
  public:
    Cutter(const TimeWords& words, std::string_view text, std::size_t tokens) : words_(words), text_(text) {
        lower.reserve(text.size());  // views into it stay
        pieces.reserve(tokens + tokens / 8);
    }

    void cut(const Token& token, std::int32_t sentence) {
        if (token.span.end > text_.size() || token.span.begin < done_ || token.span.empty()) return;
        done_ = token.span.end;
        const std::string_view text = slice(text_, token.span);
        const std::uint8_t kinds = kinds_in(token.span);
        const bool capitals = (kinds & capital_letter) != 0;
        if ((kinds & ~letter) == 0) {  // most words
            TimePiece& piece = add(token, sentence, token.span);
            piece.lower = capitals ? small_letters(piece.text) : piece.text;
            look_up(piece);
            return;
        }
        for (std::size_t at = 0; at < text.size();) {
            const Unit unit = unit_at(text, at);
            std::size_t end = at + unit.length;
            if (unit.kind == Kind::digit) end = end_of_number(text, at);
            if (unit.kind == Kind::letter) end = end_of_word(text, at);
            TimePiece& piece = add(token, sentence,
                                   {token.span.begin + static_cast<std::uint32_t>(at),
                                    token.span.begin + static_cast<std::uint32_t>(end)});
            finish(piece, unit.kind, capitals);
            at = end;
        }
    }

    std::vector<char> lower;
    std::vector<TimePiece> pieces;

  private:
    std::uint8_t kinds_in(Span span) const {
        if (span.size() <= 8 && span.begin + 8U <= text_.size()) {
            const std::uint64_t bytes = eight_bytes(text_.data() + span.begin);
            const std::uint64_t word = ~std::uint64_t{0} >> (64 - 8 * span.size());
            if ((no_letters(bytes) & word) == 0)
                return small_letter | ((~bytes & each_byte * 0x20 & word) != 0 ? capital_letter : 0);
        }
        std::uint8_t kinds = 0;
        for (const char c : slice(text_, span)) kinds |= kind_of(c);
        return kinds;
    }

    TimePiece& add(const Token& token, std::int32_t sentence, Span span) {
        const bool glued = !pieces.empty() && pieces.back().span.end == span.begin;
        TimePiece& piece = pieces.emplace_back();
        piece.span = span;
        piece.text = slice(text_, span);
        piece.token = &token;
        piece.sentence = sentence;
        piece.capital = kind_of(piece.text[0]) == capital_letter;
        piece.glued = glued;
        return piece;
    }

    void finish(TimePiece& piece, Kind kind, bool capitals) {
        if (kind == Kind::dash || kind == Kind::apostrophe)
            piece.lower = kind == Kind::dash ? "-" : "'";
        else
            piece.lower = capitals ? small_letters(piece.text) : piece.text;
        if (kind == Kind::digit) read_number(piece);
        look_up(piece);
        // A full stop that only ends the sentence is no part of the word: "Sept." is a word of the tables, "May." not.
        if (kind == Kind::letter && !piece.has_senses() && piece.lower.size() > 1 && piece.lower.ends_with('.') &&
            piece.lower.find('.') == piece.lower.size() - 1) {
            piece.lower.remove_suffix(1);
            piece.span.end -= 1;
            piece.text.remove_suffix(1);
            look_up(piece);
        }
    }

    void look_up(TimePiece& piece) const {
        piece.entry = words_.find(piece.lower);
        piece.opener = piece.entry != nullptr && piece.entry->opener;
        piece.begins_holiday = piece.capital && piece.entry != nullptr && !piece.entry->holidays.empty();
    }

    std::string_view small_letters(std::string_view text) {
        const std::size_t begin = lower.size();
        lower.resize(begin + text.size());
        std::transform(text.begin(), text.end(), lower.begin() + static_cast<std::ptrdiff_t>(begin), small);
        return {lower.data() + begin, text.size()};
    }

    static void read_number(TimePiece& piece) {
        if (piece.text.size() > 9) return;
        std::int64_t number = 0;
        for (const char c : piece.text) {
            if (c < '0' || c > '9') return;
            number = number * 10 + (c - '0');
        }
        piece.number = number;
        piece.digits = static_cast<std::uint8_t>(piece.text.size());
    }

    const TimeWords& words_;
    std::string_view text_;
    std::uint32_t done_ = 0;
};

// Decides with which of its senses a word counts where it stands.
class Guard {
  public:
    explicit Guard(std::vector<TimePiece>& pieces) : pieces_(pieces) {}

    void decide(std::size_t at) {
        TimePiece& piece = pieces_[at];
        if (!piece.has_senses()) return;
        for (const WordSense& sense : piece.entry->senses)
            if (holds(sense.guard, at) && !(titled(sense.type) && in_title(at)))
                piece.classes |= class_mask({sense.type});
    }

  private:
    static bool titled(TimeClass type) {
        return type == TimeClass::deictic || type == TimeClass::reference || type == TimeClass::frequency;
    }

    const TimePiece* near(std::size_t at, std::ptrdiff_t offset) const {
        const auto other = static_cast<std::ptrdiff_t>(at) + offset;
        if (other < 0 || other >= static_cast<std::ptrdiff_t>(pieces_.size())) return nullptr;
        const TimePiece& piece = pieces_[static_cast<std::size_t>(other)];
        return piece.sentence == pieces_[at].sentence ? &piece : nullptr;
    }

    static bool is_day_or_year(const TimePiece* piece) {
        return piece != nullptr && (piece->digits == 4 || (piece->number >= 1 && piece->number <= 31));
    }

    // "Russia Today", "World Tonight": a word that is capital inside a row of capital words.
    bool in_title(std::size_t at) const {
        const TimePiece* before = near(at, -1);
        return pieces_[at].capital && before != nullptr && before->capital && !before->has_senses() &&
               near(at, -2) != nullptr;
    }

    bool holds(WordGuard guard, std::size_t at) const {
        const TimePiece& piece = pieces_[at];
        switch (guard) {
            case WordGuard::none:
                return true;
            case WordGuard::capital:
                return piece.capital;
            case WordGuard::lone:
                return piece.capital && stands_as_month(at);
            case WordGuard::context:
                return piece.capital && beside_calendar_word(at);
            case WordGuard::season:
                return stands_as_season(at);
        }
        return false;
    }

    bool stands_as_month(std::size_t at) const {
        const TimePiece* before = near(at, -1);
        if (is_day_or_year(near(at, 1)) || is_day_or_year(before)) return true;
        const std::string& tag = pieces_[at].token->upos;
        if (tag == "AUX" || tag == "VERB") return false;
        if (before == nullptr) return false;
        return before->is_one_of("in", "of", "since", "until", "till", "by", "from", "to", "last", "next", "this",
                                 "early", "late", "mid", "during", "through", "between", "before", "after", "and", "-",
                                 "previous", "following", "around", "throughout", "every", "or", "for", "that", "th",
                                 "nd", "st", "rd");
    }

    bool beside_calendar_word(std::size_t at) const {
        if (pieces_[at].lower.ends_with('.')) {
            const TimePiece* after = near(at, 1);
            if (is_day_or_year(after) || (after != nullptr && after->is(","))) return true;
        }
        for (const std::ptrdiff_t offset : {-1, 1, 2}) {
            const TimePiece* other = near(at, offset);
            if (is_day_or_year(other)) return true;
            if (offset == 2 && other != nullptr && near(at, 1)->is(",") && other->has_senses() &&
                other->entry->senses.front().type == TimeClass::month)
                return true;
        }
        return false;
    }

    bool stands_as_season(std::size_t at) const {
        const std::string& tag = pieces_[at].token->upos;
        if (tag == "VERB" || tag == "AUX") return false;
        const TimePiece* after = near(at, 1);
        if (after != nullptr && (after->digits == 4 || (after->is("of") && is_day_or_year(near(at, 2))))) return true;
        const TimePiece* before = near(at, -1);
        if (before == nullptr) return false;
        if (before->is_one_of("this", "last", "next", "early", "late", "mid", "every", "each", "previous", "following",
                              "coming", "that"))
            return true;
        if (pieces_[at].is("fall") && !tag.empty() && tag != "NOUN" && tag != "PROPN") return false;
        const bool article = before->is("the") && !(after != nullptr && after->is("of"));
        return article ? pieces_[at].is("spring")
                       : before->is_one_of("in", "since", "until") && pieces_[at].is("spring");
    }

    std::vector<TimePiece>& pieces_;
};

}  // namespace

const WordSense& TimePiece::sense(TimeClass type) const {
    return *std::find_if(entry->senses.begin(), entry->senses.end(),
                         [&](const WordSense& s) { return s.type == type; });
}

CutText cut_pieces(const TimeWords& words, std::string_view text, const Annotation& annotation) {
    Scanner scanner(words, text);
    std::vector<std::size_t> telling;
    std::size_t tokens = 0;
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        const Sentence& sentence = annotation.sentences[s];
        if (sentence.span.end > text.size() || !scanner.tells_time(sentence.span, static_cast<std::int32_t>(s)))
            continue;
        telling.push_back(s);
        tokens += sentence.count;
    }
    Cutter cutter(words, text, tokens);
    constexpr std::size_t fetched_ahead = 8;  // tokens are large, and only where each stands is looked at
    for (const std::size_t s : telling) {
        const std::span<const Token> tokens_here = annotation.tokens_of(annotation.sentences[s]);
        for (std::size_t t = 0; t < tokens_here.size(); ++t) {
            if (t + fetched_ahead < tokens_here.size()) __builtin_prefetch(&tokens_here[t + fetched_ahead]);
            cutter.cut(tokens_here[t], static_cast<std::int32_t>(s));
        }
    }
    Guard guard(cutter.pieces);
    for (std::size_t i = 0; i < cutter.pieces.size(); ++i)
        if (cutter.pieces[i].entry != nullptr) guard.decide(i);
    return {std::move(cutter.lower), std::move(cutter.pieces), std::move(scanner.cues)};
}

}  // namespace px
