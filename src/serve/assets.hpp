#pragma once
// The page's own files, put into the program when it is built (cmake/embed.cmake).

#include <string_view>

namespace px::assets {

extern const std::string_view page_css;
extern const std::string_view page_js;
extern const std::string_view symbols_svg;  // one <symbol> for each stance

}  // namespace px::assets
