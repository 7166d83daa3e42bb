// Which reader a file gets: by the end of its name, and where that says nothing, by its first bytes.
#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>
#include <vector>

#include "read/archive.hpp"
#include "read/byte_source.hpp"
#include "read/charset.hpp"
#include "read/chat.hpp"
#include "read/delimited.hpp"
#include "read/export_texts.hpp"
#include "read/feed.hpp"
#include "read/foreign.hpp"
#include "read/item.hpp"
#include "read/json_documents.hpp"
#include "read/mailbox.hpp"
#include "read/newsml.hpp"
#include "read/warc.hpp"
#include "read/xml.hpp"
#include "text/clip.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t longest_line = std::size_t{64} << 20U;
constexpr std::size_t looked_at = std::size_t{1} << 16U;  // bytes at the beginning of a file, to know what it is

enum class Kind : std::uint8_t { document, json_lines, table, json, xml, warc, mailbox, archive, unknown };

Kind kind_by_name(std::string_view name) {
    if (is_archive_name(name)) return Kind::archive;
    const std::string low = lower_ascii(without_compression(name));
    static constexpr std::array<std::pair<std::string_view, Kind>, 24> endings = {{
        {".html", Kind::document},     {".htm", Kind::document}, {".xhtml", Kind::document},
        {".txt", Kind::document},      {".eml", Kind::document}, {".jsonl", Kind::json_lines},
        {".ndjson", Kind::json_lines}, {".csv", Kind::table},    {".tsv", Kind::table},
        {".tab", Kind::table},         {".json", Kind::json},    {".xml", Kind::xml},
        {".rss", Kind::xml},           {".atom", Kind::xml},     {".nitf", Kind::xml},
        {".warc", Kind::warc},         {".wet", Kind::warc},     {".wat", Kind::warc},
        {".mbox", Kind::mailbox},      {".mbx", Kind::mailbox},  {".mht", Kind::document},
        {".mhtml", Kind::document},    {".vtt", Kind::document}, {".srt", Kind::document},
    }};
    for (const auto& [ending, kind] : endings)
        if (low.ends_with(ending)) return kind;
    return Kind::unknown;
}

Kind kind_by_content(std::string_view head) {
    if (foreign_kind(head)) return Kind::document;  // which is refused there by its name
    if (head.starts_with('[')) return Kind::json;
    if (head.starts_with('{')) {
        const std::size_t end = head.find('\n');
        const std::size_t last = head.find_last_not_of(" \t\r", end == std::string_view::npos ? end : end - 1);
        return end == std::string_view::npos || head[last] == '}' ? Kind::json_lines : Kind::json;
    }
    if (head.starts_with("WARC/1.")) return Kind::warc;
    if (is_mailbox(head)) return Kind::mailbox;
    if (is_xml(head)) return Kind::xml;
    return Kind::document;
}

Item error_item(const std::string& source, Error error) {
    Item item;
    item.form = Item::Form::nothing;
    item.source = source;
    item.error = std::move(error);
    return item;
}

/// Items that are known already.
class ListReader : public ItemReader {
  public:
    explicit ListReader(std::vector<Item> items) : items_(std::move(items)) {}
    std::optional<Item> next() override {
        if (at_ == items_.size()) return std::nullopt;
        return std::move(items_[at_++]);
    }

  private:
    std::vector<Item> items_;
    std::size_t at_ = 0;
};

std::unique_ptr<ItemReader> only(Item item) {
    std::vector<Item> items;
    items.push_back(std::move(item));
    return std::make_unique<ListReader>(std::move(items));
}

class LinesReader : public ItemReader {
  public:
    LinesReader(std::string name, Buffered in) : name_(std::move(name)), in_(std::move(in)) {}
    std::optional<Item> next() override {
        std::string line;
        for (LineEnd end = in_.read_line(line, longest_line); end != LineEnd::none;
             end = in_.read_line(line, longest_line)) {
            const std::string number = std::to_string(++number_);
            if (in_.failure()) break;
            if (end == LineEnd::too_long)
                return error_item(name_ + ":" + number, {ErrorKind::out_of_space, name_, "line " + number,
                                                         "the line is longer than 64 MiB", "the line is left out"});
            if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
            if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
            Item item;
            item.form = Item::Form::json_line;
            item.source = name_ + ":" + number;
            item.bytes = std::move(line);
            return item;
        }
        if (!in_.failure() || told_) return std::nullopt;
        told_ = true;
        return error_item(name_, *in_.failure());
    }

  private:
    std::string name_;
    Buffered in_;
    std::uint64_t number_ = 0;
    bool told_ = false;
};

