#include "read/mailbox.hpp"

#include <utility>

namespace px {
namespace {

constexpr std::size_t longest_line = std::size_t{1} << 20U;  // a longer one is taken piece by piece
constexpr std::string_view postmark = "From ";

/// ">From", ">>From": one ">" too many.
bool is_escaped(std::string_view line) {
    const std::size_t from = line.find_first_not_of('>');
    return from != std::string_view::npos && from > 0 && line.substr(from).starts_with(postmark);
}

class MailboxReader : public ItemReader {
  public:
    MailboxReader(std::string name, std::unique_ptr<ByteSource> bytes)
        : name_(std::move(name)), in_(std::move(bytes)) {}

    std::optional<Item> next() override {
        Item item;
        item.form = Item::Form::document;
        std::string line;
        bool after_blank = true;
        bool too_large = false;
        while (const std::optional<bool> whole = take_line(line)) {
            if (after_blank && line.starts_with(postmark)) {
                if (!item.bytes.empty()) {
                    put_back_ = std::move(line);
                    break;
                }
                continue;
            }
            after_blank = *whole && line.find_first_not_of("\r\n") == std::string::npos;
            if (after_blank && item.bytes.empty()) continue;
            too_large = too_large || item.bytes.size() + line.size() > size_limit;
            if (!too_large) item.bytes += is_escaped(line) ? std::string_view(line).substr(1) : line;
        }
        if (item.bytes.empty()) return end();
        item.source = name_ + "#" + std::to_string(++number_);
        if (too_large) {
            item.form = Item::Form::nothing;
            item.error = Error{ErrorKind::out_of_space, item.source, "", "the mail is larger than 256 MiB",
                               "it is left out, the next one is read"};
        }
        return item;
    }

  private:
    /// The next line with its end, or a piece of one that is too long; nothing at the end.
    std::optional<bool> take_line(std::string& line) {
        if (put_back_) {
            line = std::move(*std::exchange(put_back_, std::nullopt));
            return true;
        }
        const std::string_view ahead = in_.peek(longest_line);
        if (ahead.empty()) return std::nullopt;
        const std::size_t end = ahead.substr(0, longest_line).find('\n');
        const std::size_t size = end == std::string_view::npos ? std::min(ahead.size(), longest_line) : end + 1;
        line.assign(ahead.substr(0, size));
        in_.skip(size);
        return end != std::string_view::npos;
    }

    std::optional<Item> end() {
        if (!in_.failure() || told_) return std::nullopt;
        told_ = true;
        Item item;
        item.form = Item::Form::nothing;
        item.source = name_;
        item.error = *in_.failure();
        return item;
    }

    std::string name_;
    Buffered in_;
    std::optional<std::string> put_back_;
    std::size_t number_ = 0;
    bool told_ = false;
};

}  // namespace

bool is_mailbox(std::string_view head) {
    if (!head.starts_with(postmark)) return false;
    const std::size_t end = head.find('\n');
    if (end == std::string_view::npos || head.substr(0, end).find(':') == std::string_view::npos) return false;
    const std::string_view next = head.substr(end + 1, head.find('\n', end + 1) - end - 1);
    const std::size_t colon = next.find(':');
    return colon != std::string_view::npos && colon > 0 && next.substr(0, colon).find(' ') == std::string_view::npos;
}

std::unique_ptr<ItemReader> read_mailbox(std::string name, std::unique_ptr<ByteSource> bytes) {
    return std::make_unique<MailboxReader>(std::move(name), std::move(bytes));
}

}  // namespace px
