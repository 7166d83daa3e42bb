#include "annotate/tree.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace px {
namespace {

constexpr float never = -1e9F;

/// Square matrix of scores: at(i, j) = score of node j as the head of node i.
class Scores {
  public:
    explicit Scores(std::size_t nodes) : nodes_(nodes), values_(nodes * nodes, never) {}
    float& at(std::size_t i, std::size_t j) { return values_[i * nodes_ + j]; }
    [[nodiscard]] float at(std::size_t i, std::size_t j) const { return values_[i * nodes_ + j]; }
    [[nodiscard]] std::size_t size() const { return nodes_; }

  private:
    std::size_t nodes_;
    std::vector<float> values_;
};

using Heads = std::vector<std::size_t>;

Heads likeliest_heads(const Scores& scores) {
    Heads heads(scores.size(), 0);
    for (std::size_t i = 1; i < scores.size(); ++i) {
        std::size_t best = 0;
        for (std::size_t j = 0; j < scores.size(); ++j)
            if (j != i && scores.at(i, j) > scores.at(i, best)) best = j;
        heads[i] = best;
    }
    return heads;
}

/// Nodes of one cycle; empty if there is none.
std::vector<std::size_t> find_cycle(const Heads& heads) {
    std::vector<std::size_t> seen(heads.size(), 0);  // number of the walk that met the node
    for (std::size_t start = 1; start < heads.size(); ++start) {
        std::size_t node = start;
        while (node != 0 && seen[node] == 0) {
            seen[node] = start;
            node = heads[node];
        }
        if (node == 0 || seen[node] != start) continue;
        std::vector<std::size_t> cycle;
        std::size_t at = node;
        do {
            cycle.push_back(at);
            at = heads[at];
        } while (at != node);
        return cycle;
    }
    return {};
}

/// One contraction of Chu-Liu/Edmonds: the cycle becomes the last node of the smaller graph.
struct Contraction {
    std::vector<std::size_t> cycle;
    std::vector<std::size_t> rest;        // old numbers of the nodes that stay
    std::vector<std::size_t> enter_at;    // per rest node j: the cycle node that j would enter
    std::vector<std::size_t> leave_from;  // per rest node i: the cycle node that would head i
    Heads heads;                          // likeliest heads before the contraction
};

Scores contract(const Scores& scores, Contraction& step) {
    std::vector<bool> inside(scores.size(), false);
    for (const std::size_t c : step.cycle) inside[c] = true;
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (!inside[i]) step.rest.push_back(i);
    const std::size_t kept = step.rest.size();
    Scores smaller(kept + 1);
    step.enter_at.assign(kept, step.cycle[0]);
    step.leave_from.assign(kept, step.cycle[0]);
    for (std::size_t a = 0; a < kept; ++a) {
        const std::size_t node = step.rest[a];
        for (std::size_t b = 0; b < kept; ++b) smaller.at(a, b) = scores.at(node, step.rest[b]);
        for (const std::size_t c : step.cycle) {
            if (node != 0 && scores.at(node, c) > smaller.at(a, kept)) {
                smaller.at(a, kept) = scores.at(node, c);
                step.leave_from[a] = c;
            }
            const float gain = scores.at(c, node) - scores.at(c, step.heads[c]);
            if (gain > smaller.at(kept, a)) {
                smaller.at(kept, a) = gain;
                step.enter_at[a] = c;
            }
        }
    }
    return smaller;
}

Heads expand(const Contraction& step, const Heads& smaller) {
    const std::size_t kept = step.rest.size();
    Heads heads = step.heads;
    for (std::size_t a = 1; a < kept; ++a)
        heads[step.rest[a]] = smaller[a] == kept ? step.leave_from[a] : step.rest[smaller[a]];
    const std::size_t entry = smaller[kept];
    heads[step.enter_at[entry]] = step.rest[entry];
    return heads;
}

/// Heads of the best spanning arborescence below node 0. A loop, not recursion: a long sentence cannot exhaust the
/// stack.
Heads edmonds(Scores scores) {
    std::vector<Contraction> steps;
    Heads heads = likeliest_heads(scores);
    for (;;) {
        Contraction step;
        step.cycle = find_cycle(heads);
        if (step.cycle.empty()) break;
        step.heads = std::move(heads);
        scores = contract(scores, step);
        heads = likeliest_heads(scores);
        steps.push_back(std::move(step));
    }
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) heads = expand(*step, heads);
    return heads;
}

}  // namespace

bool is_tree(std::span<const std::int32_t> heads) {
    if (std::count(heads.begin(), heads.end(), 0) != 1) return false;
    std::vector<std::uint32_t> seen(heads.size() + 1, 0);
    for (std::uint32_t start = 1; start <= heads.size(); ++start) {
        std::size_t node = start;
        while (node != 0 && seen[node] == 0) {
            seen[node] = start;
            node = static_cast<std::size_t>(heads[node - 1]);
        }
        if (node != 0 && seen[node] == start) return false;
    }
    return true;
}

bool best_tree(const float* scores, std::size_t stride, std::span<std::int32_t> heads) {
    const std::size_t n = heads.size();
    for (std::size_t i = 0; i < n; ++i) {
        const float* row = scores + i * stride;
        heads[i] = static_cast<std::int32_t>(std::max_element(row, row + n + 1) - row);
    }
    if (is_tree(heads)) return false;

    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = i;
    const std::size_t tries = std::min<std::size_t>(3, n);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(tries), order.end(),
                      [&](std::size_t a, std::size_t b) { return scores[a * stride] > scores[b * stride]; });
    float best = -std::numeric_limits<float>::infinity();
    for (std::size_t t = 0; t < tries; ++t) {
        Scores graph(n + 1);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 1; j <= n; ++j) graph.at(i + 1, j) = scores[i * stride + j];
        graph.at(order[t] + 1, 0) = scores[order[t] * stride];
        const Heads found = edmonds(graph);
        float sum = 0;
        for (std::size_t i = 1; i <= n; ++i) sum += graph.at(i, found[i]);
        if (sum <= best) continue;
        best = sum;
        for (std::size_t i = 0; i < n; ++i) heads[i] = static_cast<std::int32_t>(found[i + 1]);
    }
    return true;
}

}  // namespace px
