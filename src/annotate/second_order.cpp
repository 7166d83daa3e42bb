#include "annotate/second_order.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "annotate/model_file.hpp"

namespace px {
namespace {

constexpr std::uint32_t none = 0x5bd1e995;  // there is no such word or relation
constexpr std::uint32_t root_word = 0x1b873593;

std::string_view universal(std::string_view relation) { return relation.substr(0, relation.find(':')); }

/// Groups of relations whose presence is told by one bit.
constexpr std::string_view groups_below[] = {"cc", "case mark", "nsubj csubj", "aux cop", "det", "punct"};
constexpr std::string_view groups_beside[] = {"nsubj csubj", "obj iobj", "obl advmod", "ccomp xcomp",
                                              "cop aux",     "cc",       "case",       "det"};

bool among(std::string_view words, std::string_view word) {
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        if (words.substr(at, end - at) == word) return true;
        at = end + 1;
    }
    return false;
}

std::uint32_t bits(std::span<const std::string_view> groups, std::string_view relation) {
    std::uint32_t found = 0;
    for (std::size_t g = 0; g < groups.size(); ++g)
        if (among(groups[g], relation)) found |= 1U << g;
    return found;
}

/// Distances from 1 to 6 one by one, longer ones in four classes; negative ones apart.
std::uint32_t distance_class(std::int64_t distance) {
    const std::int64_t size = std::abs(distance);
    const std::uint32_t step = size <= 6    ? static_cast<std::uint32_t>(size)
                               : size <= 9  ? 7
                               : size <= 14 ? 8
                               : size <= 24 ? 9
                                            : 10;
    return distance >= 0 ? step : 32 + step;
}

constexpr std::uint32_t most_crossings = 4;

/// How many arcs of the tree cross the one between words a < b, `most_crossings` at most.
std::uint32_t crossings(const FirstTree& tree, const TreeAround& around, std::uint32_t a, std::uint32_t b) {
    std::uint32_t count = 0;
    for (std::uint32_t i = a + 1; i < b && count < most_crossings; ++i) {
        const auto head = static_cast<std::uint32_t>(tree.heads[i - 1]);
        if (head != 0 && (head < a || head > b)) ++count;
        for (const std::uint32_t below : around.dependents(i))
            if (below < a || below > b) ++count;
    }
    return std::min(count, most_crossings);
}

bool is_below(const FirstTree& tree, std::uint32_t word, std::uint32_t above) {
    for (std::size_t steps = 0; word != 0 && steps <= tree.heads.size(); ++steps) {
        if (word == above) return true;
        word = static_cast<std::uint32_t>(tree.heads[word - 1]);
    }
    return false;
}

std::uint32_t mixed(std::uint32_t hash, std::uint32_t value) {
    hash = (hash ^ (value + 1)) * 0x85ebca6bU;
    return hash ^ (hash >> 13U);
}

}  // namespace

