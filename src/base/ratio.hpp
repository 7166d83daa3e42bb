#pragma once
// The arithmetic of figures: precision, recall and F1 of every evaluation are made of these two.
//
//   const double precision = ratio(right, found), recall = ratio(right, wanted);
//   const double f1 = harmonic_mean(precision, recall);            // the same as ratio(2 * right, found + wanted)

namespace px {

/// A part of a whole, 0 to 1; 0 where there is no whole.
template <typename Number>
[[nodiscard]] double ratio(Number part, Number whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

/// 0 if both are 0.
[[nodiscard]] inline double harmonic_mean(double a, double b) { return ratio(2 * a * b, a + b); }

}  // namespace px
