// Any bytes as a line of JSON Lines.
#include <cstdint>
#include <cstdlib>

#include "read/json_lines.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto report = px::read_json_line({reinterpret_cast<const char*>(data), size}, "fuzz:1", {});
    if (!report && report.error().what.empty()) std::abort();
    if (report)
        for (const px::Block& block : report->blocks)
            if (block.span.begin > block.span.end || block.span.end > report->text.size()) std::abort();
    return 0;
}
