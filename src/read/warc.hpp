#pragma once
// Web archives (WARC 1.0 and 1.1, ISO 28500; https://iipc.github.io/warc-specifications/), plain, gzip or zstd, one
// member for each record or one for all, in flat memory. Damage costs the record that it is in: reading goes on at the
// next place where a record begins.
//
//   Result<std::unique_ptr<ByteSource>> file = open_raw("crawl.warc.gz");
//   WarcReader warc(std::move(*file), "crawl.warc.gz");
//   while (const WarcRecord* record = warc.next())
//       if (record->trouble.empty()) use(record->type(), record->block);
//
// Per-record gzip members are decoded by libdeflate; what does not fit its way (members over 64 MiB, or cut off) by
// zlib.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "read/byte_source.hpp"
#include "read/http_message.hpp"
#include "read/item.hpp"

namespace px {

struct WarcRecord {
    /// Where it can be found again: of its member in the file, or of the record itself where all share one.
    std::uint64_t offset = 0;
    HeadFields fields;
    std::string_view block;  // until the next call of next()
    std::string trouble;     // why it cannot be used, or can only in part; empty if it is sound
    bool usable = true;      // false: `fields` and `block` hold nothing of worth

    [[nodiscard]] std::string_view field(std::string_view name) const { return head_field(fields, name); }
    [[nodiscard]] std::string_view type() const { return field("warc-type"); }
    /// WARC-Target-URI, without the angle brackets that some writers add.
    [[nodiscard]] std::string_view target() const;
};

class WarcReader {
  public:
    /// `begin`: how many bytes of the file stand before the source's first one (for reading on from a record).
    WarcReader(std::unique_ptr<ByteSource> bytes, std::string name, std::uint64_t begin = 0);
    ~WarcReader();
    WarcReader(const WarcReader&) = delete;
    WarcReader& operator=(const WarcReader&) = delete;

    /// The next record, or nothing at the end.
    [[nodiscard]] const WarcRecord* next();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The reports in an archive: pages and texts that were answered with 200 (`response`), stored as such (`resource`) or
/// made of them (`conversion`, WET). Sources are "crawl.warc.gz@OFFSET". Revisits, damaged and cut-off records, other
/// answers and kinds of content are counted by passed_over() or given as errors with their offset.
[[nodiscard]] std::unique_ptr<ItemReader> read_warc(std::string name, std::unique_ptr<ByteSource> bytes);
/// The same of a file on disk, which can go on behind a record.
[[nodiscard]] Result<std::unique_ptr<ItemReader>> open_warc(const std::string& path);

}  // namespace px
