#include "relate/story_stream.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "relate/story_groups.hpp"

namespace px {
namespace {

constexpr int days_before = 10;               // that rarity is counted on, besides the day itself
constexpr std::size_t terms_looked_up = 48;   // heaviest terms of a report
constexpr std::size_t places_per_term = 192;  // looked at
constexpr std::size_t neighbours_kept = 64;
constexpr std::size_t undated_terms = 200;
constexpr double background_worth = 300;  // general news counts as so many reports of the project
constexpr double lead_words = 100;        // of the short vector
constexpr double alike_enough = 0;        // log-odds at which two groups are joined before their days are settled
constexpr int days_to_settle = 2;
constexpr std::int64_t after_all_dated = std::int64_t{1} << 40U;

// Of saved pieces. Counted up when their layout or the method changes.
constexpr std::uint32_t mark = 0x50585401;
constexpr std::size_t piece_bytes = std::size_t{4} << 20U;

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
    Work(const WordRarity& background, const StoryOptions& options)
        : all_(background, background_worth, WordRarity::words_of_piece),
          lead_(background, background_worth, lead_words),
          options_(options) {}

    void add(StoryItem item, std::int32_t number) {
        const std::int64_t day = day_of(item);
        if (!waiting_.empty() && day != waiting_day_) work_on_waiting();
        waiting_day_ = day;
        const std::int64_t order = item.day ? seen_ : seen_ + after_all_dated;
        ++seen_;
        waiting_.push_back({std::move(item), number, order});
    }

    void finish() {
        work_on_waiting();
        join_all(1e18);
        for (auto& [id, group] : groups_) give_out(group);
        groups_.clear();
        places_.clear();
        part_of_.clear();
    }

    std::vector<Story> take() { return std::exchange(done_, {}); }

    void save(const std::function<void(std::string_view)>& keep) {
        work_on_waiting();
        forget_places();
        ByteWriter out;
        out.put(mark);
        out.put(seen_);
        out.put(next_group_);
        all_.save(out);
        lead_.save(out);
        all_days_.save(out);
        lead_days_.save(out);
        out.put_small(groups_.size());
        const auto keep_piece = [&] {
            keep(out.bytes());
            out.clear();
        };
        keep_piece();
        for (const auto& [id, group] : groups_) {
            out.put(id);
            px::save(group, out);
            if (out.bytes().size() > piece_bytes) keep_piece();
        }
        if (!out.bytes().empty()) keep_piece();
        save_index(out);
        keep_piece();
    }

    [[nodiscard]] bool restore(const std::function<std::optional<std::string>()>& next) {
        std::optional<std::string> piece = next();
        if (!piece) return false;
        ByteReader head(*piece);
        if (head.take<std::uint32_t>() != mark) return false;
        seen_ = head.take<std::int64_t>();
        next_group_ = head.take<std::int32_t>();
        all_.restore(head);
        lead_.restore(head);
        all_days_.restore(head);
        lead_days_.restore(head);
        const std::uint64_t groups = head.take_small();
        if (!head.ended_well()) return false;
        while (groups_.size() < groups) {
            if (piece = next(); !piece) return false;
            if (!restore_groups(*piece)) return false;
        }
        if (piece = next(); !piece) return false;
        ByteReader index(*piece);
        restore_index(index);
        return index.ended_well() && groups_.size() == groups && !next();
    }

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

    // The reports of one day, all of which are there.
    void work_on_waiting() {
        if (waiting_.empty()) return;
        const std::vector<Waiting> reports = std::exchange(waiting_, {});
        const std::int64_t day = waiting_day_;
        for (const Waiting& waiting : reports) {
            all_.add(waiting.item.all);
            lead_.add(waiting.item.lead);
            if (day == undated) continue;
            all_days_.add(day, waiting.item.all);
            lead_days_.add(day, waiting.item.lead);
        }
        if (day != undated) {
            all_days_.drop_before(day - days_before);
            lead_days_.drop_before(day - days_before);
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
            const auto [entry, is_new] = known.try_emplace(hash_of(item.lead, hash_of(item.all, 1)), next_group_);
            if (is_new) {
                begun.push_back(next_group_);
                groups_.emplace(next_group_++, group_of(waiting, dated));
            }
            StoryGroup& group = groups_.at(entry->second);
            group.members.emplace_back(waiting.order, waiting.number);
            ++group.reports;
            if (!item.day) continue;
            group.day_sum += *item.day;
            group.newest = std::max(group.newest, *item.day);
            ++group.dated;
        }
        for (const std::int32_t id : begun) {
            StoryGroup& group = groups_.at(id);
            for (TermVector* vector : {&group.all, &group.lead})
                for (WeighedTerm& w : *vector) w.weight *= static_cast<float>(group.reports);
        }
        return begun;
    }

