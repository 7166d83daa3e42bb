#include "read/warc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "read/member_source.hpp"
#include "read/read.hpp"

namespace px {
namespace {

constexpr std::size_t largest_head = std::size_t{1} << 20U;
constexpr std::size_t largest_block = std::size_t{64} << 20U;
constexpr std::size_t window = std::size_t{1} << 20U;  // most members are far shorter
constexpr std::string_view gzip_mark = "\x1F\x8B\x08";
constexpr std::string_view zstd_mark = "\x28\xB5\x2F\xFD";

/// What a record is read from: a member in memory, or a stream.
class Window {
  public:
    Window() = default;
    explicit Window(std::string_view memory) : memory_(memory) {}
    explicit Window(Buffered& stream) : stream_(&stream) {}
    std::string_view peek(std::size_t wanted) { return stream_ != nullptr ? stream_->peek(wanted) : memory_; }
    void skip(std::size_t count) {
        if (stream_ != nullptr)
            stream_->skip(count);
        else
            memory_.remove_prefix(count);
    }
    [[nodiscard]] const std::optional<Error>& failure() const {
        static const std::optional<Error> none;
        return stream_ != nullptr ? stream_->failure() : none;
    }

  private:
    std::string_view memory_;
    Buffered* stream_ = nullptr;
};

/// Skips forward to the next "WARC/1."; false if there is none.
bool find_record(Window& in) {
    constexpr std::string_view mark = "WARC/1.";
    while (true) {
        const std::string_view ahead = in.peek(window);
        if (ahead.size() < mark.size()) {
            in.skip(ahead.size());
            return false;
        }
        const std::size_t at = ahead.find(mark);
        if (at != std::string_view::npos) {
            in.skip(at);
            return true;
        }
        in.skip(ahead.size() - mark.size() + 1);
    }
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::uint32_t little_endian(std::string_view four) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i > 0; --i) value = (value << 8U) | static_cast<unsigned char>(four[i - 1]);
    return value;
}

}  // namespace

struct WarcReader::State {
    State(std::unique_ptr<ByteSource> bytes, std::string file, std::uint64_t first)
        : raw(std::move(bytes)), name(std::move(file)), begin(first) {}

    Buffered raw;
    std::string name;
    std::uint64_t begin;
    FastGzip gzip;
    std::string dictionary;            // of a zstd archive
    std::unique_ptr<Buffered> member;  // where a member is read as a stream
    Window in;
    bool in_member = false;
    bool plain = false;           // `in` is the file itself
    std::uint64_t member_at = 0;  // where the member begins in the file
    std::size_t to_skip = 0;      // of `in`: the record that was given last
    bool ended = false;
    WarcRecord record;

    const WarcRecord* next() {
        in.skip(to_skip);
        to_skip = 0;
        while (!ended) {
            if (!in_member && !open_member()) return ended_with_failure();
            skip_line_ends();
            if (in.peek(1).empty()) {
                if (const WarcRecord* broken = close_member()) return broken;
                continue;
            }
            return read_record();
        }
        return nullptr;
    }

  private:
    const WarcRecord* trouble(std::string what) {
        record.trouble = std::move(what);
        record.usable = false;
        record.block = {};
        return &record;
    }

    const WarcRecord* ended_with_failure() {
        const bool first = !ended;
        ended = true;
        if (!first || !raw.failure()) return nullptr;
        begin_record(begin + raw.offset());
        return trouble(raw.failure()->what);
    }

    void begin_record(std::uint64_t at) {
        record = WarcRecord();
        record.offset = at;
    }

    bool open_member() {
        take_skippable_frames();
        const std::string_view ahead = raw.peek(window);
        if (ahead.empty()) return false;
        member_at = begin + raw.offset();
        member.reset();
        in_member = true;
        plain = false;
        if (ahead.starts_with(gzip_mark)) {
            const FastGzip::Member fast = gzip.decode(ahead);
            if (fast.good) {
                raw.skip(fast.used);
                in = Window(fast.content);
                return true;
            }
            member = std::make_unique<Buffered>(gzip_member(raw, name));
            in = Window(*member);
        } else if (ahead.starts_with(zstd_mark)) {
            member = std::make_unique<Buffered>(zstd_frame(raw, name, dictionary));
            in = Window(*member);
        } else {
            plain = true;
            in = Window(raw);
        }
        return true;
    }

    /// Skippable frames of zstd; the one with number 13 holds the dictionary (IIPC, "zstd for WARC").
    void take_skippable_frames() {
        while (true) {
            const std::string_view head = raw.peek(8);
            if (head.size() < 8 || (little_endian(head) & 0xFFFFFFF0U) != 0x184D2A50U) return;
            const bool is_dictionary = (little_endian(head) & 0xFU) == 13;
            const std::size_t size = little_endian(head.substr(4));
            raw.skip(8);
            if (size > largest_block) {
                for (std::size_t left = size; left > 0 && !raw.peek(1).empty();) {
                    const std::size_t some = std::min(left, raw.peek(1).size());
                    raw.skip(some);
                    left -= some;
                }
                continue;
            }
            const std::string_view content = raw.peek(size).substr(0, size);
            if (is_dictionary) dictionary = unpacked_dictionary(std::string(content));
            raw.skip(content.size());
        }
    }

