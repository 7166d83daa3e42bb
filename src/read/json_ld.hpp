#pragma once
// The schema.org description of an article in a page's JSON-LD.

#include <string>
#include <string_view>
#include <vector>

namespace px {

/// Bytes of one script's data, beyond which it is not looked at, whatever it holds.
inline constexpr std::size_t largest_script = std::size_t{4} << 20U;

struct JsonLdArticle {
    std::string headline;
    std::string published;
    std::string modified;
    std::string created;
    std::string publisher;
    std::string url;
    std::string language;
    std::string section;
    std::string body;
    std::string_view script;  // that holds all this; a view into the page
    std::vector<std::string> authors;
    bool behind_paywall = false;
};

/// The best article among the scripts: an Article of any kind before a WebPage. Broken JSON is passed over.
[[nodiscard]] JsonLdArticle read_json_ld(const std::vector<std::string_view>& scripts);

}  // namespace px
