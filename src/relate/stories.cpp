#include "relate/stories.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>
#include <unordered_map>

#include "relate/parties.hpp"
#include "relate/term_vectors.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t terms_looked_up = 48;    // heaviest terms of a report
constexpr std::size_t reports_per_term = 192;  // met through one term
constexpr std::size_t neighbours_kept = 64;
constexpr std::size_t group_terms = 600;

using Terms = std::map<std::uint32_t, float>;

std::size_t add_words(std::string_view text, Span within, float weight, std::size_t most, Terms& terms) {
    std::size_t count = 0;
    each_word(text, within, [&](Span word) {
        if (count++ < most) terms[number_of_term(fold_word(slice(text, word)))] += weight;
    });
    return std::min(count, most);
}

// What was coded, as terms of its own: a colon parts them from words.
void add_layers(const Layers& layers, Terms& terms) {
    const auto level = [&](std::int32_t actor) {
        const bool known = actor >= 0 && static_cast<std::size_t>(actor) < layers.actors.size();
        return known ? party_of(layers.actors[actor]).level : std::string();
    };
    for (const Mention& mention : layers.mentions)
        if (mention.actor >= 0 && static_cast<std::size_t>(mention.actor) < layers.actors.size())
            terms[number_of_term("actor:" + layers.actors[mention.actor].key)] = 1;
    for (const PlaceMention& place : layers.places)
        if (!place.metonym) terms[number_of_term("place:" + place.name)] = 1;
    for (const Statement& statement : layers.statements) {
        if (statement.sources.empty() || statement.targets.empty() || statement.background) continue;
        const std::string dyad = level(statement.sources.front()) + ">" + level(statement.targets.front());
        terms[number_of_term("act:" + statement.cameo.substr(0, 2) + dyad)] = 1;
    }
}

TermVector sorted(const Terms& terms) {
    TermVector out;
    for (const auto& [term, weight] : terms) out.push_back({term, weight});
    return out;
}

// ---- affinity ------------------------------------------------------------------------------------------------------

// Log-odds that two reports so many days apart are about one matter, all else equal, for 0, 1, 2 ... 10 days. This and
// the two weights below were fitted by logistic regression on 21,000 pairs of reports.
constexpr std::array<double, 11> by_days_apart = {4.09,  2.44,  0.25,  -1.10, -1.46, -1.83,
                                                  -2.19, -2.56, -2.93, -3.29, -3.66};
constexpr double by_all_words = 11.79;
constexpr double by_lead_words = 8.97;
constexpr double prior = -11.11;

double by_time(double days) {
    const double last = static_cast<double>(by_days_apart.size()) - 1;
    if (days >= last) return by_days_apart.back();
    const auto whole = static_cast<std::size_t>(days);
    const double part = days - static_cast<double>(whole);
    return by_days_apart[whole] * (1 - part) + by_days_apart[whole + 1] * part;
}

// A report or several joined ones: sums of their vectors, so that mean cosines are one product.
struct Group {
    TermVector all;
    TermVector lead;
    double reports = 1;
    double day_sum = 0;
    double dated = 0;
    std::vector<std::int32_t> members;          // ordered
    std::map<std::int32_t, double> neighbours;  // groups that may be joined to it, with their affinity
    bool alive = true;
};

double affinity(const Group& a, const Group& b) {
    constexpr double days_if_unknown = 1;
    const double pairs = a.reports * b.reports;
    const double days =
        a.dated > 0 && b.dated > 0 ? std::abs(a.day_sum / a.dated - b.day_sum / b.dated) : days_if_unknown;
    return by_all_words * std::sqrt(std::max(0.0, dot(a.all, b.all) / pairs)) +
           by_lead_words * std::sqrt(std::max(0.0, dot(a.lead, b.lead) / pairs)) + by_time(days) + prior;
}

// ---- neighbours ----------------------------------------------------------------------------------------------------

