#pragma once
// Who: the people, states, institutions and groups of a report, and each phrase that refers to one of them.
//
//   const FoundActors found = find_actors(dictionaries, report, annotation);
//   for (const Mention& mention : found.mentions)
//       show(slice(report.text, mention.span), found.actors[mention.actor].code, mention.reason);
//
// Full names come first, with their titles and appositions; then, from left to right, short names, role phrases
// ("the Russian leader"), institutions, states and groups; then pronouns (resolve/coreference.hpp). A role phrase means
// the one person in the report who holds the role; only when the report has a date may it mean somebody whom the report
// does not name, by term of office. Without a date nothing is guessed from the tables' present.
//
// Several mentions may share one head: "the leaders of China and Russia" refers to two actors.
// Mentions are ordered by their beginning. Time is linear in the text.

#include <span>
#include <vector>

#include "annotate/annotation.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

struct FoundActors {
    std::vector<Actor> actors;
    std::vector<Mention> mentions;
    std::vector<Mention> nationalities;  // adjectives of states before nouns that are no actors: "the French plan"
};

/// `places`, if they are known, keep a state apart from what is called so: "Georgia" in a report from Atlanta.
[[nodiscard]] FoundActors find_actors(const Dictionaries& dictionaries, const Report& report,
                                      const Annotation& annotation, std::span<const PlaceMention> places = {});

}  // namespace px
