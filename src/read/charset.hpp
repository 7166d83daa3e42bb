#pragma once
// From the bytes of a file to UTF-8, with the way back. The order is that of the WHATWG (encoding.spec.whatwg.org and
// html.spec.whatwg.org, "determining the character encoding"): byte order mark, what the server said, <meta> in the
// first 1024 bytes of a page, well-formed UTF-8, and then what uchardet takes it for. One departure: bytes that are
// well-formed UTF-8 and not ASCII are read as UTF-8 whatever a page says of itself, since saved pages are often
// converted and keep the old <meta>.
//
//   Result<DecodedText> decoded = decode_text(std::move(bytes), true, path);
//   decoded->text      // UTF-8, no NUL
//   decoded->origins   // as in Report::origins; empty if text and file are the same bytes

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/report.hpp"

namespace px {

struct DecodedText {
    std::string text;
    std::vector<Origin> origins;
    std::string charset;               // "UTF-8", "windows-1252", ...
    std::vector<std::string> remarks;  // what had to be replaced
};

/// Fails with `unsupported` on binary files (it names the kind where it can) and with `empty` on empty ones.
/// Bytes that are no text in the charset, and NULs, become U+FFFD; a remark says where.
/// `stated` is the charset that a server or a mail's head names; it comes after the byte order mark and before <meta>.
[[nodiscard]] Result<DecodedText> decode_text(std::string bytes, bool is_page, const std::string& file,
                                              std::string_view stated = {});

/// Adds a stretch to `origins`, joined with the last one where both are byte for byte.
void add_origin(std::vector<Origin>& origins, Origin next);

}  // namespace px
