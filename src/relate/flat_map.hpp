#pragma once
// A table from whole numbers to values in one piece of memory (open addressing, linear probing; Knuth, The Art of
// Computer Programming 3, 6.4): the search for stories looks numbers up some thousand times for each report, and
// std::unordered_map takes several times as long.
//
//   FlatMap<std::uint32_t, int> counts;
//   ++counts[7];
//   if (const int* count = counts.find(7)) use(*count);
//
// The order of each() is no order to rest on. References end with the next insertion or erasure.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace px {

template <typename Key, typename Value>
class FlatMap {
  public:
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool contains(Key key) const { return find(key) != nullptr; }

    [[nodiscard]] const Value* find(Key key) const {
        if (slots_.empty()) return nullptr;
        for (std::size_t at = home(key); slots_[at].used; at = next(at))
            if (slots_[at].key == key) return &slots_[at].value;
        return nullptr;
    }
    [[nodiscard]] Value* find(Key key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

    Value& operator[](Key key) {
        if (2 * (size_ + 1) > slots_.size()) grow(slots_.empty() ? 16 : 2 * slots_.size());
        std::size_t at = home(key);
        for (; slots_[at].used; at = next(at))
            if (slots_[at].key == key) return slots_[at].value;
        slots_[at].key = key;
        slots_[at].used = true;
        ++size_;
        return slots_[at].value;
    }

    /// Room for so many without growing.
    void reserve(std::size_t size) {
        std::size_t slots = 16;
        while (slots < 2 * size) slots *= 2;
        if (slots > slots_.size()) grow(slots);
    }

    void erase(Key key) {
        if (slots_.empty()) return;
        std::size_t hole = home(key);
        for (;; hole = next(hole)) {
            if (!slots_[hole].used) return;
            if (slots_[hole].key == key) break;
        }
        // What lies behind moves up if its home is at or before the hole.
        for (std::size_t at = next(hole); slots_[at].used; at = next(at)) {
            const std::size_t from_home = (at - home(slots_[at].key)) & (slots_.size() - 1);
            const std::size_t from_hole = (at - hole) & (slots_.size() - 1);
            if (from_home < from_hole) continue;
            slots_[hole] = std::move(slots_[at]);
            hole = at;
        }
        slots_[hole] = {};
        --size_;
    }

    void clear() {
        slots_.clear();
        size_ = 0;
    }

    template <typename Use>
    void each(Use&& use) const {
        for (const Slot& slot : slots_)
            if (slot.used) use(slot.key, slot.value);
    }
    template <typename Use>
    void each(Use&& use) {
        for (Slot& slot : slots_)
            if (slot.used) use(slot.key, slot.value);
    }

  private:
    struct Slot {
        Key key{};
        bool used = false;
        Value value{};
    };

    [[nodiscard]] std::size_t home(Key key) const {
        return static_cast<std::size_t>((static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15ULL) >> shift_);
    }
    [[nodiscard]] std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

    void grow(std::size_t slots) {
        std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots));
        shift_ = 64;
        for (std::size_t n = slots; n > 1; n /= 2) --shift_;
        for (Slot& slot : old) {
            if (!slot.used) continue;
            std::size_t at = home(slot.key);
            while (slots_[at].used) at = next(at);
            slots_[at] = std::move(slot);
        }
    }

    std::vector<Slot> slots_;  // a power of two of them, at most half of them used
    std::size_t size_ = 0;
    unsigned shift_ = 64;  // of hashes, so that their upper bits tell the slot
};

}  // namespace px
