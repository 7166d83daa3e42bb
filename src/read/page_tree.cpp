#include "read/page_tree.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>

#include "read/source_map.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

template <std::size_t N>
bool is_one_of(GumboTag tag, const std::array<GumboTag, N>& tags) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool is_ignored(GumboTag tag) {
    static constexpr std::array<GumboTag, 19> tags = {
        GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,
        GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,   GUMBO_TAG_EMBED,    GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA,
        GUMBO_TAG_CANVAS, GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,    GUMBO_TAG_MATH,     GUMBO_TAG_MAP,
        GUMBO_TAG_APPLET, GUMBO_TAG_DATALIST, GUMBO_TAG_INPUT,    GUMBO_TAG_NOFRAMES};
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

std::string_view attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
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

/// What is true of every text at one place of the tree.
struct Context {
    std::int32_t node = 0;
    PageKind kind = PageKind::text;
    std::int32_t heading_level = 0;
    bool in_link = false;
    bool in_bold = false;
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
        GumboOutput* output = gumbo_parse_with_options(&options, markup_.html.data(), markup_.html.size());
        walk(output->root);
        close_block();
        gumbo_destroy_output(&options, output);
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
                continue;
            }
            const auto* child = static_cast<const GumboNode*>(children.data[step.next_child++]);
            const Context context = step.context;
            if (child->type == GUMBO_NODE_ELEMENT)
                enter(path, child, context);
            else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE)
                add_text(child->v.text, context);
        }
    }

    void enter(std::vector<Step>& path, const GumboNode* node, Context context) {
        const GumboElement& element = node->v.element;
        const GumboTag tag = element.tag;
        if (tag == GUMBO_TAG_TITLE && tree_.title.empty()) {
            take_title(element);
            return;
        }
        if (tag == GUMBO_TAG_META) take_meta(element);
        if (tag == GUMBO_TAG_LINK && attribute(element, "rel") == "canonical" && tree_.canonical.empty())
            tree_.canonical = attribute(element, "href");
        if (tag == GUMBO_TAG_HTML) tree_.language = attribute(element, "lang");
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
        open_container(element, context, is_block);
        if (const PageKind kind = kind_of(tag); kind != PageKind::text && !is_outranked(kind, context.kind)) {
            context.kind = kind;
            context.heading_level = kind == PageKind::heading ? static_cast<std::int32_t>(tag - GUMBO_TAG_H1) + 1 : 0;
        }
        if (tag == GUMBO_TAG_A && !attribute(element, "href").empty()) context.in_link = true;
        if (tag == GUMBO_TAG_BUTTON) context.in_link = true;
        if (tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG) context.in_bold = true;
        take_time(element, context);
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

    void open_container(const GumboElement& element, Context& context, bool is_block) {
        std::string names;
        for (const char* name :
             {"class", "id", "role", "itemprop", "aria-label", "data-testid", "data-component", "rel"}) {
            const std::string_view value = attribute(element, name);
            if (value.empty() || value.size() > 400) continue;
            if (!names.empty()) names += ' ';
            names += lower_ascii(value);
        }
        const bool hidden = is_hidden(element);
        if (!is_block && names.empty() && !hidden) return;
        PageNode node;
        node.parent = context.node;
        node.tag = lower_ascii(gumbo_normalized_tagname(element.tag));
        node.hidden = hidden;
        node.is_article = element.tag == GUMBO_TAG_ARTICLE || element.tag == GUMBO_TAG_MAIN;
        node.hint = tables_.page_hint(node.tag, names);
        node.names = std::move(names);
        // An inline element whose name says nothing is no container, nor is a link, which may stand inside a sentence.
        if (!is_block && (element.tag == GUMBO_TAG_A || !parts_text(node.hint)) && !hidden) return;
        context.node = static_cast<std::int32_t>(tree_.nodes.size());
        tree_.nodes.push_back(std::move(node));
    }

    static bool parts_text(const PageHint& hint) {
        return hint.is_caption || hint.reason == LeftOut::photo_credit || hint.reason == LeftOut::byline ||
               hint.reason == LeftOut::date_line || hint.reason == LeftOut::share || hint.reason == LeftOut::comments;
    }

    static bool is_hidden(const GumboElement& element) {
        if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
        if (attribute(element, "aria-hidden") == "true" && element.tag != GUMBO_TAG_MAIN)
            return element.tag == GUMBO_TAG_SPAN || element.tag == GUMBO_TAG_A;
        const std::string_view style = attribute(element, "style");
        if (style.empty() || style.size() > 2000) return false;
        std::string folded;
        for (const char c : style)
            if (c != ' ') folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        return folded.find("display:none") != std::string::npos ||
               folded.find("visibility:hidden") != std::string::npos;
    }

    void take_title(const GumboElement& element) {
        for (unsigned i = 0; i < element.children.length; ++i) {
            const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
            if (child->type == GUMBO_NODE_TEXT) tree_.title = fold_blanks(child->v.text.text);
        }
    }

    void take_meta(const GumboElement& element) {
        for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
            const std::string_view name = attribute(element, key);
            if (name.empty()) continue;
            tree_.meta.push_back({lower_ascii(name), std::string(attribute(element, "content"))});
        }
    }

    void take_time(const GumboElement& element, const Context& context) {
        const std::string_view property = attribute(element, "itemprop");
        const bool is_time = element.tag == GUMBO_TAG_TIME;
        if (!is_time && property.find("date") == std::string_view::npos) {
            return;
        }
        std::string_view value = attribute(element, "datetime");
        if (value.empty()) value = attribute(element, "content");
        std::string names(property);
        names += ' ';
        names += lower_ascii(attribute(element, "class"));
        if (context.node > 0) names += ' ' + tree_.nodes[static_cast<std::size_t>(context.node)].names;
        tree_.times.push_back(
            {std::string(value), names, static_cast<std::int32_t>(tree_.blocks.size()), context.node});
    }

    void add_text(const GumboText& text, const Context& context) {
        if (open_ && context.node != block_.node) {
            const bool inline_part = !block_.text.empty();
            if (inline_part) close_block();
        }
        const std::size_t before = block_.text.size();
        source_.append(text.text, text.original_text, block_.text, block_.origins);
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
    PageTree tree_;
    PageBlock block_;
    bool open_ = false;
    bool after_break_ = false;
};

}  // namespace

PageTree build_page_tree(const Markup& markup, const DecodedText& page, const ReadingTables& tables,
                         bool without_scripts) {
    return TreeBuilder(markup, page, tables, without_scripts).build();
}

}  // namespace px
