#pragma once
// A report made of paragraphs, for the tests of this room.

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace px::test {

/// Every stretch between blank lines is a paragraph.
inline Report report_of(std::string text) {
    Report report;
    report.text = std::move(text);
    report.language = "en";
    std::size_t begin = 0;
    while (begin < report.text.size()) {
        std::size_t end = report.text.find("\n\n", begin);
        if (end == std::string::npos) end = report.text.size();
        if (end > begin) {
            Block block;
            block.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
            report.blocks.push_back(block);
        }
        begin = end + 2;
    }
    return report;
}

}  // namespace px::test
