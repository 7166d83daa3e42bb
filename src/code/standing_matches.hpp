#pragma once
// Which matches of a sentence are events of their own. What another match names, what is only promised, threatened or
// agreed on, the dead of an attack and the purpose of a protest are told with another act.
//
//   auto [matches, casualties] = keep_standing(rules, tree, best);  // best: of each word, in the order of the words

#include <vector>

#include "code/match.hpp"
#include "code/rule_set.hpp"
#include "code/tree.hpp"

namespace px::coding {

struct StandingMatches {
    std::vector<Match> matches;
    std::vector<Match> casualties;  // the dead of attacks among `matches`; if none of those is an event, these are
};

/// Leaves out what is told with another match and what a rule says to be no event; the others keep their order. An
/// attack takes its sides from the killing that it caused, a protest from its purpose.
[[nodiscard]] StandingMatches keep_standing(const RuleSet& rules, const Tree& tree, std::vector<Match> matches);

/// What somebody promises, threatens, asks for or refuses is told with the act; it is no event beside it. A clause
/// with a subject of its own stands for itself, but for its verb.
[[nodiscard]] bool is_content(const Tree& tree, int t, const Match& speech);

}  // namespace px::coding
