#pragma once
// NewsML-G2 (IPTC; https://iptc.org/std/NewsML-G2/) and NITF: news items as agencies deliver them. A message or package
// may hold many items; only those with text become reports.
//
//   for (ReportFields& fields : read_newsml(document->root)) ...

#include <vector>

#include "read/fields.hpp"
#include "read/xml.hpp"

namespace px {

/// Is the root one of newsMessage, newsItem, packageItem, conceptItem, knowledgeItem, planningItem, catalogItem, nitf?
[[nodiscard]] bool is_newsml(const XmlNode& root);

/// One for each news item with text. Withdrawn items (pubStatus "canceled") are left out.
[[nodiscard]] std::vector<ReportFields> read_newsml(const XmlNode& root);

}  // namespace px
