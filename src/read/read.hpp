#pragma once
// Bytes in, Report out. What the bytes are (page, mail or plain text; gzip, zstd, bzip2 and xz are undone), their
// charset and their language are recognised; what is no part of the report stays in the text as left-out blocks.
//
//   Result<std::string> bytes = read_bytes("report.html");
//   Result<Report> report = bytes ? read_report(std::move(*bytes), "report.html", {}) : fail(bytes.error());
//
// Plain text: Report::text is the decoded file itself, so offsets are offsets in the user's file. Pages: Report::text
// holds the visible blocks in reading order, parted by "\n\n". In both, Report::in_file leads back to the file's bytes
// (of a compressed file: to those of its content). Mails: the decoded head and body; there is no way back.
// Nothing here looks at the clock: a date is what the report or the user states, or it is unknown.

#include <optional>
#include <string>

#include "base/result.hpp"
#include "read/field_map.hpp"
#include "read/tables.hpp"
#include "record/report.hpp"

namespace px {

/// What the user says of a report; it wins over what the report says.
struct ReadOptions {
    std::optional<PublicationTime> date;
    std::string outlet;
    std::string language;                   // ISO 639-1
    std::string charset;                    // as a server said; the report's own marks win
    FieldMap fields;                        // names of columns and JSON members
    const ReadingTables* tables = nullptr;  // not owned; the built-in tables if null
};

/// Largest file that is read, in bytes.
inline constexpr std::size_t size_limit = std::size_t{256} << 20U;
/// Longest text of one report, in bytes. What is longer is no report, and would hold up all the others.
inline constexpr std::size_t text_limit = std::size_t{4} << 20U;

/// All bytes of a file; "-" is standard input. Fails on folders, missing files, files without permission, files that
/// vanish or grow beyond the limit.
[[nodiscard]] Result<std::string> read_bytes(const std::string& path);

/// `source` names the file in the report and in errors. Fails with `empty` if there is no text at all, with
/// `unsupported` on binary files, with `out_of_space` above the size limit. Text that is no news is read all the same.
[[nodiscard]] Result<Report> read_report(std::string bytes, std::string source, const ReadOptions& options);

/// Does this look like a page rather than plain text?
[[nodiscard]] bool is_page(std::string_view bytes);

}  // namespace px
