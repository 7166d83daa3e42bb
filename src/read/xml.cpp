#include "read/xml.hpp"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "read/charset.hpp"
#include "read/markup_text.hpp"
#include "read/tables.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t size_limit_of_xml = std::size_t{64} << 20U;

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

/// A name that still has its prefix because the prefix was not declared.
void split_prefix(std::string& name, std::string& space) {
    const std::size_t colon = name.find(':');
    if (colon == std::string::npos || !space.empty()) return;
    space = name.substr(0, colon);
    name.erase(0, colon + 1);
}

/// libxml2 goes at most 256 levels deep, so this may recurse.
XmlNode to_node(const xmlNode* from) {
    XmlNode node;
    node.name = view(from->name);
    if (from->ns != nullptr) node.space = view(from->ns->href);
    split_prefix(node.name, node.space);
    for (const xmlAttr* a = from->properties; a != nullptr; a = a->next) {
        XmlAttribute attribute{std::string(view(a->name)), a->ns == nullptr ? "" : std::string(view(a->ns->href)), ""};
        split_prefix(attribute.name, attribute.space);
        for (const xmlNode* part = a->children; part != nullptr; part = part->next)
            attribute.value += view(part->content);
        node.attributes.push_back(std::move(attribute));
    }
    for (const xmlNode* child = from->children; child != nullptr; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            node.children.push_back(to_node(child));
        } else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            if (node.children.empty() || !node.children.back().is_text()) node.children.emplace_back();
            node.children.back().text += view(child->content);
        }
    }
    return node;
}

Document parse(const std::string& text, int options) {
    static const bool ready = (xmlInitParser(), true);
    (void)ready;
    return Document(xmlReadMemory(text.data(), static_cast<int>(text.size()), "", "UTF-8",
                                  options | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
}

/// The charset that <?xml encoding="..."?> names.
std::string declared_charset(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 1024);
    if (!head.starts_with("<?xml")) return {};
    const std::string_view declaration = head.substr(0, head.find("?>"));
    const std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos) return {};
    const std::size_t open = declaration.find_first_of("\"'", at);
    if (open == std::string_view::npos) return {};
    const std::size_t close = declaration.find(declaration[open], open + 1);
    return std::string(declaration.substr(open + 1, close == std::string_view::npos ? close : close - open - 1));
}

/// Behind <!DOCTYPE ...[...]>, which may declare entities; `at` stands on its "<".
std::size_t behind_doctype(std::string_view text, std::size_t at) {
    int brackets = 0;
    char quote = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[') {
            ++brackets;
        } else if (c == ']') {
            --brackets;
        } else if (c == '>' && brackets <= 0) {
            return at + 1;
        }
    }
    return text.size();
}

/// HTML's names for characters, looked up once each.
class References {
  public:
    /// What "&name;" stands for as a numeric reference; empty if the name is none of HTML's.
    const std::string& numeric(std::string_view name) {
        const auto [at, fresh] = known_.try_emplace(std::string(name));
        if (!fresh) return at->second;
        const std::string text = decode_reference(name);
        for (std::size_t i = 0; i < text.size();) {
            const Decoded c = decode(text, i);
            at->second += "&#" + std::to_string(static_cast<std::uint32_t>(c.code_point)) + ";";
            i += c.length;
        }
        return at->second;
    }

  private:
    std::unordered_map<std::string, std::string> known_;
};

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Makes references and control characters such that any XML parser takes them.
class Repairer {
  public:
    explicit Repairer(std::string_view text) : text_(text) {}

    std::string run() {
        out_.reserve(text_.size() + 64);
        while (at_ < text_.size()) step();
        return std::move(out_);
    }

