#pragma once
// Rows of cells for a person or a program: an aligned table for a terminal, TSV, CSV (RFC 4180), a JSON array, or JSON
// Lines. Used by `events`, `quotes` and `stories`.
//
//   TablePrinter table({"date", "code", "reports"}, TableForm::tsv, {}, [](std::string_view part) { write(part); });
//   table.row({"2024-06-12", "057", 5});
//   table.finish();
//
// TSV, CSV and JSON Lines leave row by row in flat memory; the terminal's table is kept until finish(), since columns
// are as wide as what stands in them. Numbers stay numbers; an unknown value is an empty cell, in JSON null.

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace px {

class Cell {
  public:
    Cell() = default;  // unknown
    Cell(std::string text) : value_(std::move(text)) {}
    Cell(std::string_view text) : value_(std::string(text)) {}
    Cell(const char* text) : value_(std::string(text)) {}
    Cell(std::integral auto number) : value_(static_cast<std::int64_t>(number)) {}
    Cell(double number) : value_(number) {}

    [[nodiscard]] bool unknown() const { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] bool number() const { return value_.index() >= 2; }
    [[nodiscard]] const std::variant<std::monostate, std::string, std::int64_t, double>& value() const {
        return value_;
    }

  private:
    std::variant<std::monostate, std::string, std::int64_t, double> value_;
};

enum class TableForm : std::uint8_t { terminal, tsv, csv, json, json_lines };

struct TableOptions {
    std::size_t width = 80;  // columns of the terminal; 0 = as wide as needed
    bool colour = false;
    bool unicode = true;
    std::vector<std::string> shown;  // on a terminal: these columns, in this order; empty = all
};

class TablePrinter {
  public:
    using Sink = std::function<void(std::string_view)>;

    /// Writes the head line at once where the form has one.
    TablePrinter(std::vector<std::string> columns, TableForm form, TableOptions options, Sink sink);
    /// A row has one cell for each column; missing ones are unknown, more are dropped.
    void row(std::vector<Cell> cells);
    /// Must be called once, after the last row.
    void finish();

  private:
    void write_terminal();
    [[nodiscard]] std::vector<std::size_t> shown_columns() const;
    void write_line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths, bool head);
    void write_separated(const std::vector<std::string>& cells, char separator);
    [[nodiscard]] std::string to_json(const std::vector<Cell>& cells) const;

    std::vector<std::string> columns_;
    TableForm form_;
    TableOptions options_;
    Sink sink_;
    std::vector<std::vector<Cell>> held_;  // for the terminal only
    bool first_ = true;
};

}  // namespace px
