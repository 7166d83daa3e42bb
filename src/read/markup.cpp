#include "read/markup.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int deepest = 400;         // open elements
constexpr int most_formatting = 40;  // open <b>, <font>, …: the parser opens each of them anew in every paragraph
constexpr std::size_t most_attributes = 200;  // per tag

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct AttributeAt {
    std::size_t begin = 0;
    std::size_t name_end = 0;
    std::size_t value_begin = 0;  // without the quotes; == value_end if there is no value
    std::size_t value_end = 0;
    std::size_t end = 0;
};

struct Tag {
    std::string name;     // lower case
    std::size_t end = 0;  // after '>'
    std::vector<AttributeAt> attributes;
    bool closing = false;
    bool plain = true;  // the name ends as names do and '>' stands at the end: its attributes may be picked out
};

bool ends_name(char c) { return is_space(c) || c == '/' || c == '>'; }

/// The attribute that begins at `at`, as the standard's tokeniser reads it ("before attribute name state").
AttributeAt attribute_at(std::string_view page, std::size_t at) {
    AttributeAt one;
    one.begin = at;
    std::size_t i = at + 1;  // "=" may begin a name
    while (i < page.size() && !ends_name(page[i]) && page[i] != '=') ++i;
    one.name_end = one.value_begin = one.value_end = one.end = i;
    while (i < page.size() && is_space(page[i])) ++i;
    if (i >= page.size() || page[i] != '=') return one;
    ++i;
    while (i < page.size() && is_space(page[i])) ++i;
    one.value_begin = one.value_end = one.end = i;
    if (i >= page.size() || page[i] == '>') return one;
    if (page[i] == '"' || page[i] == '\'') {
        const std::size_t close = page.find(page[i], i + 1);
        one.value_begin = i + 1;
        one.value_end = std::min(close, page.size());
        one.end = close == std::string_view::npos ? page.size() : close + 1;
    } else {
        while (i < page.size() && !is_space(page[i]) && page[i] != '>') ++i;
        one.value_end = one.end = i;
    }
    return one;
}

/// The tag that begins at `at` (a '<'); an empty name if none does. Quotes in attributes may hold '>'.
Tag tag_at(std::string_view page, std::size_t at) {
    Tag tag;
    std::size_t i = at + 1;
    if (i < page.size() && page[i] == '/') {
        tag.closing = true;
        ++i;
    }
    while (i < page.size() && tag.name.size() < 32) {
        const char c = page[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9' && !tag.name.empty()) ||
              (!tag.name.empty() && (c == '-' || c == ':'))))
            break;
        tag.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        ++i;
    }
    if (tag.name.empty()) return tag;
    tag.plain = i < page.size() && ends_name(page[i]);
    while (i < page.size() && !ends_name(page[i])) ++i;
    while (i < page.size() && page[i] != '>') {
        if (is_space(page[i]) || page[i] == '/') {
            ++i;
            continue;
        }
        tag.attributes.push_back(attribute_at(page, i));
        i = tag.attributes.back().end;
    }
    tag.plain = tag.plain && i < page.size();
    tag.end = std::min(i + 1, page.size());
    return tag;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_raw(std::string_view name) {
    static constexpr std::array<std::string_view, 2> names = {"script", "style"};
    return is_one_of(name, names);
}
bool is_void(std::string_view name) {
    static constexpr std::array<std::string_view, 16> names = {"area",  "base",  "br",    "col",   "embed", "hr",
                                                               "img",   "input", "link",  "meta",  "param", "source",
                                                               "track", "wbr",   "frame", "keygen"};
    return is_one_of(name, names);
}
/// Elements whose end tag may be left out: an open one is closed by the next.
bool closes_itself(std::string_view name) {
    static constexpr std::array<std::string_view, 15> names = {"p",    "li",    "dd",    "dt",    "option",
                                                               "tr",   "td",    "th",    "html",  "head",
                                                               "body", "thead", "tbody", "tfoot", "optgroup"};
    return is_one_of(name, names);
}
bool is_formatting(std::string_view name) {
    static constexpr std::array<std::string_view, 14> names = {"a",    "b", "big",   "code",   "em",     "font", "i",
                                                               "nobr", "s", "small", "strike", "strong", "tt",   "u"};
    return is_one_of(name, names);
}

