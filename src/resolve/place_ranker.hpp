#pragma once
// Which of the places of one name a report means. Used by places.cpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/gazetteer.hpp"
#include "text/span.hpp"

namespace px {

/// A name in the text with the places that it may be. After ranking, `chosen` is the best of them, -1 = none known.
struct PlaceSpot {
    Span span;
    std::string key;
    std::vector<Place> candidates;
    std::int32_t chosen = -1;
    std::optional<Place> inside;  // a place that no table knows, in a state that the text names: "Smalltown, Ohio"
    float confidence = 0;
    std::string reason;
};

/// Fills key and candidates: the name as it stands, then without "the", "northern", "City of", with "County".
[[nodiscard]] PlaceSpot spot_for(const Gazetteer& gazetteer, std::string_view text, Span span);

/// How much each kind of evidence counts, in units of log10(population). Tuned by random search on the open sets LGL
/// and GeoWebNews (see bench/RESULTS.md).
struct PlaceWeights {
    double country = 3.8;      // share of the report's other names that lie in the same country
    double admin1 = 5.0;       // and in the same state or province
    double smoothing = 3.0;    // names of other places that a share is counted against in addition
    double coverage = 3.1;     // share of all names that could lie in the same state or province
    double containment = 8.3;  // "Paris, Texas"
    double nearness = 3.0;     // to another place of the report, falling off with near_km
    double near_km = 200.0;
    double country_kind = 2.4;
    double region_kind = 8.8;
    double capital_kind = 3.5;
    double admin1_kind = 0.4;
    double seat_kind = 0.9;  // capital of a state or province
    double population = 1.1;
    double home = 3.0;      // the outlet's country counts like so many names in it
    double namesake = 0.3;  // what is left of size and kind where a local outlet bears the name: "Paris Example News"
};

/// Decides every spot. Spots are ordered by their span. Linear in the spots but for nearness, which looks at the 64
/// largest groups of equal names.
/// `home` is the country of the outlet, empty if unknown; `outlet` its name or address. A place in the name of an
/// outlet that no table knows is likelier a small town than the city or state that the whole world calls so.
void rank_places(std::string_view text, std::vector<PlaceSpot>& spots, std::string_view home, std::string_view outlet,
                 const PlaceWeights& weights = {});

}  // namespace px
