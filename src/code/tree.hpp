#pragma once
// One sentence as the matcher walks it: relations as numbers, children as lists, words as numbers of the rule set.
// Tokens are counted in the sentence from 0; -1 = none.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "code/rule_set.hpp"

namespace px::coding {

enum class Dep : std::uint8_t {
    other,
    root,
    nsubj,
    nsubj_pass,
    obj,
    iobj,
    obl,
    obl_agent,
    nmod,
    nmod_poss,
    amod,
    compound,
    compound_prt,
    flat,
    appos,
    conj,
    case_,
    mark,
    aux,
    aux_pass,
    cop,
    xcomp,
    ccomp,
    csubj,
    advcl,
    acl,
    acl_relcl,
    parataxis,
    det,
    nummod,
    advmod,
    fixed,
    expl,
    list,
    dislocated,
    punct
};

enum class WordClass : std::uint8_t { other, verb, noun, name, adjective, pronoun, number };

/// What is longer, in tokens, is a table or a list that the annotator could not part; no sentence of a report is.
inline constexpr std::uint32_t longest_sentence = 1000;

class Tree {
  public:
    /// Reads sentence `index`; reuses memory of the sentence before.
    void load(const RuleSet& rules, const Annotation& annotation, std::int32_t index);

    /// A word list of the rule files that the matcher needs.
    [[nodiscard]] const WordSet& role(Role role) const { return rules_->role(role); }
    [[nodiscard]] int size() const { return static_cast<int>(head_.size()); }
    [[nodiscard]] const Token& token(int t) const { return tokens_[static_cast<std::size_t>(t)]; }
    [[nodiscard]] int head(int t) const { return head_[static_cast<std::size_t>(t)]; }
    [[nodiscard]] Dep dep(int t) const { return dep_[static_cast<std::size_t>(t)]; }
    [[nodiscard]] WordClass word_class(int t) const { return class_[static_cast<std::size_t>(t)]; }
    [[nodiscard]] WordId lemma(int t) const { return lemma_[static_cast<std::size_t>(t)]; }
    [[nodiscard]] WordId form(int t) const { return form_[static_cast<std::size_t>(t)]; }
    [[nodiscard]] std::span<const std::int32_t> children(int t) const;

    [[nodiscard]] std::span<const Token> tokens() const { return tokens_; }
    /// The base form: that of the rules where they know the word, since lemmas of rare verbs are often guessed wrong.
    [[nodiscard]] const std::string& base_form(int t) const {
        return form(t) != 0 ? rules_->words.name(form(t)) : token(t).lemma;
    }

    /// The first child with the relation, -1 if none.
    [[nodiscard]] int child(int t, Dep dep) const;
    [[nodiscard]] bool is_verb(int t) const { return word_class(t) == WordClass::verb; }
    [[nodiscard]] bool is_nominal(int t) const {
        return word_class(t) == WordClass::noun || word_class(t) == WordClass::name;
    }
    /// Climbs at most `size()` steps.
    [[nodiscard]] bool is_below(int t, int ancestor) const;
    /// Number of edges between two tokens.
    [[nodiscard]] int distance(int a, int b) const;

    /// One of the words heads here, alone or with its partner ("air strike", "break off").
    [[nodiscard]] bool is_one_of(int t, const WordSet& words) const;
    /// The same, but a verb with a particle only if the particle is among the partners: "held off" is no "held".
    [[nodiscard]] bool is_one_with_particle(int t, const WordSet& words) const;
    /// The same without partners.
    [[nodiscard]] bool is_single(int t, const WordSet& words) const {
        return words.contains(lemma(t)) || words.contains(form(t));
    }
    /// Particle or neighbour `partner` stands with verb or noun `t`.
    [[nodiscard]] bool has_particle(int t, WordId particle) const;
    [[nodiscard]] bool has_first_word(int t, WordId first) const;
    /// Some modifier (adjective, compound, possessor, adverb, case) of `t` is one of the words.
    [[nodiscard]] bool has_modifier(int t, const WordSet& words) const;
    /// The preposition or mark before `t` is one of the words.
    [[nodiscard]] bool has_preposition(int t, const WordSet& words) const;

    [[nodiscard]] bool is_passive(int verb) const;
    /// Nothing but the parser's guess says that the verb of a clause is passive or active: "Soldiers fired".
    [[nodiscard]] bool is_finite_without_auxiliary(int verb) const;
    /// "to" stands before the verb.
    [[nodiscard]] bool is_infinitive(int verb) const {
        const int mark = child(verb, Dep::mark);
        return mark >= 0 && token(mark).lemma == "to";
    }
    /// The subject, also of infinitives, participles, relative clauses and joined verbs that share it; for passives the
    /// agent. -1 if there is none.
    [[nodiscard]] int agent(int verb) const;
    /// The object; for passives what is the grammatical subject.
    [[nodiscard]] int patient(int verb) const;
    /// The grammatical subject, whatever the voice.
    [[nodiscard]] int subject(int verb) const;
    /// The head of the clause that `t` stands in.
    [[nodiscard]] int clause_head(int t) const { return clause_[static_cast<std::size_t>(t)]; }
    /// What a relative pronoun stands for; `t` itself if it is none.
    [[nodiscard]] int antecedent(int t) const;

  private:
    [[nodiscard]] int counted_in(int t) const;
    [[nodiscard]] int subject_at_depth(int verb, int depth) const;
    [[nodiscard]] int shifted_subject(int verb) const;
    [[nodiscard]] int doer_of_reason(int verb) const;
    /// "Gave a speech", "said in a letter": the noun is a word of whoever is the subject, not one that was read or
    /// received.
    [[nodiscard]] bool is_uttered(int noun) const;
    [[nodiscard]] int holder_of(int noun, int depth) const;
    [[nodiscard]] int agent_at_depth(int verb, int depth) const;
    void find_clauses();
    void repair_adjective();
    void repair_headline();
    void make_clause(int subject, int verb, int object);
    void repair_reported_clause();
    void repair_reported_participle();
    bool repair_reported_intransitive(int v);
    void repair_joined_subjects();
    void repair_rough_numbers();
    void repair_lone_receiver();

    std::span<const Token> tokens_;
    const RuleSet* rules_ = nullptr;
    std::vector<std::int32_t> head_;
    std::vector<Dep> dep_;
    std::vector<WordClass> class_;
    std::vector<WordId> lemma_;
    std::vector<WordId> form_;
    std::vector<std::int32_t> first_child_;
    std::vector<std::int32_t> children_;
    std::vector<std::int32_t> filled_;
    std::vector<std::int32_t> clause_;
};

}  // namespace px::coding
