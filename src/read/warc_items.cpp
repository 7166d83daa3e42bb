// Which records of a web archive are reports.
#include <fmt/format.h>

#include <charconv>

#include "base/hash.hpp"
#include "read/read.hpp"
#include "read/warc.hpp"

namespace px {
namespace {

bool is_text(std::string_view type) {
    return type.empty() || type == "text/html" || type == "application/xhtml+xml" || type == "text/plain";
}

/// What a page or text in an archive is made of.
struct Content {
    std::string bytes;
    std::string charset;
};

class WarcItems : public ItemReader {
  public:
    WarcItems(std::string name, std::unique_ptr<ByteSource> bytes, bool on_disk)
        : name_(std::move(name)), warc_(std::make_unique<WarcReader>(std::move(bytes), name_)), on_disk_(on_disk) {}

    std::optional<Item> next() override {
        while (const WarcRecord* record = warc_->next()) {
            count_ = record->offset == last_offset_ && any_ ? count_ + 1 : 0;
            last_offset_ = record->offset;
            any_ = true;
            if (auto item = item_of(*record)) return item;
        }
        return std::nullopt;
    }

    bool go_behind(const std::string& source, const std::string& sha256) override {
        const std::size_t at = source.rfind('@');
        std::uint64_t offset = 0;
        if (!on_disk_ || at == std::string::npos || source.substr(0, at) != name_) return false;
        const char* end = source.data() + source.size();
        const auto parsed = std::from_chars(source.data() + at + 1, end, offset);
        if (parsed.ec != std::errc() || parsed.ptr != end) return false;
        auto bytes = open_raw(name_, offset);
        if (!bytes) return false;
        auto there = std::make_unique<WarcReader>(std::move(*bytes), name_, offset);
        const WarcRecord* record = there->next();
        if (record == nullptr || record->offset != offset) return false;
        const auto item = item_of(*record);
        if (!item || sha256_hex(item->bytes) != sha256) return false;
        warc_ = std::move(there);
        last_offset_ = offset;
        any_ = true;
        return true;
    }

    const PassedOver& passed_over() const override { return passed_over_; }

  private:
    Item item_at(const WarcRecord& record) const {
        Item item;
        item.source = count_ == 0 ? fmt::format("{}@{}", name_, record.offset)
                                  : fmt::format("{}@{}+{}", name_, record.offset, count_);
        item.address = record.target();
        item.seen = record.field("warc-date");
        return item;
    }

    Item refused(const WarcRecord& record, ErrorKind kind, std::string what) const {
        Item item = item_at(record);
        item.form = Item::Form::nothing;
        item.error = Error{kind, name_, fmt::format("byte {}", record.offset), std::move(what), "the rest goes on"};
        return item;
    }

    std::optional<Item> item_of(const WarcRecord& record) {
        if (!record.usable) return refused(record, ErrorKind::malformed, record.trouble);
        if (record.type() == "revisit") {
            Item item = refused(
                record, ErrorKind::empty,
                fmt::format("a revisit of {}: the content is that of another record", record.target().substr(0, 200)));
            item.is_revisit = true;
            return item;
        }
        if (record.type() == "response") return response(record);
        if (record.type() == "resource" || record.type() == "conversion") {
            const auto [type, charset] = split_content_type(record.field("content-type"));
            if (is_text(type)) return document(record, {std::string(record.block), charset});
            ++passed_over_[type];
            return std::nullopt;
        }
        ++passed_over_[fmt::format("{} records", record.type().empty() ? "untyped" : record.type().substr(0, 40))];
        return std::nullopt;
    }

    std::optional<Item> response(const WarcRecord& record) {
        const auto answer = parse_http(record.block);
        if (!answer) {  // some archives hold the page without its head
            if (is_page(record.block)) return document(record, {std::string(record.block), ""});
            ++passed_over_["answers that are no HTTP"];
            return std::nullopt;
        }
        if (answer->status != 200) {
            ++passed_over_[fmt::format("HTTP {}", answer->status)];
            return std::nullopt;
        }
        if (const std::string type = answer->content_type(); !is_text(type)) {
            ++passed_over_[type.substr(0, 60)];
            return std::nullopt;
        }
        Result<std::string> body = decoded_body(*answer, name_);
        if (!body) return refused(record, body.error().kind, body.error().what);
        return document(record, {std::move(*body), answer->charset()});
    }

    Item document(const WarcRecord& record, Content content) const {
        Item item = item_at(record);
        item.form = Item::Form::document;
        item.bytes = std::move(content.bytes);
        item.charset = std::move(content.charset);
        item.cut_off = record.trouble;
        return item;
    }

    std::string name_;
    std::unique_ptr<WarcReader> warc_;
    bool on_disk_;
    std::uint64_t last_offset_ = 0;
    std::size_t count_ = 0;  // of records at the same offset
    bool any_ = false;
    PassedOver passed_over_;
};

}  // namespace

std::unique_ptr<ItemReader> read_warc(std::string name, std::unique_ptr<ByteSource> bytes) {
    return std::make_unique<WarcItems>(std::move(name), std::move(bytes), false);
}

Result<std::unique_ptr<ItemReader>> open_warc(const std::string& path) {
    Result<std::unique_ptr<ByteSource>> bytes = open_raw(path);
    if (!bytes) return fail(bytes.error());
    return std::make_unique<WarcItems>(path, std::move(*bytes), path != "-");
}

}  // namespace px
