// Any bytes as a mail and as a mailbox: no crash, no more text than bytes could hold, and every mail is a report or has
// its reason.
#include <cstdint>
#include <cstdlib>

#include "read/mail.hpp"
#include "read/mailbox.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    (void)px::decode_mail_words(bytes);
    if (const auto mail = px::read_mail(bytes, "fuzz")) {
        if (mail->text.empty() && mail->html.empty()) std::abort();
        // A byte of an old charset becomes three of UTF-8 at most, and a mail may give its text in two forms.
        if (mail->text.size() + mail->html.size() > 8 * size + 64) std::abort();
    } else if (mail.error().what.empty()) {
        std::abort();
    }
    const auto mails = px::read_mailbox("fuzz", px::source_in_memory(bytes));
    std::size_t in_mails = 0;
    while (auto item = mails->next()) {
        in_mails += item->bytes.empty() ? size : item->bytes.size();
        const auto report = px::read_item(std::move(*item), {});
        if (!report && report.error().what.empty()) std::abort();
    }
    if (in_mails > size) std::abort();
    return 0;
}
