#pragma once
// The container that models are shipped in: named sections, read in place from a memory-mapped file.
//
// Layout (little endian): "PXMODEL1"; u32 number of sections; u32 CRC-32 of everything after byte 24; u64 size of the
// file; then per section 64 bytes: name (32, zero-padded), u32 type, u32 rows, u32 columns, u32 unused, u64 offset,
// u64 bytes; then the sections, each beginning at a multiple of 64. training/export.py writes it.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.hpp"
#include "base/result.hpp"

namespace px {

/// CRC-32 (ISO 3309, as zlib); `crc` continues an earlier value.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes, std::uint32_t crc = 0);

/// 16-bit IEEE 754 number as float.
[[nodiscard]] float half_to_float(std::uint16_t half);

enum class SectionType : std::uint32_t { bytes = 0, float32 = 1, float16 = 2, int8 = 3 };

struct Section {
    SectionType type = SectionType::bytes;
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    std::string_view bytes;
};

class ModelFile {
  public:
    /// Checks the magic, the size and the checksum: a cut or damaged file is an error that says so.
    [[nodiscard]] static Result<ModelFile> open(const std::string& path);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::uint32_t checksum() const { return checksum_; }
    [[nodiscard]] const Section* find(std::string_view name) const;

  private:
    MappedFile file_;
    std::string path_;
    std::uint32_t checksum_ = 0;
    std::map<std::string, Section, std::less<>> sections_;
};

/// Takes typed sections out of a file. The first thing that is missing or misshapen is remembered; the caller checks
/// `error()` once at the end instead of after every section.
class SectionReader {
  public:
    explicit SectionReader(const ModelFile& file) : file_(file) {}

    [[nodiscard]] bool has(std::string_view name) const { return file_.find(name) != nullptr; }

    /// float32 or float16, widened.
    [[nodiscard]] std::vector<float> floats(std::string_view name, std::size_t rows, std::size_t columns);
    /// A text section that holds 32-bit numbers; a view into the file.
    [[nodiscard]] std::span<const std::uint32_t> numbers(std::string_view name);
    /// A text section as it is.
    [[nodiscard]] std::string_view raw(std::string_view name);
    [[nodiscard]] const std::int8_t* int8s(std::string_view name, std::size_t rows, std::size_t columns);
    /// The lines of a text section; views into the file.
    [[nodiscard]] std::vector<std::string_view> lines(std::string_view name);
    /// Value of "key=value" in the section "meta".
    [[nodiscard]] std::string_view setting(std::string_view key);
    [[nodiscard]] std::size_t size_setting(std::string_view key, std::size_t at_most);

    void refuse(std::string_view section, std::string what);
    [[nodiscard]] bool failed() const { return !error_.what.empty(); }
    [[nodiscard]] const Error& error() const { return error_; }

  private:
    const Section* typed(std::string_view name, std::size_t rows, std::size_t columns);

    const ModelFile& file_;
    Error error_;
};

}  // namespace px