// Pairs of groups worth comparing: of the same days, with heavy terms in common, a fixed number for each report.
void find_neighbours(std::vector<Group>& groups, const StoryOptions& options) {
    std::unordered_map<std::uint32_t, std::vector<std::int32_t>> with_term;
    const auto in_window = [&](const Group& a, const Group& b) {
        return a.dated == 0 || b.dated == 0 ||
               std::abs(a.day_sum / a.dated - b.day_sum / b.dated) <= options.window_days;
    };
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(groups.size()); ++i) {
        std::unordered_map<std::int32_t, double> promise;
        for (const WeighedTerm& w : heaviest(groups[i].all, terms_looked_up)) {
            std::vector<std::int32_t>& with = with_term[w.term];
            const std::size_t begin = with.size() > reports_per_term ? with.size() - reports_per_term : 0;
            for (std::size_t at = with.size(); at-- > begin;)
                if (in_window(groups[with[at]], groups[i]))
                    promise[with[at]] += static_cast<double>(w.weight) * w.weight;
            with.push_back(i);
        }
        std::vector<std::pair<double, std::int32_t>> ranked;
        for (const auto& [other, value] : promise) ranked.emplace_back(-value, other);
        std::sort(ranked.begin(), ranked.end());
        if (ranked.size() > neighbours_kept) ranked.resize(neighbours_kept);
        for (const auto& [value, other] : ranked) {
            const double alike = affinity(groups[other], groups[i]);
            groups[i].neighbours[other] = alike;
            groups[other].neighbours[i] = alike;
        }
    }
}

// ---- joining -------------------------------------------------------------------------------------------------------

struct Candidate {
    double affinity = 0;
    std::int32_t a = -1;
    std::int32_t b = -1;
    // The most alike first; of equals the groups that began first.
    bool operator<(const Candidate& other) const {
        return affinity != other.affinity ? affinity < other.affinity : std::tie(a, b) > std::tie(other.a, other.b);
    }
};

class Joiner {
  public:
    Joiner(std::vector<Group>& groups, double least) : groups_(groups), least_(least) {}

    void run() {
        for (std::int32_t i = 0; i < static_cast<std::int32_t>(groups_.size()); ++i)
            for (const auto& [other, alike] : groups_[i].neighbours)
                if (other < i) consider(other, i, alike);
        while (!queue_.empty()) {
            const Candidate best = queue_.top();
            queue_.pop();
            if (groups_[best.a].alive && groups_[best.b].alive) join(best.a, best.b);
        }
    }

  private:
    void consider(std::int32_t a, std::int32_t b, double alike) {
        if (alike >= least_) queue_.push({alike, std::min(a, b), std::max(a, b)});
    }

    // Affinity of a group with one that was never met is computed from their sums.
    double affinity_of(std::int32_t part, std::int32_t other) const {
        const auto found = groups_[part].neighbours.find(other);
        return found != groups_[part].neighbours.end() ? found->second : affinity(groups_[part], groups_[other]);
    }

    // The affinity of the joined group with another is the mean over its reports (Lance & Williams 1967).
    void join(std::int32_t a, std::int32_t b) {
        const auto joined = static_cast<std::int32_t>(groups_.size());
        Group group;
        group.all = sum(groups_[a].all, groups_[b].all, group_terms);
        group.lead = sum(groups_[a].lead, groups_[b].lead, group_terms);
        group.reports = groups_[a].reports + groups_[b].reports;
        group.day_sum = groups_[a].day_sum + groups_[b].day_sum;
        group.dated = groups_[a].dated + groups_[b].dated;
        std::merge(groups_[a].members.begin(), groups_[a].members.end(), groups_[b].members.begin(),
                   groups_[b].members.end(), std::back_inserter(group.members));
        for (const std::int32_t part : {a, b})
            for (const auto& [other, alike] : groups_[part].neighbours) {
                if (other == a || other == b || group.neighbours.contains(other)) continue;
                const double mean =
                    (affinity_of(a, other) * groups_[a].reports + affinity_of(b, other) * groups_[b].reports) /
                    group.reports;
                group.neighbours[other] = mean;
            }
        for (const auto& [other, alike] : group.neighbours) {
            groups_[other].neighbours.erase(a);
            groups_[other].neighbours.erase(b);
            groups_[other].neighbours[joined] = alike;
            consider(other, joined, alike);
        }
        for (const std::int32_t part : {a, b}) {
            groups_[part] = {};
            groups_[part].alive = false;
        }
        groups_.push_back(std::move(group));
    }

    std::vector<Group>& groups_;
    double least_;
    std::priority_queue<Candidate> queue_;
};

std::vector<TermVector> weigh(std::span<const StoryItem> items, std::span<const std::int32_t> order, bool lead) {
    std::vector<CountedTerms> counted;
    for (const std::int32_t i : order) counted.push_back({lead ? items[i].lead : items[i].all, items[i].day});
    return weigh_terms(counted);
}

// The title of the report that is nearest to the whole story.
std::string title_of(const Group& group, std::span<const StoryItem> items, std::span<const std::int32_t> order,
                     std::span<const TermVector> vectors) {
    double best = -1;
    std::string_view title;
    for (const std::int32_t member : group.members) {
        if (items[order[member]].title.empty()) continue;
        const double near = dot(group.all, vectors[member]);
        if (near <= best) continue;
        best = near;
        title = items[order[member]].title;
    }
    return std::string(title);
}

