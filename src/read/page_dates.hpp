#pragma once
// When a page was published and updated. Everything on the page that states a date votes: JSON-LD, <meta>, microdata,
// <time>, what is printed near the headline, the address. Dates one day apart are one vote: machines write UTC, people
// the day where they are, and the people's day is the one that the report's "Wednesday" counts from.

#include <optional>
#include <string>

#include "read/json_ld.hpp"
#include "read/page_tree.hpp"
#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

struct PageDates {
    std::optional<PublicationTime> published;  // evidence names all sources that agree
    std::optional<PublicationTime> updated;
};

/// What `evidence` says of a date that stands somewhere on the page and that nothing speaks for: any other is better.
inline constexpr std::string_view weakest_evidence = "printed on the page";

[[nodiscard]] PageDates vote_on_dates(const PageTree& tree, const JsonLdArticle& article, const std::string& url,
                                      const std::string& title, const ReadingTables& tables);

}  // namespace px
