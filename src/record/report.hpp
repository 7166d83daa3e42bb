#pragma once
// A Report is one news text as one outlet published it. It owns the only copy of its text; every layer above points
// into that text with Spans (bytes).
//
// `text` holds everything a reader of the page would see, in reading order: for a plain text file it is the file's
// text itself, for a page its visible blocks parted by "\n\n". `blocks` says what each stretch is. What is boilerplate
// stays in the text as a left-out block with its reason, so nothing is lost and every offset means the same to all.
//
//   for (const Block& block : report.blocks)
//       if (block.kept()) read(slice(report.text, block.span));

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.hpp"

namespace px {

enum class BlockKind : std::uint8_t {
    headline,
    standfirst,
    heading,
    paragraph,
    list_item,
    quotation,
    caption,
    left_out
};

enum class LeftOut : std::uint8_t {
    none,           // the block is kept
    byline,         // who wrote it, "Source: Global Times"
    date_line,      // publication or update time on a line of its own
    photo_credit,   // "Photo: AFP"
    navigation,     // menus, breadcrumbs, section names
    share,          // share and follow buttons
    related,        // links to other reports, "Read more"
    newsletter,     // sign-up boxes
    comments,       // the comment form and what readers wrote
    advertisement,  // advertisements and promotions of the outlet's own products
    notice,         // cookies, copyright, terms, paywall notices, agency footers
    other,          // none of these, but no part of the report
};

/// A stretch of the text: a headline, a paragraph, a caption, or something left out. Blocks are ordered, do not
/// overlap, and end at paragraph ends: no sentence runs over two blocks.
struct Block {
    Span span;
    BlockKind kind = BlockKind::paragraph;
    LeftOut reason = LeftOut::none;
    std::string why;  // what gave a left-out block away, for the user: "matches 'Leave a Reply'"

    [[nodiscard]] bool kept() const { return kind != BlockKind::left_out; }
};

/// When a report was published. Civil (local) date and time as printed; unknown parts stay unknown, never "now".
struct PublicationTime {
    std::int32_t day = 0;                       // days since 1970-01-01, as std::chrono::sys_days
    std::optional<std::int32_t> second_of_day;  // local time, if one was given
    std::optional<std::int16_t> zone_minutes;   // east of UTC, if one was given
    std::string evidence;                       // where it was found: "--date", "json-ld datePublished", "dateline"

    /// "2019-04-25" or "2019-04-25T10:40" or "2019-04-25T10:40+08:00".
    [[nodiscard]] std::string iso() const;
    /// Reads those three forms (seconds and "Z" allowed). Years 1 to 9999; nothing else is a date.
    [[nodiscard]] static std::optional<PublicationTime> parse(std::string_view iso, std::string evidence);
    bool operator==(const PublicationTime&) const = default;
};

/// One step of the way from kept text back to the file: bytes [text_begin, text_begin + length) of `text` came from
/// [file_begin, file_begin + file_length) of the file. If both lengths are equal the bytes are the same one by one
/// (nearly always); otherwise the whole stretch maps to the whole stretch (an entity, a decoded character).
struct Origin {
    std::uint32_t text_begin = 0;
    std::uint32_t length = 0;
    std::uint32_t file_begin = 0;
    std::uint32_t file_length = 0;
};

struct Report {
    std::string id;        // SHA-256 of the file's bytes (in JSON Lines: of the line's), hexadecimal
    std::string given_id;  // the id that a JSON Lines file gives; empty for other files
    std::string source;    // path, "path:line" in a JSON Lines file, or address
    std::string outlet;    // as the report names it; empty = unknown
    std::vector<std::string> authors;
    std::string agency;    // credited agency ("Reuters"), empty if none is named
    std::string section;   // where the outlet files it ("World"), empty if it does not say
    std::string url;       // canonical address, if known
    std::string language;  // ISO 639-1, "und" = not recognised
    std::optional<PublicationTime> published;
    std::optional<PublicationTime> updated;
    bool truncated = false;  // paywall or "continue reading": what it does not say is unknown, not silent

    std::string text;                  // UTF-8
    std::vector<Block> blocks;         // cover all of `text` but white space
    std::vector<Origin> origins;       // ordered by text_begin; empty = text and file are the same bytes
    std::vector<std::string> remarks;  // what the reader noticed: "bytes 12-14 are no UTF-8 and were replaced"

    /// Whether it is annotated and coded: English, or not recognised. Of others, what they say is unknown.
    [[nodiscard]] bool is_in_coded_language() const;
    /// The words of the (first) headline block, empty if there is none.
    [[nodiscard]] std::string_view headline() const;
    /// Where a span of the text stands in the file, in bytes.
    [[nodiscard]] Span in_file(Span span) const;
};

[[nodiscard]] std::string_view to_string(BlockKind kind);
[[nodiscard]] std::string_view to_string(LeftOut reason);

}  // namespace px
