#pragma once
// Writes HTML into one string. Whatever is text is escaped; only markup() is taken as it is, and is for this program's
// own files.
//
//   Html html;
//   html.element("p", {{"class", "dim"}}, [&] {
//       html.text(report.outlet);
//       html.element("a", {{"href", "#A-12"}}, "in the text");
//   });

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace px {

/// For text and for attribute values in either quotes. Invalid UTF-8 and control characters other than tab and line
/// end become U+FFFD.
[[nodiscard]] std::string escape_html(std::string_view text);

class Html {
  public:
    /// Attributes with an empty name are left out; those with an empty value are written without one ("open").
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    template <std::invocable Body>
    Html& element(std::string_view name, Attributes attributes, Body&& body) {
        open(name, attributes);
        body();
        return close(name);
    }
    Html& element(std::string_view name, Attributes attributes, std::string_view content) {
        return element(name, attributes, [&] { text(content); });
    }
    /// An element without content, such as <input>.
    Html& empty(std::string_view name, Attributes attributes) { return open(name, attributes); }
    Html& text(std::string_view content);
    Html& markup(std::string_view trusted);

    [[nodiscard]] std::string str() && { return std::move(out_); }

  private:
    Html& open(std::string_view name, Attributes attributes);
    Html& close(std::string_view name);

    std::string out_;
};

}  // namespace px
