#include "base/assignment.hpp"

#include <limits>
#include <utility>

namespace px {
namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix transposed(const Matrix& matrix) {
    Matrix turned(matrix.front().size(), std::vector<double>(matrix.size()));
    for (std::size_t row = 0; row < matrix.size(); ++row)
        for (std::size_t column = 0; column < matrix[row].size(); ++column) turned[column][row] = matrix[row][column];
    return turned;
}

}  // namespace

double best_assignment(Matrix values) {
    if (values.empty() || values.front().empty()) return 0;
    if (values.size() > values.front().size()) values = transposed(values);
    const std::size_t rows = values.size();
    const std::size_t columns = values.front().size();
    std::vector<double> of_row(rows + 1), of_column(columns + 1);
    std::vector<std::size_t> row_of(columns + 1), way(columns + 1);
    for (std::size_t row = 1; row <= rows; ++row) {
        row_of[0] = row;
        std::size_t column = 0;
        std::vector<double> least(columns + 1, std::numeric_limits<double>::infinity());
        std::vector<bool> used(columns + 1);
        do {
            used[column] = true;
            const std::size_t at = row_of[column];
            double delta = std::numeric_limits<double>::infinity();
            std::size_t next = 0;
            for (std::size_t j = 1; j <= columns; ++j) {
                if (used[j]) continue;
                const double reduced = -values[at - 1][j - 1] - of_row[at] - of_column[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    way[j] = column;
                }
                if (least[j] < delta) {
                    delta = least[j];
                    next = j;
                }
            }
            for (std::size_t j = 0; j <= columns; ++j) {
                if (used[j]) {
                    of_row[row_of[j]] += delta;
                    of_column[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        } while (row_of[column] != 0);
        for (; column != 0; column = way[column]) row_of[column] = row_of[way[column]];
    }
    double total = 0;
    for (std::size_t j = 1; j <= columns; ++j)
        if (row_of[j] != 0) total += values[row_of[j] - 1][j - 1];
    return total;
}

}  // namespace px
