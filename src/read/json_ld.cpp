#include "read/json_ld.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "read/tables.hpp"

namespace px {
namespace {

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;

constexpr int deepest = 12;

/// A string, the first string of a list, or the member "name" of an object.
std::string words_of(const Element& element, int depth = 0) {
    std::string_view text;
    if (element.get(text) == simdjson::SUCCESS) return std::string(text);
    if (depth >= deepest) return {};
    simdjson::dom::array list;
    if (element.get(list) == simdjson::SUCCESS)
        for (const Element part : list)
            if (std::string words = words_of(part, depth + 1); !words.empty()) return words;
    Object object;
    if (element.get(object) == simdjson::SUCCESS) {
        Element name;
        for (const char* key : {"name", "@value", "url", "@id"})
            if (object[key].get(name) == simdjson::SUCCESS) return words_of(name, depth + 1);
    }
    return {};
}

std::string member(const Object& object, const char* key) {
    Element value;
    return object[key].get(value) == simdjson::SUCCESS ? words_of(value) : std::string();
}

void add_names(const Element& element, std::vector<std::string>& names, int depth) {
    if (depth >= deepest) return;
    simdjson::dom::array list;
    if (element.get(list) == simdjson::SUCCESS) {
        for (const Element part : list) add_names(part, names, depth + 1);
        return;
    }
    Object object;
    if (element.get(object) == simdjson::SUCCESS) {
        Element name;
        if (object["name"].get(name) == simdjson::SUCCESS) add_names(name, names, depth + 1);
        return;
    }
    std::string_view text;
    if (element.get(text) == simdjson::SUCCESS && !text.empty()) names.emplace_back(text);
}

/// 3 for an article, 1 for a page or something else that was published, 0 for anything else.
int rank_of(const Object& object) {
    Element type;
    if (object["@type"].get(type) != simdjson::SUCCESS) return 0;
    std::vector<std::string> types;
    add_names(type, types, 0);
    int rank = 0;
    for (const std::string& name : types) {
        static constexpr std::array<std::string_view, 5> posts = {"BlogPosting", "LiveBlogPosting",
                                                                  "SocialMediaPosting", "Report", "Posting"};
        if (name.ends_with("Article") || std::find(posts.begin(), posts.end(), name) != posts.end())
            rank = std::max(rank, 3);
        if (name == "WebPage" || name == "ItemPage" || name == "VideoObject") rank = std::max(rank, 1);
    }
    const bool is_reaction = std::find_if(types.begin(), types.end(), [](const std::string& name) {
                                 return name == "Comment" || name.ends_with("Review") || name.ends_with("Rating");
                             }) != types.end();
    if (rank == 0 && !is_reaction && object["datePublished"].get(type) == simdjson::SUCCESS) rank = 1;
    return rank;
}

/// The string behind the first `"key":` of JSON that cannot be parsed; without its escapes, so for dates only.
std::string string_behind(std::string_view json, std::string_view key) {
    std::size_t at = json.find(key);
    if (at == std::string_view::npos) return {};
    at = json.find_first_not_of(" \t", at + key.size());
    if (at == std::string_view::npos || json[at] != ':') return {};
    at = json.find_first_not_of(" \t", at + 1);
    if (at == std::string_view::npos || json[at] != '"') return {};
    return std::string(json.substr(at + 1, json.find('"', at + 1) - at - 1));
}

/// What can be had of an article whose JSON has a comma too many or a quotation mark too few: its dates. They take the
/// place of those of the page; what else the page said stays. False if no date of publication stands there.
bool take_dates_of_broken(std::string_view json, JsonLdArticle& best) {
    if (json.find("Article\"") == std::string_view::npos && json.find("Posting\"") == std::string_view::npos)
        return false;
    std::string published = string_behind(json, "\"datePublished\"");
    if (published.empty()) return false;
    best.published = std::move(published);
    best.modified = string_behind(json, "\"dateModified\"");
    best.created = string_behind(json, "\"dateCreated\"");
    return true;
}

JsonLdArticle article_of(const Object& object) {
    JsonLdArticle article;
    article.headline = member(object, "headline");
    if (article.headline.empty()) article.headline = member(object, "name");
    article.published = member(object, "datePublished");
    if (article.published.empty()) article.published = member(object, "uploadDate");  // of a video
    article.modified = member(object, "dateModified");
    article.created = member(object, "dateCreated");
    article.publisher = member(object, "publisher");
    article.url = member(object, "url");
    if (article.url.empty()) article.url = member(object, "mainEntityOfPage");
    article.language = member(object, "inLanguage");
    article.section = member(object, "articleSection");
    article.body = member(object, "articleBody");
    Element value;
    if (object["author"].get(value) == simdjson::SUCCESS) add_names(value, article.authors, 0);
    if (article.authors.empty() && object["creator"].get(value) == simdjson::SUCCESS)
        add_names(value, article.authors, 0);
    if (object["isAccessibleForFree"].get(value) == simdjson::SUCCESS) {
        bool is_free = true;
        if (value.get(is_free) == simdjson::SUCCESS) article.behind_paywall = !is_free;
        std::string_view words;
        if (value.get(words) == simdjson::SUCCESS) article.behind_paywall = words == "False" || words == "false";
    }
    return article;
}

/// Looks through lists, @graph and mainEntity for the best article.
void search(const Element& element, int depth, int& best_rank, JsonLdArticle& best) {
    if (depth >= deepest) return;
    simdjson::dom::array list;
    if (element.get(list) == simdjson::SUCCESS) {
        for (const Element part : list) search(part, depth + 1, best_rank, best);
        return;
    }
    Object object;
    if (element.get(object) != simdjson::SUCCESS) return;
    if (const int rank = rank_of(object); rank > best_rank) {
        best_rank = rank;
        best = article_of(object);
    }
    Element inner;
    for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"})
        if (object[key].get(inner) == simdjson::SUCCESS) search(inner, depth + 1, best_rank, best);
}

/// Raw line ends inside strings are common and no JSON; a blank means the same. Comment and CDATA marks go, too.
std::string mended(std::string_view script) {
    std::string out(script);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    const std::size_t begin = out.find_first_of("{[");
    const std::size_t end = out.find_last_of("}]");
    if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
    return out.substr(begin, end + 1 - begin);
}

}  // namespace

JsonLdArticle read_json_ld(const std::vector<std::string_view>& scripts) {
    JsonLdArticle best;
    int best_rank = 0;
    simdjson::dom::parser parser;
    for (const std::string_view script : scripts) {
        if (script.size() > largest_script) continue;
        const std::string json = mended(script);
        Element document;
        if (parser.parse(simdjson::padded_string(json)).get(document) == simdjson::SUCCESS) {
            const int rank_before = best_rank;
            search(document, 0, best_rank, best);
            if (best_rank > rank_before) best.script = script;
        } else if (best_rank < 2) {
            best_rank = take_dates_of_broken(json, best) ? 2 : best_rank;
        }
    }
    return best;
}

}  // namespace px