    std::string unpacked_dictionary(std::string content) const {
        if (!content.starts_with(zstd_mark)) return content;
        Buffered packed(source_in_memory(std::move(content)));
        Buffered plain_bytes(zstd_frame(packed, name, ""));
        return plain_bytes.read_all(largest_block).value_or("");
    }

    void skip_line_ends() {
        while (true) {
            const std::string_view ahead = in.peek(1);
            const std::size_t count = std::min(ahead.find_first_not_of("\r\n"), ahead.size());
            if (count == 0) return;
            in.skip(count);
        }
    }

    /// The member is read; a record with trouble if it is damaged, and the file stands at the next one.
    const WarcRecord* close_member() {
        in_member = false;
        const bool damaged = !plain && in.failure().has_value();
        if (plain) ended = true;
        if (plain && !raw.failure()) return nullptr;
        if (plain) {
            begin_record(begin + raw.offset());
            return trouble(raw.failure()->what);
        }
        if (!damaged) return nullptr;
        begin_record(member_at);
        std::string what = in.failure()->what;
        if (begin + raw.offset() <= member_at && !raw.peek(1).empty()) raw.skip(1);  // not the same member again
        find_member();
        return trouble(std::move(what));
    }

    /// After damage: skips to a place where a compressed member begins with a record.
    void find_member() {
        while (true) {
            const std::string_view ahead = raw.peek(window);
            if (ahead.size() < gzip_mark.size()) {
                raw.skip(ahead.size());
                return;
            }
            std::size_t at = ahead.find('\x1F');
            const std::size_t zstd = ahead.find(zstd_mark);
            if (zstd < at) at = zstd;
            if (at == std::string_view::npos) {
                raw.skip(ahead.size() - 3);
                if (raw.peek(4).size() < 4) raw.skip(raw.peek(1).size());
                continue;
            }
            raw.skip(at);
            const std::string_view candidate = raw.peek(window);
            if (at == zstd || (candidate.starts_with(gzip_mark) && first_bytes_of_gzip(candidate).starts_with("WARC/")))
                return;
            raw.skip(1);
        }
    }

    [[nodiscard]] std::uint64_t place() const { return plain ? begin + raw.offset() : member_at; }

    const WarcRecord* read_record() {
        begin_record(place());
        if (!in.peek(5).starts_with("WARC/")) {
            find_record(in);
            return trouble("expected a record, which begins with \"WARC/\"");
        }
        std::size_t head_end = std::string_view::npos;
        std::string_view ahead;
        for (std::size_t wanted = 4096; head_end == std::string_view::npos; wanted *= 4) {
            ahead = in.peek(wanted);
            record.fields.clear();
            const std::size_t line = ahead.find('\n');
            if (line != std::string_view::npos) {
                head_end = read_head_fields(ahead.substr(line + 1, largest_head), record.fields);
                if (head_end != std::string_view::npos) head_end += line + 1;
            }
            if (head_end == std::string_view::npos && (ahead.size() < wanted || wanted > largest_head)) {
                // No blank line in all of it, so no record begins in it either.
                in.skip(std::max<std::size_t>(ahead.size(), 5) - 4);
                find_record(in);
                return trouble("the head of the record does not end");
            }
        }
        return read_block(head_end);
    }

    const WarcRecord* read_block(std::size_t head_end) {
        const auto length = number(record.field("content-length"));
        if (!length) {
            in.skip(head_end);
            find_record(in);
            return trouble("Content-Length is missing or no number");
        }
        if (*length > largest_block) {
            in.skip(head_end);
            skip_block(*length);
            return trouble("the record is larger than 64 MiB");
        }
        const auto size = static_cast<std::size_t>(*length);
        const std::string_view ahead = in.peek(head_end + size);
        record.block = ahead.substr(head_end, size);
        if (record.block.size() < size)
            record.trouble = fmt::format("the record breaks off after {} of {} bytes", record.block.size(), size);
        else if (!record.field("warc-truncated").empty())
            record.trouble = fmt::format("the archive holds it cut off ({})", record.field("warc-truncated"));
        to_skip = head_end + record.block.size();
        return &record;
    }

    void skip_block(std::uint64_t size) {
        while (size > 0) {
            const std::size_t some = static_cast<std::size_t>(std::min<std::uint64_t>(in.peek(1).size(), size));
            if (some == 0) return;
            in.skip(some);
            size -= some;
        }
    }
};

WarcReader::WarcReader(std::unique_ptr<ByteSource> bytes, std::string name, std::uint64_t begin)
    : state_(std::make_unique<State>(std::move(bytes), std::move(name), begin)) {}
WarcReader::~WarcReader() = default;
const WarcRecord* WarcReader::next() { return state_->next(); }

std::string_view WarcRecord::target() const {
    std::string_view uri = field("warc-target-uri");
    if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
    return uri;
}

}  // namespace px
