#pragma once
// Inside eval_*.cpp: annotated data as JSON Lines, one report a line.
//
//   for_each_report(json_lines, "gum.jsonl", "timexes", [&](const AnnotatedReport& line) { score(line); });
//
// A line is an object with a "text", perhaps "id", "outlet" (or "domain"), "reference_date" (or "date"), and the list
// of what is annotated: objects with a "span" of [begin, end) in code points and members of any names.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/report.hpp"

namespace px {

/// One annotated stretch of a text. Members that are neither texts nor numbers are left out.
struct Annotated {
    Span span;  // code points
    std::map<std::string, std::string, std::less<>> texts;
    std::map<std::string, double, std::less<>> numbers;

    [[nodiscard]] std::optional<std::string> text(std::string_view member) const;
    [[nodiscard]] std::optional<double> number(std::string_view member) const;
};

struct AnnotatedReport {
    Report report;
    std::vector<Annotated> items;  // without those that have no sound span
    bool annotated = false;        // the line has the list, be it empty
};

/// Calls `use` with each line; `list` is the member that holds what is annotated. Returns the number of lines; fails
/// with the number of the first that is no object with a text.
[[nodiscard]] Result<std::size_t> for_each_report(std::string_view json_lines, const std::string& name,
                                                  std::string_view list,
                                                  const std::function<void(const AnnotatedReport& line)>& use);

}  // namespace px
