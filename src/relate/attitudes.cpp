#include "relate/attitudes.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

#include "base/tsv.hpp"
#include "relate/event_table.hpp"
#include "relate/order.hpp"
#include "relate/words.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t matters_tried = 32;
constexpr std::size_t views_tried = 16;

const Actor* actor_at(const Layers& layers, std::int32_t index) {
    const bool known = index >= 0 && static_cast<std::size_t>(index) < layers.actors.size();
    return known ? &layers.actors[index] : nullptr;
}

// Records of a report by where they begin: attitudes ask for what stands inside a few words, thousands of times in a
// long report.
class ByPlace {
  public:
    explicit ByPlace(const Layers& layers) {
        for (std::size_t i = 0; i < layers.mentions.size(); ++i)
            mentions_.emplace_back(layers.mentions[i].head.begin, static_cast<std::int32_t>(i));
        for (std::size_t i = 0; i < layers.statements.size(); ++i)
            statements_.emplace_back(layers.statements[i].trigger.begin, static_cast<std::int32_t>(i));
        std::sort(mentions_.begin(), mentions_.end());
        std::sort(statements_.begin(), statements_.end());
    }

    using Entry = std::pair<std::uint32_t, std::int32_t>;  // begin, index
    [[nodiscard]] std::span<const Entry> mentions(Span words) const { return inside(mentions_, words); }
    [[nodiscard]] std::span<const Entry> statements(Span words) const { return inside(statements_, words); }

  private:
    static std::span<const Entry> inside(const std::vector<Entry>& sorted, Span words) {
        const auto first = std::lower_bound(sorted.begin(), sorted.end(), Entry(words.begin, -1));
        return {first, std::lower_bound(first, sorted.end(), Entry(words.end, -1))};
    }

    std::vector<Entry> mentions_, statements_;
};

// Who does not support is against; who has not attacked, or is not worried, need not be in favour.
int signed_polarity(const Attitude& attitude) {
    if (attitude.mode == Mode::actual) return attitude.polarity;
    if (attitude.mode == Mode::negated && attitude.polarity > 0) return -1;
    return 0;
}

// "attacked the base": the deed has a row of its own and says more than that somebody is against it.
bool is_deed(const Layers& layers, const ByPlace& places, const Attitude& attitude) {
    constexpr std::uint8_t material_conflict = 4;
    if (attitude.sentence < 0) return false;
    return std::ranges::any_of(places.statements(layers.sentences[attitude.sentence]), [&](const auto& entry) {
        const Statement& statement = layers.statements[entry.second];
        return statement.quad == material_conflict && statement.trigger.overlaps(attitude.cue);
    });
}

// Actors whose mentions begin inside the object's words.
std::vector<Party> parties_in(const Layers& layers, const ByPlace& places, Span words) {
    std::vector<std::int32_t> actors;
    for (const auto& [begin, index] : places.mentions(words))
        if (layers.mentions[index].actor >= 0) actors.push_back(layers.mentions[index].actor);
    return parties_of(layers, actors);
}

// Beginnings of the words that name actors inside the object: "russia" also stands for "russian".
std::vector<std::string> name_stems(const CodedReport& coded, const ByPlace& places, Span object) {
    constexpr std::size_t stem = 4;
    std::vector<std::string> stems;
    const auto add = [&](std::string_view words) {
        each_word(words, {0, static_cast<std::uint32_t>(words.size())}, [&](Span word) {
            std::string folded = fold_name(slice(words, word));
            if (folded.size() > stem) folded.resize(stem);
            stems.push_back(std::move(folded));
        });
    };
    for (const auto& [begin, index] : places.mentions(object)) {
        const Mention& mention = coded.layers.mentions[index];
        if (mention.actor < 0) continue;
        add(slice(coded.report.text, mention.head));
        if (const Actor* actor = actor_at(coded.layers, mention.actor); actor != nullptr) add(actor->name);
    }
    std::sort(stems.begin(), stems.end());
    return stems;
}

std::vector<std::string> topics_of(const CodedReport& coded, const ByPlace& places, const Attitude& attitude) {
    constexpr std::size_t stem = 4;
    const std::vector<std::string> names = name_stems(coded, places, attitude.target_span);
    std::vector<std::string> topics;
    for (const std::string_view word : split_list(attitude.topic, ' '))
        if (!std::binary_search(names.begin(), names.end(), std::string(word.substr(0, stem))))
            topics.emplace_back(word);
    std::sort(topics.begin(), topics.end());
    return topics;
}

int act_in(const Layers& layers, const ByPlace& places, Span object) {
    bool cooperation = false;
    bool conflict = false;
    for (const auto& [begin, index] : places.statements(object)) {
        const Statement& statement = layers.statements[index];
        cooperation = cooperation || statement.quad == 1 || statement.quad == 2;
        conflict = conflict || statement.quad == 3 || statement.quad == 4;
    }
    return static_cast<int>(cooperation) - static_cast<int>(conflict);
}

