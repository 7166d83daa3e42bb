#pragma once
// Figures for places on annotated data (LGL, GeoWebNews): what `parallax eval place` prints.
//
// A line is {"id","text","toponyms":[{"span":[begin,end],"lat","lon"}]}, spans in code points. Where toponyms are given
// their spans are used and only the resolution is measured; otherwise places are found in the text. A prediction line
// is {"id","toponyms":[{"span","lat","lon","geonameid"}]}. A member "domain" or "outlet" of the line is the report's
// outlet. Where a toponym has a "country" (its name in English), the country found is compared too.

#include <string>
#include <string_view>

#include "resolve/dictionaries.hpp"
#include "resolve/eval_time.hpp"
#include "resolve/places.hpp"

namespace px {

struct PlaceScores {
    std::size_t documents = 0;
    std::size_t gold = 0;           // with coordinates
    std::size_t found = 0;          // of those, the gazetteer gave coordinates
    std::size_t within = 0;         // of those, at most 161 km away
    std::size_t country_of = 0;     // of those found, the annotation gives a country that the tables know
    std::size_t country_right = 0;  // and it is the one found
};

[[nodiscard]] Result<PlaceScores> eval_places(const Dictionaries& dictionaries, const Annotator& annotate,
                                              std::string_view json_lines, const std::string& name,
                                              std::string* predictions);

}  // namespace px
