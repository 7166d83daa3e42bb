#include "resolve/time_pieces.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

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
constexpr std::uint8_t any_mark = 8;

constexpr std::array<std::uint8_t, 256> byte_kinds = [] {
    std::array<std::uint8_t, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c)
        kinds[c] = c >= 'a' && c <= 'z'   ? small_letter
                   : c >= 'A' && c <= 'Z' ? capital_letter
                   : c >= '0' && c <= '9' ? digit
                                          : any_mark;
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

// Of each byte that is a figure 0 to 9.
std::uint64_t figures(std::uint64_t bytes) {
    const std::uint64_t low = bytes & ~high_bits;
    const std::uint64_t from_0 = low + each_byte * (0x80 - '0');
    const std::uint64_t after_9 = low + each_byte * (0x7F - '9');
    return from_0 & ~after_9 & ~bytes & high_bits;
}

// Of each byte that is `wanted`.
std::uint64_t equal_bytes(std::uint64_t bytes, unsigned char wanted) {
    const std::uint64_t difference = bytes ^ each_byte * wanted;
    return ~(((difference & ~high_bits) + ~high_bits) | difference) & high_bits;
}

// The highest bits of eight bytes side by side.
std::uint64_t side_by_side(std::uint64_t high) { return (high >> 7U) * 0x0102040810204080U >> 56U; }

// The eight bytes from `at` on; beyond the end of the text they are 0.
std::uint64_t eight_bytes(std::string_view text, std::size_t at) {
    if (at + 8 <= text.size()) return eight_bytes(text.data() + at);
    std::array<char, 8> rest{};
    std::memcpy(rest.data(), text.data() + at, text.size() - at);
    return eight_bytes(rest.data());
}

// The bits of the first `size` bytes of eight.
constexpr std::uint64_t first_bytes(std::size_t size) { return ~std::uint64_t{0} >> (64 - 8 * size); }

constexpr std::uint64_t small_bits = each_byte * 0x20;  // what makes letters small

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Looks through the text of sentences for what the recogniser asks of all of them.
class Scanner {
  public:
    Scanner(const TimeWords& words, std::string_view text) : words_(words), text_(text) {}

    /// Whether an expression may stand in `span`, of that sentence.
    bool tells_time(Span span, std::int32_t sentence) {
        bool tells = false;
        bool inside_word = false;  // at the end of the bytes before
        const std::string_view text = text_.substr(0, span.end);
        for (std::size_t block = span.begin; block < span.end; block += block_size) {
            const Marks marks = marks_at(text, block);
            tells = tells || marks.figures;
            std::uint64_t begins = (marks.letters & ~(marks.letters << 1U | (inside_word ? 1U : 0U))) | marks.quotation;
            for (; begins != 0; begins &= begins - 1) {
                const auto offset = static_cast<unsigned>(std::countr_zero(begins));
                const std::size_t at = block + offset;
                if ((marks.quotation >> offset & 1U) != 0) {
                    note_quotation_mark(at, sentence);
                    continue;
                }
                std::size_t size = static_cast<std::size_t>(std::countr_one(marks.letters >> offset));
                if (offset + size == block_size) size = letters_from(text, at);
                const WordKey key{(eight_bytes(text, at) | small_bits) & first_bytes(size < 8 ? size : 8), size};
                if (words_.is_cue(key)) tells = look_up(key, at, sentence) || tells;
            }
            inside_word = marks.letters >> (block_size - 1) != 0;
        }
        return tells;
    }

    std::vector<TimeCue> cues;

  private:
    static constexpr unsigned block_size = 64;

    // What stands in a block, a bit for each byte, the first the lowest; beyond the end of the text there is nothing.
    struct Marks {
        std::uint64_t letters = 0;
        std::uint64_t quotation = 0;  // first bytes of what may be a quotation mark
        bool figures = false;
    };
    static Marks marks_at(std::string_view text, std::size_t at) {
        Marks marks;
        std::uint64_t any_figure = 0;
        for (unsigned i = 0; i < block_size && at + i < text.size(); i += 8) {
            const std::uint64_t bytes = eight_bytes(text, at + i);
            marks.letters |= side_by_side(no_letters(bytes) ^ high_bits) << i;
            any_figure |= figures(bytes);
            if (const std::uint64_t quotes = equal_bytes(bytes, '"') | equal_bytes(bytes, 0xE2); quotes != 0)
                marks.quotation |= side_by_side(quotes) << i;
        }
        marks.figures = any_figure != 0;
        return marks;
    }

