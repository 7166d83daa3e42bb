#include "read/mail.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/tsv.hpp"
#include "read/charset.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int deepest_nesting = 8;
constexpr std::size_t most_parts = 500;
constexpr std::size_t longest_head = std::size_t{1} << 20U;
constexpr std::size_t least_plain_text = 200;  // a plain part below this is "view it in your browser"

struct Field {
    std::string name;   // lower case
    std::string value;  // unfolded
};

bool is_name(char c) { return c > 0x20 && c < 0x7F && c != ':'; }

/// The fields of a head; `body` begins behind the blank line. Stops at the first line that is none.
std::vector<Field> read_head(std::string_view bytes, std::size_t& body) {
    std::vector<Field> fields;
    std::size_t at = 0;
    while (at < bytes.size() && at < longest_head) {
        std::size_t end = bytes.find('\n', at);
        if (end == std::string_view::npos) end = bytes.size();
        std::string_view line = bytes.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) {
            body = std::min(end + 1, bytes.size());
            return fields;
        }
        if ((line.front() == ' ' || line.front() == '\t') && !fields.empty()) {
            fields.back().value += ' ';
            fields.back().value += trim(line);
        } else {
            std::size_t colon = 0;
            while (colon < line.size() && is_name(line[colon])) ++colon;
            const bool postmark = fields.empty() && line.starts_with("From ");  // of an mbox
            if (!postmark && (colon == 0 || colon >= line.size() || line[colon] != ':')) break;
            if (!postmark)
                fields.push_back({lower_ascii(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
        }
        at = end + 1;
    }
    body = std::min(at, bytes.size());
    return fields;
}

std::string_view field(const std::vector<Field>& fields, std::string_view name) {
    for (const Field& one : fields)
        if (one.name == name) return one.value;
    return {};
}

/// A parameter of a field: boundary="abc", charset=utf-8.
std::string parameter(std::string_view value, std::string_view name) {
    const std::string low = lower_ascii(value);
    const std::string wanted = std::string(name) + "=";
    for (std::size_t at = low.find(wanted); at != std::string::npos; at = low.find(wanted, at + 1)) {
        if (at > 0 && low[at - 1] != ';' && low[at - 1] != ' ' && low[at - 1] != '\t') continue;
        std::size_t begin = at + wanted.size();
        if (begin < value.size() && value[begin] == '"')
            return std::string(value.substr(begin + 1, value.find('"', begin + 1) - begin - 1));
        return std::string(value.substr(begin, value.find_first_of("; \t", begin) - begin));
    }
    return {};
}

int base64_digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    if (c == '/' || c == '_') return 63;
    return -1;
}

/// Everything that is no digit is passed over, as RFC 2045 asks.
std::string from_base64(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '=') break;
        const int digit = base64_digit(c);
        if (digit < 0) continue;
        bits = (bits << 6U) | static_cast<unsigned>(digit);
        if (++count % 4 == 1) continue;
        const unsigned left = 6U - 2U * static_cast<unsigned>((count - 1) % 4);
        out += static_cast<char>((bits >> left) & 0xFFU);
    }
    return out;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string from_quoted_printable(std::string_view text, bool in_field) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_field && text[i] == '_') {
            out += ' ';
        } else if (text[i] != '=') {
            out += text[i];
        } else if (text.substr(i).starts_with("=\r\n")) {
            i += 2;
        } else if (text.substr(i).starts_with("=\n")) {
            ++i;
        } else if (i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += '=';
        }
    }
    return out;
}

std::string to_utf8(std::string bytes, const std::string& charset, bool is_page) {
    if (bytes.empty()) return bytes;
    auto decoded = decode_text(std::move(bytes), is_page, "mail", charset);
    return decoded ? std::move(decoded->text) : std::string();
}

/// Walks the parts of a mail with a stack of its own.
class Walker {
  public:
    explicit Walker(Mail& mail) : mail_(mail) {}

