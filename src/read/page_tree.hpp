#pragma once
// A parsed page as a flat list: its visible blocks of text in reading order, each with the containers it stands in.
// (Gumbo parses; this walks its tree once, without recursion.)
//
//   const PageTree tree = build_page_tree(markup, decoded, hints);
//   for (const PageBlock& block : tree.blocks) ... tree.nodes[block.node] ...

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/charset.hpp"
#include "read/markup.hpp"
#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

/// What element a block of text stands in (the innermost that says anything).
enum class PageKind : std::uint8_t {
    text,
    paragraph,
    heading,
    list_item,
    quotation,
    caption,
    table_cell,
    preformatted
};

struct PageNode {
    std::int32_t parent = -1;
    std::string tag;    // "div"
    std::string names;  // class, id, role, itemprop in lower case, parted by blanks
    PageHint hint;      // what tag and names say that it holds
    bool hidden = false;
    bool is_article = false;  // <article>, <main>
};

struct PageBlock {
    std::string text;             // white space folded
    std::vector<Origin> origins;  // text offsets in `text`, file offsets in the file
    PageKind kind = PageKind::text;
    std::int32_t heading_level = 0;
    std::int32_t node = 0;         // innermost container
    std::uint32_t link_bytes = 0;  // of the text, inside <a>
    std::uint32_t bold_bytes = 0;
    std::uint32_t author_bytes = 0;  // inside <a rel="author">
    bool after_break = false;        // parted from the block before by <br> only
};

struct MetaTag {
    std::string name;  // name, property, itemprop or http-equiv, lower case
    std::string content;
};

struct TimeTag {
    std::string value;       // datetime, or content of an element with itemprop
    std::string names;       // itemprop, class, and those of its parent
    std::int32_t block = 0;  // number of the block that it stands in or before
    std::int32_t node = 0;
};

struct PageTree {
    std::vector<PageNode> nodes;  // parents before children; node 0 is the page
    std::vector<PageBlock> blocks;
    std::vector<MetaTag> meta;
    std::vector<TimeTag> times;
    std::string title;
    std::string language;   // <html lang>
    std::string canonical;  // <link rel=canonical>
};

/// `without_scripts` takes in what <noscript> holds, which is a second form of what scripts show.
[[nodiscard]] PageTree build_page_tree(const Markup& markup, const DecodedText& page, const ReadingTables& tables,
                                       bool without_scripts = false);

}  // namespace px
