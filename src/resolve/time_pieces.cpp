#include "resolve/time_pieces.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "resolve/time_marks.hpp"
#include "resolve/time_scanner.hpp"
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

/// What a byte is, for tokens of one kind.
constexpr std::uint8_t small_letter = 1;
constexpr std::uint8_t capital_letter = 2;
constexpr std::uint8_t mark = 4;        // of ASCII
constexpr std::uint8_t other_kind = 8;  // figures and bytes of longer characters

constexpr std::array<std::uint8_t, 256> byte_kinds = [] {
    std::array<std::uint8_t, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c)
        kinds[c] = c >= 'a' && c <= 'z'                  ? small_letter
                   : c >= 'A' && c <= 'Z'                ? capital_letter
                   : (c >= '0' && c <= '9') || c >= 0x80 ? other_kind
                                                         : mark;
    return kinds;
}();

std::uint8_t kind_of(char c) { return byte_kinds[static_cast<unsigned char>(c)]; }

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

class Cutter {
  public:
    Cutter(const TimeWords& words, std::string_view text, std::size_t tokens)
        : words_(words), text_(text), lower(std::make_unique_for_overwrite<char[]>(text.size() + 8)) {
        pieces.reserve(tokens + tokens / 8);
    }

    // The tokens of a sentence, of which the words are known.
    void cut(std::span<const Token> tokens, std::span<const ScannedWord> words, std::int32_t sentence) {
        auto word = words.begin();
        for (const Token& token : tokens) {
            __builtin_prefetch(&token + tokens_ahead);
            if (token.span.end > text_.size() || token.span.begin < done_ || token.span.empty()) continue;
            done_ = token.span.end;
            while (word != words.end() && word->begin < token.span.begin) ++word;
            if (word != words.end() && word->begin == token.span.begin && word->end == token.span.end)
                cut_word(token, sentence, word->key);
            else if (token.span.size() == 1 && (kind_of(text_[token.span.begin]) & mark) != 0)
                cut_mark(token, sentence);
            else
                cut(token, sentence);
        }
    }

    const TimeWords& words_;
    std::string_view text_;
    std::unique_ptr<char[]> lower;
    std::vector<TimePiece> pieces;
    std::vector<std::uint32_t> guarded;  // pieces with senses that depend on where they stand

  private:
    static constexpr std::size_t tokens_ahead = 12;  // fetched before they are needed

    // Most tokens: letters alone.
    void cut_word(const Token& token, std::int32_t sentence, WordKey key) {
        TimePiece& piece = add(token, sentence, token.span);
        piece.capital = (text_[token.span.begin] & 0x20) == 0;
        piece.lower = small_word(token.span, key);
        know(piece, key);
    }

    // A comma, a full stop, a quotation mark of one byte.
    void cut_mark(const Token& token, std::int32_t sentence) {
        TimePiece& piece = add(token, sentence, token.span);
        piece.lower = slice(text_, token.span);
        know(piece, {static_cast<unsigned char>(piece.lower[0]), 1});
    }

    // Any other.
    void cut(const Token& token, std::int32_t sentence) {
        const std::string_view text = slice(text_, token.span);
        std::uint8_t kinds = 0;
        for (const char c : text) kinds |= kind_of(c);
        const bool capitals = (kinds & capital_letter) != 0;
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

    // Eight letters at a time; what is written behind the word is written over by the next.
    std::string_view small_word(Span span, WordKey key) {
        char* to = lower.get() + written_;
        put_eight(to, key.head);
        for (std::size_t at = 8; at < key.size; at += 8)
            put_eight(to + at, eight_bytes(text_, span.begin + at) | small_bits);
        written_ += key.size;
        return {to, key.size};
    }

    static void put_eight(char* to, std::uint64_t bytes) {
        if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
        std::memcpy(to, &bytes, sizeof bytes);
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

// How far it is from each piece to what tells time, and with which an expression may begin: one of the calendar, or a
// word that leads to one not far behind it. Without branches, for nobody can foresee them.
std::vector<std::uint32_t> note_distances(std::vector<TimePiece>& pieces, const WordEntry* moment) {
    constexpr std::uint64_t core_classes = time_telling_classes | time_core_classes;
    static constexpr unsigned far = 255;
    constexpr unsigned ahead = 6;  // pieces from a word that leads to one of the calendar
    const auto unless = [](bool here, unsigned distance) { return here ? 0U : std::min(distance + 1, far); };
    std::vector<std::uint32_t> openings(pieces.size());
    auto opening = openings.end();
    unsigned core = far;
    unsigned telling = far;
    for (std::size_t i = pieces.size(); i-- > 0;) {
        TimePiece& piece = pieces[i];
        const bool is_moment = piece.entry == moment;
        const bool said = piece.figure | piece.begins_holiday | is_moment;
        const bool leads = (piece.is_any(time_leading_classes) | piece.opener) & (core < ahead);
        telling = unless(said | piece.is_any(time_telling_classes), telling);
        core = unless(said | piece.is_any(core_classes), core);
        piece.to_core = static_cast<std::uint8_t>(core);
        piece.to_telling = static_cast<std::uint8_t>(telling);
        const bool opens = leads | ((core == 0) & !is_moment);
        *(opening - 1) = static_cast<std::uint32_t>(i);  // there is room for as many as there are pieces left
        opening -= opens ? 1 : 0;
    }
    openings.erase(openings.begin(), opening);
    return openings;
}

}  // namespace

const WordSense& TimePiece::sense(TimeClass type) const {
    return *std::find_if(entry->senses.begin(), entry->senses.end(),
                         [&](const WordSense& s) { return s.type == type; });
}

CutText cut_pieces(const TimeWords& words, std::string_view text, const Annotation& annotation) {
    TimeScanner scanner(words, text);
    Cutter cutter(words, text, annotation.tokens.size() / 2 + 16);
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        const Sentence& sentence = annotation.sentences[s];
        const auto number = static_cast<std::int32_t>(s);
        if (sentence.span.end <= text.size() && scanner.tells_time(sentence.span, number))
            cutter.cut(annotation.tokens_of(sentence), scanner.words(), number);
    }
    Guard guard(cutter.pieces);
    for (const std::uint32_t i : cutter.guarded) guard.decide(i);
    std::vector<std::uint32_t> openings = note_distances(cutter.pieces, words.find("moment"));
    return {text, std::move(cutter.lower), std::move(cutter.pieces), std::move(openings), std::move(scanner.cues)};
}

}  // namespace px
