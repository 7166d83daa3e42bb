#pragma once
// The article that a page's scripts hold as data (<script type="application/json">, as Next.js and others write it),
// for pages that show nothing themselves.
//
//   const JsonLdArticle article = read_page_state(markup.states, "Talks fail | Lake Watch");

#include <string_view>
#include <vector>

#include "read/json_ld.hpp"

namespace px {

/// The object with a text and a headline that stands in `title`: one with which the title begins before others, then
/// the longer headline, then the longer text; an empty body if there is none, or if the title is over 600 bytes long.
/// Broken data, headlines over 300 bytes and what goes beyond 8 MiB of scripts are passed over. Linear in the data's
/// size.
[[nodiscard]] JsonLdArticle read_page_state(const std::vector<std::string_view>& scripts, std::string_view title);

}  // namespace px
