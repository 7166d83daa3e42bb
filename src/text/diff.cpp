#include "text/diff.hpp"

#include <algorithm>
#include <cstddef>

namespace px {
namespace {

using Items = std::vector<std::string_view>;

void add(std::vector<Edit>& edits, Edit::Kind kind, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    if (!edits.empty() && edits.back().kind == kind && edits.back().end == begin)
        edits.back().end = end;
    else
        edits.push_back({kind, begin, end});
}

/// The furthest points reached with 0, 1, 2... edits, kept for walking back.
class Myers {
  public:
    Myers(const Items& a, const Items& b, std::size_t begin, std::size_t a_end, std::size_t b_end)
        : a_(a),
          b_(b),
          begin_(begin),
          a_size_(static_cast<long>(a_end - begin)),
          b_size_(static_cast<long>(b_end - begin)) {}

    /// Steps from the end to the beginning; empty if more than `most` edits are needed.
    std::vector<Edit> run(std::size_t most) {
        const long limit = std::min<long>(static_cast<long>(most), a_size_ + b_size_);
        std::vector<long> furthest(static_cast<std::size_t>(2 * limit + 3), 0);
        for (long d = 0; d <= limit; ++d) {
            if (step(d, limit, furthest)) return walk_back(d);
            trace_.emplace_back(furthest.begin() + (limit + 1 - d), furthest.begin() + (limit + 2 + d));
        }
        return {};
    }

  private:
    /// Advances all diagonals by one edit; true when the end is reached.
    bool step(long d, long limit, std::vector<long>& furthest) const {
        const auto at = [&](long k) -> long& { return furthest[static_cast<std::size_t>(k + limit + 1)]; };
        for (long k = -d; k <= d; k += 2) {
            long x = d == 0 ? 0 : (k == -d || (k != d && at(k - 1) < at(k + 1))) ? at(k + 1) : at(k - 1) + 1;
            while (x < a_size_ && x - k < b_size_ && x - k >= 0 && same(x, x - k)) ++x;
            at(k) = x;
            if (k == a_size_ - b_size_ && x >= a_size_) return true;
        }
        return false;
    }
    [[nodiscard]] bool same(long x, long y) const {
        return a_[begin_ + static_cast<std::size_t>(x)] == b_[begin_ + static_cast<std::size_t>(y)];
    }
    [[nodiscard]] std::vector<Edit> walk_back(long d) const {
        std::vector<Edit> back;
        long x = a_size_;
        long y = b_size_;
        const auto place = [&](long n) { return begin_ + static_cast<std::size_t>(n); };
        for (; d > 0; --d) {
            const std::vector<long>& before = trace_[static_cast<std::size_t>(d - 1)];  // diagonals -(d-1) .. d-1
            const auto reached = [&](long k) {
                return k < -(d - 1) || k > d - 1 ? -1L : before[static_cast<std::size_t>(k + d - 1)];
            };
            const long k = x - y;
            const bool down = k == -d || (k != d && reached(k - 1) < reached(k + 1));
            const long from_x = down ? reached(k + 1) : reached(k - 1);
            const long from_y = from_x - (down ? k + 1 : k - 1);
            const long run_x = down ? from_x : from_x + 1;  // behind the edit, before the run of what is the same
            if (x > run_x) back.push_back({Edit::Kind::same, place(run_x), place(x)});
            if (down)
                back.push_back({Edit::Kind::come, place(from_y), place(from_y + 1)});
            else
                back.push_back({Edit::Kind::gone, place(from_x), place(from_x + 1)});
            x = from_x;
            y = from_y;
        }
        if (x > 0) back.push_back({Edit::Kind::same, place(0), place(x)});
        return back;
    }

    const Items& a_;
    const Items& b_;
    std::size_t begin_;
    long a_size_;
    long b_size_;
    std::vector<std::vector<long>> trace_;
};

/// Between two stretches of what is the same, what is gone stands before what has come.
std::vector<Edit> tidy(const std::vector<Edit>& edits) {
    std::vector<Edit> out;
    for (std::size_t i = 0; i < edits.size();) {
        if (edits[i].kind == Edit::Kind::same) {
            add(out, Edit::Kind::same, edits[i].begin, edits[i].end);
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < edits.size() && edits[end].kind != Edit::Kind::same) ++end;
        for (const Edit::Kind kind : {Edit::Kind::gone, Edit::Kind::come})
            for (std::size_t k = i; k < end; ++k)
                if (edits[k].kind == kind) add(out, kind, edits[k].begin, edits[k].end);
        i = end;
    }
    return out;
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::vector<Edit> diff(const Items& old_items, const Items& new_items, std::size_t most_edits) {
    std::size_t begin = 0;
    while (begin < old_items.size() && begin < new_items.size() && old_items[begin] == new_items[begin]) ++begin;
    std::size_t old_end = old_items.size();
    std::size_t new_end = new_items.size();
    while (old_end > begin && new_end > begin && old_items[old_end - 1] == new_items[new_end - 1]) {
        --old_end;
        --new_end;
    }
    std::vector<Edit> edits;
    add(edits, Edit::Kind::same, 0, begin);
    const std::vector<Edit> back = Myers(old_items, new_items, begin, old_end, new_end).run(most_edits);
    if (back.empty()) {  // nothing is left to compare, or too much is different
        add(edits, Edit::Kind::gone, begin, old_end);
        add(edits, Edit::Kind::come, begin, new_end);
    } else {
        edits.insert(edits.end(), back.rbegin(), back.rend());
    }
    if (old_end < old_items.size()) edits.push_back({Edit::Kind::same, old_end, old_items.size()});
    return tidy(edits);
}

std::vector<std::string_view> words_and_gaps(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && is_word(text[end]) == is_word(text[at])) ++end;
        parts.push_back(text.substr(at, end - at));
        at = end;
    }
    return parts;
}

}  // namespace px
