#include "resolve/resolve.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <span>

#include "resolve/actors.hpp"
#include "resolve/capitals.hpp"
#include "resolve/home.hpp"
#include "resolve/places.hpp"
#include "resolve/time_zones.hpp"
#include "resolve/times.hpp"

namespace px {
namespace {

/// How a country writes dates in figures.
DateOrder date_order(const Dictionaries& dictionaries, std::string_view country) {
    if (country.empty()) return DateOrder::unknown;
    return dictionaries.has_custom(country, Custom::month_first) ? DateOrder::month_first : DateOrder::day_first;
}

/// "recalled its ambassador from Paris": the state in whose land a place lies may be dealt with though nobody names it.
void add_states_of_places(const Dictionaries& dictionaries, Resolved& resolved) {
    std::set<std::string_view> known;
    for (const Actor& actor : resolved.actors)
        if (actor.kind == ActorKind::state) known.insert(actor.country);
    std::vector<Actor> more;
    for (const PlaceMention& place : resolved.places) {
        const Country* country = dictionaries.country(place.country);
        if (country == nullptr || !known.insert(country->iso3).second) continue;
        Actor state;
        state.key = "state:" + country->iso3;
        state.name = country->name;
        state.kind = ActorKind::state;
        state.country = state.code = country->iso3;
        state.wikidata = country->wikidata;
        state.reason = dictionaries.cite(country->source) + ", for " + place.name;
        more.push_back(std::move(state));
    }
    resolved.actors.insert(resolved.actors.end(), std::make_move_iterator(more.begin()),
                           std::make_move_iterator(more.end()));
}

/// "M23", "the EU": what the annotator takes for a place, no table of places knows, and the tables of actors do.
void drop_actors_among_places(Resolved& resolved) {
    std::set<Span> actors;
    for (const Mention& mention : resolved.mentions)
        if (mention.form == MentionForm::name && resolved.actors[mention.actor].kind != ActorKind::state)
            actors.insert(mention.head);
    std::erase_if(resolved.places, [&](const PlaceMention& place) {
        return place.country.empty() && !place.latitude && actors.contains(place.span);
    });
}

/// The places whose local time may be meant, in the order of the text, the dateline's first.
std::vector<PlaceMention> places_of_time(const Dictionaries& dictionaries, const Report& report,
                                         const std::vector<PlaceMention>& places) {
    std::vector<PlaceMention> all;
    if (std::optional<PlaceMention> dateline = dateline_place(dictionaries, report))
        if (places.empty() || dateline->span.begin < places.front().span.begin) all.push_back(std::move(*dateline));
    all.insert(all.end(), places.begin(), places.end());
    return all;
}

}  // namespace

Resolved resolve(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation) {
    Resolved resolved;
    const std::string home = home_country(dictionaries, report);
    resolved.places = find_places(dictionaries.gazetteer(), report, annotation, home);
    add_capitals(dictionaries, report, annotation, resolved.places);
    FoundActors found = find_actors(dictionaries, report, annotation, resolved.places);
    resolved.actors = std::move(found.actors);
    resolved.mentions = std::move(found.mentions);
    resolved.nationalities = std::move(found.nationalities);
    resolved.times = find_times(dictionaries.time_words(), report, annotation, date_order(dictionaries, home));
    drop_actors_among_places(resolved);
    const bool with_zones = std::any_of(resolved.times.begin(), resolved.times.end(),
                                        [](const TimeMention& time) { return !time.zone.empty(); });
    if (with_zones)
        settle_zones(dictionaries.time_zones(), dictionaries.gazetteer(), annotation,
                     places_of_time(dictionaries, report, resolved.places), resolved.times);
    add_states_of_places(dictionaries, resolved);
    return resolved;
}

}  // namespace px
