#include "read/page_tree.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <unordered_map>

#include "read/source_map.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

template <std::size_t N>
bool is_one_of(GumboTag tag, const std::array<GumboTag, N>& tags) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool is_ignored(GumboTag tag) {
    static constexpr std::array<GumboTag, 21> tags = {
        GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,
        GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,   GUMBO_TAG_EMBED,    GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA,
        GUMBO_TAG_CANVAS, GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,    GUMBO_TAG_MATH,     GUMBO_TAG_MAP,
        GUMBO_TAG_APPLET, GUMBO_TAG_DATALIST, GUMBO_TAG_INPUT,    GUMBO_TAG_NOFRAMES, GUMBO_TAG_RT,
        GUMBO_TAG_RP};
    return is_one_of(tag, tags);
}

bool is_inline(GumboTag tag) {
    static constexpr std::array<GumboTag, 42> tags = {
        GUMBO_TAG_A,      GUMBO_TAG_ABBR,   GUMBO_TAG_ACRONYM, GUMBO_TAG_B,       GUMBO_TAG_BDI,   GUMBO_TAG_BDO,
        GUMBO_TAG_BIG,    GUMBO_TAG_CITE,   GUMBO_TAG_CODE,    GUMBO_TAG_DATA,    GUMBO_TAG_DEL,   GUMBO_TAG_DFN,
        GUMBO_TAG_EM,     GUMBO_TAG_FONT,   GUMBO_TAG_I,       GUMBO_TAG_IMG,     GUMBO_TAG_INS,   GUMBO_TAG_KBD,
        GUMBO_TAG_LABEL,  GUMBO_TAG_MARK,   GUMBO_TAG_METER,   GUMBO_TAG_NOBR,    GUMBO_TAG_Q,     GUMBO_TAG_RP,
        GUMBO_TAG_RT,     GUMBO_TAG_RUBY,   GUMBO_TAG_S,       GUMBO_TAG_SAMP,    GUMBO_TAG_SMALL, GUMBO_TAG_SPAN,
        GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_SUB,     GUMBO_TAG_SUP,     GUMBO_TAG_TIME,  GUMBO_TAG_TT,
        GUMBO_TAG_U,      GUMBO_TAG_VAR,    GUMBO_TAG_WBR,     GUMBO_TAG_UNKNOWN, GUMBO_TAG_META,  GUMBO_TAG_LINK};
    return is_one_of(tag, tags);
}

PageKind kind_of(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_P:
            return PageKind::paragraph;
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
            return PageKind::heading;
        case GUMBO_TAG_LI:
        case GUMBO_TAG_DD:
        case GUMBO_TAG_DT:
            return PageKind::list_item;
        case GUMBO_TAG_BLOCKQUOTE:
            return PageKind::quotation;
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_CAPTION:
            return PageKind::caption;
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH:
            return PageKind::table_cell;
        case GUMBO_TAG_PRE:
            return PageKind::preformatted;
        default:
            return PageKind::text;
    }
}

/// What a page says of an element in its attributes. Where one stands twice the first counts.
struct Attributes {
    /// In the order in which they make a container's names.
    static constexpr std::array<std::string_view, 8> naming = {
        "class", "id", "role", "itemprop", "aria-label", "data-testid", "data-component", "rel"};
    std::array<std::string_view, naming.size()> names;
    std::string_view href, style, lang, datetime, content, property, name, http_equiv, aria_hidden;
    bool hidden = false;

    explicit Attributes(const GumboElement& element) {
        for (unsigned i = element.attributes.length; i-- > 0;) {
            const auto* one = static_cast<const GumboAttribute*>(element.attributes.data[i]);
            take(one->name, one->value);
        }
    }

    [[nodiscard]] std::string_view itemprop() const { return names[3]; }
    [[nodiscard]] std::string_view css_class() const { return names[0]; }
    [[nodiscard]] std::string_view rel() const { return names[7]; }

  private:
    void take(std::string_view key, std::string_view value) {
        if (const auto at = std::find(naming.begin(), naming.end(), key); at != naming.end())
            names[static_cast<std::size_t>(at - naming.begin())] = value;
        else if (key == "href")
            href = value;
        else if (key == "style")
            style = value;
        else if (key == "lang")
            lang = value;
        else if (key == "datetime")
            datetime = value;
        else if (key == "content")
            content = value;
        else if (key == "property")
            property = value;
        else if (key == "name")
            name = value;
        else if (key == "http-equiv")
            http_equiv = value;
        else if (key == "aria-hidden")
            aria_hidden = value;
        else if (key == "hidden")
            hidden = true;
    }
};

