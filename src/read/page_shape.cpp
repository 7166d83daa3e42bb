#include "read/page_shape.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string>
#include <unordered_map>

namespace px {
namespace {

constexpr std::size_t longest_head = 60;  // bytes

/// Only heads that stand above other texts; "Advertisement" or "Share" may stand above the report.
bool heads_other_texts(const Verdict& verdict) {
    const bool whole_line = verdict.place == PatternPlace::line || verdict.place == PatternPlace::tail;
    return whole_line && (verdict.reason == LeftOut::related || verdict.reason == LeftOut::newsletter ||
                          verdict.reason == LeftOut::comments);
}

bool looks_like_head(const PageBlock& block) {
    return block.text.size() <= longest_head &&
           (block.kind == PageKind::heading || block.kind == PageKind::text || block.bold_bytes == block.text.size());
}

bool is_plain(const PageHint& hint) {
    return hint.reason == LeftOut::none && !hint.is_body_text && !hint.is_caption && !hint.is_standfirst;
}

}  // namespace

std::vector<BlockRange> blocks_below(const PageTree& tree) {
    std::vector<BlockRange> ranges(tree.nodes.size(), {tree.blocks.size(), 0});
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
        BlockRange& range = ranges[static_cast<std::size_t>(tree.blocks[i].node)];
        range.begin = std::min(range.begin, i);
        range.end = i + 1;
    }
    for (std::size_t n = tree.nodes.size(); n-- > 1;) {  // children stand after their parents
        BlockRange& parent = ranges[static_cast<std::size_t>(tree.nodes[n].parent)];
        parent.begin = std::min(parent.begin, ranges[n].begin);
        parent.end = std::max(parent.end, ranges[n].end);
    }
    for (BlockRange& range : ranges)
        if (range.end == 0) range.begin = 0;
    return ranges;
}

std::vector<std::uint64_t> shapes_of(const PageTree& tree) {
    std::vector<std::uint64_t> shapes;
    shapes.reserve(tree.nodes.size());
    std::string shape;
    for (const PageNode& node : tree.nodes) {
        shape = node.tag + ' ';
        std::copy_if(node.names.begin(), node.names.end(), std::back_inserter(shape),
                     [](char c) { return c < '0' || c > '9'; });
        shapes.push_back(std::hash<std::string>{}(shape));
    }
    return shapes;
}

std::vector<bool> repeated_among_siblings(const PageTree& tree, const std::vector<std::uint64_t>& shapes,
                                          const std::vector<BlockRange>& ranges) {
    constexpr std::uint64_t spread = 0x9E3779B97F4A7C15U;
    const auto key = [&](std::size_t i) {
        return shapes[i] ^ (static_cast<std::uint64_t>(tree.nodes[i].parent) * spread);
    };
    const auto may_count = [&](std::size_t i) {
        return !tree.nodes[i].names.empty() && ranges[i].end > ranges[i].begin + 1;
    };
    std::unordered_map<std::uint64_t, int> count;
    for (std::size_t i = 1; i < tree.nodes.size(); ++i)
        if (may_count(i)) ++count[key(i)];
    std::vector<bool> repeated(tree.nodes.size(), false);
    for (std::size_t i = 1; i < tree.nodes.size(); ++i) repeated[i] = may_count(i) && count[key(i)] > 1;
    return repeated;
}

std::vector<PageHint> hints_with_heads(const PageTree& tree, const std::vector<BlockRange>& ranges,
                                       std::size_t headline,
                                       const std::function<const std::optional<Verdict>&(std::size_t)>& judge) {
    std::vector<PageHint> hints;
    hints.reserve(tree.nodes.size());
    for (const PageNode& node : tree.nodes) hints.push_back(node.hint);
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
        if (!looks_like_head(tree.blocks[i])) continue;
        std::int32_t headed = -1;  // the innermost container that begins with this block and holds more
        for (std::int32_t at = tree.blocks[i].node; at > 0 && headed < 0;
             at = tree.nodes[static_cast<std::size_t>(at)].parent) {
            const BlockRange& range = ranges[static_cast<std::size_t>(at)];
            const bool is_its_own = range.begin == i && (headline < range.begin || headline >= range.end);
            if (!is_its_own || !is_plain(hints[static_cast<std::size_t>(at)])) break;
            if (range.end > i + 1) headed = at;
        }
        if (headed < 0) continue;
        const auto& verdict = judge(i);
        if (!verdict || !heads_other_texts(*verdict)) continue;
        hints[static_cast<std::size_t>(headed)].reason = verdict->reason;
        hints[static_cast<std::size_t>(headed)].often_longer = verdict->reason == LeftOut::comments;
    }
    return hints;
}

bool asks_for_consent(std::string_view text) {
    static constexpr std::array<std::string_view, 16> signs = {"cookies",
                                                               "our partners",
                                                               "personal data",
                                                               "onsent",
                                                               "rivacy policy",
                                                               "legitimate interest",
                                                               "access information on a device",
                                                               "personalised ad",
                                                               "personalized ad",
                                                               "geolocation data",
                                                               "browsing data",
                                                               "unique IDs",
                                                               "Einwilligung",
                                                               "personenbezogene",
                                                               "consentement",
                                                               "consentimiento"};
    int found = 0;
    for (const std::string_view sign : signs)
        if (text.find(sign) != std::string_view::npos && ++found == 2) return true;
    return false;
}

}  // namespace px