std::vector<Item> items_of_xml(std::string bytes, const std::string& name) {
    Result<XmlDocument> document = parse_xml(std::move(bytes), name);
    if (!document) return {error_item(name, document.error())};
    const bool feed = is_feed(document->root);
    if (!feed && !is_newsml(document->root))
        return {error_item(name, {ErrorKind::unsupported, name, "",
                                  "this is XML with the root <" + std::string(clipped(document->root.name, 40)) +
                                      ">, expected news (NewsML-G2, NITF) or a feed",
                                  ""})};
    std::vector<Item> items;
    for (ReportFields& fields : feed ? feed_of_xml(document->root, "").items : read_newsml(document->root)) {
        Item item;
        item.form = Item::Form::fields;
        item.source = name + "#" + std::to_string(items.size() + 1);
        item.bytes = identity_of(fields);
        item.fields = std::move(fields);
        items.push_back(std::move(item));
    }
    if (items.empty()) return {error_item(name, {ErrorKind::empty, name, "", "no item in it holds text", ""})};
    if (items.size() == 1) items.front().source = name;
    return items;
}

/// What is left of a window that was only looked through.
std::unique_ptr<ByteSource> rest_of(Buffered in) {
    class Rest : public ByteSource {
      public:
        explicit Rest(Buffered from) : from_(std::move(from)) {}
        Result<std::size_t> read(char* to, std::size_t size) override {
            const std::string_view ahead = from_.peek(1).substr(0, size);
            if (ahead.empty() && from_.failure()) return fail(*from_.failure());
            std::copy(ahead.begin(), ahead.end(), to);
            from_.skip(ahead.size());
            return ahead.size();
        }

      private:
        Buffered from_;
    };
    return std::make_unique<Rest>(std::move(in));
}

/// May a file of this name and with these bytes hold several texts of an export, or several days of a chat?
bool may_hold_texts(std::string_view name, std::string_view bytes) {
    const std::string low = lower_ascii(without_compression(name));
    if (low.ends_with(".html") || low.ends_with(".htm") || low.ends_with(".xhtml") || low.ends_with(".eml"))
        return false;
    const bool is_wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    return is_wide || (!is_page(bytes) && (may_part_texts(bytes) || may_be_chat(bytes)));
}

/// The texts that an archive of the press put into one file, the days of a chat, or the file as one document. Where the
/// bytes had to be converted, the way back ends at the text.
std::vector<Item> items_of_text(std::string bytes, const std::string& name) {
    bool converted = false;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        if (auto decoded = decode_text(bytes, false, name); decoded && may_hold_texts(name, decoded->text)) {
            bytes = std::move(decoded->text);
            converted = true;
        }
    }
    std::vector<Item> items;
    const auto add = [&](std::size_t begin, std::size_t size) -> Item& {
        Item& item = items.emplace_back();
        item.form = Item::Form::document;
        item.source = name + "#" + std::to_string(items.size());
        item.bytes = bytes.substr(begin, size);
        if (!converted) item.begin_in_file = static_cast<std::uint32_t>(begin);
        return item;
    };
    for (const Stretch part : texts_of_export(bytes)) {
        Item& item = add(part.begin, part.size);
        if (!part.is_known)
            item.remark = "it stands among the texts of an export, but without their fields; read as plain text";
    }
    if (!items.empty()) return items;
    const Chat chat = chat_of(bytes);
    for (const ChatDay& day : chat.days) {
        Item& item = add(day.begin, day.size);
        item.date = day.date;
        item.remark = chat.remark;
    }
    if (items.empty()) add(0, bytes.size());
    if (items.size() == 1) items.front().source = name;
    return items;
}

/// The reports in a stream of bytes of a known kind.
std::unique_ptr<ItemReader> items_in(Kind kind, const std::string& name, std::unique_ptr<ByteSource> bytes,
                                     const ReadOptions& options) {
    if (kind == Kind::table) return read_table(name, std::move(bytes), options.fields);
    if (kind == Kind::warc) return read_warc(name, std::move(bytes));
    Buffered in(std::move(bytes));
    if (kind == Kind::unknown) kind = kind_by_content(in.peek(4096));
    if (kind == Kind::warc) return read_warc(name, rest_of(std::move(in)));
    if (kind == Kind::mailbox) return read_mailbox(name, rest_of(std::move(in)));
    if (kind == Kind::json_lines) return std::make_unique<LinesReader>(name, std::move(in));
    std::optional<std::string> all = in.read_all(size_limit);
    if (in.failure()) return only(error_item(name, *in.failure()));
    if (!all)
        return only(
            error_item(name, {ErrorKind::out_of_space, name, "",
                              "it is larger than 256 MiB, the most that is read of one report", "it is left out"}));
    if (kind == Kind::json) return std::make_unique<ListReader>(items_of_json(*all, name, options.fields));
    if (kind == Kind::xml && lower_ascii(root_name(*all)) != "html")
        return std::make_unique<ListReader>(items_of_xml(std::move(*all), name));
    if (may_hold_texts(name, *all)) return std::make_unique<ListReader>(items_of_text(std::move(*all), name));
    Item item;
    item.form = Item::Form::document;
    item.source = name;
    item.bytes = std::move(*all);
    return only(std::move(item));
}

class ArchiveReader : public ItemReader {
  public:
    ArchiveReader(std::string path, std::unique_ptr<Archive> archive, ReadOptions options)
        : path_(std::move(path)),
          archive_(std::move(archive)),
          options_(std::move(options)),
          is_web_archive_(lower_ascii(path_).ends_with(".wacz")) {}

