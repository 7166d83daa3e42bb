#include "resolve/resolve.hpp"

#include "resolve/actors.hpp"
#include "resolve/places.hpp"
#include "resolve/times.hpp"

namespace px {

Resolved resolve(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation) {
    Resolved resolved;
    FoundActors found = find_actors(dictionaries, report, annotation);
    resolved.actors = std::move(found.actors);
    resolved.mentions = std::move(found.mentions);
    resolved.nationalities = std::move(found.nationalities);
    resolved.times = find_times(dictionaries.time_words(), report, annotation);
    resolved.places = find_places(dictionaries.gazetteer(), report, annotation);
    return resolved;
}

}  // namespace px
