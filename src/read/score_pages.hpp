#pragma once
// How well pages were read: the figures of the public benchmarks of main-text extraction.
//
//   Result<std::string> figures = score_pages(pages, "pages/");
//   // "body  P 0.925 R 0.955 F1 0.940 exact 0.299  pages 211\n…"
//
// The body is compared by its 4-word shingles as a multiset, averaged over pages (Scrapinghub's article-extraction
// benchmark); titles without case and punctuation; dates by their day; authors as sets; wanted and unwanted segments by
// whether they stand in the body, white space folded (trafilatura's evaluation). What was not read counts as empty.

#include <string>

#include "base/result.hpp"
#include "read/eval_pages.hpp"

namespace px {

/// The gold stands in the folder of the pages or in the one above: ground-truth.json ({page: {"articleBody", "title",
/// "date", "authors"}}) and files of JSON Lines with "page" and "with" and "without", or "page" and "date". An empty
/// text if there is none.
[[nodiscard]] Result<std::string> score_pages(const PagePredictions& pages, const std::string& folder);

}  // namespace px
