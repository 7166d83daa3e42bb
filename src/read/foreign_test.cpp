// Files without text are refused with what they are and what to do.
#include "read/foreign.hpp"

#include <doctest/doctest.h>

#include "read/byte_source.hpp"
#include "read/delimited.hpp"
#include "read/item.hpp"

namespace px {
namespace {

Error refused(std::string bytes, const std::string& name) {
    const auto report = read_report(std::move(bytes), name, {});
    REQUIRE_FALSE(report.has_value());
    CHECK(report.error().kind == ErrorKind::unsupported);
    return report.error();
}

std::string zip_of(const std::string& name) { return "PK\x03\x04" + std::string(26, '\0') + name; }

TEST_CASE("foreign files: documents are refused with what to do") {
    CHECK(refused(zip_of("word/document.xml"), "a.txt").what == "this is a Word document, expected text or a page");
    CHECK(refused(zip_of("word/document.xml"), "a.txt").next.find("save it as plain text") != std::string::npos);
    CHECK(refused(zip_of("mimetypeapplication/vnd.oasis.opendocument.text"), "a.txt").what.find("OpenDocument") !=
          std::string::npos);
    CHECK(refused("%PDF-1.7 and more", "a.txt").next.find("pdftotext") != std::string::npos);
    CHECK(refused("{\\rtf1 Talks}", "a.txt").what.find("rich text") != std::string::npos);
    CHECK(refused("[InternetShortcut]\r\nURL=https://a.example/\r\n", "a.url").next.find("save the page") !=
          std::string::npos);
    CHECK(refused("<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>URL</key></dict></plist>", "a")
              .what.find("link") != std::string::npos);
}

TEST_CASE("foreign files: a workbook under the name of a table") {
    for (const std::string& bytes : {zip_of("xl/workbook.xml"), "\xD0\xCF\x11\xE0" + std::string(100, '\0')}) {
        const auto rows = read_table("a.csv", source_in_memory(bytes), {});
        const auto item = rows->next();
        REQUIRE(item);
        REQUIRE(item->error);
        CHECK(item->error->what.find("Excel") != std::string::npos);
        CHECK(item->error->next.find("CSV") != std::string::npos);
        CHECK_FALSE(rows->next());
    }
}

TEST_CASE("foreign files: text is none of them") {
    CHECK_FALSE(foreign_kind("PDF files of the treaty were leaked."));
    CHECK_FALSE(foreign_kind("PK is short for Pakistan."));
    CHECK_FALSE(foreign_kind(""));
    CHECK_FALSE(foreign_kind("RIFFA, Bahrain, March 3 - Police were called to the harbour."));
    CHECK_FALSE(foreign_kind("RIFF"));
    CHECK_FALSE(foreign_kind("ID3 cards were stolen."));
    CHECK(foreign_kind(std::string("RIFF\x10\0\0\0WAVEfmt ", 16)));
    CHECK(foreign_kind(std::string("ID3\x04\0", 5)));
    const auto archive = foreign_kind(zip_of("sword/notes.txt") + zip_of("axl/b.txt"));
    REQUIRE(archive);
    CHECK(archive->kind.find("zip archive") != std::string_view::npos);
}

}  // namespace
}  // namespace px
