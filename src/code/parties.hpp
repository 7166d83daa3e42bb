#pragma once
// From a phrase in the tree to the actors that it names.
//
//   "the decision of the US Supreme Court"  the phrase itself is no actor; the court, its author, is
//   "Putin and Kim"                         both
//
// A phrase that names nobody gives nothing: an argument without an actor stays empty.

#include <cstdint>
#include <vector>

#include "code/tree.hpp"
#include "record/layers.hpp"

namespace px::coding {

struct Party {
    std::int32_t actor = -1;
    Span span;
    int token = -1;
};

/// The mentions, places and times of a report, by sentence and token.
class Referents {
  public:
    /// `befalling`: nouns whose "of" names the victim ("the killing of"), who does not answer for the phrase.
    Referents(const Annotation& annotation, const Layers& layers, const WordSet& befalling);

    /// To be called before the functions below; `tree` must hold the same sentence.
    void enter(std::int32_t sentence, const Tree& tree);

    /// The mention headed by the token, or the one whose name holds it; -1 if none.
    [[nodiscard]] std::int32_t mention_at(int token) const { return mention_of_[static_cast<std::size_t>(token)]; }
    /// The place (not one that stands for a government) that the token belongs to; -1 if none.
    [[nodiscard]] std::int32_t place_at(int token) const { return place_of_[static_cast<std::size_t>(token)]; }
    [[nodiscard]] std::int32_t time_at(int token) const { return time_of_[static_cast<std::size_t>(token)]; }
    /// The token belongs to a longer name of an actor ("Strike" in "Truth Strike Movement").
    [[nodiscard]] bool inside_name(int token) const;

    /// Adds the actors of the phrase headed by `token`, each once.
    void add_parties(int token, std::vector<Party>& out) const;
    [[nodiscard]] bool has_party(int token) const;
    /// One of the actors of the phrase is of a country or an organisation, not soldiers of nobody.
    [[nodiscard]] bool has_owner(int token) const;
    /// The token itself names an actor, a nationality or a place with a state, not only a word below it.
    [[nodiscard]] bool names_party(int token) const;
    /// The token names a town or a part of a state, also where it stands for a government ("the Minsk talks").
    [[nodiscard]] bool names_town(int token) const;
    /// The phrase is an armed force, or with `police` the police, of the country of one of the others.
    [[nodiscard]] bool is_own_force(int token, const std::vector<int>& others, bool police = false) const;
    /// The phrase names an actor of the country of one of the others.
    [[nodiscard]] bool shares_country(int token, const std::vector<int>& others) const;
    /// The phrase is a place in a state to which none of the others belongs.
    [[nodiscard]] bool is_abroad(int token, const std::vector<int>& others) const;
    /// The phrase is a government, an army, the police or their people.
    [[nodiscard]] bool is_office(int token) const;
    /// Both phrases name one and the same actor.
    [[nodiscard]] bool same_party(int a, int b) const;
    /// Whose the noun's act is, if that is a person or a group ("Diop's arrest", "his release"); -1 if it is nobody's.
    /// A state's or an army's are its own.
    [[nodiscard]] int sufferer_of(int noun) const;

    [[nodiscard]] const Layers& layers() const { return layers_; }

  private:
    void add_at_depth(int token, int depth, std::vector<Party>& out) const;
    bool add_own(int token, std::vector<Party>& out) const;
    void add_joined_nationalities(int token, std::vector<Party>& out) const;
    void add_dependents(int token, int depth, std::vector<Party>& out) const;
    [[nodiscard]] bool names_person_behind(int token) const;

    const Layers& layers_;
    const WordSet& befalling_;
    const Tree* tree_ = nullptr;
    std::vector<std::vector<std::int32_t>> mentions_by_sentence_;
    std::vector<std::vector<std::int32_t>> nationalities_by_sentence_;
    std::vector<std::vector<std::int32_t>> places_by_sentence_;
    std::vector<std::vector<std::int32_t>> times_by_sentence_;
    std::vector<std::int32_t> mention_of_;
    std::vector<std::int32_t> next_mention_;    // of the same head: "the leaders of China and Russia" are two actors
    std::vector<std::int32_t> nationality_of_;  // "French" in "the French plan"
    std::vector<std::int32_t> place_of_;
    std::vector<std::int32_t> time_of_;
    std::vector<std::int32_t> state_of_country_;  // place -> the actor that is its state, -1 if none
};

}  // namespace px::coding
