#pragma once
// Plain texts whose lines are not the text's own order: pages of a PDF turned into text (running heads and feet, words
// parted at the ends of lines), subtitles (WebVTT, SubRip), exported chats. The words are put together, and the way
// back to the file stays.
//
//   if (std::optional<Rearranged> text = rearranged(decoded)) use(text->text, text->origins);

#include <optional>
#include <string>
#include <vector>

#include "read/charset.hpp"
#include "record/report.hpp"

namespace px {

struct Rearranged {
    std::string text;
    std::vector<Origin> origins;  // to the bytes of the file
    /// Stretches at the end of `text`, each parted by blank lines, that are no part of the report: heads and feet of
    /// pages, notices of a chat. In order.
    std::vector<Span> left_out;
    std::string why;     // they are left out
    std::string remark;  // what was put together
    std::string author;  // of a chat in which one alone writes
};

/// Nothing if the text stands as it should.
[[nodiscard]] std::optional<Rearranged> rearranged(const DecodedText& decoded);

}  // namespace px