/// Memory for the parser: taken piece by piece from large blocks, given back as a whole.
class Arena {
  public:
    void* take(std::size_t size) {
        size = (size + 15) & ~std::size_t{15};
        if (size > left_) {
            const std::size_t block = std::max(size, block_size);
            blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
            next_ = blocks_.back().get();
            left_ = block;
        }
        void* const piece = next_;
        next_ += size;
        left_ -= size;
        return piece;
    }

  private:
    static constexpr std::size_t block_size = std::size_t{1} << 18U;
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0;
};

/// What is true of every text at one place of the tree.
struct Context {
    std::int32_t node = 0;
    PageKind kind = PageKind::text;
    std::int32_t heading_level = 0;
    bool in_link = false;
    bool in_bold = false;
    bool in_author_link = false;
    bool in_publisher = false;
};

struct Step {
    const GumboNode* node;
    unsigned next_child;
    Context context;
};

class TreeBuilder {
  public:
    TreeBuilder(const Markup& markup, const DecodedText& page, const ReadingTables& tables, bool without_scripts)
        : markup_(markup), source_(markup, page), tables_(tables), without_scripts_(without_scripts) {
        tree_.nodes.emplace_back();
    }

    PageTree build() {
        GumboOptions options = kGumboDefaultOptions;
        options.max_errors = 0;
        // What the parser gives back on its way is not used again, so very large pages are left to malloc.
        constexpr std::size_t largest_in_arena = std::size_t{8} << 20U;
        Arena arena;
        const bool in_arena = markup_.html.size() <= largest_in_arena;
        if (in_arena) {
            options.userdata = &arena;
            options.allocator = [](void* from, std::size_t size) { return static_cast<Arena*>(from)->take(size); };
            options.deallocator = [](void*, void*) {};
        }
        GumboOutput* output = gumbo_parse_with_options(&options, markup_.html.data(), markup_.html.size());
        walk(output->root);
        close_block();
        if (!in_arena) gumbo_destroy_output(&options, output);
        return std::move(tree_);
    }