    void walk(std::string_view bytes) {
        work_.push_back({bytes, 0});
        while (!work_.empty() && ++parts_ <= most_parts) {
            const Part part = work_.back();
            work_.pop_back();
            take(part);
        }
    }

  private:
    struct Part {
        std::string_view bytes;
        int depth = 0;
    };

    void take(const Part& part) {
        std::size_t begin = 0;
        const std::vector<Field> fields = read_head(part.bytes, begin);
        const std::string_view body = part.bytes.substr(begin);
        const std::string type = lower_ascii(field(fields, "content-type"));
        if (part.depth == 0) take_head(fields);
        if (part.depth < deepest_nesting && type.starts_with("multipart/")) {
            split(body, parameter(field(fields, "content-type"), "boundary"), part.depth + 1);
        } else if (part.depth < deepest_nesting && type.starts_with("message/rfc822")) {
            work_.push_back({body, part.depth + 1});
        } else if (!lower_ascii(field(fields, "content-disposition")).starts_with("attachment") &&
                   (type.empty() || type.starts_with("text/plain") || type.starts_with("text/html"))) {
            take_text(fields, type.starts_with("text/html"), body);
        }
    }

    void take_head(const std::vector<Field>& fields) {
        mail_.from = decode_mail_words(field(fields, "from"));
        mail_.subject = decode_mail_words(field(fields, "subject"));
        mail_.date = field(fields, "date");
        const std::string from = lower_ascii(mail_.from);
        is_saved_page_ =
            from.find("saved by ") != std::string::npos || !field(fields, "snapshot-content-location").empty();
        if (is_saved_page_) mail_.page_address = field(fields, "snapshot-content-location");
    }

    void take_text(const std::vector<Field>& fields, bool is_html, std::string_view body) {
        const std::string encoding = lower_ascii(field(fields, "content-transfer-encoding"));
        std::string bytes = encoding == "base64"             ? from_base64(body)
                            : encoding == "quoted-printable" ? from_quoted_printable(body, false)
                                                             : std::string(body);
        std::string& place = is_html ? mail_.html : mail_.text;
        if (is_saved_page_ && is_html && mail_.page_address.empty())
            mail_.page_address = field(fields, "content-location");
        std::string text = to_utf8(std::move(bytes), parameter(field(fields, "content-type"), "charset"), is_html);
        if (place.empty())
            place = std::move(text);
        else if (!is_html)
            place += "\n\n" + text;
    }

    /// Pushes the parts between boundary lines, the first on top.
    void split(std::string_view body, const std::string& boundary, int depth) {
        if (boundary.empty()) return;
        const std::string mark = "--" + boundary;
        std::vector<Part> parts;
        std::size_t begin = std::string_view::npos;
        for (std::size_t at = body.find(mark); at != std::string_view::npos; at = body.find(mark, at + mark.size())) {
            if (at > 0 && body[at - 1] != '\n') continue;
            if (begin != std::string_view::npos && parts.size() < most_parts)
                parts.push_back({body.substr(begin, at - begin), depth});
            if (body.substr(at + mark.size()).starts_with("--")) {
                begin = std::string_view::npos;
                break;
            }
            begin = body.find('\n', at);
            if (begin != std::string_view::npos) ++begin;
        }
        if (begin != std::string_view::npos) parts.push_back({body.substr(begin), depth});
        work_.insert(work_.end(), parts.rbegin(), parts.rend());
    }

    Mail& mail_;
    std::vector<Part> work_;
    std::size_t parts_ = 0;
    bool is_saved_page_ = false;
};

}  // namespace

bool is_mail(std::string_view bytes) {
    std::size_t body = 0;
    const std::vector<Field> fields = read_head(bytes.substr(0, longest_head), body);
    if (fields.size() < 2 || field(fields, "from").empty()) return false;
    const std::string type = lower_ascii(field(fields, "content-type"));
    const std::string encoding = lower_ascii(field(fields, "content-transfer-encoding"));
    return type.starts_with("multipart/") || type.starts_with("message/") || type.starts_with("text/html") ||
           encoding == "base64" || encoding == "quoted-printable" ||
           field(fields, "subject").find("=?") != std::string_view::npos;
}

