#pragma once
// Bytes that come piece by piece, from a file, from standard input, from inside an archive, from memory; so that a file
// of any size is read in flat memory.
//
//   Result<std::unique_ptr<ByteSource>> file = open_source("reports.jsonl.gz");   // decompressed on the way
//   Buffered in(std::move(*file));
//   std::string line;
//   while (in.read_line(line, 64 << 20) == LineEnd::whole) use(line);
//   if (in.failure()) complain(*in.failure());

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace px {

class ByteSource {
  public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Puts up to `size` bytes into `to`; 0 at the end.
    [[nodiscard]] virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};

/// The bytes of a file as they stand, from byte `begin` on; "-" is standard input. Fails on folders, missing and
/// forbidden files.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_raw(const std::string& path, std::uint64_t begin = 0);
/// The same, decompressed if the bytes are gzip, zstd, bzip2 or xz.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);
[[nodiscard]] std::unique_ptr<ByteSource> source_in_memory(std::string bytes);

enum class LineEnd : std::uint8_t { whole, too_long, none };

/// A window onto a source: look ahead, read by lines or all at once. A failure of the source ends it like its end does;
/// failure() tells them apart.
class Buffered {
  public:
    explicit Buffered(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

    /// The next bytes, at least `wanted` of them unless the source ends before; nothing is consumed. The view holds
    /// until the next call.
    [[nodiscard]] std::string_view peek(std::size_t wanted);
    /// Drops bytes that were peeked at.
    void skip(std::size_t count);
    /// Offset of the next byte from the beginning of the source.
    [[nodiscard]] std::uint64_t offset() const { return offset_; }

    /// One line without its "\n" (a "\r" before it stays). A longer one is skipped to its end; `line` then holds its
    /// first `limit` bytes.
    [[nodiscard]] LineEnd read_line(std::string& line, std::size_t limit);
    /// All that is left; nothing if it is more than `limit`.
    [[nodiscard]] std::optional<std::string> read_all(std::size_t limit);
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  private:
    bool fill();

    std::unique_ptr<ByteSource> source_;
    std::string buffer_;
    std::size_t begin_ = 0;  // of what was not consumed yet
    std::uint64_t offset_ = 0;
    bool ended_ = false;
    std::optional<Error> failure_;
};

}  // namespace px
