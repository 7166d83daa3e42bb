#pragma once
// Rules that mend the names of one sentence by the words beside them, and add names that a title or a list tells. They
// come after the network, which sees no lists of people's titles and knows little of names it never read.
//
//   mend_names(annotation.tokens_of(sentence), names, lists);                  // "Bank of [Ghana]" -> "[Bank of
//   Ghana]" add_plain_names(annotation.tokens_of(sentence), number, names, lists);     // "Mr [Heyns]", "[Mozilla]"
//
// `names` are those of that sentence, in order and without overlap, before and after; spans are set anew.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "annotate/gazetteer.hpp"

namespace px {

[[nodiscard]] bool begins_with_capital(std::string_view form);

/// More than half of the words of a sentence have capitals only: capitals tell nothing there.
[[nodiscard]] bool shouts(std::span<const Token> words);

/// "CBIRC said": the word consists of three to seven capitals and is the subject of a verb.
[[nodiscard]] bool acting_acronym(std::span<const Token> words, std::uint32_t at);

/// What the lists say of the words [first, first + count); 0 if nothing.
[[nodiscard]] std::uint32_t listed_kinds(std::span<const Token> words, std::uint32_t first, std::uint32_t count,
                                         const NameLists& lists);

/// Moves ends ("Muqtada [al - Sadr]", "[Chen Su] - fen", "Southern [Iran]", "Kingdom of [Saudi Arabia]") and corrects
/// kinds that follow from the words ("[Harbin] Bank", "in [Kargil]"); drops the country of a currency ("[US] $ 5").
void mend_names(std::span<const Token> words, std::vector<Name>& names, const NameLists& lists);

/// Adds people behind a title ("Mr Heyns") and what the lists know as an organisation only or as a large place only,
/// outside of capitals and headline case.
void add_plain_names(std::span<const Token> words, std::int32_t sentence, std::vector<Name>& names,
                     const NameLists& lists);

}  // namespace px
