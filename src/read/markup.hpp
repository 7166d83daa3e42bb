#pragma once
// A page before it is parsed: scripts, styles, comments, pictures and attributes that nobody reads are cut out (they
// are most of a page's bytes and none of its text), white space is folded, and what would make a parser slow or deep is
// made harmless: nesting beyond a limit, tags with hundreds of attributes, thousands of open <b> and <font>. Text is
// never cut.
//
//   const Markup markup = prepare_markup(decoded.text);
//   markup.html                     // for the parser
//   markup.in_page(offset)          // the same byte in decoded.text

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace px {

struct Markup {
    struct Stretch {
        std::uint32_t html_begin = 0;
        std::uint32_t page_begin = 0;
    };
    std::string html;
    std::vector<Stretch> stretches;         // ordered; each holds up to the next
    std::vector<std::string_view> states;   // contents of <script type="application/json">; views into the page
    std::vector<std::string_view> json_ld;  // contents of <script type="application/ld+json">; views into the page
    bool simplified = false;                // tags were dropped because the page nests too deep or repeats too much

    /// Where a byte of `html` stands in the page.
    [[nodiscard]] std::uint32_t in_page(std::uint32_t html_offset) const;
};

/// The page must outlive the result.
[[nodiscard]] Markup prepare_markup(std::string_view page);

}  // namespace px
