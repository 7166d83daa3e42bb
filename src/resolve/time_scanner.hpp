#pragma once
// Inside the recogniser of times: looks through the text of a sentence once, for words of time, figures, events and
// quotation marks, and keeps its words for whoever cuts it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "resolve/time_pieces.hpp"
#include "resolve/time_words.hpp"

namespace px {

/// A stretch of letters A to Z, a to z that no such letter stands beside.
struct ScannedWord {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    WordKey key;  // in small letters
};

class TimeScanner {
  public:
    TimeScanner(const TimeWords& words, std::string_view text) : tables_(words), text_(text) {}

    /// Whether an expression may stand in `span`, of that sentence. Notes its events and quotation marks.
    bool tells_time(Span span, std::int32_t sentence);
    /// The words of the sentence asked about last, in order.
    [[nodiscard]] std::span<const ScannedWord> words() const { return {words_.data(), edge_count_ / 2}; }

    std::vector<TimeCue> cues;  // of all sentences asked about

  private:
    void look_at_bytes(Span span);
    void take_words(Span span);
    bool look_up(const ScannedWord& word, std::int32_t sentence);
    void note_quotation_marks(std::uint32_t before, std::int32_t sentence);
    void note_quotation_mark(std::uint32_t at, std::int32_t sentence);

    const TimeWords& tables_;
    std::string_view text_;
    // Of the sentence asked about last. The vectors only grow: what is longer than the count is of others.
    bool figures_ = false;
    std::size_t edge_count_ = 0;
    std::vector<std::uint32_t> edges_;  // where words begin and end, in turn
    std::vector<ScannedWord> words_;
    std::size_t cue_count_ = 0;
    std::vector<std::uint32_t> cue_words_;  // which words may be of time or name an event
    std::vector<std::uint32_t> quotes_;     // where a quotation mark may stand
    std::size_t quotes_done_ = 0;
};

}  // namespace px
