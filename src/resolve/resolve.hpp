#pragma once
// Who, when, where: the layer between trees and attributions.
//
//   std::vector<Problem> problems;
//   Result<Dictionaries> dictionaries = Dictionaries::load("data", "", problems);
//   const Resolved resolved = resolve(*dictionaries, report, annotation);
//
// A pure function of its arguments. See resolve/actors.hpp, resolve/times.hpp, resolve/places.hpp.

#include <vector>

#include "annotate/annotation.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

struct Resolved {
    std::vector<Actor> actors;
    std::vector<Mention> mentions;
    std::vector<Mention> nationalities;
    std::vector<TimeMention> times;
    std::vector<PlaceMention> places;
};

[[nodiscard]] Resolved resolve(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation);

}  // namespace px
