#pragma once
// Exported chats: which lines begin a message, who wrote it, and on which day. Two forms: WhatsApp's, with the stamp in
// front ("12/03/2024, 14:02 - Ann: words", "[12.03.24, 14:02:11] Ann: words"), and Telegram's copied messages, with
// name and stamp on a line of their own ("Ann Lee, [12.03.2024 14:02]").
//
//   const Chat chat = chat_of(bytes);
//   for (const ChatDay& day : chat.days) read(bytes.substr(day.begin, day.size), day.date);
//   if (const auto stamp = chat_stamp(line)) use(slice(line, stamp->name), line.substr(stamp->end));

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.hpp"

namespace px {

struct ChatStamp {
    std::array<int, 3> date{};  // in the order in which they are printed
    Span name;                  // of the writer, in the line; empty for notices ("Ann joined")
    std::uint32_t end = 0;      // where the words begin, bytes
    bool is_monthly = false;  // written as in the United States: "3/12/24", no zeros in front, two figures for the year
};

/// The stamp that a line begins with, or consists of.
[[nodiscard]] std::optional<ChatStamp> chat_stamp(std::string_view line);

/// Does a chat begin here? Quick.
[[nodiscard]] bool may_be_chat(std::string_view bytes);

struct ChatDay {
    std::size_t begin = 0;  // bytes
    std::size_t size = 0;
    std::string date;  // "2024-03-12"; empty if the stamps hold no dates
};

struct Chat {
    std::vector<ChatDay> days;  // together all of the chat; empty if it is none
    std::string remark;         // for the user, if the order of day and month is a guess
};

/// Whether day or month comes first is told by all stamps together: by a number above 12, then by the order in which
/// time goes on, then by how they are written. The charset must have ASCII in it.
[[nodiscard]] Chat chat_of(std::string_view bytes);

}  // namespace px
