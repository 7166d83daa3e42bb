#include "read/markup.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int deepest = 400;          // open elements
constexpr int most_formatting = 40;   // open <b>, <font>, …: the parser opens each of them anew in every paragraph
constexpr int most_attributes = 200;  // per tag

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct Tag {
    std::string name;     // lower case
    std::size_t end = 0;  // after '>'
    int attributes = 0;
    bool closing = false;
};

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
    char before = ' ';
    for (bool value = false; i < page.size() && page[i] != '>'; ++i) {
        const char c = page[i];
        if ((c == '"' || c == '\'') && value) {
            const std::size_t close = page.find(c, i + 1);
            if (close == std::string_view::npos) break;
            i = close;
            value = false;
            before = ' ';
            continue;
        }
        if (c == '=')
            value = true;
        else if (!is_space(c)) {
            if (is_space(before)) ++tag.attributes;
            if (value && before != '=') value = false;
        }
        before = c;
    }
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
            copy(at, open);
            at = skip_or_copy(open);
        }
        if (at < page_.size()) copy(at, page_.size());
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

    /// Deals with what begins with '<' at `open`; gives where to go on.
    std::size_t skip_or_copy(std::size_t open) {
        if (page_.substr(open).starts_with("<!--")) return after_comment(open);
        const Tag tag = tag_at(page_, open);
        if (tag.name.empty()) {
            copy(open, open + 1);
            return open + 1;
        }
        if (!tag.closing && is_raw(tag.name)) return after_raw(open, tag);
        if (!keep_tag(tag)) {
            markup_.simplified = true;
            return tag.end;
        }
        copy(open, tag.end);
        return tag.end;
    }

    [[nodiscard]] std::size_t after_comment(std::size_t open) const {
        if (page_.substr(open).starts_with("<!-->")) return open + 5;
        const std::size_t close = page_.find("-->", open + 4);
        return close == std::string_view::npos ? page_.size() : close + 3;
    }

    std::size_t after_raw(std::size_t open, const Tag& tag) {
        const std::size_t close = find_any_case(page_, "</" + tag.name, tag.end);
        if (close == std::string_view::npos) return page_.size();
        const std::string head = lower_ascii(page_.substr(open, std::min<std::size_t>(tag.end - open, 400)));
        if (tag.name == "script" && head.find("ld+json") != std::string::npos)
            markup_.json_ld.push_back(page_.substr(tag.end, close - tag.end));
        const std::size_t end = page_.find('>', close);
        return end == std::string_view::npos ? page_.size() : end + 1;
    }

    bool keep_tag(const Tag& tag) {
        if (is_void(tag.name)) return tag.attributes <= most_attributes;
        if (closes_itself(tag.name)) return keep_self_closing(tag);
        int& open = is_formatting(tag.name) ? formatting_ : depth_;
        const int limit = is_formatting(tag.name) ? most_formatting : deepest;
        if (tag.closing) {
            if (open > 0) --open;
            return true;
        }
        if (open >= limit || tag.attributes > most_attributes) return false;
        ++open;
        return true;
    }

    /// Lists and tables nest through these, but only inside elements that are counted.
    [[nodiscard]] bool keep_self_closing(const Tag& tag) const {
        return tag.closing || tag.attributes <= most_attributes;
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
