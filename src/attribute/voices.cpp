#include "attribute/voices.hpp"

#include <algorithm>
#include <set>

#include "record/speech.hpp"

namespace px {

Voices::Voices(const std::vector<Attribution>& attributions) {
    struct Edge {
        std::uint32_t at = 0;
        bool opens = false;
        Piece piece;
    };
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < attributions.size(); ++i) {
        const std::vector<Span>& content = attributions[i].content;
        if (content.empty() || !is_speech(attributions[i])) continue;
        for (const Span span : content) {
            const Piece piece{span, content.back().end - content.front().begin, static_cast<std::int32_t>(i)};
            edges.push_back({span.begin, true, piece});
            edges.push_back({span.end, false, piece});
        }
    }
    std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
    std::multiset<Piece> open;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (edges[i].opens)
            open.insert(edges[i].piece);
        else if (const auto found = open.find(edges[i].piece); found != open.end())
            open.erase(found);
        if (i + 1 < edges.size() && edges[i + 1].at == edges[i].at) continue;
        Stretch stretch;
        stretch.begin = edges[i].at;
        std::size_t taken = 0;
        for (const Piece& piece : open) {
            if (taken == most_nested) break;
            stretch.innermost[taken++] = piece;
        }
        stretches_.push_back(stretch);
    }
}

std::int32_t Voices::of(Span word) const {
    const auto after = std::partition_point(stretches_.begin(), stretches_.end(),
                                            [&](const Stretch& stretch) { return stretch.begin <= word.begin; });
    if (after == stretches_.begin()) return -1;
    for (const Piece& piece : (after - 1)->innermost)
        if (piece.attribution >= 0 && piece.span.contains(word)) return piece.attribution;
    return -1;
}

}  // namespace px
