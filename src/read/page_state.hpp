#pragma once
// The article that a page's scripts hold as data (<script type="application/json">, as Next.js and others write it),
// for pages that show nothing themselves.
//
//   const JsonLdArticle article = read_page_state(markup.states, "Talks fail | Lake Watch");

#include <string_view>
#include <vector>

#include "read/json_ld.hpp"

namespace px {

/// The object with the longest text among those whose headline stands in `title`; an empty body if there is none.
/// Broken data is passed over. Linear in the data's size.
[[nodiscard]] JsonLdArticle read_page_state(const std::vector<std::string_view>& scripts, std::string_view title);

}  // namespace px