    // How many letters there are from `at` on.
    static std::size_t letters_from(std::string_view text, std::size_t at) {
        for (std::size_t end = at; end < text.size(); end += 8)
            if (const std::uint64_t stop = no_letters(eight_bytes(text, end)); stop != 0)
                return end + static_cast<std::size_t>(std::countr_zero(stop)) / 8 - at;
        return text.size() - at;
    }

    bool look_up(WordKey key, std::size_t begin, std::int32_t sentence) {
        std::array<char, 32> lower;
        if (key.size > lower.size()) return false;
        std::transform(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                       text_.begin() + static_cast<std::ptrdiff_t>(begin + key.size), lower.begin(), small);
        const WordEntry* entry = words_.find(key, lower.data());
        if (entry == nullptr) return false;
        if (entry->names_event)
            cues.push_back({TimeCue::Kind::event, static_cast<std::uint32_t>(begin), sentence, entry->word});
        return entry->tells_time || (entry->tells_time_if_capital && kind_of(text_[begin]) == capital_letter);
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
    Cutter(const TimeWords& words, std::string_view text, std::size_t tokens)
        : words_(words), text_(text), lower(std::make_unique_for_overwrite<char[]>(text.size() + 8)) {
        pieces.reserve(tokens + tokens / 8);
    }

    void cut(const Token& token, std::int32_t sentence) {
        if (token.span.end > text_.size() || token.span.begin < done_ || token.span.empty()) return;
        done_ = token.span.end;
        if (token.span.size() <= 8 && cut_short_word(token, sentence)) return;
        const std::string_view text = slice(text_, token.span);
        std::uint8_t kinds = 0;
        for (const char c : text) kinds |= kind_of(c);
        const bool capitals = (kinds & capital_letter) != 0;
        if ((kinds & ~letter) == 0) {
            TimePiece& piece = add(token, sentence, token.span);
            piece.capital = kind_of(text[0]) == capital_letter;
            piece.lower = capitals ? small_letters(text) : text;
            know(piece, WordKey::of(piece.lower));
            return;
        }
        for (std::size_t at = 0; at < text.size();) {
            const Unit unit = unit_at(text, at);
            std::size_t end = at + unit.length;
            if (unit.kind == Kind::digit) end = end_of_number(text, at);
            if (unit.kind == Kind::letter) end = end_of_word(text, at);
            const auto place = [&](std::size_t i) { return token.span.begin + static_cast<std::uint32_t>(i); };
            finish(add(token, sentence, {place(at), place(end)}), unit.kind, capitals);
            at = end;
        }
    }

    const TimeWords& words_;
    std::string_view text_;
    std::unique_ptr<char[]> lower;
    std::vector<TimePiece> pieces;
    std::vector<std::uint32_t> guarded;  // pieces with senses that depend on where they stand

  private:
    // Most words: a token of up to eight letters and nothing else. False if it is none.
    bool cut_short_word(const Token& token, std::int32_t sentence) {
        const std::size_t size = token.span.size();
        const std::uint64_t bytes = eight_bytes(text_, token.span.begin);
        const std::uint64_t word = first_bytes(size);
        if ((no_letters(bytes) & word) != 0) return false;
        const WordKey key{(bytes | small_bits) & word, size};
        TimePiece& piece = add(token, sentence, token.span);
        if (((bytes | ~word) & small_bits) == small_bits) {
            piece.lower = slice(text_, token.span);
        } else {
            piece.capital = (bytes & 0x20U) == 0;
            piece.lower = write_small(key);
        }
        know(piece, key);
        return true;
    }

    TimePiece& add(const Token& token, std::int32_t sentence, Span span) {
        const bool glued = !pieces.empty() && pieces.back().span.end == span.begin;
        TimePiece& piece = pieces.emplace_back();
        piece.span = span;
        piece.token = &token;
        piece.sentence = sentence;
        piece.glued = glued;
        return piece;
    }

    void finish(TimePiece& piece, Kind kind, bool capitals) {
        const std::string_view text = slice(text_, piece.span);
        piece.capital = kind_of(text[0]) == capital_letter;
        if (kind == Kind::dash || kind == Kind::apostrophe)
            piece.lower = kind == Kind::dash ? "-" : "'";
        else
            piece.lower = capitals ? small_letters(text) : text;
        if (kind == Kind::digit) read_number(piece);
        WordKey key = WordKey::of(piece.lower);
        // A full stop that only ends the sentence is no part of the word: "Sept." is a word of the tables, "May." not.
        if (kind == Kind::letter && piece.lower.size() > 1 && piece.lower.find('.') == piece.lower.size() - 1) {
            const WordEntry* entry = words_.find(key, piece.lower.data());
            if (entry == nullptr || entry->senses.empty()) {
                piece.lower.remove_suffix(1);
                piece.span.end -= 1;
                key = WordKey::of(piece.lower);
            }
        }
        know(piece, key);
    }

    // What the tables know of it.
    void know(TimePiece& piece, WordKey key) {
        piece.entry = words_.find(key, piece.lower.data());
        if (piece.entry == nullptr) return;
        piece.classes = piece.entry->everywhere;
        piece.opener = piece.entry->opener;
        piece.begins_holiday = piece.capital && !piece.entry->holidays.empty();
        if (piece.entry->guarded) guarded.push_back(static_cast<std::uint32_t>(pieces.size() - 1));
    }

    std::string_view write_small(WordKey key) {
        char* to = lower.get() + written_;
        std::uint64_t letters = key.head;
        if constexpr (std::endian::native == std::endian::big) letters = __builtin_bswap64(letters);
        std::memcpy(to, &letters, sizeof letters);
        written_ += key.size;
        return {to, key.size};
    }

    std::string_view small_letters(std::string_view text) {
        char* to = lower.get() + written_;
        std::transform(text.begin(), text.end(), to, small);
        written_ += text.size();
        return {to, text.size()};
    }

    static void read_number(TimePiece& piece) {
        piece.figure = true;
        if (piece.lower.size() > 9) return;
        std::int32_t number = 0;
        for (const char c : piece.lower) {
            if (c < '0' || c > '9') return;
            number = number * 10 + (c - '0');
        }
        piece.number = number;
        piece.digits = static_cast<std::uint8_t>(piece.lower.size());
    }

    std::size_t written_ = 0;  // of `lower`: never more than of the text before it
    std::uint32_t done_ = 0;
};

// Decides with which of its senses a word counts where it stands.
class Guard {
  public:
    explicit Guard(std::vector<TimePiece>& pieces) : pieces_(pieces) {}

