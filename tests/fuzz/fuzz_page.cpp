// Any bytes as a page or a text: no crash, and what comes out keeps its promises.
#include <cstdint>
#include <cstdlib>

#include "read/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t file_size = bytes.size();
    const auto report = px::read_report(std::move(bytes), "fuzz", {});
    if (!report) return 0;
    std::uint32_t at = 0;
    for (const px::Block& block : report->blocks) {
        if (block.span.begin < at || block.span.end < block.span.begin || block.span.end > report->text.size())
            std::abort();
        if (block.kept() != (block.reason == px::LeftOut::none)) std::abort();
        const px::Span file = report->in_file(block.span);
        if (file.begin > file.end || file.end > file_size) std::abort();
        at = block.span.end;
    }
    return 0;
}
