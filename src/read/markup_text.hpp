#pragma once
// Text into markup and markup into text, for forms whose fields may hold either.

#include <string>
#include <string_view>

namespace px {

/// & < > " as references.
[[nodiscard]] std::string escape_markup(std::string_view text);

/// The words of a piece of HTML, white space folded, references decoded: "A &amp; <b>B</b>" -> "A & B".
[[nodiscard]] std::string html_words(const std::string& html);

/// What the reference "&name;" stands for ("eacute", "#233"); empty if HTML knows no such name.
[[nodiscard]] std::string decode_reference(std::string_view name);

/// Does a field that may be either hold markup: a known tag, or an entity?
[[nodiscard]] bool holds_markup(std::string_view text);

}  // namespace px