/// Elements that show no text of their own and hold none.
bool is_textless(std::string_view name) {
    static constexpr std::array<std::string_view, 8> names = {"img",   "source", "track", "param",
                                                              "embed", "input",  "wbr",   "area"};
    return is_one_of(name, names);
}
/// What ends a picture in the standard's tree construction ("any other start tag in foreign content"), in short.
bool breaks_out_of_svg(std::string_view name) {
    static constexpr std::array<std::string_view, 18> names = {"p",   "div", "span", "table", "ul",   "ol",
                                                               "li",  "h1",  "h2",   "h3",    "h4",   "br",
                                                               "img", "b",   "em",   "i",     "body", "strong"};
    return is_one_of(name, names);
}
/// The attributes that page_tree.cpp reads, and `type`, on which the parser's treatment of a tag may depend.
bool is_read(std::string_view name) {
    static constexpr std::array<std::string_view, 20> names = {
        "class",      "id",      "role",        "itemprop", "aria-label", "data-testid", "data-component",
        "rel",        "hidden",  "aria-hidden", "style",    "href",       "property",    "name",
        "http-equiv", "content", "datetime",    "lang",     "charset",    "type"};
    return is_one_of(name, names);
}

/// First place at or after `from` where the lower-case `needle` stands in any case.
std::size_t find_any_case(std::string_view page, std::string_view needle, std::size_t from) {
    for (std::size_t at = page.find('<', from); at != std::string_view::npos; at = page.find('<', at + 1)) {
        if (at + needle.size() > page.size()) return std::string_view::npos;
        std::size_t i = 0;
        while (i < needle.size()) {
            const char c = page[at + i];
            if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != needle[i]) break;
            ++i;
        }
        if (i == needle.size()) return at;
    }
    return std::string_view::npos;
}

class MarkupCleaner {
  public:
    explicit MarkupCleaner(std::string_view page) : page_(page) { markup_.html.reserve(page.size() / 2); }

    Markup clean() {
        std::size_t at = 0;
        while (at < page_.size()) {
            const std::size_t open = page_.find('<', at);
            if (open == std::string_view::npos) break;
            copy_text(at, open);
            at = skip_or_copy(open);
        }
        if (at < page_.size()) copy_text(at, page_.size());
        return std::move(markup_);
    }

  private:
    void copy(std::size_t begin, std::size_t end) {
        if (begin >= end) return;
        const auto html = static_cast<std::uint32_t>(markup_.html.size());
        const auto from = static_cast<std::uint32_t>(begin);
        const bool goes_on = !markup_.stretches.empty() &&
                             from - markup_.stretches.back().page_begin == html - markup_.stretches.back().html_begin;
        if (!goes_on) markup_.stretches.push_back({html, from});
        markup_.html.append(page_, begin, end - begin);
    }

    /// Of white space in a row the first character (of a line's end its second) stands for all, as in the text later
    /// on.
    void copy_text(std::size_t begin, std::size_t end) {
        std::size_t from = begin;
        for (std::size_t i = begin; i < end;) {
            if (!is_space(page_[i]) || i + 1 >= end || !is_space(page_[i + 1])) {
                ++i;
                continue;
            }
            const std::size_t kept = page_[i] == '\r' && page_[i + 1] == '\n' ? i + 1 : i;
            copy(from, i);
            copy(kept, kept + 1);
            while (i < end && is_space(page_[i])) ++i;
            from = i;
        }
        copy(from, end);
    }

    /// A start tag with those attributes only that are read later; most of a page's markup are others.
    void copy_tag(std::size_t open, const Tag& tag) {
        if (tag.closing || !tag.plain) {
            copy(open, tag.end);
            return;
        }
        std::string& html = markup_.html;
        html += '<';
        html += tag.name;
        for (const AttributeAt& one : tag.attributes) {
            const std::string name = lower_ascii(page_.substr(one.begin, one.name_end - one.begin));
            if (!is_read(name)) continue;
            const std::string_view value = page_.substr(one.value_begin, one.value_end - one.value_begin);
            if (name == "style" && value.find("one") == std::string_view::npos &&
                value.find("ONE") == std::string_view::npos && value.find("idden") == std::string_view::npos &&
                value.find("IDDEN") == std::string_view::npos)
                continue;
            html += ' ';
            if (name == "href" && tag.name == "a")
                html += value.empty() ? "" : "href=1";  // only whether it leads anywhere is read
            else
                html.append(page_, one.begin, one.end - one.begin);
        }
        html += page_[tag.end - 2] == '/' ? "/>" : ">";
    }

