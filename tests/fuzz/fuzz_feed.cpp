// Any bytes as a feed, a table, a mail, a mailbox, and as JSON: no crash, and items have what they promise.
#include <cstdint>
#include <cstdlib>

#include "read/delimited.hpp"
#include "read/feed.hpp"
#include "read/json_documents.hpp"
#include "read/mail.hpp"
#include "read/mailbox.hpp"
#include "read/newsml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    if (const auto feed = px::read_feed(bytes, "https://a.example/feed"))
        for (const px::ReportFields& item : feed->items) (void)px::time_of_feed(item.date);
    if (const auto document = px::parse_xml(bytes, "fuzz")) (void)px::read_newsml(document->root);
    for (const px::Item& item : px::items_of_json(bytes, "fuzz"))
        if (item.source.empty()) std::abort();
    if (px::is_mail(bytes))
        if (const auto mail = px::read_mail(bytes, "fuzz"); mail && mail->text.empty() && mail->html.empty())
            std::abort();
    const auto rows = px::read_table("fuzz", px::source_in_memory(bytes), {});
    std::size_t count = 0;
    while (rows->next())
        if (++count > size + 2) std::abort();
    const auto mails = px::read_mailbox("fuzz", px::source_in_memory(bytes));
    std::size_t in_mails = 0;
    while (const auto mail = mails->next()) in_mails += mail->bytes.empty() ? size : mail->bytes.size();
    if (in_mails > size) std::abort();
    return 0;
}