  private:
    void step() {
        const std::string_view rest = text_.substr(at_);
        const char c = rest[0];
        if (c == '&') return reference(rest);
        if (c == '<' && rest.starts_with("<![CDATA[")) return copy_to(rest, "]]>");
        if (c == '<' && rest.starts_with("<!--")) return skip_to(rest, "-->");
        if (c == '<' && (rest.starts_with("<!DOCTYPE") || rest.starts_with("<!doctype"))) {
            at_ = behind_doctype(text_, at_);
            return;
        }
        const bool tag = c != '<' || (rest.size() > 1 && (is_name_character(rest[1]) || rest[1] == '/' ||
                                                          rest[1] == '?' || rest[1] == '!' || rest[1] == '_'));
        const auto byte = static_cast<unsigned char>(c);
        if (!tag)
            out_ += "&lt;";
        else if (byte < 0x20 && c != '\t' && c != '\n' && c != '\r')
            out_ += ' ';
        else
            out_ += c;
        ++at_;
    }

    void copy_to(std::string_view rest, std::string_view end) {
        const std::size_t stop = rest.find(end);
        const std::size_t size = stop == std::string_view::npos ? rest.size() : stop + end.size();
        for (const char c : rest.substr(0, size))
            out_ += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' ? ' ' : c;
        if (stop == std::string_view::npos) out_ += end;
        at_ += size;
    }
    void skip_to(std::string_view rest, std::string_view end) {
        const std::size_t stop = rest.find(end);
        at_ += stop == std::string_view::npos ? rest.size() : stop + end.size();
    }

    void reference(std::string_view rest) {
        std::size_t end = 1;
        if (end < rest.size() && rest[end] == '#') ++end;
        while (end < rest.size() && end < 34 && is_name_character(rest[end])) ++end;
        const std::string_view name = rest.substr(1, end - 1);
        const bool closed = end < rest.size() && rest[end] == ';';
        if (!closed || name.empty() || name == "#") {
            out_ += "&amp;";
            ++at_;
            return;
        }
        static constexpr std::array<std::string_view, 5> own = {"amp", "lt", "gt", "quot", "apos"};
        if (name.starts_with("#")) {
            out_ += numeric(name);
        } else if (std::find(own.begin(), own.end(), name) != own.end()) {
            out_ += rest.substr(0, end + 1);
        } else {
            const std::string& known = references_.numeric(name);
            if (known.empty()) {
                out_ += "&amp;";
                ++at_;
                return;
            }
            out_ += known;
        }
        at_ += end + 1;
    }

    /// "#150" as the browsers read it: code points 128 to 159 are those of windows-1252.
    static std::string numeric(std::string_view name) {
        const std::string text = decode_reference(name);
        std::string out;
        for (std::size_t i = 0; i < text.size();) {
            const Decoded c = decode(text, i);
            out += "&#" + std::to_string(static_cast<std::uint32_t>(c.code_point)) + ";";
            i += c.length;
        }
        return out;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_;
    References references_;
};

/// Without the declaration, whose charset is no longer true, and what stands before the first tag.
std::string_view without_declaration(std::string_view text) {
    const std::size_t first = text.find('<');
    if (first == std::string_view::npos) return {};
    text.remove_prefix(first);
    if (!text.starts_with("<?xml ")) return text;
    const std::size_t end = text.find("?>");
    return end == std::string_view::npos ? text : text.substr(end + 2);
}

/// References to code points 128 to 159, which XML takes as control characters and people mean as windows-1252.
bool has_odd_references(std::string_view text) {
    for (std::size_t at = text.find("&#"); at != std::string_view::npos; at = text.find("&#", at + 2)) {
        const std::string_view number = text.substr(at + 2, 4);
        if (number.starts_with("x8") || number.starts_with("x9") || number.starts_with("12") ||
            number.starts_with("13") || number.starts_with("14") || number.starts_with("15"))
            return true;
    }
    return false;
}

void append_markup(const XmlNode& node, std::string& out) {
    if (node.is_text()) {
        out += escape_markup(node.text);
        return;
    }
    out += '<' + node.name;
    for (const XmlAttribute& attribute : node.attributes)
        out += ' ' + attribute.name + "=\"" + escape_markup(attribute.value) + '"';
    static constexpr std::array<std::string_view, 5> empty = {"br", "img", "hr", "wbr", "input"};
    if (node.children.empty() && std::find(empty.begin(), empty.end(), node.name) != empty.end()) {
        out += " />";
        return;
    }
    out += '>';
    for (const XmlNode& child : node.children) append_markup(child, out);
    out += "</" + node.name + '>';
}

void append_content(const XmlNode& node, std::string& out) {
    out += node.text;
    for (const XmlNode& child : node.children) append_content(child, out);
}

}  // namespace

