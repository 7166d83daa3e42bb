#pragma once
// How the words around a mention judge it: against, neither, in favour. Learned from news sentences in which people
// marked what the reader is led to think of a target (NewsMTSC, Hamborg and Donnay 2021). It says nothing of who
// judges; attitudes.cpp finds holders. Names never count as evidence, so nobody is judged by who they are.
//
//   if (const LinearModel* model = lexicons.tone_model()) Tone tone = tone_of(*model, text, sentence, mention.span);

#include <array>
#include <cstdint>

#include "attribute/linear_model.hpp"
#include "attribute/speech.hpp"

namespace px {

struct Tone {
    std::array<float, 3> probability = {0, 1, 0};  // against, neither, in favour; they sum to 1

    /// -1, 0 or +1: the likeliest.
    [[nodiscard]] std::int8_t polarity() const;
};

/// What a tone is decided on: words and where they stand in the tree as seen from the target, and the signs that the
/// lexicon of attitudes gives them. Empty if no word of the sentence lies in the target.
[[nodiscard]] FeatureList tone_features(const SpeechText& text, int sentence, Span target);

[[nodiscard]] Tone tone_of(const LinearModel& model, const SpeechText& text, int sentence, Span target);

}  // namespace px
