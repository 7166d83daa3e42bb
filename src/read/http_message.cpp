#include "read/http_message.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/tsv.hpp"
#include "read/archive.hpp"
#include "read/byte_source.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t largest_body = std::size_t{64} << 20U;

Error too_large(const std::string& name) {
    return {ErrorKind::out_of_space, name, "", "its body is larger than 64 MiB when it is decoded", "it is left out"};
}

/// The chunks of a body joined; nothing if it is not made of chunks. A body that breaks off keeps what is there.
std::optional<std::string> without_chunks(std::string_view body) {
    std::string out;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t end = body.find('\n', at);
        if (end == std::string_view::npos || end - at > 200) break;
        std::size_t size = 0;
        std::size_t digits = 0;
        for (; at + digits < end && digits < 8; ++digits) {
            const char c = static_cast<char>(body[at + digits] | 0x20);
            const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (value < 0) break;
            size = size * 16 + static_cast<std::size_t>(value);
        }
        if (digits == 0) return out.empty() ? std::nullopt : std::optional(out);
        if (size == 0) return out;
        out += body.substr(end + 1, size);
        at = end + 1 + std::min(size, body.size() - end - 1);
        while (at < body.size() && (body[at] == '\r' || body[at] == '\n')) ++at;
    }
    if (out.empty()) return std::nullopt;
    return out;
}

Result<std::string> unpacked(std::string body, const std::string& name) {
    Buffered in(decompressed(source_in_memory(std::move(body)), name));
    std::optional<std::string> all = in.read_all(largest_body);
    if (in.failure()) return fail(*in.failure());
    if (!all) return fail(too_large(name));
    return std::move(*all);
}

/// "deflate" is zlib's form (RFC 1950) or, from some servers, raw deflate (RFC 1951).
Result<std::string> inflated(const std::string& body, const std::string& name) {
    for (const int window : {15, -15}) {
        z_stream stream{};
        if (inflateInit2(&stream, window) != Z_OK) break;
        const std::unique_ptr<z_stream, decltype(&inflateEnd)> guard(&stream, &inflateEnd);
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
        stream.avail_in = static_cast<uInt>(body.size());
        std::string out;
        std::array<char, 65536> piece{};
        int status = Z_OK;
        while (status == Z_OK && out.size() <= largest_body) {
            stream.next_out = reinterpret_cast<Bytef*>(piece.data());
            stream.avail_out = static_cast<uInt>(piece.size());
            status = inflate(&stream, Z_NO_FLUSH);
            out.append(piece.data(), piece.size() - stream.avail_out);
        }
        if (out.size() > largest_body) return fail(too_large(name));
        if (status == Z_STREAM_END || !out.empty()) return out;
    }
    return fail({ErrorKind::malformed, name, "", "its body is said to be deflated and is not", "it is left out"});
}

}  // namespace

std::string_view head_field(const HeadFields& fields, std::string_view name) {
    for (const auto& [one, value] : fields)
        if (one == name) return value;
    return {};
}

std::size_t read_head_fields(std::string_view text, HeadFields& fields) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos) return std::string_view::npos;
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        at = end + 1;
        if (line.empty()) return at;
        const std::size_t colon = line.find(':');
        if ((line.front() == ' ' || line.front() == '\t') && !fields.empty()) {
            fields.back().second += ' ';
            fields.back().second += trim(line);
        } else if (colon != std::string_view::npos) {
            fields.emplace_back(lower_ascii(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
        }
    }
    return std::string_view::npos;
}

std::pair<std::string, std::string> split_content_type(std::string_view value) {
    const std::string low = lower_ascii(value);
    const std::string type(trim(std::string_view(low).substr(0, low.find(';'))));
    const std::size_t at = low.find("charset=");
    if (at == std::string::npos) return {type, ""};
    std::string_view charset = std::string_view(low).substr(at + 8);
    if (charset.starts_with('"') || charset.starts_with('\'')) charset.remove_prefix(1);
    return {type, std::string(charset.substr(0, charset.find_first_of("\"'; ,")))};
}

std::string HttpAnswer::content_type() const { return split_content_type(head_field(fields, "content-type")).first; }
std::string HttpAnswer::charset() const { return split_content_type(head_field(fields, "content-type")).second; }

std::optional<HttpAnswer> parse_http(std::string_view block) {
    if (!block.starts_with("HTTP/")) return std::nullopt;
    HttpAnswer answer;
    const std::size_t blank = block.substr(0, 64).find(' ');
    if (blank != std::string_view::npos && blank + 4 <= block.size())
        for (const char c : block.substr(blank + 1, 3))
            answer.status = c >= '0' && c <= '9' ? answer.status * 10 + (c - '0') : answer.status;
    const std::size_t line = block.find('\n');
    if (line == std::string_view::npos) return answer;
    const std::size_t body = read_head_fields(block.substr(line + 1), answer.fields);
    if (body != std::string_view::npos) answer.body = block.substr(line + 1 + body);
    return answer;
}

Result<std::string> decoded_body(const HttpAnswer& answer, const std::string& name) {
    std::string body(answer.body);
    if (lower_ascii(head_field(answer.fields, "transfer-encoding")).find("chunked") != std::string::npos)
        if (auto joined = without_chunks(body)) body = std::move(*joined);
    const std::string coding = lower_ascii(head_field(answer.fields, "content-encoding"));
    if (is_compressed(body)) return unpacked(std::move(body), name);
    if (coding == "deflate" && !body.empty()) {
        auto plain = inflated(body, name);
        return plain || body.find('<') == std::string::npos ? plain : Result<std::string>(std::move(body));
    }
    if (coding == "br" && body.substr(0, 1024).find('<') == std::string::npos)
        return fail({ErrorKind::unsupported, name, "", "its body is compressed with brotli, which is not undone",
                     "it is left out"});
    return body;
}

}  // namespace px