std::string_view XmlNode::attribute(std::string_view attribute_name) const {
    for (const XmlAttribute& a : attributes)
        if (a.name == attribute_name) return a.value;
    return {};
}

const XmlNode* XmlNode::child(std::string_view child_name) const {
    for (const XmlNode& one : children)
        if (one.name == child_name) return &one;
    return nullptr;
}

std::string XmlNode::child_words(std::string_view child_name) const {
    const XmlNode* found = child(child_name);
    return found == nullptr ? std::string() : found->words();
}

std::string XmlNode::content() const {
    std::string out;
    append_content(*this, out);
    return out;
}

std::string XmlNode::words() const { return fold_blanks(content()); }

std::string XmlNode::inner_markup() const {
    std::string out;
    for (const XmlNode& one : children) append_markup(one, out);
    return out;
}

Result<XmlDocument> parse_xml(std::string bytes, const std::string& name, std::string_view stated) {
    if (bytes.size() > size_limit_of_xml)
        return fail({ErrorKind::out_of_space, name, "", "the XML is larger than 64 MiB", "it is left out"});
    std::string charset(stated);
    if (charset.empty()) charset = declared_charset(bytes);
    Result<DecodedText> decoded = decode_text(std::move(bytes), false, name, charset);
    if (!decoded) return fail(decoded.error());
    const std::string_view text = without_declaration(decoded->text);
    const bool plain = text.find("<!DOCTYPE") == std::string_view::npos && !has_odd_references(text);
    XmlDocument out;
    out.charset = decoded->charset;
    Document document = plain ? parse(std::string(text), 0) : nullptr;
    if (!document) {
        const std::string repaired = Repairer(text).run();
        document = parse(repaired, 0);
        out.well_formed = !plain && document != nullptr;
        if (!document) document = parse(repaired, XML_PARSE_RECOVER);
    }
    const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (root == nullptr)
        return fail({ErrorKind::malformed, name, "", "expected XML, found nothing that can be read as such", ""});
    out.root = to_node(root);
    return out;
}

std::string resolve_address(const std::string& base, const std::string& reference) {
    if (base.find("://") == std::string::npos) return reference;
    xmlChar* whole = xmlBuildURI(reinterpret_cast<const xmlChar*>(reference.c_str()),
                                 reinterpret_cast<const xmlChar*>(base.c_str()));
    if (whole == nullptr) return reference;
    std::string address(view(whole));
    xmlFree(whole);
    return address;
}

std::string root_name(std::string_view bytes) {
    for (std::size_t at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at + 1)) {
        std::string_view rest = bytes.substr(at + 1);
        if (rest.starts_with("!--")) {
            at = bytes.find("-->", at);
            if (at == std::string_view::npos) break;
            continue;
        }
        if (rest.empty() || rest[0] == '?' || rest[0] == '!') continue;
        rest = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
        return std::string(rest.substr(rest.find(':') == std::string_view::npos ? 0 : rest.find(':') + 1));
    }
    return {};
}

bool is_xml(std::string_view bytes) {
    static constexpr std::array<std::string_view, 12> known = {
        "rss",         "feed",     "RDF",         "opml",          "urlset",       "sitemapindex",
        "newsMessage", "newsItem", "packageItem", "knowledgeItem", "planningItem", "nitf"};
    std::string_view head = bytes.substr(0, 4096);
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    const std::string root = root_name(head);
    if (head.starts_with("<?xml")) return lower_ascii(root) != "html";
    return head.starts_with('<') && std::find(known.begin(), known.end(), root) != known.end();
}

}  // namespace px