View view_of(const CodedReport& coded, const ByPlace& places, std::int32_t report, std::int32_t index) {
    const Layers& layers = coded.layers;
    const Attitude& attitude = layers.attitudes[index];
    View view;
    view.ref = {report, RecordKind::attitude, index};
    view.attitude = &attitude;
    if (actor_at(layers, attitude.holder) != nullptr)
        view.holder = party_in_words(layers, attitude.holder, attitude.voice);
    if (actor_at(layers, attitude.target) != nullptr)
        view.target = party_in_words(layers, attitude.target, attitude.voice);
    for (Party& party : parties_in(layers, places, attitude.target_span))
        if (party.level != view.holder.level && party.level != view.target.level)
            view.others.push_back(std::move(party));
    if (view.target.key.empty() && view.others.size() == 1) {
        view.target = std::move(view.others.front());
        view.others.clear();
    }
    view.topics = topics_of(coded, places, attitude);
    view.act = act_in(layers, places, attitude.target_span);
    view.polarity = signed_polarity(attitude);
    return view;
}

// Levels of all actors in the object, sorted.
std::vector<std::string_view> levels_in(const View& view) {
    std::vector<std::string_view> levels;
    if (!view.target.key.empty()) levels.push_back(view.target.level);
    for (const Party& party : view.others) levels.push_back(party.level);
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels;
}

bool share_two_actors(const View& a, const View& b) {
    const std::vector<std::string_view> one = levels_in(a);
    const std::vector<std::string_view> other = levels_in(b);
    std::vector<std::string_view> shared;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(shared));
    return shared.size() >= 2 && a.act * b.act >= 0;
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

bool fits(const Matter& matter, const View& view) {
    const std::size_t tried = std::min(matter.views.size(), views_tried);
    return std::any_of(matter.views.begin(), matter.views.begin() + static_cast<std::ptrdiff_t>(tried),
                       [&](const View& other) { return same_object(other, view); });
}

void add_all(std::vector<View> views, std::vector<Matter>& matters) {
    std::unordered_map<std::string, std::vector<std::size_t>> of_holder;
    for (View& view : views) {
        std::vector<std::size_t>& known = of_holder[view.holder.level];
        const std::size_t begin = known.size() > matters_tried ? known.size() - matters_tried : 0;
        const auto found = std::find_if(known.begin() + static_cast<std::ptrdiff_t>(begin), known.end(),
                                        [&](std::size_t m) { return fits(matters[m], view); });
        if (found != known.end()) {
            matters[*found].views.push_back(std::move(view));
            continue;
        }
        known.push_back(matters.size());
        matters.push_back({{std::move(view)}});
    }
}

// An object without actors ("this pact") belongs to the only matter of its holder in its report, if it does not change
// what the report says there: it adds evidence and never an opposition.
void attach(std::vector<View> views, std::vector<Matter>& matters) {
    std::map<std::pair<std::int32_t, std::string>, std::vector<std::size_t>> of_holder;
    std::map<std::pair<std::size_t, std::int32_t>, std::set<int>> signs;  // that a report's views of a matter have
    for (std::size_t i = 0; i < matters.size(); ++i)
        for (const View& view : matters[i].views) {
            std::vector<std::size_t>& known = of_holder[{view.ref.report, view.holder.level}];
            if (known.empty() || known.back() != i) known.push_back(i);
            signs[{i, view.ref.report}].insert(view.polarity);
        }
    std::vector<View> left;
    for (View& view : views) {
        const auto found = of_holder.find({view.ref.report, view.holder.level});
        const bool only = found != of_holder.end() && found->second.size() == 1;
        const std::set<int> same_sign = {view.polarity};
        if (only && signs[{found->second.front(), view.ref.report}] == same_sign) {
            view.attached = true;
            matters[found->second.front()].views.push_back(std::move(view));
        } else {
            left.push_back(std::move(view));
        }
    }
    add_all(std::move(left), matters);
}

// The sign of each report's views; 0 if they differ.
std::map<std::int32_t, int> signs_of(const Matter& matter) {
    std::map<std::int32_t, int> signs;
    for (const View& view : matter.views) {
        if (view.polarity == 0) continue;
        const auto [entry, is_new] = signs.try_emplace(view.ref.report, view.polarity);
        if (!is_new && entry->second != view.polarity) entry->second = 0;
    }
    return signs;
}

bool share_target(const Matter& a, const Matter& b) {
    std::set<std::string_view> targets;
    for (const View& view : a.views)
        if (!view.target.key.empty()) targets.insert(view.target.level);
    return std::any_of(b.views.begin(), b.views.end(),
                       [&](const View& view) { return targets.contains(view.target.level); });
}

