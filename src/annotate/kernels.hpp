#pragma once
// The inner loops of the network, compiled once per instruction set and chosen when a model is loaded. All matrices
// are row-major 32-bit floats. A weight matrix is packed into panels of `panel` columns, see PackedMatrix.

#include <cstddef>

namespace px {

struct Kernels {
    const char* name;   // "avx512", "avx2", "base"
    std::size_t panel;  // columns of a panel of packed weights

    /// y[r, c] = bias[c] + sum over k of x[r, k] * w[k, c], for `rows` rows and `panels` panels of columns. Row r of x
    /// begins at x + r * x_stride, so rows may overlap (a convolution reads three neighbours as one row). y needs room
    /// for panels * panel columns per row.
    void (*multiply)(const float* x, std::size_t x_stride, std::size_t rows, std::size_t depth, const float* packed,
                     const float* bias, std::size_t panels, float* y, std::size_t y_stride);

    /// out[r] (+)= LayerNorm(max(y[r, 0..width), y[r, width..2 width))) * gain + shift. width is a multiple of 16.
    void (*maxout_norm)(const float* y, std::size_t y_stride, std::size_t rows, std::size_t width, const float* gain,
                        const float* shift, bool add, float* out, std::size_t out_stride);

    /// out[r] += LayerNorm(y[r]) * gain + shift.
    void (*norm_add)(const float* y, std::size_t y_stride, std::size_t rows, std::size_t width, const float* gain,
                     const float* shift, float* out, std::size_t out_stride);

    /// The recurrence of a simple recurrent unit over one sentence, both directions. gates[t] holds z (forward,
    /// backward), f and r, `cells` values each; out[t] gets c * sigmoid(r), forward then backward.
    void (*scan)(const float* gates, std::size_t gates_stride, std::size_t words, std::size_t cells, float* out,
                 std::size_t out_stride);

    /// Index of the largest of `count` values; the first of equals.
    std::size_t (*argmax)(const float* values, std::size_t count);
};

/// The fastest set that this processor runs. PARALLAX_KERNELS=base|avx2|avx512 asks for a slower one.
[[nodiscard]] const Kernels& kernels_for_this_processor();

/// All sets that this processor runs, the fastest last.
[[nodiscard]] const Kernels* const* runnable_kernels(std::size_t& count);

}  // namespace px
