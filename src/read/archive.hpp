#pragma once
// Compressed files and files of files, by libarchive. Nothing is ever written to disk: an entry is a source of bytes
// with a name. All of it is hostile: what grows out of proportion is cut off as a bomb, names that lead out of the
// archive, links and devices are refused, archives inside archives are not opened.
//
//   Result<std::unique_ptr<Archive>> zip = Archive::open("pages.zip");
//   while (auto entry = (*zip)->next()) use(entry->name, (*zip)->content());

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "read/byte_source.hpp"

namespace px {

/// Does a file with this name hold other files: .zip, .wacz, .tar, .tgz, .tar.gz and the like?
[[nodiscard]] bool is_archive_name(std::string_view name);
/// The name without .gz, .zst, .bz2, .xz.
[[nodiscard]] std::string_view without_compression(std::string_view name);
/// Do bytes begin as gzip, zstd, bzip2 or xz do?
[[nodiscard]] bool is_compressed(std::string_view head);

/// The source as it is, or decompressed (one level) if its bytes say so. `name` stands in errors.
[[nodiscard]] std::unique_ptr<ByteSource> decompressed(std::unique_ptr<ByteSource> source, const std::string& name);

class Archive {
  public:
    struct Entry {
        std::string name;
        std::optional<Error> error;  // why it is not read
    };

    Archive() = default;
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    virtual ~Archive() = default;

    /// Fails if the file cannot be opened or is no archive.
    [[nodiscard]] static Result<std::unique_ptr<Archive>> open(const std::string& path);

    /// The next file; folders are passed over. Nothing at the end. An archive that breaks off gives one last entry with
    /// an error.
    [[nodiscard]] virtual std::optional<Entry> next() = 0;
    /// The bytes of the entry that next() gave, as they stand (not decompressed further); good until the next call of
    /// next().
    [[nodiscard]] virtual std::unique_ptr<ByteSource> content() = 0;
};

}  // namespace px
