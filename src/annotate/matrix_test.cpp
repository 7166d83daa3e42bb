#include "annotate/matrix.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <string>

using namespace px;

namespace {

std::vector<float> random_floats(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<float> values(count);
    for (float& value : values) value = static_cast<float>(random() % 2001) / 1000.0F - 1.0F;
    return values;
}

std::vector<const Kernels*> all_kernels() {
    std::size_t count = 0;
    const Kernels* const* first = runnable_kernels(count);
    return {first, first + count};
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

/// The first `columns` of each row of what `matrix` makes of x.
template <typename Multiply>
std::vector<float> product(std::size_t rows, std::size_t columns, std::size_t width, Multiply multiply) {
    std::vector<float> y(rows * width);
    multiply(y.data());
    std::vector<float> kept;
    for (std::size_t r = 0; r < rows; ++r)
        kept.insert(kept.end(), y.begin() + static_cast<std::ptrdiff_t>(r * width),
                    y.begin() + static_cast<std::ptrdiff_t>(r * width + columns));
    return kept;
}

}  // namespace

TEST_CASE("products in whole numbers are near those in floats, and the same on every instruction set") {
    constexpr std::size_t depth = 96;
    constexpr std::size_t columns = 37;
    const std::vector<float> weights = random_floats(columns * depth, 1);
    const std::vector<float> bias = random_floats(columns, 2);
    for (const std::size_t rows : {1UL, 5UL, 12UL, 31UL}) {
        const std::vector<float> x = random_floats(rows * depth, static_cast<unsigned>(rows));
        std::vector<std::vector<float>> exact;
        std::vector<std::vector<float>> quantised;
        for (const Kernels* kernels : all_kernels()) {
            PackedMatrix floats;
            floats.pack(*kernels, weights.data(), depth, columns, depth, bias);
            exact.push_back(product(rows, columns, floats.width(*kernels),
                                    [&](float* y) { floats.multiply(*kernels, x.data(), depth, rows, y); }));
            QuantisedMatrix whole;
            QuantisedRows scratch;
            whole.pack(*kernels, weights.data(), depth, columns, depth, bias);
            quantised.push_back(product(rows, columns, whole.width(*kernels), [&](float* y) {
                whole.multiply(*kernels, x.data(), depth, rows, scratch, y);
            }));
            CHECK(same_bits(exact.back(), exact.front()));
            CHECK(same_bits(quantised.back(), quantised.front()));
        }
        double expected = 0;
        for (std::size_t k = 0; k < depth; ++k) expected += double{x[k]} * double{weights[k]};
        CHECK(exact.front()[0] == doctest::Approx(expected + double{bias[0]}).epsilon(1e-4));
        for (std::size_t i = 0; i < exact.front().size(); ++i)
            CHECK(std::abs(exact.front()[i] - quantised.front()[i]) < 0.15F);
    }
}

TEST_CASE("rows and columns of nothing give the bias") {
    for (const Kernels* kernels : all_kernels()) {
        std::vector<float> weights(2 * 16, 0.0F);
        weights[16] = 2e-43F;  // too small for a scale
        const std::vector<float> bias{3, -4};
        const std::vector<float> x(16, 0.0F);
        QuantisedMatrix matrix;
        QuantisedRows scratch;
        matrix.pack(*kernels, weights.data(), 16, 2, 16, bias);
        std::vector<float> y(matrix.width(*kernels));
        matrix.multiply(*kernels, x.data(), 16, 1, scratch, y.data());
        CHECK(y[0] == 3);
        CHECK(y[1] == -4);
        CHECK(y[2] == 0);
    }
}

TEST_CASE("the recurrence of the units is that of the textbook") {
    constexpr std::size_t words = 3;
    constexpr std::size_t cells = 16;
    std::vector<float> gates = random_floats(words * 6 * cells, 7);
    gates[0] = 400;  // cut off, not overflown
    gates[2 * cells] = -400;
    gates[4 * cells] = 400;
    const auto sigmoid = [](double v) { return 1 / (1 + std::exp(-v)); };
    std::vector<std::vector<float>> found;
    for (const Kernels* kernels : all_kernels()) {
        std::vector<float> out(words * 2 * cells);
        kernels->scan(gates.data(), 6 * cells, words, cells, out.data(), 2 * cells);
        found.push_back(out);
        CHECK(same_bits(found.back(), found.front()));
        for (std::size_t i = 0; i < cells; ++i) {
            double c = 0;
            for (std::size_t t = 0; t < words; ++t) {
                const float* g = gates.data() + t * 6 * cells + i;
                const double z = std::tanh(double{g[0]});
                c = z + (c - z) * sigmoid(double{g[2 * cells]});
                const double r = sigmoid(double{g[4 * cells]});
                CHECK(double{out[t * 2 * cells + i]} == doctest::Approx(c * r).epsilon(1e-5));
            }
        }
    }
}

TEST_CASE("the largest of some values is the first of equals, and log probabilities add up to one") {
    for (const Kernels* kernels : all_kernels()) {
        for (const std::size_t count : {1UL, 4UL, 15UL, 16UL, 17UL, 51UL, 196UL}) {
            CAPTURE(std::string(kernels->name));
            CAPTURE(count);
            std::vector<float> values = random_floats(count, static_cast<unsigned>(count));
            const std::size_t place = count * 2 / 3;
            values[place] = 5;
            values[count - 1] = 5;
            CHECK(kernels->argmax(values.data(), count) == place);
            kernels->log_softmax(values.data(), count);
            double sum = 0;
            for (const float value : values) sum += std::exp(double{value});
            CHECK(sum == doctest::Approx(1).epsilon(1e-5));
            CHECK(values[place] == values[count - 1]);
        }
    }
}
