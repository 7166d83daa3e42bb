#pragma once
// Tokens cut finer, for the recogniser of times: at hyphens and dashes ("mid-September", "2014-2018"), between digits
// and letters ("7pm", "1990s"), around punctuation. So it sees the same pieces whatever the tokeniser did.

#include <cstdint>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "resolve/time_words.hpp"
#include "text/span.hpp"

namespace px {

struct TimePiece {
    Span span;
    std::string_view lower;  // in small letters (ASCII); dashes of every kind are "-", apostrophes "'"
    std::string_view text;
    std::int32_t token = 0;     // in Annotation::tokens
    std::int32_t sentence = 0;  // in Annotation::sentences
    std::int64_t number = -1;   // of digits alone, -1 = none (or more than nine digits)
    std::uint32_t digits = 0;
    std::uint64_t classes = 0;  // one bit for each TimeClass the word has here, guards considered
    const std::vector<WordSense>* senses = nullptr;
    const std::vector<std::size_t>* holidays = nullptr;  // see WordEntry, nullptr = none
    bool opener = false;
    bool noun = false;  // by its tag
    bool capital = false;
    bool glued = false;  // no blank before it

    [[nodiscard]] bool is(TimeClass type) const { return (classes >> static_cast<unsigned>(type) & 1U) != 0; }
    [[nodiscard]] bool is(std::string_view word) const { return lower == word; }
    /// The sense of that class; only if is(type).
    [[nodiscard]] const WordSense& sense(TimeClass type) const;
};

/// The pieces of a text, which must outlive them, and the small letters that their views look at.
struct CutText {
    std::vector<char> lower;
    std::vector<TimePiece> pieces;
};

[[nodiscard]] CutText cut_pieces(const TimeWords& words, std::string_view text, const Annotation& annotation);

}  // namespace px
