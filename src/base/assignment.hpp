#pragma once
// The best one-to-one assignment of rows to columns.
//
//   best_assignment({{1, 5}, {4, 6}})    // 9: row 0 to column 1, row 1 to column 0
//
// Scores of clusterings align clusters with it (CEAF: Luo 2005).

#include <vector>

namespace px {

/// The largest sum of values of a one-to-one assignment (Kuhn 1955, with potentials); cubic in the shorter side. All
/// rows have the same length; 0 if there are none.
[[nodiscard]] double best_assignment(std::vector<std::vector<double>> values);

}  // namespace px