    void decide(std::size_t at) {
        TimePiece& piece = pieces_[at];
        for (const WordSense& sense : piece.entry->senses) {
            const std::uint64_t type = class_mask({sense.type});
            if (holds(sense.guard, at) && ((type & classes_in_titles) == 0 || !in_title(at))) piece.classes |= type;
        }
    }

  private:
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

bool tells_time(const TimePiece& piece) {
    return piece.figure || (piece.entry != nullptr &&
                            (piece.is_any(time_telling_classes) || piece.begins_holiday || piece.is("moment")));
}

void note_distances(std::vector<TimePiece>& pieces) {
    constexpr std::uint8_t far = 255;
    const auto one_more = [](std::uint8_t distance) {
        return distance == far ? far : static_cast<std::uint8_t>(distance + 1);
    };
    std::uint8_t core = far;
    std::uint8_t telling = far;
    for (std::size_t i = pieces.size(); i-- > 0;) {
        TimePiece& piece = pieces[i];
        const bool tells = tells_time(piece);
        telling = tells ? 0 : one_more(telling);
        core = tells || piece.is_any(time_core_classes) ? 0 : one_more(core);
        piece.to_core = core;
        piece.to_telling = telling;
    }
}

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
    for (const std::size_t s : telling)
        for (const Token& token : annotation.tokens_of(annotation.sentences[s]))
            cutter.cut(token, static_cast<std::int32_t>(s));
    Guard guard(cutter.pieces);
    for (const std::uint32_t i : cutter.guarded) guard.decide(i);
    note_distances(cutter.pieces);
    return {text, std::move(cutter.lower), std::move(cutter.pieces), std::move(scanner.cues)};
}

}  // namespace px
