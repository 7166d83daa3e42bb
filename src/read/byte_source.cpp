#include "read/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "read/archive.hpp"

namespace px {
namespace {

constexpr std::size_t piece = std::size_t{1} << 18U;

class FileSource : public ByteSource {
  public:
    FileSource(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    ~FileSource() override {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }
    Result<std::size_t> read(char* to, std::size_t size) override {
        while (true) {
            const ssize_t got = ::read(descriptor_, to, size);
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR)
                return fail({ErrorKind::unreadable, path_, "", std::strerror(errno), "what follows in it is not read"});
        }
    }

  private:
    int descriptor_;
    std::string path_;
};

class MemorySource : public ByteSource {
  public:
    explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}
    Result<std::size_t> read(char* to, std::size_t size) override {
        const std::size_t count = std::min(size, bytes_.size() - at_);
        std::copy_n(bytes_.data() + at_, count, to);
        at_ += count;
        return count;
    }

  private:
    std::string bytes_;
    std::size_t at_ = 0;
};

std::string why_not(int number) {
    if (number == ENOENT) return "there is no such file";
    if (number == EACCES) return "permission to read it is denied";
    if (number == EISDIR) return "this is a folder, expected a file";
    return std::strerror(number);
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_raw(const std::string& path, std::uint64_t begin) {
    const auto refuse = [&](int number) { return fail({ErrorKind::unreadable, path, "", why_not(number), ""}); };
    if (path == "-") return std::make_unique<FileSource>(STDIN_FILENO, path);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return refuse(errno);
    auto source = std::make_unique<FileSource>(descriptor, path);
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) return refuse(errno);
    if (S_ISDIR(status.st_mode)) return refuse(EISDIR);
    if (begin > 0 && ::lseek(descriptor, static_cast<off_t>(begin), SEEK_SET) < 0) return refuse(errno);
    return source;
}

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
    Result<std::unique_ptr<ByteSource>> raw = open_raw(path);
    if (!raw) return raw;
    return decompressed(std::move(*raw), path);
}

std::unique_ptr<ByteSource> source_in_memory(std::string bytes) {
    return std::make_unique<MemorySource>(std::move(bytes));
}

bool Buffered::fill() {
    if (ended_) return false;
    if (begin_ > 0 && begin_ * 2 >= buffer_.size()) {
        buffer_.erase(0, begin_);
        begin_ = 0;
    }
    const std::size_t size = buffer_.size();
    buffer_.resize(size + piece);
    const Result<std::size_t> got = source_->read(buffer_.data() + size, piece);
    buffer_.resize(size + (got ? *got : 0));
    if (!got) failure_ = got.error();
    ended_ = !got || *got == 0;
    return !ended_;
}

std::string_view Buffered::peek(std::size_t wanted) {
    while (buffer_.size() - begin_ < wanted && fill()) {
    }
    return std::string_view(buffer_).substr(begin_);
}

void Buffered::skip(std::size_t count) {
    begin_ += count;
    offset_ += count;
}

LineEnd Buffered::read_line(std::string& line, std::size_t limit) {
    line.clear();
    bool fits = true;
    for (std::string_view ahead = peek(1); !ahead.empty(); ahead = peek(1)) {
        const std::size_t end = ahead.find('\n');
        const std::string_view part = ahead.substr(0, end);
        fits = fits && line.size() + part.size() <= limit;
        line += part.substr(0, limit - std::min(limit, line.size()));
        skip(part.size() + (end == std::string_view::npos ? 0 : 1));
        if (end != std::string_view::npos) return fits ? LineEnd::whole : LineEnd::too_long;
        if (peek(1).empty()) return fits ? LineEnd::whole : LineEnd::too_long;
    }
    return LineEnd::none;
}

std::optional<std::string> Buffered::read_all(std::size_t limit) {
    const std::string_view all = peek(limit + 1);
    if (all.size() > limit) return std::nullopt;
    std::string bytes(all);
    skip(all.size());
    return bytes;
}

}  // namespace px
