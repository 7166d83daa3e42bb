#include "read/delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "read/charset.hpp"
#include "read/foreign.hpp"
#include "text/clip.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t longest_row = std::size_t{64} << 20U;
constexpr std::size_t most_cells = 10'000;

/// The separator that the head line holds most of, outside quotation marks.
char separator_of(std::string_view head) {
    constexpr std::array<char, 4> candidates = {'\t', ',', ';', '|'};
    std::array<std::size_t, 4> counts{};
    bool quoted = false;
    for (const char c : head) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (c == candidates[i]) ++counts[i];
    }
    const auto best = std::max_element(counts.begin(), counts.end());
    return candidates[static_cast<std::size_t>(best - counts.begin())];
}

/// Takes a row apart. A quotation mark counts only at the beginning of a cell.
std::vector<std::string> cells_of(std::string_view row, char separator, bool with_quotes) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    bool fresh = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const char c = row[i];
        if (quoted && c == '"' && i + 1 < row.size() && row[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (quoted && c == '"') {
            quoted = false;
        } else if (!quoted && fresh && with_quotes && c == '"') {
            quoted = true;
        } else if (!quoted && c == separator) {
            if (cells.size() == most_cells) break;
            cells.emplace_back();
            fresh = true;
            continue;
        } else {
            cells.back() += c;
        }
        fresh = false;
    }
    return cells;
}

/// "sep=;" as the first line, which Excel writes; the separator, or 0.
char stated_separator(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line.size() == 5 && line.starts_with("sep=") ? line[4] : '\0';
}

bool has_text_field(const std::vector<std::string>& fields) { return std::ranges::any_of(fields, is_text_field); }

/// Follows quotation marks over lines, so that a row with line breaks in its cells is put together in linear time.
class QuoteState {
  public:
    explicit QuoteState(char separator) : separator_(separator) {}
    void add(std::string_view line) {
        for (const char c : line) {
            const bool mark = c == '"';
            const bool opens = mark && !open_ && (fresh_ || just_closed_);  // "" inside a quoted cell closes and opens
            just_closed_ = mark && open_;
            open_ = opens || (open_ && !mark);
            fresh_ = !open_ && c == separator_;
        }
        just_closed_ = false;
    }
    [[nodiscard]] bool is_open() const { return open_; }

  private:
    char separator_;
    bool open_ = false;
    bool just_closed_ = false;
    bool fresh_ = true;
};

/// The whole rows in the first bytes of a table, some twenty of them.
std::vector<std::vector<std::string>> sample_of(std::string_view bytes, char separator) {
    constexpr std::size_t most_rows = 20;
    std::vector<std::vector<std::string>> rows;
    QuoteState state(separator);
    std::size_t row_begin = 0;
    for (std::size_t at = 0; at < bytes.size() && rows.size() < most_rows;) {
        const std::size_t end = bytes.find('\n', at);
        if (end == std::string_view::npos) break;
        state.add(bytes.substr(at, end - at));
        at = end + 1;
        if (state.is_open()) continue;
        if (end > row_begin) rows.push_back(cells_of(bytes.substr(row_begin, end - row_begin), separator, true));
        row_begin = at;
    }
    if (rows.empty() && row_begin < bytes.size()) rows.push_back(cells_of(bytes.substr(row_begin), separator, true));
    return rows;
}

/// The columns of a table by their names, and by what stands in them (`bytes`: what follows the head line).
struct Columns {
    std::vector<std::string> fields;  // of each column, empty if it holds none
    std::string remark;               // which column was taken for the text by its values; mostly empty
};
Columns columns_of(const std::vector<std::string>& names, std::string_view bytes, char separator, const FieldMap& map) {
    Columns columns{fields_of_columns(names, map), ""};
    const auto rows = sample_of(bytes, separator);
    std::vector<std::size_t> words(names.size());
    for (const auto& cells : rows)
        for (std::size_t i = 0; i < std::min(cells.size(), names.size()); ++i)
            words[i] += words_of_prose(cells[i], columns.fields[i]);
    for (std::size_t& sum : words) sum = rows.empty() ? 0 : (sum + rows.size() - 1) / rows.size();
    if (const auto text = settle_text(columns.fields, words, map))
        columns.remark = "the column \"" + names[*text] + "\" was taken for the text, since it holds prose";
    return columns;
}

