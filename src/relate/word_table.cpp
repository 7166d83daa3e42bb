#include "relate/word_table.hpp"

#include <utility>

#include "base/hash.hpp"

namespace px {

Result<std::string> read_words(const std::string& data_dir, std::string_view file,
                               std::span<const std::string_view> columns, std::vector<Problem>& problems,
                               const TakeRow& take) {
    const Result<TsvTable> table = read_tsv(data_dir + "/relate/" + std::string(file), columns, problems);
    if (!table) return fail(table.error());
    for (const TsvRow& row : table->rows)
        take(row, [&](std::string wrong) { problems.push_back({table->file, row.line, 0, std::move(wrong)}); });
    return xxh3_hex(table->content);
}

}  // namespace px
