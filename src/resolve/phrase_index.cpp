#include "resolve/phrase_index.hpp"

#include <functional>

namespace px {
namespace {

constexpr std::size_t first_words = 32768;
constexpr std::size_t first_edges = 65536;

}  // namespace

PhraseIndex::PhraseIndex() : ends_{0}, word_slots_(first_words), edge_slots_(first_edges) {}

std::size_t PhraseIndex::word_slot(std::string_view word) const {
    const std::size_t mask = word_slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>()(word) & mask;
    while (word_slots_[slot] != 0 && spelled(word_slots_[slot]) != word) slot = (slot + 1) & mask;
    return slot;
}

std::size_t PhraseIndex::edge_slot(std::uint64_t key) const {
    const std::size_t mask = edge_slots_.size() - 1;
    std::size_t slot = ((key * 0x9E3779B97F4A7C15U) >> 32U) & mask;  // the golden ratio in 64 bits: Knuth, vol. 3, 6.4
    while (edge_slots_[slot].to != 0 && edge_slots_[slot].key != key) slot = (slot + 1) & mask;
    return slot;
}

std::uint32_t PhraseIndex::add_word(std::string_view word) {
    std::size_t slot = word_slot(word);
    if (word_slots_[slot] != 0) return word_slots_[slot];
    const auto number = static_cast<std::uint32_t>(ends_.size());
    letters_ += word;
    ends_.push_back(static_cast<std::uint32_t>(letters_.size()));
    if (ends_.size() * 2 > word_slots_.size()) {
        word_slots_.assign(word_slots_.size() * 2, 0);
        for (std::uint32_t old = 1; old < number; ++old) word_slots_[word_slot(spelled(old))] = old;
        slot = word_slot(word);
    }
    word_slots_[slot] = number;
    return number;
}

std::uint32_t PhraseIndex::add_step(std::uint32_t node, std::uint32_t word) {
    const std::uint64_t key = key_of(node, word);
    std::size_t slot = edge_slot(key);
    if (edge_slots_[slot].to != 0) return edge_slots_[slot].to;
    ++edges_;
    if (edges_ * 2 > edge_slots_.size()) {
        std::vector<Edge> old(edge_slots_.size() * 2);
        old.swap(edge_slots_);
        for (const Edge& edge : old)
            if (edge.to != 0) edge_slots_[edge_slot(edge.key)] = edge;
        slot = edge_slot(key);
    }
    edge_slots_[slot] = {key, static_cast<std::uint32_t>(edges_)};
    return edge_slots_[slot].to;
}

}  // namespace px
