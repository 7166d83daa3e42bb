#pragma once
// A report whose parts came apart: a line of JSON, a row of a table, an item of a feed, a NewsML item. Each form fills
// in the same fields, and one function makes the report.
//
//   ReportFields fields;
//   fields.title = "Talks fail";
//   fields.text = "Talks failed on Monday.";
//   Result<Report> report = report_from_fields("the bytes that it is known by", std::move(fields), "a.csv:2", {});
//
// Offsets count in Report::text: the title (if the text does not begin with it), a blank line, the text. The way back
// to the file ends at the field, so Report::origins stays empty.

#include <string>
#include <string_view>
#include <vector>

#include "read/read.hpp"

namespace px {

struct ReportFields {
    std::string id;  // as given by who made the file
    std::string title;
    std::string text;      // plain text, or
    std::string html;      // the same as HTML; used if `text` is empty
    std::string date;      // ISO 8601 or as printed
    std::string updated;   // the same
    std::string outlet;    // who published it
    std::string agency;    // who is credited with it
    std::string section;   // where the outlet files it
    std::string url;       // where it stands
    std::string language;  // "en", "en-GB"
    std::vector<std::string> authors;
    bool truncated = false;            // only a summary or a beginning is given
    std::vector<std::string> remarks;  // for the user
};

/// `identity` is what the report's id is made of. Fails with `empty` if there is no text.
[[nodiscard]] Result<Report> report_from_fields(std::string_view identity, ReportFields fields, std::string source,
                                                const ReadOptions& options);

/// The fields in one string, to be an identity where a form has no bytes of its own for one report.
[[nodiscard]] std::string identity_of(const ReportFields& fields);

/// Sets the field called `name` ("text", "date", "authors", ...); false if there is none of that name.
bool set_field(ReportFields& fields, std::string_view name, std::string value);

}  // namespace px