    /// Deals with what begins with '<' at `open`; gives where to go on.
    std::size_t skip_or_copy(std::size_t open) {
        if (page_.substr(open).starts_with("<!--")) return after_comment(open);
        const Tag tag = tag_at(page_, open);
        if (tag.name.empty()) {
            copy(open, open + 1);
            return open + 1;
        }
        if (!tag.closing && is_raw(tag.name)) return after_raw(open, tag);
        if (tag.closing && is_raw(tag.name)) return tag.end;
        if (tag.plain && is_textless(tag.name)) return tag.end;
        if (tag.plain && tag.name == "link" && !is_canonical(open, tag)) return tag.end;
        if (tag.name == "svg" && !tag.closing)
            if (const std::size_t end = after_svg(tag); end != 0) return end;
        if (!keep_tag(tag)) {
            markup_.simplified = true;
            return tag.end;
        }
        copy_tag(open, tag);
        return tag.end;
    }

    [[nodiscard]] bool is_canonical(std::size_t open, const Tag& tag) const {
        return lower_ascii(page_.substr(open, tag.end - open)).find("canonical") != std::string::npos;
    }

    /// Behind a picture that holds nothing but its own elements; 0 if its end is not near.
    [[nodiscard]] std::size_t after_svg(const Tag& svg) const {
        constexpr std::size_t longest = 1U << 16U;
        int depth = 1;
        if (page_[svg.end - 1] == '>' && page_[svg.end - 2] == '/') return svg.end;
        for (std::size_t at = page_.find('<', svg.end); at != std::string_view::npos && at - svg.end < longest;
             at = page_.find('<', at + 1)) {
            if (page_.substr(at).starts_with("<!")) return 0;
            const Tag tag = tag_at(page_, at);
            if (breaks_out_of_svg(tag.name)) return 0;
            if (tag.name == "svg" && (depth += tag.closing ? -1 : 1) == 0) return tag.end;
        }
        return 0;
    }

    [[nodiscard]] std::size_t after_comment(std::size_t open) const {
        if (page_.substr(open).starts_with("<!-->")) return open + 5;
        const std::size_t close = page_.find("-->", open + 4);
        return close == std::string_view::npos ? page_.size() : close + 3;
    }

    /// Is this a text that a script only has to put in its place (as on pages by Blogger), and no form to be filled in?
    static bool is_finished_text(std::string_view content) {
        if (content.size() < 500) return false;
        for (const std::string_view hole : {"{{", "<%", "${", "{%", "[["})
            if (content.find(hole) != std::string_view::npos) return false;
        return content.find("<p>") != std::string_view::npos || content.find("<br") != std::string_view::npos;
    }

    std::size_t after_raw(std::size_t open, const Tag& tag) {
        const std::size_t close = find_any_case(page_, "</" + tag.name, tag.end);
        if (close == std::string_view::npos) return page_.size();
        const std::string head = lower_ascii(page_.substr(open, std::min<std::size_t>(tag.end - open, 400)));
        if (tag.name == "script" && head.find("text/template") != std::string::npos &&
            is_finished_text(page_.substr(tag.end, close - tag.end)))
            return tag.end;  // its end tag is passed over below
        if (tag.name == "script" && head.find("ld+json") != std::string::npos)
            markup_.json_ld.push_back(page_.substr(tag.end, close - tag.end));
        if (tag.name == "script" && head.find("application/json") != std::string::npos)
            markup_.states.push_back(page_.substr(tag.end, close - tag.end));
        const std::size_t end = page_.find('>', close);
        return end == std::string_view::npos ? page_.size() : end + 1;
    }

    bool keep_tag(const Tag& tag) {
        if (is_void(tag.name)) return tag.attributes.size() <= most_attributes;
        if (closes_itself(tag.name)) return keep_self_closing(tag);
        int& open = is_formatting(tag.name) ? formatting_ : depth_;
        const int limit = is_formatting(tag.name) ? most_formatting : deepest;
        if (tag.closing) {
            if (open > 0) --open;
            return true;
        }
        if (open >= limit || tag.attributes.size() > most_attributes) return false;
        ++open;
        return true;
    }

    /// Lists and tables nest through these, but only inside elements that are counted.
    [[nodiscard]] bool keep_self_closing(const Tag& tag) const {
        return tag.closing || tag.attributes.size() <= most_attributes;
    }

    std::string_view page_;
    Markup markup_;
    int depth_ = 0;
    int formatting_ = 0;
};

}  // namespace

std::uint32_t Markup::in_page(std::uint32_t html_offset) const {
    const auto after = std::upper_bound(stretches.begin(), stretches.end(), html_offset,
                                        [](std::uint32_t at, const Stretch& s) { return at < s.html_begin; });
    if (after == stretches.begin()) return html_offset;
    const Stretch& stretch = *(after - 1);
    return stretch.page_begin + (html_offset - stretch.html_begin);
}

Markup prepare_markup(std::string_view page) { return MarkupCleaner(page).clean(); }

}  // namespace px
