#pragma once
// Text on a terminal: how wide it is, and cut, padded or wrapped to a width. Widths are columns of a terminal: East
// Asian wide characters count two, marks that combine count none (Unicode Standard Annex 11).
//
//   const std::string shown = clip(printable(headline), 30);

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace px {

/// Safe to print and on one line: invalid UTF-8 becomes U+FFFD, every run of blanks and line ends one blank, other
/// control characters (also those that steer a terminal or turn the writing direction) are dropped.
[[nodiscard]] std::string printable(std::string_view text);

/// The same for text of several lines: line ends, tabs and blanks stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// The functions below take printable text.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// The text, or as much as fits with an ellipsis ("~" if `unicode` is false) at its end.
[[nodiscard]] std::string clip(std::string_view text, std::size_t width, bool unicode = true);
/// Blanks added after (or before) the text up to the width.
[[nodiscard]] std::string pad(std::string_view text, std::size_t width, bool right = false);
/// Lines of at most `width` columns, broken at blanks, between wide characters, and inside words that are too long.
/// At least one line; `width` of at least 2 is used.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace px
