#include "resolve/time_pieces.hpp"

#include <algorithm>

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

class Cutter {
  public:
    Cutter(const TimeWords& words, std::string_view text)
        : lower(text.begin(), text.end()), words_(words), text_(text) {
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }

    void cut(const Token& token, std::int32_t index, std::int32_t sentence) {
        if (token.span.end > text_.size() || token.span.begin < done_ || token.span.empty()) return;
        const std::string_view text = slice(text_, token.span);
        const auto piece = [&](std::size_t begin, std::size_t end, Kind kind) {
            TimePiece& added = pieces.emplace_back();
            added.token = index;
            added.noun = token.upos == "NOUN";
            added.sentence = sentence;
            added.span = {token.span.begin + static_cast<std::uint32_t>(begin),
                          token.span.begin + static_cast<std::uint32_t>(end)};
            finish(added, kind);
        };
        if (std::all_of(text.begin(), text.end(), [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; })) {
            piece(0, text.size(), Kind::letter);  // most words
        } else {
            for (std::size_t at = 0; at < text.size();) {
                const Unit unit = unit_at(text, at);
                std::size_t end = at + unit.length;
                if (unit.kind == Kind::digit) end = end_of_number(text, at);
                if (unit.kind == Kind::letter) end = end_of_word(text, at);
                piece(at, end, unit.kind);
                at = end;
            }
        }
        done_ = token.span.end;
    }

    std::vector<char> lower;  // the text in small letters
    std::vector<TimePiece> pieces;

  private:
    void finish(TimePiece& piece, Kind kind) {
        piece.text = slice(text_, piece.span);
        if (kind == Kind::dash || kind == Kind::apostrophe)
            piece.lower = kind == Kind::dash ? "-" : "'";
        else
            piece.lower = slice({lower.data(), lower.size()}, piece.span);
        piece.glued = pieces.size() >= 2 && pieces[pieces.size() - 2].span.end == piece.span.begin;
        piece.capital = piece.text[0] >= 'A' && piece.text[0] <= 'Z';
        if (kind == Kind::digit) read_number(piece);
        look_up(piece);
        // A full stop that only ends the sentence is no part of the word: "Sept." is a word of the tables, "May." not.
        if (kind == Kind::letter && piece.senses->empty() && piece.lower.size() > 1 && piece.lower.ends_with('.') &&
            piece.lower.find('.') == piece.lower.size() - 1) {
            piece.lower.remove_suffix(1);
            piece.span.end -= 1;
            piece.text.remove_suffix(1);
            look_up(piece);
        }
    }

    void look_up(TimePiece& piece) const {
        static const std::vector<WordSense> none;
        const WordEntry* entry = words_.find(piece.lower);
        piece.senses = entry == nullptr ? &none : &entry->senses;
        if (entry == nullptr) return;
        piece.holidays = entry->holidays.empty() ? nullptr : &entry->holidays;
        piece.opener = entry->opener;
    }

    static void read_number(TimePiece& piece) {
        if (piece.text.size() > 9) return;
        std::int64_t number = 0;
        for (const char c : piece.text) {
            if (c < '0' || c > '9') return;
            number = number * 10 + (c - '0');
        }
        piece.number = number;
        piece.digits = static_cast<std::uint32_t>(piece.text.size());
    }

    const TimeWords& words_;
    std::string_view text_;
    std::uint32_t done_ = 0;
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Decides with which of its senses a word counts where it stands.
class Guard {
  public:
    Guard(std::vector<TimePiece>& pieces, const Annotation& annotation) : pieces_(pieces), annotation_(annotation) {}

    void decide(std::size_t at) {
        TimePiece& piece = pieces_[at];
        if (piece.senses->empty()) return;
        for (const WordSense& sense : *piece.senses)
            if (holds(sense.guard, at) && !(titled(sense.type) && in_title(at)))
                piece.classes |= std::uint64_t{1} << static_cast<unsigned>(sense.type);
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
        return pieces_[at].capital && before != nullptr && before->capital && before->senses->empty() &&
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
        const std::string& tag = annotation_.tokens[static_cast<std::size_t>(pieces_[at].token)].upos;
        if (tag == "AUX" || tag == "VERB") return false;
        if (before == nullptr) return false;
        return one_of(before->lower,
                      {"in",    "of",   "since", "until",    "till",      "by",     "from",       "to",      "last",
                       "next",  "this", "early", "late",     "mid",       "during", "through",    "between", "before",
                       "after", "and",  "-",     "previous", "following", "around", "throughout", "every",   "or",
                       "for",   "that", "th",    "nd",       "st",        "rd"});
    }

    bool beside_calendar_word(std::size_t at) const {
        if (pieces_[at].lower.ends_with('.')) {
            const TimePiece* after = near(at, 1);
            if (is_day_or_year(after) || (after != nullptr && after->is(","))) return true;
        }
        for (const std::ptrdiff_t offset : {-1, 1, 2}) {
            const TimePiece* other = near(at, offset);
            if (is_day_or_year(other)) return true;
            if (offset == 2 && other != nullptr && near(at, 1)->is(",") && !other->senses->empty() &&
                other->senses->front().type == TimeClass::month)
                return true;
        }
        return false;
    }

    bool stands_as_season(std::size_t at) const {
        const std::string& tag = annotation_.tokens[static_cast<std::size_t>(pieces_[at].token)].upos;
        if (tag == "VERB" || tag == "AUX") return false;
        const TimePiece* after = near(at, 1);
        if (after != nullptr && (after->digits == 4 || (after->is("of") && is_day_or_year(near(at, 2))))) return true;
        const TimePiece* before = near(at, -1);
        if (before == nullptr) return false;
        if (one_of(before->lower, {"this", "last", "next", "early", "late", "mid", "every", "each", "previous",
                                   "following", "coming", "that"}))
            return true;
        if (pieces_[at].is("fall") && !tag.empty() && tag != "NOUN" && tag != "PROPN") return false;
        const bool article = before->is("the") && !(after != nullptr && after->is("of"));
        return article ? pieces_[at].is("spring")
                       : one_of(before->lower, {"in", "since", "until"}) && pieces_[at].is("spring");
    }

    std::vector<TimePiece>& pieces_;
    const Annotation& annotation_;
};

}  // namespace

const WordSense& TimePiece::sense(TimeClass type) const {
    return *std::find_if(senses->begin(), senses->end(), [&](const WordSense& s) { return s.type == type; });
}

CutText cut_pieces(const TimeWords& words, std::string_view text, const Annotation& annotation) {
    Cutter cutter(words, text);
    cutter.pieces.reserve(annotation.tokens.size() + annotation.tokens.size() / 8);
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        const Sentence& sentence = annotation.sentences[s];
        for (std::uint32_t t = 0; t < sentence.count; ++t)
            cutter.cut(annotation.tokens[sentence.first + t], static_cast<std::int32_t>(sentence.first + t),
                       static_cast<std::int32_t>(s));
    }
    Guard guard(cutter.pieces, annotation);
    for (std::size_t i = 0; i < cutter.pieces.size(); ++i) guard.decide(i);
    return {std::move(cutter.lower), std::move(cutter.pieces)};
}

}  // namespace px
