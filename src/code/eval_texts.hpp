#pragma once
// What the three evaluations share: reading lines, making a report of a bare text, running the rooms up to code.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "code/eval_events.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px::coding {

struct CodedText {
    Report report;
    Annotation annotation;
    Layers layers;
};

/// Paragraphs are parted by blank lines; the first is the headline if `has_title`.
[[nodiscard]] Report report_of(std::string text, std::string_view date, bool has_title);

/// Runs every room. `adjust` may change what resolve found before anything is attributed or coded.
[[nodiscard]] CodedText code_text(const EventCoder& coder, Report report,
                                  const std::function<void(CodedText&)>& adjust = {});

struct GoldEvent {
    std::string source;
    std::string target;
    std::string code;
};

/// A line of the data; what it does not have is empty.
struct EventLine {
    std::string id;
    std::string text;
    std::string marked;  // the text with its pair marked: "<s>Iran</s> accused <t>Israel</t>"
    std::string date;
    std::string title;
    std::vector<GoldEvent> events;
};

/// Empty if it is no JSON object.
[[nodiscard]] std::optional<EventLine> read_event_line(std::string_view json);

/// Calls `use` for every line that is not empty; fails with the line of the first that is no JSON object.
[[nodiscard]] Result<std::size_t> for_each_line(std::string_view json_lines, const std::string& name,
                                                const std::function<Result<bool>(const EventLine&)>& use);

}  // namespace px::coding
