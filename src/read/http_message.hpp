#pragma once
// The answer of a web server as archives keep it (RFC 9112): status line, fields, body; and the body as the browser
// sees it: chunks joined, gzip, deflate and zstd undone.
//
//   std::optional<HttpAnswer> answer = parse_http(block);
//   Result<std::string> page = decoded_body(*answer, "crawl.warc.gz@8192");

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace px {

using HeadFields = std::vector<std::pair<std::string, std::string>>;  // names in lower case

/// The value of a field, empty if it is absent.
[[nodiscard]] std::string_view head_field(const HeadFields& fields, std::string_view name);
/// Reads "Name: value" lines (continued lines are joined) up to the blank line; gives the offset behind it, or npos if
/// there is none within `text`. Lines may end with LF only.
std::size_t read_head_fields(std::string_view text, HeadFields& fields);

struct HttpAnswer {
    int status = 0;
    HeadFields fields;
    std::string_view body;  // into the block

    /// "text/html"; empty if it is not stated.
    [[nodiscard]] std::string content_type() const;
    /// "utf-8"; empty if it is not stated.
    [[nodiscard]] std::string charset() const;
};

/// Nothing if the block does not begin with "HTTP/".
[[nodiscard]] std::optional<HttpAnswer> parse_http(std::string_view block);

/// Bodies that say they are chunked or compressed and are not are taken as they stand. Fails on unknown codings and on
/// bodies that grow out of proportion.
[[nodiscard]] Result<std::string> decoded_body(const HttpAnswer& answer, const std::string& name);

/// "text/html; charset=UTF-8" -> "text/html", "UTF-8".
[[nodiscard]] std::pair<std::string, std::string> split_content_type(std::string_view value);

}  // namespace px
