// What the tests of pages share.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "read/read.hpp"
#include "text/utf8.hpp"

namespace px {

/// Reads a page that is meant to be readable.
inline Report read_page_ok(std::string page, const std::string& source = "page.html") {
    auto report = read_report(std::move(page), source, {});
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : to_string(report.error())));
    return std::move(*report);
}

/// The words of all blocks of one kind, with " / " between them.
inline std::string words_of(const Report& report, BlockKind kind, LeftOut reason = LeftOut::none) {
    std::string words;
    for (const Block& block : report.blocks)
        if (block.kind == kind && block.reason == reason)
            words += (words.empty() ? "" : " / ") + std::string(slice(report.text, block.span));
    return words;
}

}  // namespace px
