#pragma once
// Inside the grammar of times: looking at pieces, shared by its rule classes.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "resolve/time_grammar.hpp"

namespace px {

/// What a rule found: the piece after its last, and what was said.
struct TimeFound {
    std::size_t end = 0;
    TimeExpression expression;
};
using TimeRuleResult = std::optional<TimeFound>;

class TimeReader {
  public:
    TimeReader(const TimeWords& words, const CutText& cut) : words_(words), text_(cut.text), pieces_(cut.pieces) {}

  protected:
    using Found = TimeFound;
    using Match = TimeRuleResult;

    const TimePiece* at(std::size_t i) const { return i < limit_ ? &pieces_[i] : nullptr; }
    const TimePiece* before(std::size_t i) const {
        return i > 0 && i < pieces_.size() && pieces_[i - 1].sentence == pieces_[i].sentence ? &pieces_[i - 1]
                                                                                             : nullptr;
    }
    template <std::size_t n>
    bool is(std::size_t i, const char (&word)[n]) const {
        return i < limit_ && pieces_[i].is(word);
    }
    bool is(std::size_t i, TimeClass type) const { return i < limit_ && pieces_[i].is(type); }
    bool is_any(std::size_t i, std::uint64_t mask) const { return i < limit_ && pieces_[i].is_any(mask); }
    template <std::size_t... n>
    bool one_of(std::size_t i, const char (&... words)[n]) const {
        return i < limit_ && pieces_[i].is_one_of(words...);
    }
    template <std::size_t n>
    std::size_t skip(std::size_t i, const char (&word)[n]) const {
        return is(i, word) ? i + 1 : i;
    }
    std::string_view text_of(const TimePiece& piece) const { return slice(text_, piece.span); }
    int value(std::size_t i, TimeClass type) const { return pieces_[i].sense(type).number; }
    bool ends_phrase(std::size_t i) const {
        return i >= limit_ || one_of(i, ".", ",", ";", ":", ")", "\"", "'", "?", "!", "-", "and", "but", "when", "”");
    }

    const TimeWords& words_;
    std::string_view text_;
    const std::vector<TimePiece>& pieces_;
    std::size_t limit_ = 0;  // where the sentence ends
};

}  // namespace px
