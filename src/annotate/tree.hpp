#pragma once
// Dependency trees from arc scores.

#include <cstdint>
#include <span>
#include <vector>

namespace px {

/// heads[i] is the head of word i + 1 (0 = root). True for an acyclic graph with exactly one child of the root.
[[nodiscard]] bool is_tree(std::span<const std::int32_t> heads);

/// The best tree with exactly one root word. scores[i * stride + j] is the log probability of j as the head of word
/// i + 1 (j = 0: root), not below -10,000. Takes the likeliest heads if they form a tree, else the maximum spanning
/// arborescence. Returns whether the likeliest heads had to be repaired. O(n^2) in time and space.
bool best_tree(const float* scores, std::size_t stride, std::span<std::int32_t> heads);

}  // namespace px