    // A group without members yet.
    [[nodiscard]] StoryGroup group_of(const Waiting& waiting, bool dated) const {
        StoryGroup group;
        group.all = weigh(waiting.item.all, all_, dated ? &all_days_ : nullptr);
        group.lead = weigh(waiting.item.lead, lead_, dated ? &lead_days_ : nullptr);
        if (!dated) group.all = cut_to(group.all, undated_terms);
        group.first_id = waiting.item.id;
        group.titles.push_back({waiting.order, waiting.item.title, cut_to(group.all, title_terms)});
        return group;
    }

    // The group that a first group is part of now.
    std::int32_t now(std::int32_t group) {
        const auto found = part_of_.find(group);
        if (found == part_of_.end()) return group;
        for (auto next = part_of_.find(found->second); next != part_of_.end(); next = part_of_.find(found->second))
            found->second = next->second;
        return found->second;
    }

    // Groups worth comparing with a new one: of the same days, with heavy terms in common, a fixed number.
    void meet(std::int32_t id) {
        StoryGroup& group = groups_.at(id);
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
        if (alike >= options_.join) push({alike, std::min(a, b), std::max(a, b)});
    }

    // What is much alike is joined at once; what is less alike waits until the reports of the next days are there, that
    // may be more alike to either. `settled`: groups whose newest report is older wait no longer.
    void join_all(double settled) {
        std::vector<Candidate> wait;
        while (!queue_.empty()) {
            std::pop_heap(queue_.begin(), queue_.end());
            const Candidate best = queue_.back();
            queue_.pop_back();
            const auto a = groups_.find(best.a);
            const auto b = groups_.find(best.b);
            if (a == groups_.end() || b == groups_.end()) continue;
            if (best.affinity >= alike_enough || std::max(a->second.newest, b->second.newest) < settled)
                join(best.a, best.b);
            else
                wait.push_back(best);
        }
        for (const Candidate& candidate : wait) push(candidate);
    }

    void push(const Candidate& candidate) {
        queue_.push_back(candidate);
        std::push_heap(queue_.begin(), queue_.end());
    }

    // Affinity of a group with one that was never met is computed from their sums.
    static double affinity_of(const StoryGroup& part, std::int32_t other, const StoryGroup& group) {
        const auto found = part.neighbours.find(other);
        return found != part.neighbours.end() ? found->second : affinity(part, group);
    }

    // The affinity of the joined group with another is the mean over its reports (Lance & Williams 1967).
    void join(std::int32_t a, std::int32_t b) {
        StoryGroup one = std::move(groups_.extract(a).mapped());
        StoryGroup two = std::move(groups_.extract(b).mapped());
        std::map<std::int32_t, double> neighbours;
        for (const StoryGroup* part : {&one, &two})
            for (const auto& [other, alike] : part->neighbours) {
                if (neighbours.contains(other)) continue;
                const auto group = groups_.find(other);
                if (group == groups_.end()) continue;
                neighbours[other] = (affinity_of(one, other, group->second) * one.reports +
                                     affinity_of(two, other, group->second) * two.reports) /
                                    (one.reports + two.reports);
            }
        const std::int32_t joined = next_group_++;
        part_of_[a] = part_of_[b] = joined;
        for (const auto& [other, alike] : neighbours) {
            std::map<std::int32_t, double>& theirs = groups_.at(other).neighbours;
            theirs.erase(a);
            theirs.erase(b);
            theirs[joined] = alike;
            consider(other, joined, alike);
        }
        StoryGroup group = unite(std::move(one), std::move(two));
        group.neighbours = std::move(neighbours);
        groups_.emplace(joined, std::move(group));
    }

    void give_out(StoryGroup& group) {
        Story story{"s:" + group.first_id, title_of(group), {}};
        for (const auto& [order, number] : group.members) story.reports.push_back(number);
        done_.push_back(std::move(story));
    }

    // Stories whose newest report lies before a day; undated ones stay.
    void give_out_before(std::int64_t day) {
        bool any = false;
        for (auto at = groups_.begin(); at != groups_.end();) {
            StoryGroup& group = at->second;
            if (group.dated == 0 || group.newest >= static_cast<double>(day)) {
                ++at;
                continue;
            }
            for (const auto& [other, alike] : group.neighbours)
                if (const auto found = groups_.find(other); found != groups_.end())
                    found->second.neighbours.erase(at->first);
            give_out(group);
            any = true;
            at = groups_.erase(at);
        }
        if (any) forget_places();
    }

