// Any bytes as a web archive: it ends, memory stays small, and offsets go forward.
#include <cstdint>
#include <cstdlib>

#include "read/warc.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    px::WarcReader reader(px::source_in_memory(bytes), "fuzz");
    std::uint64_t last = 0;
    std::size_t records = 0;
    while (const px::WarcRecord* record = reader.next()) {
        if (record->offset < last || record->offset > size) std::abort();
        if (!record->usable && record->trouble.empty()) std::abort();
        last = record->offset;
        if (++records > 100000) std::abort();
    }
    const auto items = px::read_warc("fuzz", px::source_in_memory(bytes));
    while (items->next()) {
    }
    return 0;
}
