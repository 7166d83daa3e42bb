#include "relate/story_stream.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace px {
namespace {

constexpr int days_around = 5;                // that rarity is counted on, before and after
constexpr std::size_t terms_looked_up = 48;   // heaviest terms of a report
constexpr std::size_t places_per_term = 192;  // looked at
constexpr std::size_t neighbours_kept = 64;
constexpr std::size_t group_terms = 600;
constexpr std::size_t undated_terms = 200;
constexpr std::size_t titles_kept = 32;   // of a group
constexpr double background_worth = 300;  // general news counts as so many reports of the project
constexpr double lead_words = 100;        // of the short vector
constexpr double alike_enough = 0;        // log-odds at which two groups are joined before their days are settled
constexpr int days_to_settle = 2;
constexpr std::int64_t after_all_dated = std::int64_t{1} << 40U;

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

struct TitleCandidate {
    std::int64_t order = 0;
    std::string title;
    TermVector all;
};

// A report or several joined ones: sums of their vectors, so that mean cosines are one product.
struct Group {
    TermVector all;
    TermVector lead;
    double reports = 0;
    double day_sum = 0;
    double dated = 0;
    double newest = -1e18;                                       // day of the newest dated report
    std::vector<std::pair<std::int64_t, std::int32_t>> members;  // order, number; ordered
    std::string first_id;
    std::vector<TitleCandidate> titles;         // of the first reports, ordered
    std::map<std::int32_t, double> neighbours;  // groups that were met, with their affinity
};

double affinity(const Group& a, const Group& b) {
    constexpr double days_if_unknown = 1;
    const double pairs = a.reports * b.reports;
    const double days =
        a.dated > 0 && b.dated > 0 ? std::abs(a.day_sum / a.dated - b.day_sum / b.dated) : days_if_unknown;
    return by_all_words * std::sqrt(std::max(0.0, dot(a.all, b.all) / pairs)) +
           by_lead_words * std::sqrt(std::max(0.0, dot(a.lead, b.lead) / pairs)) + by_time(days) + prior;
}

bool in_window(const Group& a, const Group& b, int days) {
    return a.dated == 0 || b.dated == 0 || std::abs(a.day_sum / a.dated - b.day_sum / b.dated) <= days;
}

// The title of the report that is nearest to the whole story.
std::string title_of(const Group& group) {
    double best = -1;
    std::string_view title;
    for (const TitleCandidate& candidate : group.titles) {
        if (candidate.title.empty()) continue;
        const double near = dot(group.all, candidate.all);
        if (near <= best) continue;
        best = near;
        title = candidate.title;
    }
    return std::string(title);
}

Group unite(Group a, Group b) {
    Group group;
    group.all = sum(a.all, b.all, group_terms);
    group.lead = sum(a.lead, b.lead, group_terms);
    group.reports = a.reports + b.reports;
    group.day_sum = a.day_sum + b.day_sum;
    group.dated = a.dated + b.dated;
    group.newest = std::max(a.newest, b.newest);
    group.first_id = std::move(a.members.front() < b.members.front() ? a.first_id : b.first_id);
    std::merge(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
               std::back_inserter(group.members));
    const auto earlier = [](const TitleCandidate& x, const TitleCandidate& y) { return x.order < y.order; };
    std::merge(std::move_iterator(a.titles.begin()), std::move_iterator(a.titles.end()),
               std::move_iterator(b.titles.begin()), std::move_iterator(b.titles.end()),
               std::back_inserter(group.titles), earlier);
    if (group.titles.size() > titles_kept) group.titles.resize(titles_kept);
    return group;
}

struct Candidate {
    double affinity = 0;
    std::int32_t a = -1;
    std::int32_t b = -1;
    // The most alike first; of equals the groups that began first.
    bool operator<(const Candidate& other) const {
        return affinity != other.affinity ? affinity < other.affinity : std::tie(a, b) > std::tie(other.a, other.b);
    }
};

std::uint64_t hash_of(const TermVector& terms, std::uint64_t hash) {
    for (const WeighedTerm& w : terms)
        hash = (hash ^ (w.term + (static_cast<std::uint64_t>(w.weight * 16) << 32U))) * 0x9E3779B97F4A7C15ULL + 1;
    return hash;
}

}  // namespace

class StoryStream::Work {
  public:
    Work(const StoryCounts& counts, const StoryOptions& options) : counts_(counts), options_(options) {}

    void add(StoryItem item, std::int32_t number) {
        if (item.day) {
            const auto day = static_cast<std::int64_t>(std::floor(*item.day));
            begin_day(day);
            all_days_.add(day, item.all);
            lead_days_.add(day, item.lead);
        }
        const std::int64_t order = item.day ? seen_ : seen_ + after_all_dated;
        ++seen_;
        waiting_[day_of(item)].push_back({std::move(item), number, order});
    }

