#pragma once
// Dictionaries are tables: UTF-8, one row a line, columns parted by tabs, the first line naming the columns, lines
// that start with '#' and empty lines ignored. No quoting: a cell cannot hold a tab or a line break.
//
//   std::vector<Problem> problems;
//   Result<TsvTable> table = read_tsv("data/countries.tsv", {"iso3", "name"}, problems);
//   for (const TsvRow& row : table->rows) use(row[0], row[1]);       // in the order asked for
//
// A row with the wrong number of cells is left out and reported as a problem; the others stay.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace px {

struct TsvRow {
    std::uint32_t line = 0;                   // from 1
    std::span<const std::string_view> cells;  // the columns asked for, in that order; part of TsvTable::cells
    std::string_view operator[](std::size_t column) const { return cells[column]; }
};

struct TsvTable {
    std::string file;
    std::string content;  // owns what the cells point into: a table can be moved, not copied
    std::vector<std::string_view> cells;
    std::vector<TsvRow> rows;

    TsvTable() = default;
    TsvTable(TsvTable&&) = default;
    TsvTable& operator=(TsvTable&&) = default;
    TsvTable(const TsvTable&) = delete;
    TsvTable& operator=(const TsvTable&) = delete;
    ~TsvTable() = default;
};

/// Reads `columns` (all must be named in the head line; others are ignored). Fails if the file cannot be read or a
/// column is missing.
[[nodiscard]] Result<TsvTable> read_tsv(const std::string& path, std::span<const std::string_view> columns,
                                        std::vector<Problem>& problems);
/// The same on text in memory; `name` stands for the file in messages.
[[nodiscard]] Result<TsvTable> parse_tsv(std::string name, std::string content,
                                         std::span<const std::string_view> columns, std::vector<Problem>& problems);

/// "a; b ;c" -> "a", "b", "c": blanks trimmed, empty parts dropped.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view cell, char separator = ';');
/// Without blanks, tabs and line ends at either side.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace px
