#pragma once
// The words of a report as numbers, for comparing reports word by word: each word folded (case, soft hyphens and
// apostrophes dropped) and hashed, with the bytes it stands at and whether it stands in somebody's quoted speech.
//
//   std::vector<ReportWord> words = report_words(coded);       // kept blocks only
//   std::vector<ReportWord> words = split_words(raw_text);     // plain text without layers; quotations by their marks

#include <cstdint>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "text/span.hpp"

namespace px {

struct ReportWord {
    std::uint64_t hash = 0;  // FNV-1a of the folded word
    Span span;               // bytes
    bool quoted = false;     // inside a quotation, an embedded post or a speaker-labelled transcript line
};

/// The folded form that is hashed: "Kim’s" -> "kims". Letters outside ASCII are lower-cased by their code point where
/// that is simple (Latin-1, Greek, Cyrillic capitals); digits stay.
[[nodiscard]] std::string fold_word(std::string_view word);

/// Calls `use(Span)` for every word: a run of letters and digits, with soft hyphens and single apostrophes inside.
template <typename Use>
void each_word(std::string_view text, Span within, Use&& use);

[[nodiscard]] std::uint64_t hash_word(std::string_view folded);

/// Spans between quotation marks, marks included: double marks of any kind, and single marks that open before a word
/// and close after one. A double mark that is not closed runs to the end of its paragraph, as the typographic custom
/// for quotations over several paragraphs has it.
[[nodiscard]] std::vector<Span> find_marked_quotations(std::string_view text);

/// Lines that are primary text without marks: "MR. SMITH: ..." in a transcript, an embedded social media post.
[[nodiscard]] std::vector<Span> find_primary_lines(std::string_view text);

/// All words of a plain text.
[[nodiscard]] std::vector<ReportWord> split_words(std::string_view text);
/// The words of a report's kept blocks; quoted words are those between marks and those of direct and mixed
/// attributions.
[[nodiscard]] std::vector<ReportWord> report_words(const CodedReport& coded);

/// Ends of the next word at or after `at`; an empty span at `end` if there is none.
[[nodiscard]] Span next_word(std::string_view text, std::uint32_t at, std::uint32_t end);

template <typename Use>
void each_word(std::string_view text, Span within, Use&& use) {
    for (Span word = next_word(text, within.begin, within.end); !word.empty();
         word = next_word(text, word.end, within.end))
        use(word);
}

}  // namespace px