    std::optional<Item> next() override {
        while (true) {
            if (inside_) {
                if (auto item = inside_->next()) return item;
                for (const auto& [what, count] : inside_->passed_over()) passed_over_[what] += count;
                inside_.reset();
            }
            auto entry = archive_->next();
            if (!entry) return std::nullopt;
            const std::string name = path_ + "/" + entry->name;
            if (entry->error) return error_item(entry->name.empty() ? path_ : name, *entry->error);
            const Kind kind = kind_by_name(entry->name);
            if (is_hidden(entry->name)) continue;
            if (kind == Kind::unknown || (is_web_archive_ && kind != Kind::warc)) {
                ++passed_over_[ending_of(entry->name)];
                continue;
            }
            auto content = archive_->content();
            if (kind != Kind::warc) content = decompressed(std::move(content), name);
            inside_ = items_in(kind, name, std::move(content), options_);
        }
    }

    const PassedOver& passed_over() const override { return passed_over_; }

  private:
    /// As in folders; "__MACOSX/._a.html" is what one packer adds.
    static bool is_hidden(const std::string& name) {
        const std::size_t slash = name.rfind('/');
        return name[slash == std::string::npos ? 0 : slash + 1] == '.' || name.starts_with("__MACOSX/");
    }

    std::string path_;
    std::unique_ptr<Archive> archive_;
    ReadOptions options_;
    bool is_web_archive_;  // WACZ: its other files are indexes and lists of its records
    std::unique_ptr<ItemReader> inside_;
    PassedOver passed_over_;
};

/// Looks through a text file; false if it cannot be read, which is told when it is read.
bool holds_texts_in_parts(const std::string& path) {
    Result<std::unique_ptr<ByteSource>> bytes = open_source(path);
    if (!bytes) return false;
    Buffered in(std::move(*bytes));
    if (is_page(in.peek(looked_at))) return false;
    const std::optional<std::string> all = in.read_all(size_limit);
    return all && may_hold_texts(path, *all);
}

/// Standard input and pipes, as a shell makes them of "<(pdftotext a.pdf -)": who looks into them takes it away.
bool is_read_once(const std::string& path) {
    std::error_code ignored;
    return path == "-" || std::filesystem::is_fifo(path, ignored);
}

}  // namespace

std::string ending_of(std::string_view name) {
    const std::size_t slash = name.rfind('/');
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string() : lower_ascii(name.substr(dot));
}

Holds what_name_says(std::string_view name) {
    switch (kind_by_name(name)) {
        case Kind::document:
            return Holds::one;
        case Kind::unknown:
            return Holds::unknown_kind;
        default:
            return Holds::many;
    }
}

bool is_worth_reading(const std::string& path, const ReadOptions& options) {
    const Kind kind = kind_by_name(path);
    if (kind != Kind::table && kind != Kind::json && kind != Kind::xml) return true;
    Result<std::unique_ptr<ByteSource>> bytes = open_source(path);
    if (!bytes) return true;  // why it cannot be read is told when it is read
    Buffered in(std::move(*bytes));
    const std::string_view head = in.peek(looked_at).substr(0, looked_at);
    if (kind == Kind::table)
        return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") || holds_texts(head, options.fields);
    const auto has = [&](std::string_view sign) { return head.find(sign) != std::string_view::npos; };
    if (kind == Kind::json) {
        const auto text = options.fields.find("text");
        return has("\"text\"") || has("\"html\"") || has("\"body") || has("\"content\"") || has("jsonfeed.org") ||
               (text != options.fields.end() && has(text->second));
    }
    return has("<newsItem") || has("<newsMessage") || has("<nitf") || has(":newsItem") || has("<rss") || has("<feed") ||
           has("<rdf:RDF") || lower_ascii(root_name(head)) == "html";
}

Result<std::unique_ptr<ItemReader>> open_items(const std::string& path, const ReadOptions& options) {
    Kind kind = kind_by_name(path);
    const bool once = is_read_once(path);
    if (kind == Kind::archive) {
        Result<std::unique_ptr<Archive>> archive = Archive::open(path);
        if (!archive) return fail(archive.error());
        return std::make_unique<ArchiveReader>(path, std::move(*archive), options);
    }
    if (kind == Kind::unknown && !once) {
        Result<std::unique_ptr<ByteSource>> bytes = open_source(path);
        if (!bytes) return fail(bytes.error());
        kind = kind_by_content(Buffered(std::move(*bytes)).peek(4096));
    }
    if (kind == Kind::warc && !once) return open_warc(path);
    if (kind == Kind::document && (once || !holds_texts_in_parts(path))) {
        Item item;
        item.source = path;
        return only(std::move(item));
    }
    Result<std::unique_ptr<ByteSource>> bytes = open_source(path);
    if (!bytes) return fail(bytes.error());
    return items_in(kind, path, std::move(*bytes), options);
}

Result<std::unique_ptr<ItemReader>> open_json_lines(const std::string& path) {
    Result<std::unique_ptr<ByteSource>> bytes = open_source(path);
    if (!bytes) return fail(bytes.error());
    return std::make_unique<LinesReader>(path, Buffered(std::move(*bytes)));
}

}  // namespace px
