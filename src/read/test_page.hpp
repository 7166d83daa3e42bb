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

/// Reads an English page of this head and body.
inline Report read_page_of(const std::string& head, const std::string& body) {
    return read_page_ok("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">" + head + "</head><body>" +
                        body + "</body></html>");
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
