#pragma once
// When, where and how many: what stands beside an act in its clause.

#include <cstdint>
#include <vector>

#include "code/parties.hpp"
#include "code/quantity.hpp"
#include "code/tree.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px::coding {

/// The time of the act: the expression in its clause that is nearest in the tree; -1 if there is none.
/// What hangs on another of the `event_nouns` ("after talks in February") belongs to that.
[[nodiscard]] std::int32_t time_of(const Tree& tree, const Referents& referents, int trigger,
                                   const std::vector<int>& event_nouns);

/// Where it happened: a place after in, at, near, on, outside in the clause; -1 if none is told. `journey`: the word of
/// the journey on which it happened (the act itself, or "travelled" in "travelled to Oslo to meet"), whose goal counts
/// too; -1 = none.
[[nodiscard]] std::int32_t place_of(const Tree& tree, const Referents& referents, int trigger,
                                    const std::vector<int>& event_nouns, int journey);

/// The words of an act that numbers may belong to.
struct ActWords {
    int trigger = -1;
    int governor = -1;  // "held" in "held talks", -1 = none
};

/// The numbers of people, things and money told in the clause, with what they count.
/// `numbers`: the number phrases of the sentence. `apart`: only those below the trigger. `others`: the acts of the
/// sentence; a number below one of them that stands nearer is that one's.
[[nodiscard]] std::vector<Quantity> quantities_of(const CountWords& words, const Tree& tree,
                                                  const std::vector<NumberPhrase>& numbers, const ActWords& act,
                                                  const std::vector<ActWords>& others, bool apart);

/// The verb tells that somebody was killed or wounded: "killed", "gunned down", "shot dead", "died".
[[nodiscard]] bool tells_of_dead(const CountWords& words, const Tree& tree, int verb);

/// The noun stands after "since" or "than": the clause is only measured by it, so the clause's time, place and numbers
/// are not its own.
[[nodiscard]] bool is_measure(const Tree& tree, int trigger);

/// The act is history: its time ended 90 days before the report or earlier.
[[nodiscard]] bool lies_back(const Layers& layers, const Report& report, const Statement& statement);

/// "The leaders meet on Thursday", "when she visits Washington on 27 April": the present tense with a day tells what is
/// still to come. `told_by`: the verb, or a noun in its clause.
[[nodiscard]] bool is_foretold(const Tree& tree, const Layers& layers, const Report& report, int told_by,
                               const Statement& statement);

/// The words of the clause that `trigger` stands in, without clauses below it that have a subject of their own.
[[nodiscard]] Span clause_span(const Tree& tree, int trigger);

}  // namespace px::coding
