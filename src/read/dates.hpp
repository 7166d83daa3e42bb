#pragma once
// Dates as pages and datelines print them: "Monday, 9 September 2024, 13:10 GMT", "Sept. 9, 2024", "10/09/2024 -
// 09h30", "2024-09-09T17:25:00+02:00", "Mon, 09 Sep 2024 17:25:00 GMT", "2024年9月9日", "/2024/sep/09/" in an address.
// A date without a year, or a weekday alone, is no date here: nothing is ever counted from "now".
//
//   if (const auto found = find_date("Posted on 9 September 2024 by Ann", tables, "byline")) use(found->time);

#include <optional>
#include <string>
#include <string_view>

#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

struct FoundDate {
    PublicationTime time;
    Span span;               // of the whole expression in the text searched, bytes
    bool ambiguous = false;  // 09/10/2024: the order of day and month is a guess
};

/// The first date in a text with a year from 1 to 9999. Numbers are read day first unless `month_first` or the numbers
/// say otherwise.
[[nodiscard]] std::optional<FoundDate> find_date(std::string_view text, const ReadingTables& tables,
                                                 std::string_view evidence, bool month_first = false);

/// The same, in an address: /2024/09/09/, /2024/sep/09/, /20240909/, /2024-09-09-, ?date=20240909.
[[nodiscard]] std::optional<PublicationTime> date_in_address(std::string_view url, const ReadingTables& tables,
                                                             std::string_view evidence);

/// Is the line a date and nothing else, but for words such as "Published", "Updated on", a weekday, a place?
[[nodiscard]] bool is_date_line(std::string_view line, const ReadingTables& tables);

}  // namespace px
