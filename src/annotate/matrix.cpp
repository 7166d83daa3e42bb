#include "annotate/matrix.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace px {
namespace {

constexpr float most_levels = 127;

/// The scale of a column of weights: what one step of its whole numbers stands for. 0 for a column of nothing, and for
/// one so small that a step could not be told.
float column_scale(std::span<const float> column) {
    float most = 0;
    for (const float weight : column) most = std::max(most, std::abs(weight));
    const float scale = most / most_levels;
    return scale >= std::numeric_limits<float>::min() ? scale : 0;
}

void put(std::byte* values, std::size_t at, std::size_t group, int value) {
    if (group == 4) {
        values[at] = static_cast<std::byte>(static_cast<std::int8_t>(value));
    } else {
        const auto wide = static_cast<std::int16_t>(value);
        std::memcpy(values + at * sizeof wide, &wide, sizeof wide);
    }
}

}  // namespace

void PackedMatrix::pack(const Kernels& kernels, const float* from, std::size_t stride, std::size_t columns_,
                        std::size_t depth_, std::span<const float> bias_) {
    columns = columns_;
    depth = depth_;
    panels = (columns + kernels.panel - 1) / kernels.panel;
    weights.assign(panels * kernels.panel * depth, 0.0F);
    bias.assign(panels * kernels.panel, 0.0F);
    std::copy(bias_.begin(), bias_.end(), bias.begin());
    for (std::size_t c = 0; c < columns; ++c) {
        float* to = weights.data() + c / kernels.panel * kernels.panel * depth + c % kernels.panel;
        for (std::size_t k = 0; k < depth; ++k) to[k * kernels.panel] = from[c * stride + k];
    }
}

void PackedMatrix::multiply(const Kernels& kernels, const float* x, std::size_t x_stride, std::size_t rows,
                            float* y) const {
    kernels.multiply(x, x_stride, rows, depth, weights.data(), bias.data(), panels, y, width(kernels));
}

void QuantisedMatrix::pack(const Kernels& kernels, const float* from, std::size_t stride, std::size_t columns,
                           std::size_t depth, std::span<const float> bias) {
    depth_ = depth;
    panels_ = (columns + kernels.panel - 1) / kernels.panel;
    const std::size_t width = panels_ * kernels.panel;
    const std::size_t group = kernels.group;
    values_.assign(width * depth * 4 / group, std::byte{});
    starts_.assign(width, 0);
    scales_.assign(width, 0.0F);
    bias_.assign(width, 0.0F);
    std::copy(bias.begin(), bias.end(), bias_.begin());
    for (std::size_t c = 0; c < columns; ++c) {
        const std::span<const float> column(from + c * stride, depth);
        scales_[c] = column_scale(column);
        const std::size_t first = c / kernels.panel * kernels.panel * depth + c % kernels.panel * group;
        int sum = 0;
        for (std::size_t k = 0; k < depth && scales_[c] > 0; ++k) {
            const int value = static_cast<int>(std::lrint(column[k] / scales_[c]));
            put(values_.data(), first + k / group * kernels.panel * group + k % group, group, value);
            sum += value;
        }
        if (group == 4) starts_[c] = -128 * sum;
    }
}

void QuantisedMatrix::multiply(const Kernels& kernels, const float* x, std::size_t x_stride, std::size_t rows,
                               QuantisedRows& scratch, float* y) const {
    const std::size_t bytes = rows * depth_ * 4 / kernels.group;
    if (scratch.values.size() < bytes) scratch.values.resize(bytes);
    if (scratch.scales.size() < rows) scratch.scales.resize(rows);
    kernels.quantise(x, x_stride, rows, depth_, scratch.values.data(), scratch.scales.data());
    const QuantisedWeights weights{values_.data(), starts_.data(), scales_.data(), bias_.data(), depth_, panels_};
    kernels.multiply_quantised(scratch.values.data(), scratch.scales.data(), rows, weights, y, width(kernels));
}

}  // namespace px
