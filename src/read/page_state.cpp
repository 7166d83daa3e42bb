#include "read/page_state.hpp"

#include <simdjson.h>

#include <string>
#include <utility>

#include "read/json_members.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;

constexpr int deepest = 40;
constexpr std::size_t most_data = 8U << 20U;   // bytes of all scripts together
constexpr std::size_t shortest_text = 200;     // bytes
constexpr std::size_t longest_title = 600;     // bytes
constexpr std::size_t longest_headline = 300;  // bytes

std::string first_of(const Object& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (std::string text = json_member(object, name); !text.empty()) return text;
    return {};
}

/// A string, or the strings and the objects with a text of a list, as lines of their own.
std::string text_of(const Element& element) {
    std::string_view text;
    if (element.get(text) == simdjson::SUCCESS) return std::string(text);
    simdjson::dom::array list;
    if (element.get(list) != simdjson::SUCCESS) return {};
    std::string lines;
    for (const Element part : list) {
        Object object;
        std::string line;
        if (part.get(text) == simdjson::SUCCESS)
            line = text;
        else if (part.get(object) == simdjson::SUCCESS)
            line = first_of(object, {"text", "html", "value", "content", "body"});
        if (!line.empty()) lines += (lines.empty() ? "" : "\n") + line;
    }
    return lines;
}

class StateSearch {
  public:
    explicit StateSearch(std::string_view title) : title_(fold_name(title)) {}

    void search(const Element& element, std::string_view script, int depth) {
        if (depth >= deepest) return;
        simdjson::dom::array list;
        if (element.get(list) == simdjson::SUCCESS) {
            for (const Element part : list) search(part, script, depth + 1);
            return;
        }
        Object object;
        if (element.get(object) != simdjson::SUCCESS) return;
        look_at(object, script);
        for (const auto [name, value] : object) search(value, script, depth + 1);
    }

    JsonLdArticle best;

  private:
    void look_at(const Object& object, std::string_view script) {
        const std::string headline = first_of(object, {"headline", "title", "hed"});
        if (headline.empty() || headline.size() > longest_headline) return;
        const std::string folded = fold_name(headline);
        if (title_.find(folded) == std::string::npos) return;
        // Data about the site has its name for a title, which stands in the page's title, too.
        const auto rank = std::make_pair(title_.starts_with(folded), folded.size());
        if (!best.body.empty() && rank < rank_) return;
        for (const std::string_view name : {"body", "articleBody", "content", "text", "bodyHtml", "body_html", "html",
                                            "storyBody", "paragraphs", "fullText", "bodyText", "blocks"}) {
            Element value;
            if (object[name].get(value) != simdjson::SUCCESS) continue;
            std::string body = text_of(value);
            if (body.size() < shortest_text || (rank == rank_ && body.size() <= best.body.size())) continue;
            rank_ = rank;
            best = JsonLdArticle();
            best.body = std::move(body);
            best.headline = headline;
            best.script = script;
            best.published = first_of(object, {"datePublished", "publishedAt", "published_at", "publicationDate",
                                               "publishDate", "published", "date", "firstPublished", "createdAt"});
            best.modified = first_of(object, {"dateModified", "updatedAt", "updated_at", "modified", "lastModified"});
            for (const std::string_view key : {"authors", "author", "byline"})
                if (best.authors.empty() && object[key].get(value) == simdjson::SUCCESS)
                    best.authors = json_names(value);
        }
    }

    std::string title_;
    std::pair<bool, std::size_t> rank_{false,
                                       0};  // of the best: does the title begin with its headline, and its length
};

}  // namespace

JsonLdArticle read_page_state(const std::vector<std::string_view>& scripts, std::string_view title) {
    if (title.size() > longest_title) return {};
    StateSearch found(title);
    std::size_t searched = 0;
    simdjson::dom::parser parser;
    for (const std::string_view script : scripts) {
        if (script.size() > largest_script || searched + script.size() > most_data) continue;
        searched += script.size();
        Element document;
        if (parser.parse(simdjson::padded_string(script)).get(document) == simdjson::SUCCESS)
            found.search(document, script, 0);
    }
    return std::move(found.best);
}

}  // namespace px