constexpr std::size_t looked_at = std::size_t{1} << 18U;  // bytes of a table, for its separator and its columns

class TableReader : public ItemReader {
  public:
    TableReader(std::string name, std::unique_ptr<ByteSource> bytes, FieldMap fields)
        : name_(std::move(name)), in_(std::move(bytes)), map_(std::move(fields)) {}

    std::optional<Item> next() override {
        if (!begun_) {
            begun_ = true;
            if (auto trouble = read_head()) return trouble;
        }
        while (!ended_) {
            std::string row;
            std::uint64_t line = 0;
            if (auto trouble = read_row(row, line)) return trouble;
            if (ended_ && row.empty()) break;
            if (row.find_first_not_of(" \t\r,;|") == std::string::npos) continue;
            return item_of(row, line);
        }
        if (!in_.failure() || failure_told_) return std::nullopt;
        failure_told_ = true;
        return trouble_item("", *in_.failure());
    }

  private:
    Item trouble_item(const std::string& where, Error error) const {
        Item item;
        item.form = Item::Form::nothing;
        item.source = where.empty() ? name_ : name_ + ":" + where;
        item.error = std::move(error);
        return item;
    }

    /// The next line, from those put back first.
    LineEnd take_line(std::string& line) {
        LineEnd end = LineEnd::whole;
        if (!put_back_.empty()) {
            line = std::move(put_back_.back());
            put_back_.pop_back();
        } else {
            end = in_.read_line(line, longest_row);
        }
        if (end == LineEnd::none) return end;
        ++line_;
        if (line.ends_with('\r')) line.pop_back();
        return end;
    }

    std::optional<Item> read_head() {
        widen();
        if (in_.peek(3).starts_with("\xEF\xBB\xBF")) in_.skip(3);
        std::string head;
        std::uint64_t line = 0;
        std::string_view first = in_.peek(std::size_t{1} << 16U);
        if (const auto foreign = foreign_kind(first)) {
            ended_ = true;
            return trouble_item("", refusal(*foreign, name_, "a table"));
        }
        const char stated = stated_separator(first.substr(0, first.find('\n')));
        if (stated != '\0') {
            std::string passed;
            (void)take_line(passed);
            first = in_.peek(std::size_t{1} << 16U);
        }
        separator_ = stated != '\0' ? stated : separator_of(first.substr(0, first.find('\n')));
        if (auto trouble = read_row(head, line)) return trouble;
        if (head.empty() && in_.failure()) return std::nullopt;
        if (find_invalid(head) < head.size())
            if (auto decoded = decode_text(head, false, name_)) head = std::move(decoded->text);
        Columns columns = columns_of(cells_of(head, separator_, true), in_.peek(looked_at), separator_, map_);
        columns_ = std::move(columns.fields);
        remark_ = std::move(columns.remark);
        if (has_text_field(columns_)) return std::nullopt;
        ended_ = true;
        return trouble_item("", {head.empty() ? ErrorKind::empty : ErrorKind::malformed, name_, "line 1",
                                 "no column for the text was found in \"" + std::string(clipped(head, 200)) + "\"",
                                 "name it: --fields text=COLUMN; of a table that only lists titles or addresses, save "
                                 "the pages themselves and read those"});
    }

    /// UTF-16 and UTF-32 are converted as a whole; other charsets row by row.
    void widen() {
        const std::string_view head = in_.peek(4);
        if (!head.starts_with("\xFF\xFE") && !head.starts_with("\xFE\xFF")) return;
        auto all = in_.read_all(size_limit);
        if (!all) return;
        auto decoded = decode_text(std::move(*all), false, name_);
        in_ = Buffered(source_in_memory(decoded ? std::move(decoded->text) : std::string()));
    }