    void finish() {
        while (!waiting_.empty()) work_on_first_day();
        join_all(1e18);
        for (auto& [id, group] : groups_) give_out(group);
        groups_.clear();
        places_.clear();
    }

    std::vector<Story> take() { return std::exchange(done_, {}); }

  private:
    struct Waiting {
        StoryItem item;
        std::int32_t number = 0;
        std::int64_t order = 0;
    };
    static constexpr std::int64_t undated = INT64_MIN;

    static std::int64_t day_of(const StoryItem& item) {
        return item.day ? static_cast<std::int64_t>(std::floor(*item.day)) : undated;
    }

    // Days whose surroundings are complete once a report of this day has come.
    void begin_day(std::int64_t day) {
        while (!waiting_.empty() && (waiting_.begin()->first == undated || waiting_.begin()->first + days_around < day))
            work_on_first_day();
    }

    void work_on_first_day() {
        const auto first = waiting_.begin();
        const std::int64_t day = first->first;
        const std::vector<Waiting> reports = std::move(first->second);
        waiting_.erase(first);
        if (day != undated) {
            all_days_.drop_before(day - days_around);
            lead_days_.drop_before(day - days_around);
            give_out_before(day - options_.window_days);
        }
        for (const std::int32_t group : begin_groups(reports, day != undated)) meet(group);
        join_all(day == undated ? -1e18 : static_cast<double>(day - days_to_settle));
    }

    // One group for each report; reports of one day with the very same words begin as one group.
    std::vector<std::int32_t> begin_groups(const std::vector<Waiting>& reports, bool dated) {
        std::vector<std::int32_t> begun;
        std::unordered_map<std::uint64_t, std::int32_t> known;
        for (const Waiting& waiting : reports) {
            const StoryItem& item = waiting.item;
            const auto [entry, is_new] =
                known.try_emplace(hash_of(item.lead, hash_of(item.all, 1)), static_cast<std::int32_t>(parent_.size()));
            if (is_new) {
                begun.push_back(entry->second);
                parent_.push_back(entry->second);
                Group group;
                group.all = weigh(item.all, counts_.all, dated ? &all_days_ : nullptr);
                group.lead = weigh(item.lead, counts_.lead, dated ? &lead_days_ : nullptr);
                if (!dated) cut(group.all);
                group.first_id = item.id;
                group.titles.push_back({waiting.order, item.title, group.all});
                groups_.emplace(entry->second, std::move(group));
            }
            Group& group = groups_.at(entry->second);
            group.members.emplace_back(waiting.order, waiting.number);
            ++group.reports;
            if (!item.day) continue;
            group.day_sum += *item.day;
            group.newest = std::max(group.newest, *item.day);
            ++group.dated;
        }
        for (const std::int32_t id : begun) {
            Group& group = groups_.at(id);
            for (TermVector* vector : {&group.all, &group.lead})
                for (WeighedTerm& w : *vector) w.weight *= static_cast<float>(group.reports);
        }
        return begun;
    }

    static void cut(TermVector& vector) {
        if (vector.size() <= undated_terms) return;
        vector = heaviest(vector, undated_terms);
        std::sort(vector.begin(), vector.end(),
                  [](const WeighedTerm& a, const WeighedTerm& b) { return a.term < b.term; });
    }

    // The group that a first group is part of now.
    std::int32_t now(std::int32_t group) {
        while (parent_[group] != group) group = parent_[group] = parent_[parent_[group]];
        return group;
    }

    // Groups worth comparing with a new one: of the same days, with heavy terms in common, a fixed number.
    void meet(std::int32_t id) {
        Group& group = groups_.at(id);
        std::unordered_map<std::int32_t, double> promise;
        std::vector<std::int32_t> with_term;
        for (const WeighedTerm& w : heaviest(group.all, terms_looked_up)) {
            std::vector<std::int32_t>& places = places_[w.term];
            with_term.clear();
            const std::size_t begin = places.size() > places_per_term ? places.size() - places_per_term : 0;
            for (std::size_t at = places.size(); at-- > begin;) {
                const std::int32_t other = now(places[at]);
                if (groups_.contains(other)) with_term.push_back(other);
            }
            std::sort(with_term.begin(), with_term.end());
            with_term.erase(std::unique(with_term.begin(), with_term.end()), with_term.end());
            const double weight = w.weight / group.reports;
            for (const std::int32_t other : with_term) promise[other] += weight * weight;
            places.push_back(id);
        }
        std::vector<std::pair<double, std::int32_t>> ranked;
        for (const auto& [other, value] : promise)
            if (in_window(groups_.at(other), group, options_.window_days)) ranked.emplace_back(-value, other);
        std::sort(ranked.begin(), ranked.end());
        if (ranked.size() > neighbours_kept) ranked.resize(neighbours_kept);
        for (const auto& [value, other] : ranked) {
            const double alike = affinity(groups_.at(other), group);
            group.neighbours[other] = alike;
            groups_.at(other).neighbours[id] = alike;
            consider(other, id, alike);
        }
    }