  private:
    void walk(const GumboNode* root) {
        std::vector<Step> path;
        enter(path, root, Context());
        while (!path.empty()) {
            Step& step = path.back();
            const GumboVector& children = step.node->v.element.children;
            if (step.next_child == children.length) {
                leave(step);
                path.pop_back();
                between_elements_ = true;
                continue;
            }
            const auto* child = static_cast<const GumboNode*>(children.data[step.next_child++]);
            const Context context = step.context;
            if (child->type == GUMBO_NODE_ELEMENT) {
                enter(path, child, context);
            } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE) {
                part_glued_elements(step, child->v.text.text);
                add_text(child->v.text, context);
                between_elements_ = false;
            }
        }
    }

    void enter(std::vector<Step>& path, const GumboNode* node, Context context) {
        const GumboElement& element = node->v.element;
        const GumboTag tag = element.tag;
        if (tag == GUMBO_TAG_TITLE && tree_.title.empty()) {
            take_title(element);
            return;
        }
        const Attributes attributes(element);
        if (tag == GUMBO_TAG_META) take_meta(attributes);
        if (tag == GUMBO_TAG_LINK && attributes.rel() == "canonical" && tree_.canonical.empty())
            tree_.canonical = attributes.href;
        if (tag == GUMBO_TAG_HTML) tree_.language = attributes.lang;
        if (is_ignored(tag) && !(without_scripts_ && tag == GUMBO_TAG_NOSCRIPT)) return;
        if (tag == GUMBO_TAG_BR) {
            close_block();
            after_break_ = true;
            return;
        }
        if (tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_HR) {
            if (tag == GUMBO_TAG_HR) close_block();
            return;
        }
        const bool is_block = !is_inline(tag);
        if (is_block) {
            close_block();
            after_break_ = false;
        }
        open_container(tag, attributes, context, is_block);
        if (const PageKind kind = kind_of(tag); kind != PageKind::text && !is_outranked(kind, context.kind)) {
            context.kind = kind;
            context.heading_level = kind == PageKind::heading ? static_cast<std::int32_t>(tag - GUMBO_TAG_H1) + 1 : 0;
        }
        if (tag == GUMBO_TAG_A && !attributes.href.empty()) context.in_link = true;
        if (tag == GUMBO_TAG_A && attributes.rel() == "author") context.in_author_link = true;
        if (tag == GUMBO_TAG_BUTTON) context.in_link = true;
        if (tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG) context.in_bold = true;
        if (attributes.itemprop() == "publisher") context.in_publisher = true;
        if (context.in_publisher && attributes.itemprop() == "name") take_publisher(element, attributes);
        take_time(tag, attributes, context);
        path.push_back({node, 0, context});
    }

    void leave(const Step& step) {
        if (!is_inline(step.node->v.element.tag)) {
            close_block();
            after_break_ = false;
        }
    }

    /// A paragraph inside a quotation is the quotation's, one in a list item the item's.
    static bool is_outranked(PageKind inner, PageKind outer) {
        if (inner == PageKind::paragraph)
            return outer == PageKind::quotation || outer == PageKind::caption || outer == PageKind::list_item;
        return false;
    }

    void open_container(GumboTag tag, const Attributes& attributes, Context& context, bool is_block) {
        std::string names;
        for (const std::string_view value : attributes.names) {
            if (value.empty() || value.size() > 400) continue;
            if (!names.empty()) names += ' ';
            names += lower_ascii(value);
        }
        const bool hidden = is_hidden(tag, attributes) || (!is_block && is_for_screen_readers(attributes.css_class()));
        if (!is_block && names.empty() && !hidden) return;
        PageNode node;
        node.parent = context.node;
        node.tag = lower_ascii(gumbo_normalized_tagname(tag));
        node.hidden = hidden;
        node.is_article = tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN;
        node.hint = hint_of(node.tag, names);
        node.names = std::move(names);
        // An inline element whose name says nothing is no container, nor is a link, which may stand inside a sentence.
        if (!is_block && (tag == GUMBO_TAG_A || !parts_text(node.hint)) && !hidden) return;
        context.node = static_cast<std::int32_t>(tree_.nodes.size());
        tree_.nodes.push_back(std::move(node));
    }

    /// Asked once for each tag and names: the patterns are many, and a page repeats its names.
    PageHint hint_of(const std::string& tag, const std::string& names) {
        const auto [at, is_new] = hints_.try_emplace(tag + ' ' + names);
        if (is_new) at->second = tables_.page_hint(tag, names);
        return at->second;
    }

    static bool parts_text(const PageHint& hint) {
        return hint.is_caption || hint.reason == LeftOut::photo_credit || hint.reason == LeftOut::byline ||
               hint.reason == LeftOut::date_line || hint.reason == LeftOut::share || hint.reason == LeftOut::comments;
    }

    static bool is_hidden(GumboTag tag, const Attributes& attributes) {
        if (attributes.hidden) return true;
        if (attributes.aria_hidden == "true" && tag != GUMBO_TAG_MAIN)
            return tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_A;
        const std::string_view style = attributes.style;
        if (style.empty() || style.size() > 2000) return false;
        std::string folded;
        for (const char c : style)
            if (c != ' ') folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        return folded.find("display:none") != std::string::npos ||
               folded.find("visibility:hidden") != std::string::npos;
    }

    /// "Image caption, " before a caption: words that only those hear whom the page is read to.
    static bool is_for_screen_readers(std::string_view css_class) {
        constexpr std::string_view blanks = " \t\r\n\f";
        for (std::size_t at = css_class.find_first_not_of(blanks); at != std::string_view::npos;) {
            const std::size_t end = std::min(css_class.find_first_of(blanks, at), css_class.size());
            const std::string_view name = css_class.substr(at, end - at);
            if (name == "visually-hidden" || name == "visuallyhidden" || name == "sr-only" ||
                name == "screen-reader-text")
                return true;
            at = css_class.find_first_not_of(blanks, end);
        }
        return false;
    }

    void take_title(const GumboElement& element) {
        for (unsigned i = 0; i < element.children.length; ++i) {
            const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
            if (child->type == GUMBO_NODE_TEXT) tree_.title = fold_blanks(child->v.text.text);
        }
    }

    void take_meta(const Attributes& attributes) {
        for (const std::string_view name :
             {attributes.property, attributes.name, attributes.itemprop(), attributes.http_equiv})
            if (!name.empty()) tree_.meta.push_back({lower_ascii(name), std::string(attributes.content)});
    }

    /// The outlet in microdata: an element named "name" inside one named "publisher".
    void take_publisher(const GumboElement& element, const Attributes& attributes) {
        std::string name(attributes.content);
        if (name.empty() && element.children.length > 0) {
            const auto* child = static_cast<const GumboNode*>(element.children.data[0]);
            if (child->type == GUMBO_NODE_TEXT) name = child->v.text.text;
        }
        if (!name.empty()) tree_.meta.push_back({"publisher name", std::move(name)});
    }

    void take_time(GumboTag tag, const Attributes& attributes, const Context& context) {
        const std::string_view property = attributes.itemprop();
        const bool is_time = tag == GUMBO_TAG_TIME;
        if (!is_time && property.find("date") == std::string_view::npos) {
            return;
        }
        std::string_view value = attributes.datetime;
        if (value.empty()) value = attributes.content;
        std::string names(property);
        names += ' ';
        names += lower_ascii(attributes.css_class());
        if (context.node > 0) names += ' ' + tree_.nodes[static_cast<std::size_t>(context.node)].names;
        tree_.times.push_back(
            {std::string(value), names, static_cast<std::int32_t>(tree_.blocks.size()), context.node});
    }

    /// "<span>May 10, 2024</span><span>3:31 PM</span>": style sheets part such elements of a byline, the text does not.
    /// One of two has ended since the last text, and this is the first text of the other.
    void part_glued_elements(const Step& step, std::string_view text) {
        if (!between_elements_ || !open_ || step.next_child != 1 || !is_inline(step.node->v.element.tag)) return;
        if (block_.text.empty() || !is_letter_or_digit(block_.text.back()) || text.empty() ||
            !is_letter_or_digit(text.front()))
            return;
        const PageHint& hint = tree_.nodes[static_cast<std::size_t>(step.context.node)].hint;
        if (hint.reason != LeftOut::byline && hint.reason != LeftOut::date_line) return;
        block_.text += ' ';
    }

    static bool is_letter_or_digit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    void add_text(const GumboText& text, const Context& context) {
        if (open_ && context.node != block_.node) {
            const bool inline_part = !block_.text.empty();
            if (inline_part) close_block();
        }
        const std::size_t before = block_.text.size();
        source_.append(text.text, {text.original_text.data, text.original_text.length}, block_.text, block_.origins);
        if (block_.text.size() == before) return;
        if (!open_) {
            open_ = true;
            block_.node = context.node;
            block_.kind = context.kind;
            block_.heading_level = context.heading_level;
            block_.after_break = after_break_;
            after_break_ = false;
        }
        const auto added = static_cast<std::uint32_t>(block_.text.size() - before);
        if (context.in_link) block_.link_bytes += added;
        if (context.in_bold) block_.bold_bytes += added;
        if (context.in_author_link) block_.author_bytes += added;
    }

    void close_block() {
        if (!open_) {
            block_ = PageBlock();
            return;
        }
        while (!block_.text.empty() && block_.text.back() == ' ') drop_last_byte();
        if (!block_.text.empty()) tree_.blocks.push_back(std::move(block_));
        block_ = PageBlock();
        open_ = false;
    }

    void drop_last_byte() {
        block_.text.pop_back();
        Origin& last = block_.origins.back();
        if (last.length == last.file_length) {
            --last.length;
            --last.file_length;
        } else {
            last.length = 0;
        }
        if (last.length == 0) block_.origins.pop_back();
    }

    const Markup& markup_;
    SourceMap source_;
    const ReadingTables& tables_;
    bool without_scripts_;
    std::unordered_map<std::string, PageHint> hints_;
    PageTree tree_;
    PageBlock block_;
    bool open_ = false;
    bool after_break_ = false;
    bool between_elements_ = false;  // an element has ended since the last text
};

}  // namespace

PageTree build_page_tree(const Markup& markup, const DecodedText& page, const ReadingTables& tables,
                         bool without_scripts) {
    return TreeBuilder(markup, page, tables, without_scripts).build();
}

}  // namespace px
