#pragma once
// Coreference of all noun phrases of a report, actors or not: what `parallax eval coref` measures. The pipeline itself
// needs only actors (resolve/actors.hpp), which are the first and surest links here.
//
//   const std::vector<NounPhrase> phrases = noun_phrases(annotation);
//   for (const std::vector<std::int32_t>& chain : chains(dictionaries, report.text, annotation, found, phrases)) ...
//
// Passes, surest first: same actor; same name; apposition; same words; the definite phrase with the head of an earlier
// one; "the country", "the company" for the last such name; first persons for the speaker; "it" and "they".

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "resolve/actors.hpp"

namespace px {

struct NounPhrase {
    Span span;
    std::int32_t sentence = 0;
    std::int32_t token = 0;  // its head, counted in the sentence
};

/// Noun phrases and pronouns as GUM's guidelines draw them: with modifiers and relative clauses and a final 's, without
/// preposition, apposition and conjuncts.
[[nodiscard]] std::vector<NounPhrase> noun_phrases(const Annotation& annotation);

/// Indices into `phrases` (ordered by their beginning), one list for each thing referred to more than once.
[[nodiscard]] std::vector<std::vector<std::int32_t>> chains(const Dictionaries& dictionaries, std::string_view text,
                                                            const Annotation& annotation, const FoundActors& found,
                                                            std::span<const NounPhrase> phrases);

}  // namespace px
