#include "serve/html.hpp"

#include "text/utf8.hpp"

namespace px {
namespace {

void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        const char32_t point = c.code_point;
        const bool control = (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7F && point < 0xA0);
        if (point == '&')
            out += "&amp;";
        else if (point == '<')
            out += "&lt;";
        else if (point == '>')
            out += "&gt;";
        else if (point == '"')
            out += "&quot;";
        else if (point == '\'')
            out += "&#39;";
        else
            append_utf8(out, control ? 0xFFFD : point);
        at += c.length;
    }
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return out;
}

Html& Html::text(std::string_view content) {
    append_escaped(out_, content);
    return *this;
}

Html& Html::markup(std::string_view trusted) {
    out_ += trusted;
    return *this;
}

Html& Html::open(std::string_view name, Attributes attributes) {
    out_ += '<';
    out_ += name;
    for (const auto& [attribute, value] : attributes) {
        if (attribute.empty()) continue;
        out_ += ' ';
        out_ += attribute;
        if (value.empty()) continue;
        out_ += "=\"";
        append_escaped(out_, value);
        out_ += '"';
    }
    out_ += '>';
    return *this;
}

Html& Html::close(std::string_view name) {
    out_ += "</";
    out_ += name;
    out_ += '>';
    return *this;
}

}  // namespace px
