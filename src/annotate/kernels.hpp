#pragma once
// The inner loops of the network, compiled once per instruction set and chosen when a model is loaded. Matrices are
// row-major 32-bit floats; weights are packed into panels of `panel` columns (matrix.hpp).
//
// Most products are taken in whole numbers from -127 to 127, with one scale for each row of x and each column of the
// weights (Jacob et al. 2018). `group` of them stand together in 32 bits, as the processor multiplies them: four bytes,
// those of x with 128 added, or two 16-bit numbers. The sums are exact, so they are the same on every processor.

#include <cstddef>
#include <cstdint>

namespace px {

/// Weights in whole numbers. Panel by panel, in each the groups of inputs one after the other, `panel` columns each.
struct QuantisedWeights {
    const void* values = nullptr;
    const std::int32_t* starts = nullptr;  // per column: takes back what the 128 added to x bring
    const float* scales = nullptr;         // per column
    const float* bias = nullptr;           // per column
    std::size_t depth = 0;                 // a multiple of 4
    std::size_t panels = 0;
};

struct Kernels {
    const char* name;   // "avx512", "avxvnni", "avx2", "base"
    std::size_t panel;  // columns of a panel of packed weights
    std::size_t group;  // quantised values in 32 bits, 4 or 2

    /// y[r, c] = bias[c] + sum over k of x[r, k] * w[k, c], for `rows` rows and `panels` panels of columns. Row r of x
    /// begins at x + r * x_stride, so rows may overlap (a convolution reads three neighbours as one row). y needs room
    /// for panels * panel columns per row.
    void (*multiply)(const float* x, std::size_t x_stride, std::size_t rows, std::size_t depth, const float* packed,
                     const float* bias, std::size_t panels, float* y, std::size_t y_stride);

    /// Rows of x, as in multiply, in whole numbers; depth * 4 / group bytes for each, and scales[r] takes them back.
    /// depth is a multiple of 16.
    void (*quantise)(const float* x, std::size_t x_stride, std::size_t rows, std::size_t depth, void* to,
                     float* scales);

    /// multiply for rows that `quantise` wrote.
    void (*multiply_quantised)(const void* x, const float* x_scales, std::size_t rows, const QuantisedWeights& weights,
                               float* y, std::size_t y_stride);

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

    /// values[i] -= log(sum of e^values), for `count` > 0 values.
    void (*log_softmax)(float* values, std::size_t count);
};

/// The fastest set that this processor runs. PARALLAX_KERNELS=base|avx2|avxvnni|avx512 asks for a slower one.
[[nodiscard]] const Kernels& kernels_for_this_processor();

/// All sets that this processor runs, the fastest last.
[[nodiscard]] const Kernels* const* runnable_kernels(std::size_t& count);

}  // namespace px
