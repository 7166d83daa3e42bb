#pragma once
// XML into a small tree, by libxml2: no network, no entities of the document's own, no DTD, at most 256 levels. What is
// not well-formed is repaired as far as that goes: bare "&", HTML's named references, wrong nesting, control
// characters.
//
//   Result<XmlDocument> document = parse_xml(std::move(bytes), "feed.xml");
//   const XmlNode* channel = document->root.child("channel");

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace px {

struct XmlAttribute {
    std::string name;   // without prefix
    std::string space;  // the namespace's URI, or the prefix if that is not declared
    std::string value;
};

struct XmlNode {
    std::string name;   // without prefix; empty for text
    std::string space;  // as above
    std::string text;   // of a text node
    std::vector<XmlAttribute> attributes;
    std::vector<XmlNode> children;

    [[nodiscard]] bool is_text() const { return name.empty(); }
    /// The attribute's value, empty if there is none.
    [[nodiscard]] std::string_view attribute(std::string_view attribute_name) const;
    /// The first child element of that name, in any namespace.
    [[nodiscard]] const XmlNode* child(std::string_view child_name) const;
    /// A child's words, empty if there is no such child.
    [[nodiscard]] std::string child_words(std::string_view child_name) const;
    /// All text inside, as it stands.
    [[nodiscard]] std::string content() const;
    /// The same, white space folded.
    [[nodiscard]] std::string words() const;
    /// What is inside as markup: elements by their names without prefix, text escaped.
    [[nodiscard]] std::string inner_markup() const;
};

struct XmlDocument {
    XmlNode root;
    std::string charset;
    bool well_formed = true;  // false: it was repaired
};

/// Fails with `malformed` if nothing can be made of it, with `out_of_space` above 64 MiB. `stated` is the charset that
/// a server names.
[[nodiscard]] Result<XmlDocument> parse_xml(std::string bytes, const std::string& name, std::string_view stated = {});

/// An address as a document writes it, made whole (RFC 3986); as it stands if `base` is none.
[[nodiscard]] std::string resolve_address(const std::string& base, const std::string& reference);

/// The name of the first element, without prefix; empty if there is none.
[[nodiscard]] std::string root_name(std::string_view bytes);

/// Do bytes begin like XML that is no page?
[[nodiscard]] bool is_xml(std::string_view bytes);

}  // namespace px
