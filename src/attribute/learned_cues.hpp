#pragma once
// Inside this room: cues and contents that are learned, beside the rules. Verb lists cap what rules can find: half of
// the cues of the news stand in no list. Small models (linear_model.hpp), made from PolNeAR (Newell et al. 2018):
//
//   cue      a word outside quotations: nothing, the cue of reported speech, or the cue of what somebody thinks, wants
//            or stands for ("opposes", "plans")
//   content  a word and a stretch that hangs on it: its content, or not
//   speaker  a word, its content, and a noun near it: whose words these are, or not
//
//   apply_learned(text, *models, speeches);   // after link_quotations
//
// The rules go first: their quotations are never touched, their indirect speech only where the cue model is sure that
// it is none.

#include <vector>

#include "attribute/clause_words.hpp"
#include "attribute/linear_model.hpp"
#include "attribute/speech.hpp"

namespace px {

/// The rule of learned reported speech; other learned attributions have `stance_rule`.
inline constexpr const char* learned_speech = "learned: speech";

/// A stretch that may be the content of a cue: one phrase under it, or several that follow each other.
struct ContentCandidate {
    Range range;
    int head = -1;  // of its first phrase
    int phrases = 1;
    Span span;  // without what only leads it in, blanks and marks
};

class CueWords {
  public:
    /// `speeches` as the rules made them, of the whole report.
    CueWords(const SpeechText& text, const std::vector<Speech>& speeches);

    /// Whether a word may be a cue at all: a verb, noun or adjective outside quoted speech, in no overlong sentence.
    [[nodiscard]] bool may_be_cue(int sentence, int token) const;
    [[nodiscard]] FeatureList cue_features(int sentence, int token) const;
    [[nodiscard]] std::vector<ContentCandidate> contents(int sentence, int token) const;
    [[nodiscard]] FeatureList content_features(int sentence, int token, const ContentCandidate& candidate) const;
    /// The head of whoever speaks by this cue, as the tree has it; -1 = nobody is named.
    [[nodiscard]] int subject_of(int sentence, int token) const;
    /// Heads of all who may speak by it: arguments of the word and of the words above it.
    [[nodiscard]] std::vector<int> speakers(int sentence, int token) const;
    [[nodiscard]] FeatureList speaker_features(int sentence, int token, const ContentCandidate& content,
                                               int speaker) const;
    /// The speech whose cue this word is, -1 = none.
    [[nodiscard]] int speech_at(int sentence, int token) const;

    /// Whether a word stands in the content of any speech.
    [[nodiscard]] bool inside_other_content(int sentence, int token) const;

  private:
    void describe_word(FeatureList& features, int sentence, int token) const;
    void describe_children(FeatureList& features, const DependencyTree& tree, int token) const;
    void describe_subject(FeatureList& features, int sentence, int token) const;

    const SpeechText& text_;
    const std::vector<Speech>& speeches_;
    std::vector<std::vector<int>> by_sentence_;  // speeches whose cue stands in a sentence
    std::vector<Span> contents_;                 // pieces of all contents, ordered
};

void apply_learned(const SpeechText& text, const SpeechModels& models, std::vector<Speech>& speeches);

}  // namespace px
