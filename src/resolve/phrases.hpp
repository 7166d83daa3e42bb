#pragma once
// The words of a sentence and the stretches of them that name somebody: what the dictionaries know, and the names that
// the annotator found. Inner part of resolve/actors.hpp.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

/// A piece of a token between hyphens and apostrophes: "Jong-un" is two words.
struct Word {
    Span span;
    std::string key;
    std::uint32_t id = 0;     // Dictionaries::word_id
    std::int32_t token = 0;   // counted in its sentence
    bool capital = false;     // begins with a capital letter
    bool capitals = false;    // has no small letter, and at least one capital
    bool gap_before = false;  // punctuation stands before it
    bool possessive = false;  // the clitic 's
};

enum class PhraseKind : std::uint8_t {
    country,
    adjective,
    people,
    capital,
    stand_in,
    person,
    organisation,
    outlet,
    role,
    role_plural,
    unknown_person,
    unknown_organisation,
};

struct Phrase {
    PhraseKind kind = PhraseKind::country;
    std::uint32_t first = 0;  // words [first, last)
    std::uint32_t last = 0;
    std::int32_t index = -1;  // into the dictionary's vector of its kind
    std::int32_t entry = -1;  // all meanings
    bool used = false;        // taken up by a larger phrase
};

struct PhrasedSentence {
    std::vector<Word> words;
    std::vector<Phrase> phrases;        // ordered, not overlapping
    std::vector<std::int32_t> at_word;  // word -> phrase, -1 = none
};

/// One for each sentence of the annotation.
[[nodiscard]] std::vector<PhrasedSentence> find_phrases(const Dictionaries& dictionaries, std::string_view text,
                                                        const Annotation& annotation);

/// Fills `at_word` from `phrases`.
void index_phrases(PhrasedSentence& sentence);

/// The phrase that ends just before word `word`, or begins at it; nullptr if there is none.
[[nodiscard]] Phrase* phrase_before(PhrasedSentence& sentence, std::uint32_t word);
[[nodiscard]] Phrase* phrase_at(PhrasedSentence& sentence, std::uint32_t word);

/// Bytes from the first to the last word of [first, last).
[[nodiscard]] Span span_of_words(const PhrasedSentence& sentence, std::uint32_t first, std::uint32_t last);
/// The token of words [first, last) whose head lies outside of them.
[[nodiscard]] std::int32_t head_of_words(const PhrasedSentence& sentence, std::span<const Token> tokens,
                                         std::uint32_t first, std::uint32_t last);

/// The token that ties the stretch around `token` to its sentence: up from the token while its head lies in the
/// stretch. Of "The finance minister, Ada Example" it is "minister", whatever the name hangs on.
[[nodiscard]] std::int32_t outer_token(std::span<const Token> tokens, Span span, std::int32_t token);

}  // namespace px
