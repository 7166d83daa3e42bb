#pragma once
// Inside this room: what the words of a sentence tell besides its tree. Parsers lose subjects and clauses in the long
// sentences of the news; commas, tags and set words still show them.

#include <string_view>

#include "attribute/speech.hpp"

namespace px {

class ClauseWords {
  protected:
    ClauseWords(const SpeechText& text, int sentence) : text_(text), tree_(text.tree(sentence)) {}

    [[nodiscard]] static bool is_first_person(std::string_view lemma) {
        return lemma == "I" || lemma == "we" || lemma == "you";
    }
    [[nodiscard]] bool is_finite(int token) const;
    [[nodiscard]] bool is_boundary(int token) const;
    [[nodiscard]] bool is_capital(int token) const;
    [[nodiscard]] bool is_nominal(int token) const;
    [[nodiscard]] bool has_relation(int token, std::string_view deprel) const;
    [[nodiscard]] bool has_infinitive(int noun) const;
    [[nodiscard]] bool led_in_by(int token, std::string_view one, std::string_view other) const;
    [[nodiscard]] bool colon_before(int token) const;
    [[nodiscard]] bool comma_ends(int token) const;
    [[nodiscard]] bool only_punctuation(int from) const;
    /// The "that" of "told reporters on Monday that": near, with neither a verb nor a comma between.
    [[nodiscard]] int that_behind(int verb) const;
    /// The stretch without a boundary that ends at `last`; empty if it is long or holds a finite verb.
    [[nodiscard]] Range stretch_before(int last, bool relative) const;
    /// From a token up to the next boundary.
    [[nodiscard]] Range stretch_behind(int first) const;
    /// Made of nominal words only and with a name in it, or a lone pronoun.
    [[nodiscard]] bool is_noun_phrase(Range range) const;
    [[nodiscard]] bool is_short_name(Range range) const;
    /// "the Egyptian foreign minister".
    [[nodiscard]] bool is_title(Range range) const;
    /// The head of the name that a word is part of.
    [[nodiscard]] int name_head(int token) const;
    /// The word of a stretch that hangs on a word outside it.
    [[nodiscard]] int head_of(Range range) const;
    /// ", X, an expert at Y, told" and ", X told": parsers lose subjects behind long quoted or unquoted content. The
    /// commas tell.
    bool take_subject_by_commas(Speech& speech) const;

    /// "who asked not to be named".
    [[nodiscard]] bool asks_for_no_name(int verb, int part) const;
    /// '"The situation," said X, "is grave."': a parser may take the quoted words for the subject.
    [[nodiscard]] bool is_quoted_beginning(int subject, int verb) const;
    /// The name behind a verb that stands right behind a quotation, wherever a parser hangs it.
    [[nodiscard]] int speaker_between_quotations(int verb) const;
    /// "This story has been updated to note that": the outlet speaks of its own report.
    [[nodiscard]] bool is_this_report(int subject) const;
    /// Who signed or issued a text; -1 if that is not told.
    [[nodiscard]] int author_of(int document, int cue) const;
    /// "told the Associated Press he hopes": a name needs no clause that says which one is meant.
    [[nodiscard]] bool follows_name(int verb, int object, int clause) const;
    /// "Asked about the talks, X said": a participle that opens the sentence tells when it was said, not what.
    [[nodiscard]] bool is_setting(int verb, int child) const;

    /// "Had Russia attacked, X would have replied": an inverted condition.
    [[nodiscard]] bool is_condition(int verb, int child) const;

    /// "but Baku accused Yerevan", "while Moscow denied it": a report of somebody else, told by the outlet.
    [[nodiscard]] bool is_other_teller(int verb) const;
    [[nodiscard]] bool tells(int verb) const;
    /// Whether what stands behind a reporting clause is another's: ", but Baku accused Yerevan", "; the police said".
    [[nodiscard]] bool starts_anew(int from) const;
    /// "as thousands protested against a bill": an act that happens meanwhile.
    [[nodiscard]] bool has_own_complement(int verb) const;
    /// The clause that tells what the claim is, -1 if there is none; a relative clause is none ("the claim that he
    /// made").
    [[nodiscard]] int clause_of(int noun) const;
    /// "said C, citing X": no part of C, wherever a parser hangs it.
    [[nodiscard]] bool cites(int child) const;
    void add_piece(Speech& speech, Range range) const;
    /// A content phrase without the word that only leads it in.
    [[nodiscard]] Range part_range(int part) const;
    /// "C, although D disputed that", "C (all of them deny it)": what another says of it is no part of it.
    void cut_denial_beside(int part, Range& range) const;
    /// A denial that is neither a reason nor a further thing said: "although D disputed that", "all of them deny it".
    [[nodiscard]] bool is_denial_beside(int verb) const;
    /// "a charge rejected by Beijing": a participle behind its noun.
    [[nodiscard]] bool is_reduced_passive(int verb) const;
    /// "neither confirmed nor denied", "would not confirm or deny".
    [[nodiscard]] bool is_neither(int verb) const;
    [[nodiscard]] bool is_relative(int token) const;
    /// What others say can be denied ("the claim"), what they want can only be refused ("the proposal").
    [[nodiscard]] bool can_be_denied(int noun) const;

    const SpeechText& text_;
    const DependencyTree& tree_;
};

}  // namespace px
