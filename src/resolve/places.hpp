#pragma once
// Where: places of a report with country, state, coordinates and GeoNames id, and whether a name stands for a
// government rather than a place ("Beijing said").
//
//   std::vector<Problem> problems;
//   const Result<Gazetteer> gazetteer = Gazetteer::load("data", problems);
//   for (const PlaceMention& place : find_places(*gazetteer, report, annotation)) ...
//
// Which Paris is meant is decided by population and kind, by what contains what in the text ("Paris, Texas"), by the
// countries and states that the report speaks of, by nearness to its other places, and once for each name in a
// report (one sense per discourse). Each mention gives its reason. A name that the gazetteer does not know is a
// mention without coordinates.

#include <span>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"
#include "resolve/gazetteer.hpp"

namespace px {

/// `home`, here and below, is the country of the report's outlet (ISO alpha-3, empty if unknown): a name among its own
/// places is likelier meant.
///
/// Names of places in the annotation, and capitalised words that are countries, states or large cities. Ordered, not
/// overlapping. Adjectives ("Russian") are no places, but they count as evidence for where the report is set.
[[nodiscard]] std::vector<PlaceMention> find_places(const Gazetteer& gazetteer, const Report& report,
                                                    const Annotation& annotation, std::string_view home = {});

/// Places of given spans, which may be adjectives; one mention for each span, in their order.
[[nodiscard]] std::vector<PlaceMention> locate(const Gazetteer& gazetteer, const Report& report,
                                               std::span<const Span> spans, std::string_view home = {});

}  // namespace px
