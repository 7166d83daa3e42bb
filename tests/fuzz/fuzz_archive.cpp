// Any bytes as a zip or tar file, compressed or not: it ends, and every entry is either read or has its reason.
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>

#include "read/archive.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int file = memfd_create("fuzz", 0);
    if (file < 0 || write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    std::size_t entries = 0;
    if (auto archive = px::Archive::open(path)) {
        while (auto entry = (*archive)->next()) {
            if (++entries > 100'000) std::abort();
            if (entry->error && entry->error->what.empty()) std::abort();
            if (entry->error) continue;
            const auto content = (*archive)->content();
            std::array<char, 4096> piece;
            for (auto got = content->read(piece.data(), piece.size()); got && *got > 0;)
                got = content->read(piece.data(), piece.size());
        }
    } else if (archive.error().what.empty()) {
        std::abort();
    }
    close(file);
    return 0;
}
