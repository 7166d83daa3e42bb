#pragma once
// What the shape of a page says of its containers, beyond their names: which blocks they hold, which are of one shape,
// which begin with a head like "Related stories".
//
//   const std::vector<BlockRange> ranges = blocks_below(tree);
//   const std::vector<PageHint> hints = hints_with_heads(tree, ranges, headline, judge);

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "read/page_tree.hpp"

namespace px {

/// Numbers of the blocks in a container; begin == end if it holds none.
struct BlockRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// For each container of the tree.
[[nodiscard]] std::vector<BlockRange> blocks_below(const PageTree& tree);

/// For each container a number that those of one shape share: the same element, and the same names if figures do not
/// count ("block block-12" and "block block-13").
[[nodiscard]] std::vector<std::uint64_t> shapes_of(const PageTree& tree);

/// For each container with a name, whether another one beside it is of its shape and both hold more than one block:
/// comments, teasers, entries.
[[nodiscard]] std::vector<bool> repeated_among_siblings(const PageTree& tree, const std::vector<std::uint64_t>& shapes,
                                                        const std::vector<BlockRange>& ranges);

/// The hints of the tree's containers, and for those without one that begin with a head such as "Related stories",
/// "Newsletter" or "3 comments" what that head says. The container of the page's headline keeps its own. `judge` gives
/// what the boilerplate table says of a block, by its number.
[[nodiscard]] std::vector<PageHint> hints_with_heads(
    const PageTree& tree, const std::vector<BlockRange>& ranges, std::size_t headline,
    const std::function<const std::optional<Verdict>&(std::size_t)>& judge);

/// "We and our partners store and/or access information on a device …": does the text ask to agree to something?
[[nodiscard]] bool asks_for_consent(std::string_view text);

}  // namespace px
