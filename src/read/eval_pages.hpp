#pragma once
// What the reader makes of a folder of pages, in the shape that scorers of main-text extraction read.
//
//   Result<PagePredictions> pages = predict_pages("pages/", {});
//   json_of_pages(*pages);  // {"page-1": {"articleBody": "…", "title": "…", "date": "2024-09-09", "authors": ["…"]},
//   …}

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "read/read.hpp"

namespace px {

/// The running text of a report: what is kept, without headline and captions, paragraphs parted by line ends.
/// Datelines count, since annotators count them.
[[nodiscard]] std::string article_body(const Report& report);

struct PagePrediction {
    std::string body;
    std::string title;
    std::string date;  // ISO; empty if none was found
    std::vector<std::string> authors;
};
using PagePredictions = std::map<std::string, PagePrediction>;

/// All files NAME.html in a folder, by name. A page that cannot be read gets an empty body.
[[nodiscard]] Result<PagePredictions> predict_pages(const std::string& folder, const ReadOptions& options);
[[nodiscard]] std::string json_of_pages(const PagePredictions& pages);

/// What read_feed makes of each file below a folder: {"rss/a.xml": {"title", "link", "entries": [{"title", "link",
/// "id", "published", "updated", "content"}]}, …}; files that are no feed give null.
[[nodiscard]] Result<std::string> predict_feeds(const std::string& folder);

}  // namespace px
