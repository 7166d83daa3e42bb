#pragma once
// What a page says about itself: JSON-LD (schema.org), Open Graph, microdata, <meta>, <time>, its address. Where
// sources differ, they vote, and each fact names its source.

#include <optional>
#include <string>
#include <vector>

#include "read/markup.hpp"
#include "read/page_tree.hpp"
#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

struct PageFacts {
    std::string title;  // without the site's name
    std::string outlet;
    std::vector<std::string> authors;
    std::string url;
    std::string section;      // where the outlet files it ("World")
    std::string language;     // as claimed, in lower case
    std::string description;  // the page's own summary
    std::string body;         // JSON-LD articleBody, if given
    std::string_view script;  // the JSON-LD that holds it; a view into the page
    std::optional<PublicationTime> published;
    std::optional<PublicationTime> updated;
    bool behind_paywall = false;  // JSON-LD isAccessibleForFree: false
};

[[nodiscard]] PageFacts read_page_facts(const PageTree& tree, const Markup& markup, const ReadingTables& tables);

}  // namespace px
