#pragma once
// When two readings are of one report. Pages change with every visit (advertisements, counters), so bytes do not tell:
// the same words by the same outlet are the same report, whatever stood around them; other words at the same address
// are a new version of it.

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace px {

/// SHA-256 over the outlet and the kept words. Empty if neither outlet nor address is known: then only equal bytes are
/// the same report, since one text may be two outlets' copies.
[[nodiscard]] std::string content_hash(const Report& report);

/// Is `report` a changed form of the text `earlier`, rather than another report at the same address? It is if they
/// share a headline or a fifth of their paragraphs.
[[nodiscard]] bool is_version_of(const Report& report, std::string_view earlier);

}  // namespace px
