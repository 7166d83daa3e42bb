#pragma once
// Files that hold no text that is read: pictures, documents of word processors, workbooks under a table's name, links
// to a page. Whoever gave one is told what it is and what to do.
//
//   if (const auto foreign = foreign_kind(bytes)) return fail(refusal(*foreign, "report.docx", "text or a page"));

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace px {

struct Foreign {
    std::string_view kind;    // "a Word document"
    std::string_view advice;  // "save it as plain text or as a page"
};

/// By the first bytes; nothing if they may be text. Of a zip archive up to 64 KiB are looked at.
[[nodiscard]] std::optional<Foreign> foreign_kind(std::string_view bytes);

/// Names the kind, says what was expected and what to do.
[[nodiscard]] Error refusal(const Foreign& foreign, const std::string& file, std::string_view expected);

}  // namespace px
