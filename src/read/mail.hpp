#pragma once
// A mail (RFC 5322, MIME: RFC 2045 to 2047) into the text that a reader sees: head fields that say something, then the
// plain text, or the page if there is no plain text worth the name. Attached mails are looked into, other attachments
// are left.
//
//   if (is_mail(bytes)) Result<Mail> mail = read_mail(bytes, "a.eml");
//   mail->subject, mail->text

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace px {

struct Mail {
    std::string from;  // as printed, decoded
    std::string subject;
    std::string date;
    std::string text;  // UTF-8
    std::string html;  // UTF-8; both may be given
    /// Where the page was saved from, if this is no mail but a page that a browser saved as one file (MHTML, RFC 2557).
    std::string page_address;
};

/// Does it begin with the head of a mail that needs decoding: several parts, HTML, encoded text or an encoded subject?
/// Other mails are plain text (plain_text.hpp), which keeps the way back to their bytes.
[[nodiscard]] bool is_mail(std::string_view bytes);

/// Fails with `empty` if no part holds text. `name` stands in errors.
[[nodiscard]] Result<Mail> read_mail(std::string_view bytes, const std::string& name);

/// "The Volta Courier" of "The Volta Courier <news@voltacourier.example>": who sends, if that is an outlet or an office
/// and no person, as the address says (its host has the name or its initials, or the box is called "press"). Else
/// empty.
[[nodiscard]] std::string outlet_of_sender(std::string_view from);

/// "=?UTF-8?Q?Caf=C3=A9?= talks" -> "Café talks" (RFC 2047).
[[nodiscard]] std::string decode_mail_words(std::string_view value);

}  // namespace px
