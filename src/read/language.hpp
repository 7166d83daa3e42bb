#pragma once
// The language of a text, by CLD2.

#include <string>
#include <string_view>

namespace px {

/// ISO 639-1 ("en"), or the three letters of ISO 639-3 where there are no two; "und" if the text is too short or mixed
/// to say. `hint` is the language that the page claims, empty if none: it tips the balance, it does not decide.
[[nodiscard]] std::string recognise_language(std::string_view text, std::string_view hint);

/// What is meant by "en", "EN-gb", "eng" or "English": "en". Empty if it names no language.
[[nodiscard]] std::string language_code(std::string_view named);

}  // namespace px