    // The index as it is looked at: places that lead to stories given out, and the names of groups that no place needs,
    // are left out.
    void forget_places() {
        std::unordered_map<std::int32_t, std::int32_t> needed;
        for (auto at = places_.begin(); at != places_.end();) {
            std::erase_if(at->second, [&](std::int32_t place) {
                const std::int32_t group = now(place);
                if (!groups_.contains(group)) return true;
                if (group != place) needed.emplace(place, group);
                return false;
            });
            at = at->second.empty() ? places_.erase(at) : std::next(at);
        }
        part_of_ = std::move(needed);
    }

    void save_index(ByteWriter& out) const {
        out.put_small(places_.size());
        for (const auto& [term, groups] : places_) {
            out.put(term);
            out.put_small(groups.size());
            for (const std::int32_t group : groups) out.put_small(static_cast<std::uint32_t>(group));
        }
        out.put_small(part_of_.size());
        for (const auto& [part, group] : part_of_) {
            out.put(part);
            out.put(group);
        }
        out.put_small(queue_.size());
        for (const Candidate& candidate : queue_) {
            out.put(candidate.affinity);
            out.put(candidate.a);
            out.put(candidate.b);
        }
    }

    [[nodiscard]] bool restore_groups(std::string_view piece) {
        ByteReader in(piece);
        while (in.sound() && !in.ended_well()) {
            const auto id = in.take<std::int32_t>();
            if (!groups_.emplace(id, restore_group(in)).second || id < 0 || id >= next_group_) in.spoil();
        }
        return in.ended_well();
    }

    void restore_index(ByteReader& in) {
        for (std::size_t terms = in.take_count(sizeof(std::uint32_t) + 1); terms > 0; --terms) {
            std::vector<std::int32_t>& groups = places_[in.take<std::uint32_t>()];
            groups.resize(in.take_count(1));
            for (std::int32_t& group : groups) group = static_cast<std::int32_t>(in.take_small());
        }
        for (std::size_t parts = in.take_count(2 * sizeof(std::int32_t)); parts > 0; --parts) {
            const auto part = in.take<std::int32_t>();
            const auto group = in.take<std::int32_t>();
            if (!groups_.contains(group) || groups_.contains(part) || part < 0 || part >= next_group_)
                in.spoil();  // no ways in a circle
            part_of_.emplace(part, group);
        }
        queue_.resize(in.take_count(sizeof(double) + 2 * sizeof(std::int32_t)));
        for (Candidate& candidate : queue_) {
            candidate.affinity = in.take_finite();
            candidate.a = in.take<std::int32_t>();
            candidate.b = in.take<std::int32_t>();
            if (candidate.a < 0 || candidate.a >= candidate.b || candidate.b >= next_group_) in.spoil();
        }
        std::make_heap(queue_.begin(), queue_.end());
    }

    TermCounts all_, lead_;
    DayCounts all_days_, lead_days_;
    StoryOptions options_;
    std::vector<Waiting> waiting_;  // of one day
    std::int64_t waiting_day_ = 0;
    std::map<std::int32_t, StoryGroup> groups_;                            // that can still grow
    std::unordered_map<std::int32_t, std::int32_t> part_of_;               // which group a former one went into
    std::unordered_map<std::uint32_t, std::vector<std::int32_t>> places_;  // groups with a heavy term
    std::vector<Candidate> queue_;                                         // a heap
    std::vector<Story> done_;
    std::int64_t seen_ = 0;
    std::int32_t next_group_ = 0;
};

StoryStream::StoryStream(const WordRarity& background, const StoryOptions& options)
    : work_(std::make_unique<Work>(background, options)) {}
StoryStream::~StoryStream() = default;
StoryStream::StoryStream(StoryStream&&) noexcept = default;
StoryStream& StoryStream::operator=(StoryStream&&) noexcept = default;

void StoryStream::add(StoryItem item, std::int32_t number) { work_->add(std::move(item), number); }
void StoryStream::finish() { work_->finish(); }
std::vector<Story> StoryStream::take() { return work_->take(); }
void StoryStream::save(const std::function<void(std::string_view)>& keep) { work_->save(keep); }

std::optional<StoryStream> StoryStream::restore(const std::function<std::optional<std::string>()>& next,
                                                const WordRarity& background, const StoryOptions& options) {
    StoryStream stream(background, options);
    if (!stream.work_->restore(next)) return std::nullopt;
    return stream;
}

}  // namespace px
