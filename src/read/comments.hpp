#pragma once
// Readers' comments that no container's name and no heading tells: they are known by their form, a name with an age
// ("Ann 3 hours ago", "Ann wrote on 14 March 2024:") before each and buttons to answer behind it.
//
//   const BlockRange comments = unnamed_comments(tree, headline);
//   if (i >= comments.begin && i < comments.end) leave_out(i);

#include <cstddef>

#include "read/page_shape.hpp"

namespace px {

/// From the first comment below the report's text to the next heading or the end of the page; empty if there are none.
/// `headline`: the number of its block, or beyond the last.
[[nodiscard]] BlockRange unnamed_comments(const PageTree& tree, std::size_t headline);

}  // namespace px
