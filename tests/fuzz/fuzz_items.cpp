// Any bytes as a file whose name says nothing, read as `parallax read` does: told by the first bytes, opened, each item a
// report that keeps its promises or an error with its reason.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "read/item.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int file = memfd_create("fuzz", 0);
    if (file < 0 || write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    if (auto items = px::open_items(path, {})) {
        std::size_t read = 0;
        while (auto item = (*items)->next()) {
            if (++read > 100'000) std::abort();
            if (item->source.empty() || (item->error && item->error->what.empty())) std::abort();
            const auto report = px::read_item(std::move(*item), {});
            if (!report) continue;
            std::uint32_t at = 0;
            for (const px::Block& block : report->blocks) {
                if (block.span.begin < at || block.span.end < block.span.begin || block.span.end > report->text.size())
                    std::abort();
                at = block.span.end;
            }
        }
    } else if (items.error().what.empty()) {
        std::abort();
    }
    close(file);
    return 0;
}
