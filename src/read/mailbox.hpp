#pragma once
// A mailbox (mbox, RFC 4155): mails one after the other, each behind a line "From sender date". A line of a mail that
// begins like that was written with ">" before it, and gets it off again.
//
//   std::unique_ptr<ItemReader> mails = read_mailbox("inbox.mbox", std::move(bytes));   // "inbox.mbox#1", ...

#include <memory>
#include <string>
#include <string_view>

#include "read/byte_source.hpp"
#include "read/item.hpp"

namespace px {

/// Does it begin with the line before a mail, and go on with a mail's head?
[[nodiscard]] bool is_mailbox(std::string_view head);

[[nodiscard]] std::unique_ptr<ItemReader> read_mailbox(std::string name, std::unique_ptr<ByteSource> bytes);

}  // namespace px
