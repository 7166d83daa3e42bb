#include "read/foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace px {
namespace {

struct Signature {
    std::string_view bytes;
    Foreign foreign;
};

constexpr std::string_view as_text = "save it as plain text (.txt) or as a page (.html), and read that";
constexpr std::string_view as_table = "save it as CSV with the charset UTF-8, and read that";
constexpr std::string_view unpack = "unpack it, and read what is inside";
constexpr std::string_view type_out = "read a file with its words as text";
constexpr std::string_view the_page = "open it in a browser, save the page itself, and read that";

constexpr std::array<Signature, 19> signatures = {{
    {"\x1F\x8B", {"a gzip archive", unpack}},
    {"%PDF-", {"a PDF document", "turn it into text, for instance with `pdftotext FILE.pdf`, and read that"}},
    {"\x89PNG", {"a PNG picture", type_out}},
    {"\xFF\xD8\xFF", {"a JPEG picture", type_out}},
    {"GIF8", {"a GIF picture", type_out}},
    {"\x7F"
     "ELF",
     {"a program", ""}},
    {"\x28\xB5\x2F\xFD", {"a zstd archive", unpack}},
    {"BZh", {"a bzip2 archive", unpack}},
    {"\xFD"
     "7zXZ",
     {"an xz archive", unpack}},
    {"7z\xBC\xAF\x27\x1C", {"a 7-Zip archive", unpack}},
    {"Rar!\x1A\x07", {"a RAR archive", unpack}},
    {"SQLite format 3", {"an SQLite database", "write its texts to a table (CSV), and read that"}},
    {"\xD0\xCF\x11\xE0",
     {"an old office document (Word, Excel or Outlook)",
      "save a text as plain text or as a page, a table as CSV, a mail as .eml, and read that"}},
    {"RIFF", {"a sound, film or picture", type_out}},
    {"ID3", {"a sound", type_out}},
    {"{\\rtf", {"a rich text document", as_text}},
    {"bplist00", {"a property list of macOS, a link perhaps", the_page}},
    {"[InternetShortcut]", {"a shortcut to a page, and not the page", the_page}},
    {"[{000214A0-0000-0000-C000-000000000046}]", {"a shortcut to a page, and not the page", the_page}},
}};

constexpr std::string_view zip_head = "PK\x03\x04";

/// By the names of the files in it.
Foreign zip_kind(std::string_view bytes) {
    constexpr std::size_t looked_at = std::size_t{1} << 16U;
    const std::string_view head = bytes.substr(0, looked_at);
    const auto has = [&](std::string_view name) { return head.find(name) != std::string_view::npos; };
    const auto names = [&](std::string_view name) {  // a name of a file, behind the 30 bytes of its head
        constexpr std::size_t head_size = 30;
        for (std::size_t at = head.find(name); at != std::string_view::npos; at = head.find(name, at + 1))
            if (at >= head_size && head.substr(at - head_size).starts_with(zip_head)) return true;
        return false;
    };
    if (has("opendocument.spreadsheet")) return {"an OpenDocument workbook", as_table};
    if (has("mimetypeapplication/vnd.oasis.opendocument")) return {"an OpenDocument text or slides", as_text};
    if (has("mimetypeapplication/epub+zip")) return {"an e-book (EPUB)", as_text};
    if (names("word/document.xml")) return {"a Word document", as_text};
    if (names("xl/workbook.xml")) return {"an Excel workbook", as_table};
    if (names("ppt/presentation.xml")) return {"a PowerPoint document", as_text};
    return {"a zip archive or an office document",
            "name an archive .zip, save an office document as plain text or as a page, and read that"};
}

/// "RIFFA, Bahrain", "ID3 cards": a text that begins as a sound or a film does. Behind the letters these have a kind
/// (at byte 8) or a version (2 to 4).
bool is_word(std::string_view bytes) {
    if (bytes.starts_with("RIFF")) {
        const std::string_view kind = bytes.substr(std::min<std::size_t>(8, bytes.size()), 4);
        return kind != "WAVE" && kind != "AVI " && kind != "WEBP";
    }
    return bytes.starts_with("ID3") && (bytes.size() < 4 || static_cast<unsigned char>(bytes[3]) >= 5);
}

/// macOS keeps links as property lists.
bool is_link_list(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 2000);
    return head.find("<plist") != std::string_view::npos && head.find("<key>URL</key>") != std::string_view::npos;
}

}  // namespace

std::optional<Foreign> foreign_kind(std::string_view bytes) {
    for (const Signature& signature : signatures)
        if (bytes.starts_with(signature.bytes) && !is_word(bytes)) return signature.foreign;
    if (bytes.starts_with(zip_head)) return zip_kind(bytes);
    if (is_link_list(bytes)) return Foreign{"a link to a page, and not the page", the_page};
    return std::nullopt;
}

Error refusal(const Foreign& foreign, const std::string& file, std::string_view expected) {
    return {ErrorKind::unsupported, file, "", fmt::format("this is {}, expected {}", foreign.kind, expected),
            std::string(foreign.advice)};
}

}  // namespace px