// Matters of one holder and one target on which the same reports, two or more, take the same signs are one matter told
// in several ways.
void merge_parallel(std::vector<Matter>& matters) {
    std::map<std::string, std::vector<std::size_t>> known;  // holder and signs
    for (std::size_t i = 0; i < matters.size(); ++i) {
        const std::map<std::int32_t, int> signs = signs_of(matters[i]);
        if (signs.size() < 2) continue;
        std::string key = matters[i].views.front().holder.level;
        for (const auto& [report, sign] : signs) key += "|" + std::to_string(report) + ":" + std::to_string(sign);
        std::vector<std::size_t>& same = known[key];
        const auto other =
            std::find_if(same.begin(), same.end(), [&](std::size_t m) { return share_target(matters[m], matters[i]); });
        if (other == same.end()) {
            same.push_back(i);
            continue;
        }
        std::vector<View>& views = matters[*other].views;
        std::move(matters[i].views.begin(), matters[i].views.end(), std::back_inserter(views));
        matters[i].views.clear();
    }
    std::erase_if(matters, [](const Matter& matter) { return matter.views.empty(); });
}

}  // namespace

bool same_object(const View& a, const View& b) {
    if (a.holder.level != b.holder.level) return false;
    if (share_two_actors(a, b)) return true;
    if (a.target.level != b.target.level) return false;
    if (a.target.key.empty()) return share_topic(a, b);
    const auto is_bare = [](const View& view) { return view.topics.empty() && view.others.empty(); };
    return is_bare(a) || is_bare(b) || share_topic(a, b);
}

bool share_more_than_target(const View& a, const View& b) { return share_two_actors(a, b) || share_topic(a, b); }

std::string why_same_object(const View& a, const View& b) {
    if (a.attached || b.attached) return "the only object of this holder's attitudes in its report";
    if (share_two_actors(a, b)) {
        std::vector<std::string> names = {a.target.name};
        for (const Party& party : a.others) names.push_back(party.name);
        return "both objects name " + join_names(names);
    }
    if (a.target.key.empty() || share_topic(a, b)) return "the objects share a topic word";
    return "one object is " + a.target.name + " itself";
}

// "Peru's", "United States'", "Lawmakers'": at the beginning of a label.
std::string possessive_of(std::string name) {
    if (!name.empty() && name.front() >= 'a' && name.front() <= 'z') name.front() -= 'a' - 'A';
    return name + (name.ends_with('s') ? "'" : "'s");
}

std::string label(std::span<const CodedReport> reports, const Matter& matter) {
    std::vector<Party> holders;
    std::vector<Party> objects;
    for (const View& view : matter.views) {
        holders.push_back(view.holder);
        if (!view.target.key.empty()) objects.push_back(view.target);
        objects.insert(objects.end(), view.others.begin(), view.others.end());
    }
    const std::vector<Party> holder = leading_parties(holders);
    std::string out = possessive_of(holder.empty() ? std::string("somebody") : holder.front().name) + " attitude";
    std::vector<std::string> names;
    for (const Party& party : leading_parties(objects)) {
        const auto count =
            std::count_if(objects.begin(), objects.end(), [&](const Party& p) { return p.level == party.level; });
        if (static_cast<std::size_t>(count) * 2 > matter.views.size()) names.push_back(party.name);
    }
    const bool judged = std::any_of(matter.views.begin(), matter.views.end(),
                                    [](const View& view) { return view.attitude->target >= 0; });
    // "The killing of the officer" is no judgement of the officer.
    if (names.size() > 1 || (judged && !names.empty())) return out + " to " + join_names(names);
    constexpr std::size_t longest = 60;
    std::string_view shortest;
    for (const View& view : matter.views) {
        const std::string_view words = slice(reports[view.ref.report].report.text, view.attitude->target_span);
        if (!words.empty() && words.size() <= longest && (shortest.empty() || words.size() < shortest.size()))
            shortest = words;
    }
    return shortest.empty() ? out : out + " to \"" + std::string(shortest) + "\"";
}

std::vector<Matter> find_matters(std::span<const CodedReport> reports) {
    std::vector<View> with_actors;
    std::vector<View> without;
    for (const std::int32_t report : canonical_order(reports)) {
        const Layers& layers = reports[report].layers;
        const ByPlace places(layers);
        for (std::size_t i = 0; i < layers.attitudes.size(); ++i) {
            if (is_deed(layers, places, layers.attitudes[i])) continue;
            View view = view_of(reports[report], places, report, static_cast<std::int32_t>(i));
            if (view.holder.key.empty()) continue;
            const bool names_actor = !view.target.key.empty() || !view.others.empty();
            if (!names_actor && view.topics.empty()) continue;
            (names_actor ? with_actors : without).push_back(std::move(view));
        }
    }
    std::vector<Matter> matters;
    add_all(std::move(with_actors), matters);
    attach(std::move(without), matters);
    merge_parallel(matters);
    return matters;
}

}  // namespace px
