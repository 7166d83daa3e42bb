#include "resolve/time_scanner.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "resolve/time_marks.hpp"

namespace px {
namespace {

constexpr std::size_t longest_word = 32;  // no word of the tables is longer

}  // namespace

bool TimeScanner::tells_time(Span span, std::int32_t sentence) {
    look_at_bytes(span);
    take_words(span);
    bool tells = figures_;
    for (std::size_t i = 0; i < cue_count_; ++i) tells = look_up(words_[cue_words_[i]], sentence) || tells;
    note_quotation_marks(span.end, sentence);
    return tells;
}

void TimeScanner::look_at_bytes(Span span) {
    std::uint64_t figures = 0;
    std::uint64_t inside = 0;  // 1 = the block before ends within a word
    std::size_t count = 0;
    quotes_.clear();
    quotes_done_ = 0;
    for (std::size_t at = span.begin; at < span.end; at += ByteMarks::block) {
        ByteMarks marks = ByteMarks::of(text_, at);
        if (span.end - at < ByteMarks::block) {
            const std::uint64_t held = (std::uint64_t{1} << (span.end - at)) - 1;
            marks = {marks.letters & held, marks.figures & held, marks.quotation & held};
        }
        figures |= marks.figures;
        for (std::uint64_t rest = marks.quotation; rest != 0; rest &= rest - 1)
            quotes_.push_back(static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(rest)));
        if (edges_.size() < count + ByteMarks::block + 1) edges_.resize(2 * count + 4 * ByteMarks::block);
        std::uint32_t* to = edges_.data() + count;
        for (std::uint64_t rest = marks.letters ^ (marks.letters << 1U | inside); rest != 0; rest &= rest - 1)
            *to++ = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(rest));
        count = static_cast<std::size_t>(to - edges_.data());
        inside = marks.letters >> (ByteMarks::block - 1);
    }
    if (inside != 0) edges_[count++] = span.end;
    edge_count_ = count;
    figures_ = figures != 0;
}

void TimeScanner::take_words(Span span) {
    const std::size_t count = edge_count_ / 2;
    if (words_.size() < count) {
        words_.resize(2 * count);
        cue_words_.resize(2 * count);
    }
    std::uint32_t* cue = cue_words_.data();
    const bool whole = span.end + 8 <= text_.size();  // eight bytes may be read from each
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t begin = edges_[2 * i];
        const std::uint32_t end = edges_[2 * i + 1];
        const std::uint64_t bytes = whole ? eight_bytes(text_.data() + begin) : eight_bytes(text_, begin);
        const WordKey key{(bytes | small_bits) & first_bytes(end - begin), end - begin};
        words_[i] = {begin, end, key};
        *cue = static_cast<std::uint32_t>(i);
        cue += tables_.is_cue(key) ? 1 : 0;  // no branch: nobody can foresee it
    }
    cue_count_ = static_cast<std::size_t>(cue - cue_words_.data());
}

bool TimeScanner::look_up(const ScannedWord& word, std::int32_t sentence) {
    const std::string_view text = text_.substr(word.begin, word.end - word.begin);
    std::array<char, longest_word> lower;
    if (text.size() > 8) {  // the key tells the first eight
        if (text.size() > lower.size()) return false;
        std::transform(text.begin(), text.end(), lower.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    }
    const WordEntry* entry = tables_.find(word.key, lower.data());
    if (entry == nullptr) return false;
    if (entry->names_event) {
        note_quotation_marks(word.begin, sentence);
        cues.push_back({TimeCue::Kind::event, word.begin, sentence, entry->word});
    }
    return entry->tells_time || (entry->tells_time_if_capital && (text[0] & 0x20) == 0);
}

// Those that stand before a byte and are not noted yet.
void TimeScanner::note_quotation_marks(std::uint32_t before, std::int32_t sentence) {
    for (; quotes_done_ < quotes_.size() && quotes_[quotes_done_] < before; ++quotes_done_)
        note_quotation_mark(quotes_[quotes_done_], sentence);
}

void TimeScanner::note_quotation_mark(std::uint32_t at, std::int32_t sentence) {
    const auto note = [&](TimeCue::Kind kind) { cues.push_back({kind, at, sentence, {}}); };
    if (text_[at] == '"') return note(TimeCue::Kind::either);
    const std::string_view three = text_.substr(at, 3);
    if (three == "\u201c") note(TimeCue::Kind::opening);
    if (three == "\u201d") note(TimeCue::Kind::closing);
}

}  // namespace px
