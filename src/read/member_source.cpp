#include "read/member_source.hpp"

#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace px {
namespace {

constexpr std::size_t first_room = std::size_t{1} << 20U;
constexpr std::size_t most_room = std::size_t{64} << 20U;
constexpr std::size_t piece = std::size_t{1} << 16U;

Error damaged(const std::string& name, std::uint64_t at, std::string_view kind) {
    return {ErrorKind::malformed, name, "byte " + std::to_string(at),
            "the " + std::string(kind) + " data is damaged or breaks off", "reading goes on at the next record"};
}

class GzipMember : public ByteSource {
  public:
    GzipMember(Buffered& in, std::string name) : in_(in), name_(std::move(name)) {
        ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
    }
    GzipMember(const GzipMember&) = delete;
    GzipMember& operator=(const GzipMember&) = delete;
    ~GzipMember() override {
        if (ready_) inflateEnd(&stream_);
    }

    Result<std::size_t> read(char* to, std::size_t size) override {
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = static_cast<uInt>(size);
        while (!ended_ && stream_.avail_out == size) {
            const std::string_view ahead = in_.peek(1).substr(0, piece);
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(ahead.data()));
            stream_.avail_in = static_cast<uInt>(ahead.size());
            const int status = ready_ && !ahead.empty() ? inflate(&stream_, Z_NO_FLUSH) : Z_DATA_ERROR;
            in_.skip(ahead.size() - stream_.avail_in);
            ended_ = status != Z_OK;
            if (status != Z_OK && status != Z_STREAM_END) failed_ = true;
        }
        const std::size_t got = size - stream_.avail_out;
        if (got == 0 && failed_) return fail(damaged(name_, in_.offset(), "gzip"));
        return got;
    }

  private:
    Buffered& in_;
    std::string name_;
    z_stream stream_{};
    bool ready_ = false;
    bool ended_ = false;
    bool failed_ = false;
};

class ZstdFrame : public ByteSource {
  public:
    ZstdFrame(Buffered& in, std::string name, const std::string& dictionary)
        : in_(in), name_(std::move(name)), context_(ZSTD_createDCtx(), &ZSTD_freeDCtx) {
        ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, 27);  // 128 MiB; a head may ask for 2 GB
        if (!dictionary.empty()) ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size());
    }

    Result<std::size_t> read(char* to, std::size_t size) override {
        ZSTD_outBuffer out{to, size, 0};
        while (!ended_ && out.pos == 0) {
            const std::string_view ahead = in_.peek(1).substr(0, piece);
            ZSTD_inBuffer in{ahead.data(), ahead.size(), 0};
            const std::size_t left = ahead.empty() ? 1 : ZSTD_decompressStream(context_.get(), &out, &in);
            in_.skip(in.pos);
            failed_ = ahead.empty() || ZSTD_isError(left) != 0;
            ended_ = failed_ || left == 0;
        }
        if (out.pos == 0 && failed_) return fail(damaged(name_, in_.offset(), "zstd"));
        return out.pos;
    }

  private:
    Buffered& in_;
    std::string name_;
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context_;
    bool ended_ = false;
    bool failed_ = false;
};

}  // namespace

struct FastGzip::State {
    std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor{
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor};
    std::string room = std::string(first_room, '\0');
};

FastGzip::FastGzip() : state_(std::make_unique<State>()) {}
FastGzip::~FastGzip() = default;

FastGzip::Member FastGzip::decode(std::string_view in) {
    std::string& room = state_->room;
    while (true) {
        std::size_t used = 0;
        std::size_t size = 0;
        const libdeflate_result result = libdeflate_gzip_decompress_ex(state_->decompressor.get(), in.data(), in.size(),
                                                                       room.data(), room.size(), &used, &size);
        if (result == LIBDEFLATE_SUCCESS) return {true, used, std::string_view(room).substr(0, size)};
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room.size() >= most_room) return {};
        room.resize(std::min(room.size() * 2, most_room));
    }
}

std::unique_ptr<ByteSource> gzip_member(Buffered& in, const std::string& name) {
    return std::make_unique<GzipMember>(in, name);
}

std::unique_ptr<ByteSource> zstd_frame(Buffered& in, const std::string& name, const std::string& dictionary) {
    return std::make_unique<ZstdFrame>(in, name, dictionary);
}

std::string first_bytes_of_gzip(std::string_view in) {
    Buffered source(source_in_memory(std::string(in.substr(0, 1024))));  // more than the longest head of a block
    std::string out(64, '\0');
    const auto got = GzipMember(source, "").read(out.data(), out.size());
    out.resize(got ? *got : 0);
    return out;
}

}  // namespace px
