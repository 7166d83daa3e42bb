#include "relate/passages.hpp"

#include <algorithm>
#include <unordered_map>

namespace px {
namespace {

constexpr std::size_t longest_gap = 12;
constexpr std::size_t places_tried = 16;  // of one shingle in the other text

struct Run {
    std::size_t a = 0;
    std::size_t b = 0;
    std::size_t words = 0;
};

// Where each shingle of a text begins: at most `places_tried` places for each.
std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> index_shingles(std::span<const ReportWord> words) {
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> index;
    if (words.size() < shingle_words) return index;
    index.reserve(words.size());
    for (std::size_t at = 0; at + shingle_words <= words.size(); ++at) {
        std::vector<std::uint32_t>& places = index[shingle(words, at)];
        if (places.size() < places_tried) places.push_back(static_cast<std::uint32_t>(at));
    }
    return index;
}

std::size_t equal_words(std::span<const ReportWord> a, std::size_t at_a, std::span<const ReportWord> b,
                        std::size_t at_b) {
    std::size_t count = 0;
    while (at_a + count < a.size() && at_b + count < b.size() && a[at_a + count].hash == b[at_b + count].hash) ++count;
    return count;
}

std::vector<Run> find_runs(std::span<const ReportWord> a, std::span<const ReportWord> b) {
    std::vector<Run> runs;
    const auto index = index_shingles(b);
    for (std::size_t at = 0; at + shingle_words <= a.size();) {
        Run best;
        if (const auto found = index.find(shingle(a, at)); found != index.end()) {
            for (const std::uint32_t place : found->second) {
                const std::size_t words = equal_words(a, at, b, place);
                if (words > best.words) best = {at, place, words};
            }
        }
        if (best.words >= shingle_words) {
            runs.push_back(best);
            at += best.words;
        } else {
            ++at;
        }
    }
    return runs;
}

std::uint32_t prose_words(std::span<const ReportWord> a, std::span<const ReportWord> b, const Run& run) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < run.words; ++i)
        if (!a[run.a + i].quoted && !b[run.b + i].quoted) ++count;
    return count;
}

bool continues(const Run& run, const Run& next) {
    const std::size_t end_a = run.a + run.words;
    const std::size_t end_b = run.b + run.words;
    return next.a >= end_a && next.a - end_a <= longest_gap && next.b >= end_b && next.b - end_b <= longest_gap;
}

}  // namespace

std::uint64_t shingle(std::span<const ReportWord> words, std::size_t at) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < shingle_words; ++i) {
        hash ^= words[at + i].hash + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
        hash *= 0xFF51AFD7ED558CCDULL;
    }
    return hash ^ (hash >> 33U);
}

const Passage* Shared::longest() const {
    const auto found = std::max_element(passages.begin(), passages.end(), [](const Passage& x, const Passage& y) {
        return x.prose < y.prose || (x.prose == y.prose && x.words < y.words);
    });
    return found == passages.end() ? nullptr : &*found;
}

Shared find_shared(std::span<const ReportWord> a, std::span<const ReportWord> b) {
    Shared shared;
    const Run* previous = nullptr;
    const std::vector<Run> runs = find_runs(a, b);
    for (const Run& run : runs) {
        const Span span_a = hull(a[run.a].span, a[run.a + run.words - 1].span);
        const Span span_b = hull(b[run.b].span, b[run.b + run.words - 1].span);
        const auto words = static_cast<std::uint32_t>(run.words);
        const std::uint32_t prose = prose_words(a, b, run);
        if (previous != nullptr && continues(*previous, run)) {
            Passage& passage = shared.passages.back();
            passage.a.end = span_a.end;
            passage.b.end = span_b.end;
            passage.words += words;
            passage.prose += prose;
        } else {
            shared.passages.push_back({span_a, span_b, words, prose});
        }
        shared.words += words;
        shared.prose += prose;
        previous = &run;
    }
    return shared;
}

}  // namespace px
