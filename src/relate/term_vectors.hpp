#pragma once
// Sparse vectors of terms, weighed by how rare a term is in all reports and in those of the same days.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace px {

struct WeighedTerm {
    std::uint32_t term = 0;  // its number: a hash, so that reports can be read at different times
    float weight = 0;
};

/// Sorted by term.
using TermVector = std::vector<WeighedTerm>;

[[nodiscard]] double dot(const TermVector& a, const TermVector& b);

/// a + b, cut to the `most` heaviest terms.
[[nodiscard]] TermVector sum(const TermVector& a, const TermVector& b, std::size_t most);

/// The `most` heaviest terms, heaviest first; of equal weights the smaller number first.
[[nodiscard]] TermVector heaviest(const TermVector& v, std::size_t most);

/// The number of a term. Of a million terms about 230 share their number with another one.
[[nodiscard]] std::uint32_t number_of_term(std::string_view term);

/// What a vector is made of: terms with their counts, and the day of the report.
struct CountedTerms {
    std::span<const WeighedTerm> terms;
    std::optional<double> day;
};

/// Vectors of length 1 (or empty). A term weighs (1 + ln count) times the geometric mean of its inverse document
/// frequency in all reports and in those of at most five days before or after. The result does not depend on the order
/// of the reports.
[[nodiscard]] std::vector<TermVector> weigh_terms(std::span<const CountedTerms> reports);

}  // namespace px
