#pragma once
// Internal to the WARC reader: one gzip member or one zstd frame as a source that ends where the member ends, and
// leaves the rest to others.

#include <memory>
#include <string>

#include "read/byte_source.hpp"

namespace px {

/// A member whole in memory, the fast way (libdeflate).
class FastGzip {
  public:
    FastGzip();
    ~FastGzip();
    FastGzip(const FastGzip&) = delete;
    FastGzip& operator=(const FastGzip&) = delete;

    struct Member {
        bool good = false;  // false: damaged, longer than `in`, or larger than 64 MiB
        std::size_t used = 0;
        std::string_view content;  // until the next call
    };
    [[nodiscard]] Member decode(std::string_view in);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A gzip member by zlib, read from `in` as far as it goes; `in` must outlive it and stands behind the member when the
/// source has ended.
[[nodiscard]] std::unique_ptr<ByteSource> gzip_member(Buffered& in, const std::string& name);
/// A zstd frame, with a dictionary if that is not empty.
[[nodiscard]] std::unique_ptr<ByteSource> zstd_frame(Buffered& in, const std::string& name,
                                                     const std::string& dictionary);

/// The first bytes (at most 64) of the gzip member that `in` begins with; empty if it is none.
[[nodiscard]] std::string first_bytes_of_gzip(std::string_view in);

}  // namespace px
