#include "read/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t piece = std::size_t{1} << 16U;
/// What comes out of an archive may be this much for free, and beyond it this many times what went in. Pages and texts
/// shrink to a tenth or a thirtieth; bombs to less than a thousandth.
constexpr std::uint64_t free_growth = std::uint64_t{64} << 20U;
constexpr std::uint64_t largest_ratio = 250;
constexpr std::size_t most_entries = 1'000'000;
constexpr std::size_t longest_name = 1024;

struct Close {
    void operator()(archive* handle) const { archive_read_free(handle); }
};
using Handle = std::unique_ptr<archive, Close>;

std::string reason(archive* handle) {
    const char* text = archive_error_string(handle);
    return text == nullptr ? "it cannot be decompressed" : text;
}

Error damaged(const std::string& file, const std::string& where, archive* handle) {
    return {ErrorKind::malformed, file, where, "the archive is damaged: " + reason(handle),
            "what was read before stays"};
}

/// Counts what came out against what went in.
class Growth {
  public:
    explicit Growth(std::string file) : file_(std::move(file)) {}
    Result<void> add(std::size_t bytes, archive* handle) {
        out_ += bytes;
        const auto in = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle, -1), 1));
        if (out_ <= free_growth || out_ / largest_ratio <= in) return {};
        return fail({ErrorKind::out_of_space, file_, "",
                     fmt::format("it grows to more than {} times its size when it is unpacked", largest_ratio),
                     "it is taken for a decompression bomb and left"});
    }

  private:
    std::string file_;
    std::uint64_t out_ = 0;
};

/// Data of the open entry of a libarchive handle that lives elsewhere.
Result<std::size_t> read_data(archive* handle, char* to, std::size_t size, const std::string& file, Growth& growth) {
    while (true) {
        const la_ssize_t got = archive_read_data(handle, to, size);
        if (got == ARCHIVE_RETRY) continue;
        if (got < 0) return fail(damaged(file, "", handle));
        if (auto fits = growth.add(static_cast<std::size_t>(got), handle); !fits) return fail(fits.error());
        return static_cast<std::size_t>(got);
    }
}

class Decompressor : public ByteSource {
  public:
    Decompressor(std::unique_ptr<ByteSource> source, std::string name)
        : source_(std::move(source)), name_(std::move(name)), growth_(name_), handle_(archive_read_new()) {
        archive_read_support_filter_gzip(handle_.get());
        archive_read_support_filter_zstd(handle_.get());
        archive_read_support_filter_bzip2(handle_.get());
        archive_read_support_filter_xz(handle_.get());
        archive_read_support_format_raw(handle_.get());
        archive_read_support_format_empty(handle_.get());
    }

    Result<std::size_t> read(char* to, std::size_t size) override {
        if (!open_) {
            open_ = true;
            archive_entry* entry = nullptr;
            const bool good = archive_read_open(handle_.get(), this, nullptr, &give, nullptr) == ARCHIVE_OK;
            const int next = good ? archive_read_next_header(handle_.get(), &entry) : ARCHIVE_FATAL;
            if (next == ARCHIVE_EOF) return std::size_t{0};
            if (next != ARCHIVE_OK) return fail(failure_ ? *failure_ : damaged(name_, "", handle_.get()));
        }
        auto got = read_data(handle_.get(), to, size, name_, growth_);
        if (!got && failure_) return fail(*failure_);
        return got;
    }

  private:
    static la_ssize_t give(archive*, void* self, const void** bytes) {
        auto* that = static_cast<Decompressor*>(self);
        const Result<std::size_t> got = that->source_->read(that->input_.data(), that->input_.size());
        *bytes = that->input_.data();
        if (got) return static_cast<la_ssize_t>(*got);
        that->failure_ = got.error();
        return -1;
    }

    std::unique_ptr<ByteSource> source_;
    std::string name_;
    Growth growth_;
    std::array<char, piece> input_{};
    std::optional<Error> failure_;
    bool open_ = false;
    Handle handle_;
};

/// A source of which the first bytes were looked at.
class Rejoined : public ByteSource {
  public:
    Rejoined(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
    Result<std::size_t> read(char* to, std::size_t size) override {
        if (at_ == head_.size()) return rest_->read(to, size);
        const std::size_t count = std::min(size, head_.size() - at_);
        std::copy_n(head_.data() + at_, count, to);
        at_ += count;
        return count;
    }

  private:
    std::string head_;
    std::size_t at_ = 0;
    std::unique_ptr<ByteSource> rest_;
};

/// A source that failed before its kind was known.
class Broken : public ByteSource {
  public:
    explicit Broken(Error error) : error_(std::move(error)) {}
    Result<std::size_t> read(char*, std::size_t) override { return fail(error_); }

  private:
    Error error_;
};

/// Why an entry of this name is not read; empty if it may be.
std::string_view trouble_with_name(std::string_view name) {
    if (name.empty() || name.size() > longest_name) return "its name is empty or longer than 1024 bytes";
    if (name.front() == '/' || name.find('\\') != std::string_view::npos || name.substr(1, 1) == ":")
        return "its name is not relative to the archive";
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return "its name holds control characters";
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        if (name.substr(at, end - at) == "..") return "its name leads out of the archive";
        at = end + 1;
    }
    return {};
}

