#pragma once
// Where a report comes from: the country of its outlet.
//
//   home_country(dictionaries, report)     // "IRL" for independent.ie
//
// By outlets.tsv, else by the address's top-level domain where that is a country's own (".ie"; not ".tv" or ".io",
// which anybody takes). Empty if neither tells.

#include <string>

#include "record/report.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

[[nodiscard]] std::string home_country(const Dictionaries& dictionaries, const Report& report);

}  // namespace px
