#pragma once
// Where a report comes from: the country of its outlet, and the place of its dateline.
//
//   home_country(dictionaries, report)     // "IRL" for independent.ie
//
// The country by outlets.tsv, else by the address's top-level domain where that is a country's own (".ie"; not ".tv" or
// ".io", which anybody takes). Empty if neither tells.

#include <optional>
#include <string>

#include "record/layers.hpp"
#include "record/report.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

[[nodiscard]] std::string home_country(const Dictionaries& dictionaries, const Report& report);

/// The place of the report's dateline ("TOKYO, June 10 -"), which is left out of its text, or of a line of its own at
/// the top ("Example News, Tbilisi"); nothing if it has none.
[[nodiscard]] std::optional<PlaceMention> dateline_place(const Dictionaries& dictionaries, const Report& report);

}  // namespace px
