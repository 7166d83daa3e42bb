#pragma once
// What the annotator adds to a report: sentences of tokens with tags, lemmas and a dependency tree (Universal
// Dependencies 2), and names. Plain values; offsets are bytes into Report::text.
//
//   for (const Sentence& sentence : annotation.sentences)
//       for (const Token& token : annotation.tokens_of(sentence))
//           if (token.deprel == "nsubj") subject(annotation.form(report.text, token));
//
// A Token here is a syntactic word of UD. The two words of a multi-word token ("don't" = "do" + "n't") are tokens of
// their own; where their letters can be told apart each has its own span, else both have the whole span and
// `form` says the word.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.hpp"

namespace px {

struct Token {
    Span span;
    std::string form;  // as UD writes the word; usually the text of the span
    std::string lemma;
    std::string upos;             // "VERB"
    std::string xpos;             // "VBD"
    std::string feats;            // "Mood=Ind|Tense=Past", "" if none
    std::int32_t head = 0;        // 1-based token of the same sentence, 0 = root (as in CoNLL-U)
    std::string deprel;           // "nsubj:pass"
    std::uint32_t multiword = 0;  // length of the multi-word token that begins here in words; 0 = none begins here
    bool space_after = true;      // of the (multi-word) token that ends here
};

struct Sentence {
    Span span;
    std::uint32_t first = 0;  // index of its first token in Annotation::tokens
    std::uint32_t count = 0;
    std::int32_t block = -1;  // the report's block it stands in
};

enum class NameType : std::uint8_t { person, location, organisation };

struct Name {
    Span span;
    NameType type = NameType::person;
    std::int32_t sentence = 0;
    std::uint32_t first = 0;  // first token, counted in its sentence from 0
    std::uint32_t count = 0;
    float confidence = 1;
};

struct Annotation {
    std::vector<Sentence> sentences;
    std::vector<Token> tokens;
    std::vector<Name> names;  // ordered, not overlapping

    [[nodiscard]] std::span<const Token> tokens_of(const Sentence& sentence) const {
        return std::span(tokens).subspan(sentence.first, sentence.count);
    }
    /// The sentence that holds byte `byte`, -1 if none does.
    [[nodiscard]] std::int32_t sentence_at(std::uint32_t byte) const;
};

[[nodiscard]] std::string_view to_string(NameType type);  // "PER", "LOC", "ORG"

/// The relation without its subtype: "nsubj:pass" -> "nsubj".
[[nodiscard]] inline std::string_view base_relation(std::string_view deprel) {
    return deprel.substr(0, deprel.find(':'));
}

}  // namespace px
