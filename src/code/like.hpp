#pragma once
// Events in the columns of the data sets that scripts of the field read: GDELT 2.0 events (61 columns, no head line),
// ICEWS (20, head line), POLECAT (40, head line), Phoenix (26, no head line), Petrarch2 (7, no head line).
// Tab-separated UTF-8, one line an event between two actors, no tab or line end inside a cell, codes as text with their
// leading zeros.
//
//   std::string lines = like_head(LikeForm::icews);
//   lines += like_rows(LikeForm::icews, coded, ontology, dictionaries);
//
// What those forms have and we do not know stays empty; what they mean is in docs/coding.md. GDELT, ICEWS, Phoenix and
// Petrarch2 follow the older coders (code/older_form.hpp): possible, hypothetical and denied acts are left out.

#include <optional>
#include <string>
#include <string_view>

#include "code/ontology.hpp"
#include "record/accounts.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

enum class LikeForm : std::uint8_t { gdelt2, icews, polecat, phoenix, petrarch2 };

/// "gdelt2", "icews", "polecat", "phoenix", "petrarch2".
[[nodiscard]] std::optional<LikeForm> like_form(std::string_view name);
/// The head line with its line end; empty for forms that have none.
[[nodiscard]] std::string like_head(LikeForm form);
/// The report's events, each line with its line end. Event ids are the same for the same coding of the same report.
[[nodiscard]] std::string like_rows(LikeForm form, const CodedReport& coded, const Ontology& ontology,
                                    const Dictionaries& dictionaries);

}  // namespace px