Result<Mail> read_mail(std::string_view bytes, const std::string& name) {
    Mail mail;
    Walker(mail).walk(bytes);
    if (trim(mail.text).size() < least_plain_text && !mail.html.empty()) mail.text.clear();
    if (trim(mail.text).empty() && trim(mail.html).empty())
        return fail({ErrorKind::empty, name, "", "no part of the mail holds text", ""});
    return mail;
}

std::string outlet_of_sender(std::string_view from) {
    constexpr std::size_t longest = 100;  // bytes
    static constexpr std::array<std::string_view, 24> boxes = {
        "news",      "press",      "desk",      "editor",   "editors", "newsroom", "web",     "online",
        "info",      "newsletter", "weekly",    "daily",    "wire",    "live",     "brief",   "bulletin",
        "redaction", "redaccion",  "redazione", "noticias", "media",   "update",   "updates", "mail"};
    const std::size_t open = from.find('<');
    const std::size_t at = from.find('@', open);
    if (open == std::string_view::npos || at == std::string_view::npos || open > longest) return {};
    std::string_view name = trim(from.substr(0, open));
    while (!name.empty() && (name.front() == '"' || name.front() == '\'')) name.remove_prefix(1);
    while (!name.empty() && (name.back() == '"' || name.back() == '\'')) name.remove_suffix(1);
    const std::string box = lower_ascii(from.substr(open + 1, at - open - 1));
    std::string host = lower_ascii(from.substr(at + 1, from.find('>', at) - at - 1));
    host.resize(std::min(host.rfind('.'), host.size()));
    const auto letters_of = [](std::string_view words) {
        std::string letters;
        for (const char c : words)
            if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z')) letters += c;
        return letters;
    };
    std::string folded = fold_name(name);
    if (folded.starts_with("the ")) folded.erase(0, 4);
    std::string initials;
    for (const std::string_view word : split_list(folded, ' ')) initials += word[0];
    const std::string letters = letters_of(folded);
    host = letters_of(host);
    constexpr std::size_t least = 3;  // letters
    const bool named = letters.size() >= least && host.size() >= least &&
                       (host.find(letters) != std::string::npos || letters.find(host) != std::string::npos ||
                        (initials.size() >= least && host.starts_with(initials)));
    const bool office = std::ranges::find(boxes, box) != boxes.end();
    return (named || office) && letters.size() >= least && name.find('@') == std::string_view::npos ? std::string(name)
                                                                                                    : std::string();
}

std::string decode_mail_words(std::string_view value) {
    std::string out;
    bool after_word = false;
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t open = value.find("=?", at);
        const std::string_view between = value.substr(at, open - at);
        // Blanks between two encoded words are no part of the text.
        if (!(after_word && open != std::string_view::npos && trim(between).empty())) out += between;
        if (open == std::string_view::npos) break;
        const std::size_t charset_end = value.find('?', open + 2);
        const std::size_t close = charset_end == std::string_view::npos || charset_end + 2 >= value.size()
                                      ? std::string_view::npos
                                      : value.find("?=", charset_end + 3);
        if (close == std::string_view::npos || value[charset_end + 2] != '?') {
            out += "=?";
            at = open + 2;
            after_word = false;
            continue;
        }
        const std::string charset(value.substr(open + 2, charset_end - open - 2));
        const std::string_view coded = value.substr(charset_end + 3, close - charset_end - 3);
        const bool is_base64 = value[charset_end + 1] == 'B' || value[charset_end + 1] == 'b';
        out += to_utf8(is_base64 ? from_base64(coded) : from_quoted_printable(coded, true), charset, false);
        at = close + 2;
        after_word = true;
    }
    return out;
}

}  // namespace px