    /// A row, which may run over several lines. An item if it is beyond the limits.
    std::optional<Item> read_row(std::string& row, std::uint64_t& begin) {
        row.clear();
        std::vector<std::string> lines;
        QuoteState state(separator_);
        std::size_t size = 0;
        begin = line_ + 1;
        do {
            std::string line;
            const LineEnd end = take_line(line);
            if (end == LineEnd::none) {
                ended_ = lines.empty();
                if (!lines.empty() && state.is_open()) return unclosed(std::move(lines), begin);
                break;
            }
            size += line.size() + 1;
            if (with_quotes_) state.add(line);
            lines.push_back(std::move(line));
            if (end == LineEnd::too_long || size > longest_row) {
                if (lines.size() > 1) return unclosed(std::move(lines), begin);
                return trouble_item(std::to_string(begin),
                                    {ErrorKind::out_of_space, name_, fmt::format("line {}", begin),
                                     "the row is longer than 64 MiB", "the row is left out"});
            }
        } while (state.is_open());
        for (std::size_t i = 0; i < lines.size(); ++i) row += (i > 0 ? "\n" : "") + lines[i];
        return std::nullopt;
    }

    /// The row's first line is given up, the others are read again without quoting: so every line is read at most
    /// twice.
    Item unclosed(std::vector<std::string> lines, std::uint64_t begin) {
        with_quotes_ = false;
        line_ = begin;
        for (std::size_t i = lines.size(); i > 1; --i) put_back_.push_back(std::move(lines[i - 1]));
        ended_ = false;
        return trouble_item(
            std::to_string(begin),
            {ErrorKind::malformed, name_, fmt::format("line {}", begin), "a quotation mark is opened and never closed",
             "the row is left out, quotation marks after it are taken as they stand"});
    }

    Item item_of(const std::string& row, std::uint64_t line) {
        Item item;
        item.form = Item::Form::fields;
        item.source = name_ + ":" + std::to_string(line);
        item.bytes = row;
        std::string text = row;
        if (find_invalid(text) < text.size()) {
            auto decoded = decode_text(std::move(text), false, item.source);
            if (!decoded) {
                item.form = Item::Form::nothing;
                item.error = decoded.error();
                return item;
            }
            text = std::move(decoded->text);
            item.fields.remarks = std::move(decoded->remarks);
        }
        std::vector<std::string> cells = cells_of(text, separator_, with_quotes_);
        for (std::size_t i = 0; i < cells.size() && i < columns_.size(); ++i)
            if (!columns_[i].empty()) set_field(item.fields, columns_[i], std::move(cells[i]));
        if (!remark_.empty()) item.fields.remarks.push_back(remark_);
        if (cells.size() != columns_.size())
            item.fields.remarks.push_back(
                fmt::format("the row has {} cells, the head line {}", cells.size(), columns_.size()));
        return item;
    }

    std::string name_;
    Buffered in_;
    FieldMap map_;
    std::vector<std::string> columns_;   // the field of each, empty if it holds none
    std::string remark_;                 // for every row; mostly empty
    std::vector<std::string> put_back_;  // lines to be read again, the last one first
    char separator_ = ',';
    std::uint64_t line_ = 0;
    bool with_quotes_ = true;
    bool begun_ = false;
    bool ended_ = false;
    bool failure_told_ = false;
};

}  // namespace

bool holds_texts(std::string_view bytes, const FieldMap& fields) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view head_line = bytes.substr(0, end);
    if (stated_separator(head_line) != '\0') return true;
    if (head_line.ends_with('\r')) head_line.remove_suffix(1);
    const char separator = separator_of(head_line);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return has_text_field(columns_of(cells_of(head_line, separator, true), bytes, separator, fields).fields);
}

std::unique_ptr<ItemReader> read_table(std::string name, std::unique_ptr<ByteSource> bytes, FieldMap fields) {
    return std::make_unique<TableReader>(std::move(name), std::move(bytes), std::move(fields));
}

}  // namespace px
