#include "annotate/tree.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace px {
namespace {

/// A root edge costs so much that the best arborescence has one of them only; scores are above -1e7 together.
constexpr double root_cost = 1e9;
constexpr double never = -std::numeric_limits<double>::infinity();
constexpr std::size_t none = static_cast<std::size_t>(-1);

/// The best arborescence of a dense graph below node 0 (Chu and Liu 1965, Edmonds 1967), by growing paths backwards
/// and contracting cycles in place (Tarjan 1977): each contraction of k nodes costs O(k n), all together O(n^2).
class Arborescence {
  public:
    Arborescence(const float* scores, std::size_t stride, std::size_t words)
        : nodes_(words + 1), edges_(nodes_ * nodes_), tree_(nodes_), mark_(nodes_, Mark::fresh), active_(nodes_) {
        for (std::size_t i = 1; i < nodes_; ++i) {
            tree_[i].name = active_[i] = i;
            for (std::size_t j = 0; j < nodes_; ++j) {
                const double score = scores[(i - 1) * stride + j];
                edge(i, j) = {i == j ? never : score - (j == 0 ? root_cost : 0), static_cast<std::uint32_t>(i),
                              static_cast<std::uint32_t>(j)};
            }
        }
        mark_[0] = Mark::done;
        groups_.resize(nodes_);
    }

    void find(std::span<std::int32_t> heads) {
        for (std::size_t start = 1; start < nodes_; ++start)
            if (mark_[start] == Mark::fresh) grow(start);
        expand(heads);
    }

  private:
    /// An edge between nodes that may be contracted, with the words at its ends.
    struct Edge {
        double score = never;
        std::uint32_t word = 0;
        std::uint32_t head = 0;
    };
    /// What a place of the matrix stands for at present, and the edge chosen to enter it.
    struct Place {
        std::size_t name = 0;  // index of its group: a word or a contracted cycle
        std::size_t from = 0;
    };
    /// A word, or a cycle of groups.
    struct Group {
        std::size_t parent = none;
        Edge entry;
        std::vector<std::size_t> members;
    };
    enum class Mark : std::uint8_t { fresh, on_path, done, merged };

    Edge& edge(std::size_t to, std::size_t from) { return edges_[to * nodes_ + from]; }

    void choose_entry(std::size_t place) {
        std::size_t best = none;
        for (const std::size_t from : active_)
            if (from != place && (best == none || edge(place, from).score > edge(place, best).score)) best = from;
        tree_[place].from = best;
        groups_[tree_[place].name].entry = edge(place, best);
    }

    /// Follows the best entries backwards until they meet what hangs on the root.
    void grow(std::size_t start) {
        std::vector<std::size_t> path = {start};
        mark_[start] = Mark::on_path;
        for (;;) {
            choose_entry(path.back());
            const std::size_t from = tree_[path.back()].from;
            if (mark_[from] == Mark::done) break;
            if (mark_[from] == Mark::fresh) {
                mark_[from] = Mark::on_path;
                path.push_back(from);
                continue;
            }
            const auto cycle = std::find(path.begin(), path.end(), from);
            contract(std::span(cycle, path.end()));
            path.erase(cycle + 1, path.end());
        }
        for (const std::size_t place : path) mark_[place] = Mark::done;
    }

    /// The first place of the cycle becomes the whole of it.
    void contract(std::span<const std::size_t> cycle) {
        Group group;
        const std::size_t whole = cycle.front();
        for (const std::size_t place : cycle) {
            mark_[place] = Mark::merged;
            group.members.push_back(tree_[place].name);
            groups_[tree_[place].name].parent = groups_.size();
        }
        std::erase_if(active_, [&](std::size_t place) { return mark_[place] == Mark::merged; });
        for (const std::size_t other : active_) {
            Edge in;
            Edge out;
            for (const std::size_t place : cycle) {
                Edge entering = edge(place, other);
                entering.score -= groups_[tree_[place].name].entry.score;
                if (entering.score > in.score || place == whole) in = entering;
                if (edge(other, place).score > out.score || place == whole) out = edge(other, place);
            }
            edge(whole, other) = in;
            edge(other, whole) = out;
        }
        active_.push_back(whole);
        mark_[whole] = Mark::on_path;
        tree_[whole].name = groups_.size();
        groups_.push_back(std::move(group));
    }

    /// Opens the cycles from the outside: where a cycle is entered, its own edge to that member gives way.
    void expand(std::span<std::int32_t> heads) const {
        std::vector<std::size_t> open;
        for (std::size_t i = 1; i < groups_.size(); ++i)
            if (groups_[i].parent == none) open.push_back(i);
        while (!open.empty()) {
            const std::size_t top = open.back();
            open.pop_back();
            const Edge& entry = groups_[top].entry;
            heads[entry.word - 1] = static_cast<std::int32_t>(entry.head);
            for (std::size_t at = entry.word; at != top; at = groups_[at].parent)
                for (const std::size_t member : groups_[groups_[at].parent].members)
                    if (member != at) open.push_back(member);
        }
    }

    std::size_t nodes_;
    std::vector<Edge> edges_;
    std::vector<Place> tree_;
    std::vector<Mark> mark_;
    std::vector<std::size_t> active_;  // places that are not merged into others
    std::vector<Group> groups_;        // the words' come first, cycles behind them
};

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

    Arborescence(scores, stride, n).find(heads);
    return true;
}

}  // namespace px
