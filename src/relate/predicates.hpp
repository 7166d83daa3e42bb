#pragma once
// What is said of whom: the verbs, participles and nouns of what one voice says, negated or told as fact, with who and
// what stands before and behind them in their clause. Read from words and resolved mentions, without trees.
//
//   const PredicateReader reader(utterance, actors, table.disputes(), table.acts());
//   for (const Predicate& no : reader.negated()) ...          // "I never ordered the transfers"
//   if (const auto yes = reader.told_at(4)) ...               // "he ordered me to make them"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "relate/act_words.hpp"
#include "relate/dispute_words.hpp"
#include "relate/utterances.hpp"

namespace px {

/// Stems (propositions.hpp) of words and keys of actors ("person:..."), so that a name meets the pronoun for it.
using Referents = std::set<std::string>;

struct Predicate {
    enum class Form : std::uint8_t { active, passive, noun };
    std::size_t at = 0;  // the word
    std::string act;     // act_of that word
    Form form = Form::active;
    Referents before;  // in its clause
    Referents behind;
    Referents qualities;    // of a negated noun: "a racial slur"
    Referents object;       // of a negated verb: what it was not done to, if that stands right behind it
    bool anything = false;  // "did not harm anybody"
    bool habit = false;     // of a verb: of now, "does not", "signs", "signing"
    bool nobody = false;    // "no expert believes that it was defeated"
    bool stated = false;    // of a noun told: "was a response", "a response", "banning"
};

/// Which actor a word stands for; the report must outlive it.
class ActorsAt {
  public:
    explicit ActorsAt(const Layers& layers);
    [[nodiscard]] const Actor* find(Span word) const;

  private:
    const Layers& layers_;
    std::vector<std::pair<Span, std::int32_t>> heads_;  // in order
};

/// "Violate" and "violation", "respond" and "response": equal for one act.
[[nodiscard]] std::string act_of(std::string_view folded);

/// Reads one utterance; it, the actors and the vocabulary must outlive the reader.
class PredicateReader {
  public:
    PredicateReader(const Utterance& by, const ActorsAt& actors, const DisputeWords& vocabulary, const ActWords& acts);

    [[nodiscard]] std::vector<Predicate> negated() const;
    /// The predicate at a word, if it is told as fact: not negated, asked, wished or left open.
    [[nodiscard]] std::optional<Predicate> told_at(std::size_t word) const;

  private:
    /// Where a negation stands, with the first word of its helpers.
    struct Negation {
        std::size_t helper = 0;
        std::size_t last = 0;
        bool be = false;
    };
    using Range = std::pair<std::size_t, std::size_t>;  // [first, last)

    [[nodiscard]] std::string_view word(std::size_t i) const { return by_.words.words[i]; }
    [[nodiscard]] std::string_view printed(std::size_t i) const;
    [[nodiscard]] bool ends_clause(std::size_t i) const;
    [[nodiscard]] bool ends_sentence(std::size_t i) const;
    [[nodiscard]] std::size_t sentence_begin(std::size_t i) const;
    [[nodiscard]] Range before(std::size_t i) const;
    [[nodiscard]] Range behind(std::size_t i) const;
    /// Whether a word there leaves it open; "to" does only right before a verb.
    [[nodiscard]] bool has_modal(Range range) const;
    [[nodiscard]] Referents referents(Range range, bool genitives) const;
    void add_referents(std::size_t i, Referents& out) const;
    void add_speaker(Referents& out) const;

    [[nodiscard]] std::optional<Negation> negation_at(std::size_t i) const;
    [[nodiscard]] bool is_main(const Negation& negation) const;
    [[nodiscard]] std::optional<Predicate> negated_by(const Negation& negation) const;
    [[nodiscard]] std::optional<Predicate> negated_noun(std::size_t first, Range subject) const;
    [[nodiscard]] std::optional<Predicate> doubted() const;
    void add_object(Predicate& predicate) const;
    [[nodiscard]] bool negates_part(std::size_t verb) const;
    [[nodiscard]] bool is_manner(std::size_t i) const;
    [[nodiscard]] bool is_weak(std::size_t i) const;
    [[nodiscard]] bool is_name(std::size_t i) const;
    [[nodiscard]] bool is_left_open(std::size_t i) const;
    [[nodiscard]] bool is_stated(std::size_t i) const;
    [[nodiscard]] Predicate::Form form_at(std::size_t i) const;
    void read_frame();

    const Utterance& by_;
    const ActorsAt& actors_;
    const DisputeWords& vocabulary_;
    const ActWords& acts_;
    bool unsettled_ = false;  // what stands right before the words leaves them open
    bool accuses_ = false;    // by its cue
    bool nobody_ = false;     // "no experts believe"
    Referents accused_;       // "accused the minister of ..."
};

}  // namespace px
