#include "read/markup_text.hpp"

#include <gumbo.h>

#include <memory>
#include <vector>

#include "read/markup.hpp"
#include "read/tables.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// Appends the text of the tree in reading order; elements that end a line leave a blank.
void collect_words(const GumboNode* root, std::string& out) {
    std::vector<const GumboNode*> stack = {root};
    while (!stack.empty()) {
        const GumboNode* node = stack.back();
        stack.pop_back();
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE) {
            out += node->v.text.text;
            continue;
        }
        if (node->type != GUMBO_NODE_ELEMENT) continue;
        const GumboElement& element = node->v.element;
        if (element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE) continue;
        if (element.tag == GUMBO_TAG_BR || element.tag == GUMBO_TAG_P || element.tag == GUMBO_TAG_DIV ||
            element.tag == GUMBO_TAG_LI)
            out += ' ';
        for (unsigned i = element.children.length; i > 0; --i)
            stack.push_back(static_cast<const GumboNode*>(element.children.data[i - 1]));
    }
}

}  // namespace

std::string escape_markup(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string html_words(const std::string& html) {
    if (html.find_first_of("<&") == std::string::npos) return fold_blanks(html);
    const Markup markup = prepare_markup(html);
    const auto destroy = [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> parsed(
        gumbo_parse_with_options(&kGumboDefaultOptions, markup.html.data(), markup.html.size()), destroy);
    std::string words;
    collect_words(parsed->root, words);
    return fold_blanks(words);
}

std::string decode_reference(std::string_view name) {
    const std::string html = "<p>&" + std::string(name) + ";</p>";
    const auto destroy = [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> parsed(
        gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()), destroy);
    std::string words;
    collect_words(parsed->root, words);
    const std::string text = words.starts_with(' ') ? words.substr(1) : words;  // the blank that stands for <p>
    return text.starts_with('&') && name != "amp" && name != "#38" && text.size() > 1 ? std::string() : text;
}

bool holds_markup(std::string_view text) {
    const std::string low = lower_ascii(text);
    for (const std::string_view sign : {"<p", "<br", "<div", "<a ", "<b>", "<i>", "<em>", "<strong>", "<img", "<ul",
                                        "<span", "</", "<h1", "<h2", "<blockquote", "<table"})
        if (low.find(sign) != std::string::npos) return true;
    for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
        const std::size_t end = text.find(';', at);
        if (end == std::string_view::npos) return false;
        const std::string_view name = text.substr(at + 1, end - at - 1);
        if (!name.empty() && name.size() < 12 && name.find_first_of(" &<") == std::string_view::npos &&
            !decode_reference(name).empty())
            return true;
    }
    return false;
}

}  // namespace px
