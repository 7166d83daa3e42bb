#pragma once
// Figures for places on annotated data (LGL, GeoWebNews): what `parallax eval place` prints.
//
// A line is {"id","text","toponyms":[{"span":[begin,end],"lat","lon"}]}, spans in code points. Where toponyms are given
// their spans are used and only the resolution is measured; otherwise places are found in the text. A prediction line
// is {"id","toponyms":[{"span","lat","lon","geonameid"}]}.

#include <string>
#include <string_view>

#include "resolve/eval_time.hpp"
#include "resolve/places.hpp"

namespace px {

struct PlaceScores {
    std::size_t documents = 0;
    std::size_t gold = 0;    // with coordinates
    std::size_t found = 0;   // of those, the gazetteer gave coordinates
    std::size_t within = 0;  // of those, at most 161 km away
};

[[nodiscard]] Result<PlaceScores> eval_places(const Gazetteer& gazetteer, const Annotator& annotate,
                                              std::string_view json_lines, const std::string& name,
                                              std::string* predictions);

}  // namespace px
