#pragma once
// The one way in which the small tables of words under data/relate are read and checked.
//
//   Result<std::string> fingerprint = read_words(data_dir, "acts.tsv", columns, problems,
//       [&](const TsvRow& row, const Complain& complain) {
//           if (row[0].empty()) complain("the class is missing");
//       });
//   std::vector<Problem> lint_acts(const std::string& data_dir) { return lint_words<ActWords>(data_dir); }

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/tsv.hpp"

namespace px {

/// Reports what is wrong with the row at hand.
using Complain = std::function<void(std::string wrong)>;
using TakeRow = std::function<void(const TsvRow& row, const Complain& complain)>;

/// Hands the rows of DATA_DIR/relate/FILE to `take`, in their order, and returns the file's hash, for the run's
/// identity. Fails only if the file cannot be read or lacks a column.
[[nodiscard]] Result<std::string> read_words(const std::string& data_dir, std::string_view file,
                                             std::span<const std::string_view> columns, std::vector<Problem>& problems,
                                             const TakeRow& take);

/// What is wrong with the file or files of a table, found by loading it.
template <typename Table>
[[nodiscard]] std::vector<Problem> lint_words(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<Table> table = Table::load(data_dir, problems);
    if (!table) problems.push_back({table.error().file, 0, 0, table.error().what});
    return problems;
}

}  // namespace px
