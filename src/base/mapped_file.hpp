#pragma once
// A file mapped into memory, read-only. The mapping lives as long as the object; views into it die with it.
//
//   Result<MappedFile> model = MappedFile::open("models/en.pxm");
//   std::string_view bytes = model->bytes();

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace px {

class MappedFile {
  public:
    /// Fails if the path is no regular file or cannot be read. An empty file gives empty bytes.
    [[nodiscard]] static Result<MappedFile> open(const std::string& path);

    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    [[nodiscard]] std::string_view bytes() const { return bytes_; }

  private:
    std::string_view bytes_;
};

}  // namespace px
