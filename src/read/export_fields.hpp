#pragma once
// Texts as the archives of the press give them out (LexisNexis, Factiva, ProQuest): labelled fields around the body.
//
//   HEADLINE: Ghana Recalls Envoy          HD  Ghana recalls envoy          Author: Boadu, Kwame
//   BYLINE: By KWAME BOADU                 SN  The Volta Times              Full text: Ghana has …
//
//   const ExportField field = export_field("BYLINE: By KWAME BOADU");   // authors, value at "By KWAME BOADU"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace px {

enum class ExportRole : std::uint8_t { none, title, authors, date, outlet, body, other };

struct ExportField {
    ExportRole role = ExportRole::none;
    std::size_t value = 0;  // where what stands behind the label begins, in bytes
    bool is_sure = false;   // no paragraph of a body begins so: a code, or a field that closes a text ("LOAD-DATE:")
};

/// The field that a paragraph is, by the label in front of it: words before a colon, or a code before two blanks, a tab
/// or the line's end; before a single blank only if the text is known to have codes.
[[nodiscard]] ExportField export_field(std::string_view paragraph, bool has_codes = false);

/// The fields of all paragraphs of a text, one for each paragraph; by their labels, or, in the form in which Factiva
/// leaves these off, by their place ("312 words", the date, the outlet, "(c) 2024 …").
[[nodiscard]] std::vector<ExportField> export_fields(const std::vector<std::string_view>& paragraphs);

/// Are these paragraphs one text as an archive gives it out: a body and at least three more fields with labels?
[[nodiscard]] bool is_export(const std::vector<std::string_view>& paragraphs);

/// "By KWAME BOADU" -> "Kwame Boadu"; "Boadu, Kwame; Lee, Ann" -> "Kwame Boadu", "Ann Lee".
[[nodiscard]] std::vector<std::string> authors_of_export(std::string_view value);

}  // namespace px
