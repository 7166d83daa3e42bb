#include "serve/table.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "base/json_writer.hpp"
#include "serve/width.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t gap = 2;          // blanks between columns
constexpr std::size_t least_width = 6;  // a column of text is not cut below this

std::string to_text(double number) {
    JsonWriter json;
    json.value(number);
    return json.str() == "null" ? std::string() : std::move(json).str();
}

std::string to_text(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell.value())) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell.value())) return std::to_string(*number);
    if (const auto* number = std::get_if<double>(&cell.value())) return to_text(*number);
    return {};
}

std::string sound_utf8(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        append_utf8(out, c.code_point);
        at += c.length;
    }
    return out;
}

/// TSV has no quoting: what would break a row becomes a blank.
std::string tsv_cell(std::string_view text) {
    std::string out = sound_utf8(text);
    std::ranges::replace_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return out;
}

std::string csv_cell(std::string_view text) {
    const std::string sound = sound_utf8(text);
    if (sound.find_first_of(",\"\r\n") == std::string::npos) return sound;
    std::string out = "\"";
    for (const char c : sound) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

/// Narrows the widest columns, one after the other, until the line fits or all are at their least.
void fit(std::vector<std::size_t>& widths, std::span<const char> fixed, std::size_t width) {
    const auto total = [&] { return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1)); };
    while (total() > width) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (fixed[i] == 0 && widths[i] > least_width && (widest == widths.size() || widths[i] > widths[widest]))
                widest = i;
        if (widest == widths.size()) return;
        --widths[widest];
    }
}

}  // namespace

TablePrinter::TablePrinter(std::vector<std::string> columns, TableForm form, TableOptions options, Sink sink)
    : columns_(std::move(columns)), form_(form), options_(options), sink_(std::move(sink)) {
    if (form_ == TableForm::tsv) write_separated(columns_, '\t');
    if (form_ == TableForm::csv) write_separated(columns_, ',');
}

void TablePrinter::row(std::vector<Cell> cells) {
    cells.resize(columns_.size());
    if (form_ == TableForm::terminal) {
        held_.push_back(std::move(cells));
    } else if (form_ == TableForm::json_lines) {
        sink_(to_json(cells) + "\n");
    } else if (form_ == TableForm::json) {
        sink_((first_ ? "[\n" : ",\n") + to_json(cells));
    } else {
        std::vector<std::string> texts;
        for (const Cell& cell : cells) texts.push_back(to_text(cell));
        write_separated(texts, form_ == TableForm::tsv ? '\t' : ',');
    }
    first_ = false;
}

void TablePrinter::finish() {
    if (form_ == TableForm::json) sink_(first_ ? "[]\n" : "\n]\n");
    if (form_ == TableForm::terminal && !held_.empty()) write_terminal();
}

std::string TablePrinter::to_json(const std::vector<Cell>& cells) const {
    JsonWriter json;
    json.object([&] {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            json.key(columns_[i]);
            if (const auto* text = std::get_if<std::string>(&cells[i].value()))
                json.value(std::string_view(*text));
            else if (const auto* whole = std::get_if<std::int64_t>(&cells[i].value()))
                json.value(*whole);
            else if (const auto* number = std::get_if<double>(&cells[i].value()))
                json.value(*number);
            else
                json.null();
        }
    });
    return std::move(json).str();
}

void TablePrinter::write_separated(const std::vector<std::string>& cells, char separator) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line += separator;
        line += separator == ',' ? csv_cell(cells[i]) : tsv_cell(cells[i]);
    }
    sink_(line + (separator == ',' ? "\r\n" : "\n"));
}

void TablePrinter::write_terminal() {
    const std::vector<std::size_t> shown = shown_columns();
    const std::size_t columns = shown.size();
    std::vector<std::string> head;
    std::vector<std::size_t> widths;
    for (const std::size_t column : shown) {
        head.push_back(columns_[column]);
        widths.push_back(display_width(columns_[column]));
    }
    std::vector<char> fixed(columns, 0);  // numbers are never cut, nor the first column: it names the row
    fixed[0] = 1;
    std::vector<std::vector<std::string>> lines;
    for (const auto& cells : held_) {
        std::vector<std::string>& line = lines.emplace_back();
        for (std::size_t i = 0; i < columns; ++i) {
            line.push_back(printable(to_text(cells[shown[i]])));
            widths[i] = std::max(widths[i], display_width(line[i]));
            if (cells[shown[i]].number()) fixed[i] = 1;
        }
    }
    if (options_.width > 0) fit(widths, fixed, options_.width);
    write_line(head, widths, true);
    for (std::size_t r = 0; r < lines.size(); ++r) {
        for (std::size_t i = 0; i < columns; ++i)
            if (held_[r][shown[i]].number()) lines[r][i] = pad(lines[r][i], widths[i], true);
        write_line(lines[r], widths, false);
    }
}

std::vector<std::size_t> TablePrinter::shown_columns() const {
    std::vector<std::size_t> shown;
    for (const std::string& name : options_.shown)
        if (const auto at = std::ranges::find(columns_, name); at != columns_.end())
            shown.push_back(static_cast<std::size_t>(at - columns_.begin()));
    if (!shown.empty()) return shown;
    shown.resize(columns_.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    return shown;
}

void TablePrinter::write_line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                              bool head) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line.append(gap, ' ');
        line += pad(clip(cells[i], widths[i], options_.unicode), widths[i]);
    }
    while (line.ends_with(' ')) line.pop_back();
    if (options_.width > 0) line = clip(line, options_.width, options_.unicode);
    if (head && options_.colour) line = "\x1b[1m" + line + "\x1b[0m";
    sink_(line + "\n");
}

}  // namespace px
