#pragma once
// Who does what a verb of a sentence tells, by words and mentions alone.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "record/accounts.hpp"
#include "relate/numbers.hpp"

namespace px {

struct Subject {
    std::string name;         // "" = not known
    std::int32_t actor = -1;  // of the report
};

/// Mentions whose heads stand in a stretch of text, in order.
[[nodiscard]] std::vector<const Mention*> parties_in(const CodedReport& coded, Span words);

/// The subject of the verb at word `verb` of a sentence: right before it but for helpers, days and an apposition; of
/// ", calling it" and "and called it" the subject of the sentence.
[[nodiscard]] Subject subject_before_verb(const CodedReport& coded, const WordList& sentence, std::size_t verb);

}  // namespace px
