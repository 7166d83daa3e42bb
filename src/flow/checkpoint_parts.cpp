#include "flow/checkpoint_parts.hpp"

#include <algorithm>

namespace px {

std::set<std::int64_t> worth_keeping(const std::set<std::int64_t>& held, std::int64_t first, std::int64_t total) {
    std::set<std::int64_t> kept;
    std::int64_t nearest = 1;  // in parts from the end
    while (nearest <= total) {
        const std::int64_t next = nearest < 3 ? nearest + 1 : nearest * 3;
        // Parts that lie so far from the end: oldest, and the one behind the last.
        const std::int64_t oldest = total - (next - 1);
        const std::int64_t end = total - nearest + 1;
        std::int64_t best = std::max(oldest, first);
        if (const auto older = held.lower_bound(oldest); older != held.end() && *older < best) best = *older;
        if (best >= 0 && best < end) kept.insert(best);
        nearest = next;
    }
    return kept;
}

}  // namespace px
