// Inner loops of training, called from kernels.py: the recurrence of the SRU layers with its gradient, and Adam with
// an average of the weights. Plain loops over floats; the compiler makes vectors of them. Trees are decoded by the
// program's own code.
#include <cmath>
#include <cstddef>

#include "annotate/tree.cpp"

namespace {

inline float sigmoid(float x) { return 1.0F / (1.0F + std::exp(-x)); }

/// Calls step(offset of the word, offset of the word before it or -1) along the direction.
template <typename Step>
void along(std::ptrdiff_t words, bool backwards, bool reversed, Step step) {
    const bool down = backwards != reversed;
    for (std::ptrdiff_t i = 0; i < words; ++i) {
        const std::ptrdiff_t t = down ? words - 1 - i : i;
        const std::ptrdiff_t before = backwards ? t + 1 : t - 1;
        step(t, before < words ? before : -1);
    }
}

}  // namespace

extern "C" {

/// a [sentences, words, 3, 2, cells] = inputs of z, f, r of both directions; mask [sentences, words] is 0 on padding.
/// Writes z, f, r, c [sentences, words, 2, cells] for the gradient, and y = c r.
void recur(std::ptrdiff_t sentences, std::ptrdiff_t words, std::ptrdiff_t cells, const float* a, const float* mask,
           float* z, float* f, float* r, float* c, float* y) {
    const std::ptrdiff_t d = 2 * cells;
    for (std::ptrdiff_t i = 0; i < sentences * words; ++i) {
        const float* in = a + i * 3 * d;
        for (std::ptrdiff_t k = 0; k < d; ++k) z[i * d + k] = std::tanh(in[k]);
        for (std::ptrdiff_t k = 0; k < d; ++k) f[i * d + k] = mask[i] * sigmoid(in[d + k]) + (1 - mask[i]);
        for (std::ptrdiff_t k = 0; k < d; ++k) r[i * d + k] = sigmoid(in[2 * d + k]);
    }
    for (std::ptrdiff_t s = 0; s < sentences; ++s) {
        for (int direction = 0; direction < 2; ++direction) {
            along(words, direction == 1, false, [&](std::ptrdiff_t t, std::ptrdiff_t before) {
                const std::ptrdiff_t at = (s * words + t) * d + direction * cells;
                const std::ptrdiff_t last = (s * words + before) * d + direction * cells;
                for (std::ptrdiff_t k = 0; k < cells; ++k) {
                    const float old = before < 0 ? 0.0F : c[last + k];
                    c[at + k] = z[at + k] + f[at + k] * (old - z[at + k]);
                    y[at + k] = c[at + k] * r[at + k];
                }
            });
        }
    }
}

/// From the gradient of y to that of a; carry holds `cells` floats of scratch.
void recur_gradient(std::ptrdiff_t sentences, std::ptrdiff_t words, std::ptrdiff_t cells, const float* z,
                    const float* f, const float* r, const float* c, const float* dy, float* da, float* carry) {
    const std::ptrdiff_t d = 2 * cells;
    for (std::ptrdiff_t s = 0; s < sentences; ++s) {
        for (int direction = 0; direction < 2; ++direction) {
            for (std::ptrdiff_t k = 0; k < cells; ++k) carry[k] = 0;
            along(words, direction == 1, true, [&](std::ptrdiff_t t, std::ptrdiff_t before) {
                const std::ptrdiff_t row = s * words + t;
                const std::ptrdiff_t at = row * d + direction * cells;
                const std::ptrdiff_t last = (s * words + before) * d + direction * cells;
                float* out = da + row * 3 * d + direction * cells;
                for (std::ptrdiff_t k = 0; k < cells; ++k) {
                    const float zk = z[at + k], fk = f[at + k], rk = r[at + k];
                    const float old = before < 0 ? 0.0F : c[last + k];
                    const float dc = dy[at + k] * rk + carry[k];
                    out[k] = dc * (1 - fk) * (1 - zk * zk);
                    out[d + k] = dc * (old - zk) * fk * (1 - fk);
                    out[2 * d + k] = dy[at + k] * c[at + k] * rk * (1 - rk);
                    carry[k] = dc * fk;
                }
            });
        }
    }
}

/// One step of Adam (Kingma and Ba 2015) on n weights p with gradient g * scale; then average += (p - average) * pull.
void adam(std::ptrdiff_t n, float* p, const float* g, float* first, float* second, float* average, float scale,
          float rate, float beta1, float beta2, float correct1, float correct2, float epsilon, float pull) {
    const float step = rate / correct1;
    const float root = 1.0F / std::sqrt(correct2);
    for (std::ptrdiff_t i = 0; i < n; ++i) {
        const float gi = g[i] * scale;
        first[i] = beta1 * first[i] + (1 - beta1) * gi;
        second[i] = beta2 * second[i] + (1 - beta2) * gi * gi;
        p[i] -= step * first[i] / (std::sqrt(second[i]) * root + epsilon);
        average[i] += (p[i] - average[i]) * pull;
    }
}

/// src/annotate/tree.hpp
void best_tree(std::ptrdiff_t words, std::ptrdiff_t stride, const float* scores, std::int32_t* heads) {
    px::best_tree(scores, static_cast<std::size_t>(stride), {heads, static_cast<std::size_t>(words)});
}

}  // extern "C"
