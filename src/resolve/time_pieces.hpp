#pragma once
// Tokens cut finer, for the recogniser of times: at hyphens and dashes ("mid-September", "2014-2018"), between digits
// and letters ("7pm", "1990s"), around punctuation. So it sees the same pieces whatever the tokeniser did.
//
// Half the sentences of a report tell no time. They are looked through once, for words of time, figures and what else
// the recogniser asks of them, and left uncut.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "resolve/time_words.hpp"
#include "text/span.hpp"

namespace px {

struct TimePiece {  // as large as a line of the processor's cache
    Span span;
    std::string_view lower;  // in small letters (ASCII); dashes of every kind are "-", apostrophes "'"
    const Token* token = nullptr;
    const WordEntry* entry = nullptr;  // what the tables know of it, nullptr = nothing
    std::uint64_t classes = 0;         // one bit for each TimeClass the word has here, guards considered
    std::int32_t number = -1;          // of digits alone, -1 = none (or more than nine digits)
    std::int32_t sentence = 0;         // in Annotation::sentences
    std::uint8_t digits = 0;
    bool figure = false;  // begins with a digit
    bool capital = false;
    bool glued = false;           // no blank before it
    bool opener = false;          // see WordEntry
    bool begins_holiday = false;  // with a capital letter, as its name does
    std::uint8_t to_core = 0;     // pieces from it to the first that is of the calendar (time_core_classes); 255 = far
    std::uint8_t to_telling = 0;  // and to the first that tells time

    [[nodiscard]] bool is(TimeClass type) const { return (classes >> static_cast<unsigned>(type) & 1U) != 0; }
    [[nodiscard]] bool is_any(std::uint64_t mask) const { return (classes & mask) != 0; }
    template <std::size_t n>
    [[nodiscard]] bool is(const char (&word)[n]) const {  // an array: its length is known when this is compiled
        return lower.size() == n - 1 && std::memcmp(lower.data(), word, n - 1) == 0;
    }
    template <std::size_t... n>
    [[nodiscard]] bool is_one_of(const char (&... words)[n]) const {
        return (is(words) || ...);
    }
    /// A word that is neither in the tables nor of the grammar: no expression goes on with it.
    [[nodiscard]] bool is_alien() const { return entry == nullptr && lower[0] >= 'a' && lower[0] <= 'z'; }
    /// The tables give it a sense, be it not here.
    [[nodiscard]] bool has_senses() const { return entry != nullptr && !entry->senses.empty(); }
    /// The sense of that class; only if is(type).
    [[nodiscard]] const WordSense& sense(TimeClass type) const;
};

/// Words of the calendar beside those that tell time: "two", "third", "recent".
constexpr std::uint64_t time_core_classes = class_mask({TimeClass::number, TimeClass::ordinal, TimeClass::recent});

/// Words that lead to them: "last", "this", "about".
constexpr std::uint64_t time_leading_classes =
    class_mask({TimeClass::last, TimeClass::next, TimeClass::shift, TimeClass::coming, TimeClass::this_,
                TimeClass::that, TimeClass::same, TimeClass::mod, TimeClass::about, TimeClass::vague, TimeClass::couple,
                TimeClass::every, TimeClass::era});

/// A word for an event or a quotation mark, of any sentence.
struct TimeCue {
    enum class Kind : std::uint8_t { event, opening, closing, either };
    Kind kind = Kind::event;
    std::uint32_t begin = 0;
    std::int32_t sentence = 0;
    std::string_view word;  // of an event, in small letters; a view into the tables
};

/// The pieces of the sentences of a text that may tell time. They look at the text, at the annotation, at the tables
/// and at the small letters here, all of which must outlive them.
struct CutText {
    std::string_view text;
    std::unique_ptr<char[]> lower;
    std::vector<TimePiece> pieces;
    std::vector<std::uint32_t> openings;  // pieces with which an expression may begin, in order
    std::vector<TimeCue> cues;
};

[[nodiscard]] CutText cut_pieces(const TimeWords& words, std::string_view text, const Annotation& annotation);

}  // namespace px