std::uint64_t hash_of(const TermVector& terms, std::uint64_t hash) {
    for (const WeighedTerm& w : terms)
        hash = (hash ^ (w.term + (static_cast<std::uint64_t>(w.weight * 16) << 32U))) * 0x9E3779B97F4A7C15ULL + 1;
    return hash;
}

// One group for each report; reports of one day with the very same words begin as one group.
std::vector<Group> first_groups(std::span<const StoryItem> items, std::span<const std::int32_t> order,
                                std::span<const TermVector> all, std::span<const TermVector> lead) {
    std::vector<Group> groups;
    std::map<std::pair<std::optional<double>, std::uint64_t>, std::size_t> known;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const StoryItem& item = items[order[i]];
        std::optional<double> day = item.day;
        if (day) day = std::floor(*day);
        const auto [entry, is_new] = known.try_emplace({day, hash_of(item.lead, hash_of(item.all, 1))}, groups.size());
        if (is_new) groups.push_back({all[i], lead[i], 0, 0, 0, {}, {}, true});
        Group& group = groups[entry->second];
        group.members.push_back(static_cast<std::int32_t>(i));
        ++group.reports;
        if (!item.day) continue;
        group.day_sum += *item.day;
        ++group.dated;
    }
    for (Group& group : groups)
        for (TermVector* vector : {&group.all, &group.lead})
            for (WeighedTerm& w : *vector) w.weight *= static_cast<float>(group.reports);
    return groups;
}

std::vector<std::int32_t> order_of(std::span<const StoryItem> items) {
    std::vector<std::int32_t> order(items.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](std::int32_t i) {
        return std::tuple(!items[i].day.has_value(), items[i].day.value_or(0), std::string_view(items[i].id), i);
    };
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return key(a) < key(b); });
    return order;
}

}  // namespace

StoryItem story_item(std::string id, std::string_view title, std::string_view text, std::optional<double> day,
                     const StoryOptions& options) {
    Terms all;
    Terms lead;
    const Span in_title{0, static_cast<std::uint32_t>(title.size())};
    const Span in_text{0, static_cast<std::uint32_t>(text.size())};
    add_words(title, in_title, 2, SIZE_MAX, all);
    add_words(title, in_title, 2, SIZE_MAX, lead);
    add_words(text, in_text, 1, SIZE_MAX, all);
    add_words(text, in_text, 1, options.lead_words, lead);
    return {std::move(id), std::string(title), day, sorted(all), sorted(lead)};
}

StoryItem story_item(const CodedReport& coded, const StoryOptions& options) {
    const Report& report = coded.report;
    Terms all;
    Terms lead;
    std::size_t lead_left = options.lead_words;
    for (const Block& block : report.blocks) {
        if (!block.kept()) continue;
        const bool headline = block.kind == BlockKind::headline;
        add_words(report.text, block.span, headline ? 2 : 1, SIZE_MAX, all);
        const std::size_t used =
            add_words(report.text, block.span, headline ? 2 : 1, headline ? SIZE_MAX : lead_left, lead);
        if (!headline) lead_left -= used;
    }
    add_layers(coded.layers, all);
    std::optional<double> day;
    if (report.published) day = report.published->day + report.published->second_of_day.value_or(0) / 86'400.0;
    return {report.id, std::string(report.headline()), day, sorted(all), sorted(lead)};
}

std::vector<Story> cluster_stories(std::span<const StoryItem> items, const StoryOptions& options) {
    const std::vector<std::int32_t> order = order_of(items);
    const std::vector<TermVector> all = weigh(items, order, false);
    const std::vector<TermVector> lead = weigh(items, order, true);
    std::vector<Group> groups = first_groups(items, order, all, lead);
    find_neighbours(groups, options);
    Joiner(groups, options.join).run();

    std::vector<const Group*> alive;
    for (const Group& group : groups)
        if (group.alive) alive.push_back(&group);
    std::sort(alive.begin(), alive.end(),
              [](const Group* a, const Group* b) { return a->members.front() < b->members.front(); });
    std::vector<Story> stories;
    for (const Group* group : alive) {
        Story story{"s:" + items[order[group->members.front()]].id, title_of(*group, items, order, all), {}};
        for (const std::int32_t member : group->members) story.reports.push_back(order[member]);
        stories.push_back(std::move(story));
    }
    return stories;
}

std::vector<Story> find_stories(std::span<const CodedReport> reports, const StoryOptions& options) {
    std::vector<StoryItem> items;
    items.reserve(reports.size());
    for (const CodedReport& coded : reports) items.push_back(story_item(coded, options));
    return cluster_stories(items, options);
}

}  // namespace px
