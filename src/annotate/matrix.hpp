#pragma once
// Weights of linear maps as the kernels read them (kernels.hpp).
//
//   QuantisedMatrix map;
//   map.pack(kernels, weights, depth, columns, depth, bias);          // once, when a model is loaded
//   QuantisedRows rows;                                               // scratch memory, kept
//   map.multiply(kernels, x, depth, count, rows, y);                  // y: count rows of map.width(kernels) floats

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "annotate/kernels.hpp"

namespace px {

/// Weights [columns x depth] of a linear map in floats, transposed and cut into panels.
struct PackedMatrix {
    std::size_t depth = 0;
    std::size_t columns = 0;
    std::size_t panels = 0;
    std::vector<float> weights;
    std::vector<float> bias;

    /// weights[c * stride + k] is the weight from input k to output c. An empty bias means none.
    void pack(const Kernels& kernels, const float* from, std::size_t stride, std::size_t columns_, std::size_t depth_,
              std::span<const float> bias_ = {});
    /// Floats that one row of the output takes.
    [[nodiscard]] std::size_t width(const Kernels& kernels) const { return panels * kernels.panel; }
    /// y = x times the weights, for `rows` rows of x that begin x_stride floats after one another.
    void multiply(const Kernels& kernels, const float* x, std::size_t x_stride, std::size_t rows, float* y) const;
};

/// Scratch memory: rows of inputs in whole numbers.
struct QuantisedRows {
    std::vector<std::byte> values;
    std::vector<float> scales;
};

/// The same in whole numbers from -127 to 127, each column with its own scale. A quarter of the memory, and twice as
/// fast where the processor multiplies bytes. The depth must be a multiple of 16.
class QuantisedMatrix {
  public:
    void pack(const Kernels& kernels, const float* from, std::size_t stride, std::size_t columns, std::size_t depth,
              std::span<const float> bias = {});
    [[nodiscard]] std::size_t width(const Kernels& kernels) const { return panels_ * kernels.panel; }
    /// Rows of x may overlap. `scratch` is for this call alone.
    void multiply(const Kernels& kernels, const float* x, std::size_t x_stride, std::size_t rows,
                  QuantisedRows& scratch, float* y) const;

  private:
    std::size_t depth_ = 0;
    std::size_t panels_ = 0;
    std::vector<std::byte> values_;
    std::vector<std::int32_t> starts_;
    std::vector<float> scales_, bias_;
};

}  // namespace px
