// Any bytes as a date line and as an address: what is found lies inside the text and inside the calendar.
#include <cstdint>
#include <cstdlib>

#include "read/dates.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const px::ReadingTables& tables = px::ReadingTables::built_in();
    if (const auto found = px::find_date(text, tables, "fuzz")) {
        if (found->span.begin >= found->span.end || found->span.end > text.size()) std::abort();
        if (!px::PublicationTime::parse(found->time.iso(), "fuzz")) std::abort();
    }
    if (const auto day = px::date_in_address(text, tables, "fuzz"))
        if (!px::PublicationTime::parse(day->iso(), "fuzz")) std::abort();
    if (px::is_date_line(text, tables) && text.size() > 160) std::abort();
    return 0;
}
