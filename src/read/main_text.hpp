#pragma once
// Which blocks of a page are the report. First the container that holds most of the running text (as Readability does:
// text that is long, ends as sentences do and is not made of links speaks for its container), then, inside it, block by
// block: containers named as something else, known boilerplate lines, lists of links.

#include <string>
#include <string_view>
#include <vector>

#include "read/page_facts.hpp"
#include "read/page_tree.hpp"
#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

struct Decision {
    BlockKind kind = BlockKind::left_out;
    LeftOut reason = LeftOut::other;
    std::string why;

    [[nodiscard]] bool kept() const { return kind != BlockKind::left_out; }
};

struct MainText {
    std::vector<Decision> decisions;  // one for each block of the tree
    bool truncated = false;
    std::size_t other_articles = 0;   // with running text of their own, beside the one that was chosen
    std::size_t joined_articles = 0;  // that the chosen text is made of, if they are several
};

[[nodiscard]] MainText choose_main_text(const PageTree& tree, const PageFacts& facts, const ReadingTables& tables);

}  // namespace px
