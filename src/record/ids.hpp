#pragma once
// Public ids of records, for `parallax why ID` and for exports: a letter and ten hexadecimal digits of a SHA-256 over
// the report and what the record says. The same report coded the same way gives the same ids in every run, on every
// machine and with any number of threads.
//
//   r report   s statement   a attitude   q attribution   e event or other row of a comparison   y story

#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"

namespace px {

[[nodiscard]] std::string short_id(char letter, std::string_view content);
[[nodiscard]] std::string report_id(const Report& report);

struct RecordIds {
    std::vector<std::string> statements;  // one for each of layers.statements
    std::vector<std::string> attitudes;
    std::vector<std::string> attributions;
};
/// Two records of a report that say the same at the same place get a running number, so ids are unique in a report.
[[nodiscard]] RecordIds record_ids(const CodedReport& coded);

}  // namespace px
