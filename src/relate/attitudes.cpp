#include "relate/attitudes.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/tsv.hpp"
#include "relate/event_table.hpp"
#include "relate/order.hpp"

namespace px {
namespace {

constexpr std::size_t matters_tried = 32;
constexpr std::size_t views_tried = 16;

const Actor* actor_at(const Layers& layers, std::int32_t index) {
    const bool known = index >= 0 && static_cast<std::size_t>(index) < layers.actors.size();
    return known ? &layers.actors[index] : nullptr;
}

int signed_polarity(const Attitude& attitude) {
    if (attitude.mode == Mode::actual) return attitude.polarity;
    if (attitude.mode == Mode::negated) return -attitude.polarity;
    return 0;
}

// Actors whose mentions begin inside the object's words.
std::vector<Party> parties_in(const Layers& layers, Span words) {
    std::vector<std::int32_t> actors;
    for (const Mention& mention : layers.mentions)
        if (mention.actor >= 0 && words.contains(mention.head.begin)) actors.push_back(mention.actor);
    return parties_of(layers, actors);
}

View view_of(const CodedReport& coded, std::int32_t report, std::int32_t index) {
    const Layers& layers = coded.layers;
    const Attitude& attitude = layers.attitudes[index];
    View view;
    view.ref = {report, RecordKind::attitude, index};
    view.attitude = &attitude;
    if (const Actor* holder = actor_at(layers, attitude.holder); holder != nullptr) view.holder = party_of(*holder);
    if (const Actor* target = actor_at(layers, attitude.target); target != nullptr) view.target = party_of(*target);
    for (Party& party : parties_in(layers, attitude.target_span))
        if (party.level != view.holder.level && party.level != view.target.level)
            view.others.push_back(std::move(party));
    for (const std::string_view word : split_list(attitude.topic, ' ')) view.topics.emplace_back(word);
    std::sort(view.topics.begin(), view.topics.end());
    view.polarity = signed_polarity(attitude);
    return view;
}

bool share_level(std::span<const Party> a, std::span<const Party> b) {
    return std::any_of(a.begin(), a.end(), [&](const Party& x) {
        return std::any_of(b.begin(), b.end(), [&](const Party& y) { return x.level == y.level; });
    });
}

// Topic words that are equal or share a long beginning ("communications", "communicate").
bool share_topic(const View& a, const View& b) {
    constexpr std::size_t stem = 6;
    for (const std::string& x : a.topics)
        for (const std::string& y : b.topics) {
            if (x == y) return true;
            if (x.size() > stem && y.size() > stem && x.compare(0, stem, y, 0, stem) == 0) return true;
        }
    return false;
}

std::string bucket_of(const View& view) { return view.holder.level + "|" + view.target.level; }

bool fits(const Matter& matter, const View& view) {
    const std::size_t tried = std::min(matter.views.size(), views_tried);
    return std::any_of(matter.views.begin(), matter.views.begin() + static_cast<std::ptrdiff_t>(tried),
                       [&](const View& other) { return same_object(other, view); });
}

}  // namespace

bool same_object(const View& a, const View& b) {
    if (a.holder.level != b.holder.level || a.target.level != b.target.level) return false;
    if (a.target.key.empty()) return share_topic(a, b);
    const bool bare = a.topics.empty() || b.topics.empty();
    return bare || share_level(a.others, b.others) || share_topic(a, b);
}

std::string label(const Matter& matter) {
    std::vector<Party> holders;
    std::vector<Party> targets;
    std::map<std::string, std::size_t> others;
    for (const View& view : matter.views) {
        holders.push_back(view.holder);
        if (!view.target.key.empty()) targets.push_back(view.target);
        for (const Party& party : view.others) ++others[party.name];
    }
    const std::vector<Party> holder = leading_parties(holders);
    std::vector<std::string> objects;
    for (const Party& party : leading_parties(targets)) objects.push_back(party.name);
    for (const auto& [name, count] : others)
        if (count * 2 > matter.views.size()) objects.push_back(name);
    if (objects.empty() && !matter.views.front().topics.empty()) objects = matter.views.front().topics;
    const std::string whose = holder.empty() ? std::string("somebody") : holder.front().name;
    return objects.empty() ? whose + "'s attitude" : whose + "'s attitude to " + join_names(objects);
}

std::vector<Matter> find_matters(std::span<const CodedReport> reports) {
    std::vector<Matter> matters;
    std::unordered_map<std::string, std::vector<std::size_t>> in_bucket;
    for (const std::int32_t report : canonical_order(reports)) {
        const std::size_t count = reports[report].layers.attitudes.size();
        for (std::size_t i = 0; i < count; ++i) {
            View view = view_of(reports[report], report, static_cast<std::int32_t>(i));
            if (view.holder.key.empty() || (view.target.key.empty() && view.topics.empty())) continue;
            std::vector<std::size_t>& bucket = in_bucket[bucket_of(view)];
            const std::size_t begin = bucket.size() > matters_tried ? bucket.size() - matters_tried : 0;
            const auto found = std::find_if(bucket.begin() + static_cast<std::ptrdiff_t>(begin), bucket.end(),
                                            [&](std::size_t m) { return fits(matters[m], view); });
            if (found != bucket.end()) {
                matters[*found].views.push_back(std::move(view));
                continue;
            }
            bucket.push_back(matters.size());
            matters.push_back({{std::move(view)}});
        }
    }
    return matters;
}

}  // namespace px