/// A name that can be shown, whatever it was.
std::string shown(std::string_view name) {
    std::string out;
    for (const char c : name.substr(0, 120)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return out;
}

class LibArchive : public Archive {
  public:
    LibArchive(std::string path, Handle handle) : path_(std::move(path)), handle_(std::move(handle)), growth_(path_) {}

    std::optional<Entry> next() override {
        while (!ended_) {
            archive_entry* entry = nullptr;
            const int status = archive_read_next_header(handle_.get(), &entry);
            if (status == ARCHIVE_EOF) break;
            if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
                ended_ = true;
                return refuse("", ErrorKind::malformed, "the archive is damaged: " + reason(handle_.get()));
            }
            if (++entries_ > most_entries) {
                ended_ = true;
                return refuse("", ErrorKind::out_of_space, "the archive holds more than 1000000 files");
            }
            if (archive_entry_filetype(entry) == AE_IFDIR) continue;
            const char* printed = archive_entry_pathname_utf8(entry);
            if (printed == nullptr) printed = archive_entry_pathname(entry);
            return judge(printed == nullptr ? "" : printed, entry);
        }
        ended_ = true;
        return std::nullopt;
    }

    std::unique_ptr<ByteSource> content() override { return std::make_unique<Content>(*this); }

  private:
    class Content : public ByteSource {
      public:
        explicit Content(LibArchive& owner) : owner_(owner) {}
        Result<std::size_t> read(char* to, std::size_t size) override {
            auto got = read_data(owner_.handle_.get(), to, size, owner_.path_, owner_.growth_);
            if (!got) owner_.ended_ = true;
            return got;
        }

      private:
        LibArchive& owner_;
    };

    Entry refuse(std::string_view name, ErrorKind kind, std::string what) const {
        return {shown(name), Error{kind, path_, shown(name), std::move(what), "the entry is left out"}};
    }

    [[nodiscard]] Entry judge(std::string_view name, archive_entry* entry) const {
        if (const auto trouble = trouble_with_name(name); !trouble.empty())
            return refuse(name, ErrorKind::malformed, std::string(trouble));
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr)
            return refuse(name, ErrorKind::unsupported, "it is a link or a device, expected a file");
        if (archive_entry_is_encrypted(entry) != 0) return refuse(name, ErrorKind::unsupported, "it is encrypted");
        if (is_archive_name(name))
            return refuse(name, ErrorKind::unsupported, "an archive inside an archive is not opened");
        return {std::string(name), std::nullopt};
    }

    std::string path_;
    Handle handle_;
    Growth growth_;
    std::size_t entries_ = 0;
    bool ended_ = false;
};

}  // namespace

bool is_archive_name(std::string_view name) {
    const std::string low = lower_ascii(name);
    constexpr std::array<std::string_view, 9> endings = {".zip",     ".wacz", ".tar",     ".tgz",   ".tar.gz",
                                                         ".tar.zst", ".tbz2", ".tar.bz2", ".tar.xz"};
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return low.ends_with(ending); });
}

std::string_view without_compression(std::string_view name) {
    for (const std::string_view ending : {".gz", ".zst", ".bz2", ".xz", ".GZ"})
        if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
    return name;
}

bool is_compressed(std::string_view head) {
    return head.starts_with("\x1F\x8B") || head.starts_with("\x28\xB5\x2F\xFD") || head.starts_with("BZh") ||
           head.starts_with(
               "\xFD"
               "7zXZ");
}

std::unique_ptr<ByteSource> decompressed(std::unique_ptr<ByteSource> source, const std::string& name) {
    std::string head(16, '\0');
    std::size_t size = 0;
    while (size < head.size()) {
        const Result<std::size_t> got = source->read(head.data() + size, head.size() - size);
        if (!got) return std::make_unique<Broken>(got.error());
        if (*got == 0) break;
        size += *got;
    }
    head.resize(size);
    const bool packed = is_compressed(head);
    auto whole = std::make_unique<Rejoined>(std::move(head), std::move(source));
    if (!packed) return whole;
    return std::make_unique<Decompressor>(std::move(whole), name);
}

Result<std::unique_ptr<Archive>> Archive::open(const std::string& path) {
    Handle handle(archive_read_new());
    archive_read_support_filter_gzip(handle.get());
    archive_read_support_filter_zstd(handle.get());
    archive_read_support_filter_bzip2(handle.get());
    archive_read_support_filter_xz(handle.get());
    archive_read_support_format_zip(handle.get());
    archive_read_support_format_tar(handle.get());
    if (archive_read_open_filename(handle.get(), path.c_str(), piece) != ARCHIVE_OK)
        return fail({ErrorKind::unreadable, path, "", reason(handle.get()), ""});
    return std::make_unique<LibArchive>(path, std::move(handle));
}

}  // namespace px
