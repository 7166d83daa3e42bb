#pragma once
// Figures for attributions on annotated data: what `parallax eval quotes` and `parallax eval chains` print.
//
//   Result<QuoteScores> scores = eval_quotes(read, json_lines, "quotes_polnear_dev.jsonl", &predictions);
//
// `read` is the whole way from a report to its layers. A report is made of each line's "text", a paragraph between
// empty lines. Spans in these files are code points. Lines without gold only give predictions.

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px {

using LayersOf = std::function<Layers(const Report&)>;

/// Content counts as found if letters and digits in both, over those in either, are at least half (one to one, best
/// first); `right` also has the speaker: it shares a letter with the gold one, or neither has one.
struct QuoteScores {
    std::size_t documents = 0;
    std::size_t gold = 0;
    std::size_t found = 0;
    std::size_t matched = 0;
    std::size_t right = 0;
};

/// Lines {"id","text","quotes":[{"span","fragments"?,"kind","speaker_span","cue_span"}]}; predictions have the same
/// shape without the text. Fails with the line of the first one that is no JSON object with a text.
[[nodiscard]] Result<QuoteScores> eval_quotes(const LayersOf& read, std::string_view json_lines,
                                              const std::string& name, std::string* predictions);

/// Links of the chain of one attribution a line, by overlapping span.
struct ChainScores {
    std::size_t lines = 0;
    std::size_t gold = 0;
    std::size_t found = 0;
    std::size_t right = 0;
};

/// Lines {"id","text","content","speaker","chain":[{"text":[begin,end],"name","kind"}]}. Of several attributions in a
/// line the one with the most carriers is taken, of equal ones the first.
[[nodiscard]] Result<ChainScores> eval_chains(const LayersOf& read, std::string_view json_lines,
                                              const std::string& name, std::string* predictions);

/// A report of a plain text as the data files hold it.
[[nodiscard]] Report report_of_text(std::string text);

}  // namespace px
