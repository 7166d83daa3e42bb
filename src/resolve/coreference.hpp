#pragma once
// Who "she", "his", "it" and "they" are, by rules that prefer silence to error. Inner part of resolve/actors.hpp.
//
// For each pronoun of the third person the actors mentioned in its sentence and the three before it are weighed:
// - gender and number must not clash; "it" and "its" are states and institutions, "they" groups and institutions;
// - the subject of a verb of speech outside of quotations is first of all the last speaker;
// - nearer sentences and subjects weigh more; a possessive leans to the subject of its clause;
// - an object is not the subject of its own verb; inside a quotation nobody speaks of himself as "he".
// - "they" may be several actors named together as one subject, or who met: one mention for each.
// - "I" in a quotation is its speaker; "we" is his government if he is an official, or the body that speaks. Whom "you"
//   addresses is left to whoever knows: see is_second_person().
//
// After the sieves of Lee et al. 2013 (Deterministic coreference resolution based on entity-centric, precision-ranked
// rules); the weights are set by hand.

#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "record/layers.hpp"
#include "resolve/cast.hpp"

namespace px {

/// Mentions of pronouns, in the order of the text. `mentions` must be ordered by sentence. A member's gender becomes
/// known where a pronoun shows it.
[[nodiscard]] std::vector<Mention> find_pronouns(std::string_view text, const Annotation& annotation, Cast& cast,
                                                 const std::vector<Mention>& mentions);

/// "I", "me", "my", "mine", "myself": inside a direct quotation its speaker.
[[nodiscard]] bool is_first_person(std::string_view word);
/// "we", "us", "our", ...: inside a direct quotation the speaker and his side.
[[nodiscard]] bool is_first_person_plural(std::string_view word);
/// "you", "your", ...: inside a direct quotation whom the speaker addresses.
[[nodiscard]] bool is_second_person(std::string_view word);

/// For each token of the annotation whether it stands inside quotation marks. A quotation that runs over paragraphs
/// opens each of them again and closes in the last; one that is never closed ends with its paragraph.
[[nodiscard]] std::vector<bool> quoted_tokens(std::string_view text, const Annotation& annotation);

}  // namespace px