void TreeAround::read(std::span<const std::int32_t> heads) {
    starts_.assign(heads.size() + 2, 0);
    for (const std::int32_t head : heads) ++starts_[static_cast<std::size_t>(head) + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    dependents_.resize(heads.size());
    for (std::size_t i = heads.size(); i-- > 0;)
        dependents_[--starts_[static_cast<std::size_t>(heads[i]) + 1]] = static_cast<std::uint32_t>(i + 1);
    // the starts now stand one place late
    std::rotate(starts_.begin(), starts_.begin() + 1, starts_.end());
    starts_.back() = static_cast<std::uint32_t>(heads.size());
}

SecondOrder::SecondOrder(std::span<const std::string_view> upos, std::span<const std::string_view> xpos,
                         std::span<const std::string_view> relations, std::vector<float> weights)
    : weights_(std::move(weights)) {
    for (std::size_t i = 0; i < upos.size(); ++i) {
        upos_.push_back(crc32(upos[i]));
        if (upos[i] == "PUNCT") punct_ = static_cast<std::uint32_t>(i);
        if (upos[i] == "VERB") verb_ = static_cast<std::uint32_t>(i);
        if (upos[i] == "AUX") aux_ = static_cast<std::uint32_t>(i);
    }
    for (const std::string_view name : xpos) xpos_.push_back(crc32(name));
    for (const std::string_view name : relations) {
        const std::string_view base = universal(name);
        relations_.push_back(
            {crc32(name), bits(groups_below, base), bits(groups_beside, base), base == "case" || base == "mark"});
    }
}

/// What stands beside a proposed arc.
struct SecondOrder::Siblings {
    std::uint32_t same = 0;              // other dependents of the head with the same relation, two at most
    std::uint32_t left = 0, right = 0;   // other dependents on either side, three at most
    std::uint32_t inner = 0, outer = 0;  // the nearest ones towards the head and away from it; 0 = none
    std::uint32_t groups = 0;            // bits of groups_beside
};

SecondOrder::Siblings SecondOrder::siblings(const FirstTree& tree, const TreeAround& around,
                                            const Proposal& proposal) const {
    Siblings found;
    const std::uint32_t word = proposal.word + 1;
    const std::uint32_t head = proposal.head;
    for (const std::uint32_t other : around.dependents(head)) {
        if (other == word) continue;
        const std::uint16_t relation = tree.relations[other - 1];
        found.groups |= relations_[relation].beside;
        found.same += relation == proposal.relation ? 1 : 0;
        ++(other < head ? found.left : found.right);
        if (head == 0) continue;
        const bool between = other > std::min(word, head) && other < std::max(word, head);
        const bool beyond = word < head ? other < word : other > word;
        // dependents come in the order of words: the first or the last one that fits is the nearest
        if (between && (word > head || found.inner == 0)) found.inner = other;
        if (beyond && (word < head || found.outer == 0)) found.outer = other;
    }
    found.same = std::min(found.same, 2U);
    found.left = std::min(found.left, 3U);
    found.right = std::min(found.right, 3U);
    return found;
}

SecondOrder::Rows SecondOrder::describe(const FirstTree& tree, const TreeAround& around, const Proposal& likeliest,
                                        const Proposal& proposal) const {
    const auto words = static_cast<std::uint32_t>(tree.words.size());
    const std::uint32_t d = proposal.word + 1;
    const std::uint32_t h = proposal.head;
    const auto pos = [&](std::uint32_t i) { return i >= 1 && i <= words ? upos_[tree.upos[i - 1]] : none; };
    const auto fine = [&](std::uint32_t i) { return i >= 1 && i <= words ? xpos_[tree.xpos[i - 1]] : none; };
    const auto form = [&](std::uint32_t i) { return i >= 1 && i <= words ? tree.words[i - 1] : none; };
    const auto rel = [&](std::uint32_t i) { return i >= 1 ? relations_[tree.relations[i - 1]].key : none; };

    const Siblings beside = siblings(tree, around, proposal);
    const std::span<const std::uint32_t> own = around.dependents(d);
    std::uint32_t below = 0;
    std::uint32_t introduction = 0;  // the word's preposition or conjunction
    for (const std::uint32_t i : own) {
        const Relation& relation = relations_[tree.relations[i - 1]];
        below |= relation.below;
        if (introduction == 0 && relation.introduces) introduction = i;
    }
    const std::uint32_t low = std::min(d, h);
    const std::uint32_t high = std::max(d, h);
    std::uint32_t verbs = 0;
    std::uint32_t marks = 0;
    for (std::uint32_t i = low + 1; h != 0 && i < high; ++i) {
        const std::uint16_t upos = tree.upos[i - 1];
        verbs += upos == verb_ || upos == aux_ ? 1 : 0;
        marks += upos == punct_ ? 1 : 0;
    }
    const std::uint32_t grand = h == 0 ? 0 : static_cast<std::uint32_t>(tree.heads[h - 1]);

    const std::uint32_t l = relations_[proposal.relation].key;
    const std::uint32_t dp = pos(d), dl = pos(d - 1), dr = pos(d + 1), wd = form(d);
    const std::uint32_t hp = h == 0 ? root_word : pos(h), hl = h == 0 ? none : pos(h - 1),
                        hr = h == 0 ? none : pos(h + 1);
    const std::uint32_t wh = h == 0 ? root_word : form(h), lh = rel(h);
    const std::uint32_t gp = pos(grand), wg = h == 0 ? none : grand == 0 ? root_word : form(grand);
    const std::uint32_t near = rel(beside.inner), wn = form(beside.inner), far = rel(beside.outer);
    const std::uint32_t same = beside.same, left = beside.left, right = beside.right, hm = beside.groups;
    const std::uint32_t cross = h == 0 ? 0 : crossings(tree, around, low, high);
    const std::uint32_t circle = is_below(tree, h, d) ? 1 : 0;
    const std::uint32_t dist = h == 0 ? 64 : distance_class(std::int64_t{h} - std::int64_t{d});
    const std::uint32_t nv = std::min(verbs, 3U), np = std::min(marks, 4U);
    const std::uint32_t lc = rel(introduction), wc = form(introduction), km = below;
    const auto nk = static_cast<std::uint32_t>(std::min<std::size_t>(own.size(), 3));
    const std::uint32_t first_below = own.empty() ? none : rel(own.front());
    const std::uint32_t first =
        static_cast<std::uint32_t>(tree.heads[d - 1]) == h && tree.relations[d - 1] == proposal.relation ? 1 : 0;

    const std::uint32_t dx = fine(d), hx = h == 0 ? root_word : fine(h);
    const std::uint32_t rival = likeliest.head == 0 ? root_word : pos(likeliest.head);
    const std::uint32_t rl = relations_[likeliest.relation].key;
    const std::uint32_t rival_side = likeliest.head == h               ? 0
                                     : (likeliest.head < d) == (h < d) ? (likeliest.head < h ? 1 : 2)
                                                                       : 3;

    Rows found{};
    std::uint32_t count = 0;
    const auto add = [&](std::initializer_list<std::uint32_t> values) {
        std::uint32_t hash = (count + 1) * 0x9e3779b1U;
        for (const std::uint32_t value : values) hash = mixed(hash, value);
        found[count++] = (hash ^ (hash >> 16U)) & (rows - 1);
    };
    for (const std::uint32_t x : {hp, dp, dist, same, lh,    near, far,         left, right, first, nv,
                                  np, wd, wh,   wn,   cross, lc,   first_below, nk,   wc,    wg,    km})
        add({l, x});
    for (const std::uint32_t x : {l, dist, cross, gp, np, near, dl, dr, hl, hr, wc, km}) add({dp, hp, x});
    for (const std::uint32_t x : {lh, gp, wc, wd, hm, km}) add({hp, l, x});
    for (const std::uint32_t x : {lc, wc, wd}) add({hp, x});
    for (const std::uint32_t x : {dist, cross, circle, first}) add({x});
    add({dp, hp});
    add({wc, wh});
    add({wd, wh});
    add({dp, wh});
    add({wc, dist});
    add({dl, dr, l});
    add({hl, hr, l});
    add({near, far, l});
    add({wh, l, dp});
    add({np, nv, l});
    add({lc, l, wh});
    add({hm, l, dp});
    add({hm, km, l});
    add({dx, hx, l});
    add({hx, l, wc});
    add({dx, l, dist});
    add({wh, hm, l});
    add({wd, wc, l});
    add({wd, l, hx});
    add({hp, rival, wc, rival_side});
    add({hp, rival, dp, l, rival_side});
    add({l, rl, rival_side});
    add({hx, rl, l, rival_side});
    add({wh, wc, dp});
    add({hx, hm, l});
    add({dx, km, l});
    add({wn, wc, l});
    add({wg, wc, l});
    add({wc, rival_side, dist});
    return found;
}

std::array<float, 3> SecondOrder::base_figures(const Proposal& proposal) {
    constexpr float most = 12;
    return {std::max(proposal.arc, -most), std::max(proposal.label, -most), std::min(proposal.lift, most)};
}

float SecondOrder::base_score(std::span<const float> weights, const Proposal& proposal) {
    const std::array<float, 3> figures = base_figures(proposal);
    float score = weights[figures.size() + proposal.place];
    for (std::size_t i = 0; i < figures.size(); ++i) score += weights[i] * figures[i];
    return score;
}

void SecondOrder::score(const FirstTree& tree, const TreeAround& around, std::span<const Proposal> proposals,
                        std::span<float> scores) const {
    float most = 0;
    for (std::size_t p = 0; p < proposals.size(); ++p) {
        scores[p] = base_score(weights_, proposals[p]);
        for (const std::uint32_t row : describe(tree, around, proposals.front(), proposals[p]))
            scores[p] += weights_[base_weights + row];
        most = p == 0 ? scores[p] : std::max(most, scores[p]);
    }
    float sum = 0;
    for (const float score : scores) sum += std::exp(score - most);
    for (float& score : scores) score -= most + std::log(sum);
}

}  // namespace px
