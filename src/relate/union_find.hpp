#pragma once
// Disjoint sets with path halving and union by size (Tarjan 1975): near-constant time for each step.

#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace px {

class UnionFind {
  public:
    explicit UnionFind(std::size_t size) : parent_(size), size_(size, 1) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }

    /// The set that `item` is in, named by one of its members.
    [[nodiscard]] std::size_t find(std::size_t item) {
        while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
        return item;
    }

    void unite(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        if (a == b) return;
        if (size_[a] < size_[b]) std::swap(a, b);
        parent_[b] = a;
        size_[a] += size_[b];
    }

  private:
    std::vector<std::size_t> parent_;
    std::vector<std::size_t> size_;
};

}  // namespace px