    void consider(std::int32_t a, std::int32_t b, double alike) {
        if (alike >= options_.join) queue_.push({alike, std::min(a, b), std::max(a, b)});
    }

    // What is much alike is joined at once; what is less alike waits until the reports of the next days are there, that
    // may be more alike to either. `settled`: groups whose newest report is older wait no longer.
    void join_all(double settled) {
        std::vector<Candidate> wait;
        while (!queue_.empty()) {
            const Candidate best = queue_.top();
            queue_.pop();
            const auto a = groups_.find(best.a);
            const auto b = groups_.find(best.b);
            if (a == groups_.end() || b == groups_.end()) continue;
            if (best.affinity >= alike_enough || std::max(a->second.newest, b->second.newest) < settled)
                join(best.a, best.b);
            else
                wait.push_back(best);
        }
        for (const Candidate& candidate : wait) queue_.push(candidate);
    }

    // Affinity of a group with one that was never met is computed from their sums.
    static double affinity_of(const Group& part, std::int32_t other, const Group& group) {
        const auto found = part.neighbours.find(other);
        return found != part.neighbours.end() ? found->second : affinity(part, group);
    }

    // The affinity of the joined group with another is the mean over its reports (Lance & Williams 1967).
    void join(std::int32_t a, std::int32_t b) {
        Group one = std::move(groups_.extract(a).mapped());
        Group two = std::move(groups_.extract(b).mapped());
        std::map<std::int32_t, double> neighbours;
        for (const Group* part : {&one, &two})
            for (const auto& [other, alike] : part->neighbours) {
                if (neighbours.contains(other)) continue;
                const auto group = groups_.find(other);
                if (group == groups_.end()) continue;
                neighbours[other] = (affinity_of(one, other, group->second) * one.reports +
                                     affinity_of(two, other, group->second) * two.reports) /
                                    (one.reports + two.reports);
            }
        const auto joined = static_cast<std::int32_t>(parent_.size());
        parent_.push_back(joined);
        parent_[a] = parent_[b] = joined;
        for (const auto& [other, alike] : neighbours) {
            std::map<std::int32_t, double>& theirs = groups_.at(other).neighbours;
            theirs.erase(a);
            theirs.erase(b);
            theirs[joined] = alike;
            consider(other, joined, alike);
        }
        Group group = unite(std::move(one), std::move(two));
        group.neighbours = std::move(neighbours);
        groups_.emplace(joined, std::move(group));
    }

    void give_out(Group& group) {
        Story story{"s:" + group.first_id, title_of(group), {}};
        for (const auto& [order, number] : group.members) story.reports.push_back(number);
        done_.push_back(std::move(story));
    }

    // Stories whose newest report lies before a day; undated ones stay.
    void give_out_before(std::int64_t day) {
        for (auto at = groups_.begin(); at != groups_.end();) {
            Group& group = at->second;
            if (group.dated == 0 || group.newest >= static_cast<double>(day)) {
                ++at;
                continue;
            }
            for (const auto& [other, alike] : group.neighbours)
                if (const auto found = groups_.find(other); found != groups_.end())
                    found->second.neighbours.erase(at->first);
            give_out(group);
            ++given_out_;
            at = groups_.erase(at);
        }
        if (given_out_ > groups_.size() + 64) forget_places();
    }

    // Places in the index that lead to stories given out.
    void forget_places() {
        given_out_ = 0;
        for (auto at = places_.begin(); at != places_.end();) {
            std::erase_if(at->second, [&](std::int32_t place) { return !groups_.contains(now(place)); });
            at = at->second.empty() ? places_.erase(at) : std::next(at);
        }
    }

    const StoryCounts& counts_;
    StoryOptions options_;
    DayCounts all_days_, lead_days_;
    std::map<std::int64_t, std::vector<Waiting>> waiting_;
    std::map<std::int32_t, Group> groups_;                                 // that can still grow
    std::vector<std::int32_t> parent_;                                     // of every group that there was
    std::unordered_map<std::uint32_t, std::vector<std::int32_t>> places_;  // groups with a heavy term
    std::priority_queue<Candidate> queue_;
    std::vector<Story> done_;
    std::int64_t seen_ = 0;
    std::size_t given_out_ = 0;
};

StoryCounts::StoryCounts(const WordRarity& background)
    : all(background, background_worth, WordRarity::words_of_piece), lead(background, background_worth, lead_words) {}

StoryStream::StoryStream(const StoryCounts& counts, const StoryOptions& options)
    : work_(std::make_unique<Work>(counts, options)) {}
StoryStream::~StoryStream() = default;

void StoryStream::add(StoryItem item, std::int32_t number) { work_->add(std::move(item), number); }
void StoryStream::finish() { work_->finish(); }
std::vector<Story> StoryStream::take() { return work_->take(); }

}  // namespace px
