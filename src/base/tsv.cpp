#include "base/tsv.hpp"

#include <algorithm>

#include "base/mapped_file.hpp"

namespace px {
namespace {

void split_cells(std::string_view line, std::vector<std::string_view>& cells) {
    cells.clear();
    for (;;) {
        const std::size_t tab = line.find('\t');
        cells.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return;
        line.remove_prefix(tab + 1);
    }
}

/// Where each wanted column stands in the head line.
Result<std::vector<std::size_t>> locate_columns(const std::string& file, std::uint32_t line,
                                                std::span<const std::string_view> head,
                                                std::span<const std::string_view> wanted) {
    std::vector<std::size_t> places;
    for (const std::string_view name : wanted) {
        const auto found = std::find(head.begin(), head.end(), name);
        if (found == head.end()) {
            return fail({ErrorKind::malformed, file, "line " + std::to_string(line),
                         "the head line names no column '" + std::string(name) + "'", "the file is not used"});
        }
        places.push_back(static_cast<std::size_t>(found - head.begin()));
    }
    return places;
}

}  // namespace

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string_view> split_list(std::string_view cell, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = cell.find(separator);
        if (const std::string_view part = trim(cell.substr(0, end)); !part.empty()) parts.push_back(part);
        if (end == std::string_view::npos) return parts;
        cell.remove_prefix(end + 1);
    }
}

Result<TsvTable> read_tsv(const std::string& path, std::span<const std::string_view> columns,
                          std::vector<Problem>& problems) {
    const Result<MappedFile> file = MappedFile::open(path);
    if (!file) return fail(file.error());
    return parse_tsv(path, std::string(file->bytes()), columns, problems);
}

Result<TsvTable> parse_tsv(std::string name, std::string content, std::span<const std::string_view> columns,
                           std::vector<Problem>& problems) {
    TsvTable table;
    table.file = std::move(name);
    // The rows point into this string, so it must not be one that lives inside the object when the table moves.
    content.reserve(std::max<std::size_t>(content.size(), 64));
    table.content = std::move(content);

    std::vector<std::string_view> cells;
    std::vector<std::size_t> places;
    std::size_t width = 0;
    std::uint32_t line_number = 0;
    for (std::string_view rest = table.content; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        ++line_number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line_number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        if (line.empty() || line[0] == '#') continue;

        split_cells(line, cells);
        if (width == 0) {
            auto located = locate_columns(table.file, line_number, cells, columns);
            if (!located) return fail(located.error());
            places = std::move(*located);
            width = cells.size();
            continue;
        }
        if (cells.size() != width) {
            problems.push_back({table.file, line_number, 0,
                                "the row has " + std::to_string(cells.size()) + " cells, the head line " +
                                    std::to_string(width) + "; the row is left out"});
            continue;
        }
        for (const std::size_t place : places) table.cells.push_back(trim(cells[place]));
        table.rows.push_back({line_number, {}});
    }
    const std::span<const std::string_view> all = table.cells;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i].cells = all.subspan(i * places.size(), places.size());
    if (width == 0) {
        return fail({ErrorKind::empty, table.file, "", "no head line that names the columns", "the file is not used"});
    }
    return table;
}

}  // namespace px
