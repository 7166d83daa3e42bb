#include "relate/story_stream.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <iterator>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "relate/flat_map.hpp"
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
constexpr std::size_t full_parts_kept = 32;  // that can be undone
constexpr std::size_t most_marks = 256;
constexpr std::int32_t most_groups = 1 << 30;  // that a saved stream may have begun
constexpr std::int64_t after_all_dated = std::int64_t{1} << 40U;

// Of saved pieces. Counted up when their layout or the method changes.
constexpr std::uint32_t layout = 0x50585403;
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

    std::size_t mark(std::int64_t day) {
        work_on_waiting();
        settle_before(day);
        forget_steps();
        steps_.push_back({seen_, next_group_, queue_, {}, {}, {}, {}, {}, {}});
        begin_day(day);
        return steps_.size();
    }

    [[nodiscard]] bool go_back(std::size_t mark) {
        if (mark >= steps_.size()) return false;
        ended_.clear();
        waiting_.clear();
        done_.clear();
        for (;;) {
            undo(steps_.back());
            if (steps_.size() == mark + 1) break;
            steps_.pop_back();
        }
        seen_ = steps_.back().seen;
        next_group_ = steps_.back().next_group;
        queue_ = steps_.back().queue;
        steps_.back() = {seen_, next_group_, queue_, {}, {}, {}, {}, {}, {}};
        return true;
    }

    void add(StoryItem item, std::int32_t number) {
        const std::int64_t day = day_of(item);
        const bool is_whole = day != waiting_day_ || (day != undated && waiting_.size() == options_.part);
        if (!waiting_.empty() && is_whole) work_on_waiting();
        waiting_day_ = day;
        const std::int64_t order = item.day ? seen_ : seen_ + after_all_dated;
        ++seen_;
        waiting_.push_back({std::move(item), number, order});
    }

    void finish() {
        work_on_waiting();
        join_all(1e18);
        for (std::int32_t id = first_touched_; id < next_group_; ++id)
            if (const auto* group = groups_.find(id)) done_.push_back(story_of(**group));
        for (const std::int32_t id : unsettled_)
            if (const auto* group = groups_.find(id)) done_.push_back(story_of(**group));
    }

    void leave_out_untouched() {
        first_touched_ = next_group_;
        unsettled_.clear();
        for (const Candidate& candidate : queue_) unsettled_.insert({candidate.a, candidate.b});
        given_out_.clear();
        given_out_of_.clear();
        asked_for_.clear();
        ended_.clear();
    }

    std::optional<Story> take_untouched(std::int32_t number) {
        if (const std::int32_t* first = first_group_of_.find(number)) {
            const std::int32_t id = now(*first);
            if (is_touched(id) || !asked_for_.insert(id).second) return std::nullopt;
            return story_of(**groups_.find(id));
        }
        if (const std::size_t* place = given_out_of_.find(number))
            return std::exchange(given_out_[*place], std::nullopt);
        for (const std::shared_ptr<FormerDay>& former : ended_)
            if (const std::int32_t* first = former->first_group_of.find(number)) {
                std::int32_t id = *first;
                while (const std::int32_t* into = former->part_of.find(id)) id = *into;
                if (is_touched(id) || !asked_for_.insert(id).second) return std::nullopt;
                return story_of(**former->groups.find(id));
            }
        return std::nullopt;
    }

    std::vector<Story> take() { return std::exchange(done_, {}); }

    void save(const std::function<void(std::string_view)>& keep) {
        work_on_waiting();
        ByteWriter out;
        out.put(layout);
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
        for (const std::int32_t id : ids()) {
            out.put(id);
            px::save(**groups_.find(id), out, [&](std::int32_t group) { return groups_.contains(group); });
            if (out.bytes().size() > piece_bytes) keep_piece();
        }
        if (!out.bytes().empty()) keep_piece();
        save_index(out);
        keep_piece();
    }

    [[nodiscard]] bool restore(const std::function<std::optional<std::string_view>()>& next) {
        std::optional<std::string_view> piece = next();
        if (!piece) return false;
        ByteReader head(*piece);
        if (head.take<std::uint32_t>() != layout) return false;
        seen_ = head.take<std::int64_t>();
        next_group_ = head.take<std::int32_t>();
        if (next_group_ < 0 || next_group_ > most_groups) return false;
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

    using Groups = std::vector<std::pair<std::int32_t, std::unique_ptr<StoryGroup>>>;

    /// How things stood before a day began.
    struct FormerDay {
        std::int64_t day = 0;
        DayCounts all, lead;
        FlatMap<std::int32_t, std::int32_t> part_of, first_group_of;
        FlatMap<std::uint32_t, std::vector<std::int32_t>> places;
        Groups given_out;
        FlatMap<std::int32_t, std::unique_ptr<StoryGroup>> groups;  // all of them, if all stories ended with it
    };

    /// What undoes the work on a part: how things stood where it begins.
    struct Step {
        std::int64_t seen = 0;
        std::int32_t next_group = 0;
        std::vector<Candidate> queue;
        std::vector<Waiting> counted;  // its reports
        /// Groups that were there: their neighbours, if these changed since, and themselves, if they went into others.
        FlatMap<std::int32_t, std::pair<std::vector<Neighbour>, std::size_t>> neighbours;
        Groups groups;
        std::vector<std::pair<std::int32_t, std::int32_t>> part_of;  // entries as they were, -1: not there
        std::vector<std::uint32_t> placed;                           // terms under which a group was put
        std::shared_ptr<FormerDay> former_day;                       // if the day begins with the part

        [[nodiscard]] bool is_fresh() const { return counted.empty() && placed.empty(); }
    };

    static std::int64_t day_of(const StoryItem& item) {
        return item.day ? static_cast<std::int64_t>(std::floor(*item.day)) : undated;
    }

    // The oldest of them, so that those that are left hold no more reports than so many full parts.
    void forget_steps() {
        std::size_t reports = 0;
        for (const Step& step : steps_) reports += step.counted.size();
        while (!steps_.empty() && (reports >= full_parts_kept * options_.part || steps_.size() >= most_marks)) {
            reports -= steps_.front().counted.size();
            steps_.pop_front();
        }
    }

    // What waits for reports of the next days is joined before its days go out of sight behind a gap.
    void settle_before(std::int64_t day) {
        if (day_begun_ != undated && day > day_begun_) join_all(static_cast<double>(day - options_.window_days));
    }

    // Forgets what lies before the window of a day.
    void begin_day(std::int64_t day) {
        if (day <= day_begun_) return;
        settle_before(day);
        if (steps_.empty() || !steps_.back().is_fresh()) steps_.clear();  // no mark was set where the day begins
        if (day_begun_ != undated && day - day_begun_ > options_.window_days && !holds_undated())
            return end_all_before(day);
        if (!steps_.empty())
            steps_.back().former_day = std::make_shared<FormerDay>(day_begun_, all_days_, lead_days_, part_of_,
                                                                   first_group_of_, places_, Groups{});
        day_begun_ = day;
        for (DayCounts* counts : {&all_days_, &lead_days_}) {
            counts->begin_day(day);
            counts->drop_before(day - days_before);
        }
        give_out_before(day - options_.window_days);
    }

    [[nodiscard]] bool holds_undated() const {
        bool any = false;
        groups_.each([&](std::int32_t, const auto& group) { any = any || group->dated == 0; });
        return any;
    }

    // Behind a gap that ends all stories, whatever their number: what is held of them is put aside as it is.
    void end_all_before(std::int64_t day) {
        for (std::int32_t id = first_touched_; id < next_group_; ++id)
            if (const auto* group = groups_.find(id)) done_.push_back(story_of(**group));
        for (const std::int32_t id : unsettled_)
            if (const auto* group = groups_.find(id)) done_.push_back(story_of(**group));
        auto former = std::make_shared<FormerDay>(
            day_begun_, std::exchange(all_days_, {}), std::exchange(lead_days_, {}), std::exchange(part_of_, {}),
            std::exchange(first_group_of_, {}), std::exchange(places_, {}), Groups{}, std::exchange(groups_, {}));
        bool any_untouched = false;
        former->groups.each(
            [&](std::int32_t id, const auto&) { any_untouched = any_untouched || id < first_touched_; });
        if (any_untouched) ended_.push_back(former);
        if (!steps_.empty()) steps_.back().former_day = std::move(former);
        day_begun_ = day;
        all_days_.begin_day(day);
        lead_days_.begin_day(day);
        queue_.clear();
    }

    void undo(Step& step) {
        for (std::int32_t id = step.next_group; id < next_group_; ++id) groups_.erase(id);
        if (step.former_day && step.former_day->groups.size() > 0) groups_ = std::move(step.former_day->groups);
        for (auto& [id, group] : step.groups) groups_[id] = std::move(group);
        step.neighbours.each([&](std::int32_t id, auto& former) {
            StoryGroup& group = **groups_.find(id);
            std::tie(group.neighbours, group.neighbours_looked_through) = std::move(former);
        });
        for (const Waiting& waiting : step.counted) {
            all_.remove(waiting.item.all);
            lead_.remove(waiting.item.lead);
        }
        if (step.former_day)
            go_back_to(*step.former_day);
        else
            undo_tables(step);
        next_group_ = step.next_group;
    }

    void undo_tables(const Step& step) {
        for (auto entry = step.part_of.rbegin(); entry != step.part_of.rend(); ++entry) {
            if (entry->second < 0)
                part_of_.erase(entry->first);
            else
                part_of_[entry->first] = entry->second;
        }
        for (const std::uint32_t term : step.placed) {
            std::vector<std::int32_t>& places = *places_.find(term);
            places.pop_back();
            if (places.empty()) places_.erase(term);
        }
        for (const Waiting& waiting : step.counted) {
            all_days_.remove(waiting.item.all);
            lead_days_.remove(waiting.item.lead);
            first_group_of_.erase(waiting.number);
        }
    }

    void go_back_to(FormerDay& former) {
        day_begun_ = former.day;
        all_days_ = std::move(former.all);
        lead_days_ = std::move(former.lead);
        part_of_ = std::move(former.part_of);
        first_group_of_ = std::move(former.first_group_of);
        places_ = std::move(former.places);
        for (auto& [id, group] : former.given_out) groups_[id] = std::move(group);
    }

    // The last step, if it has to know what becomes of a group.
    Step* step_of(std::int32_t group) {
        return steps_.empty() || group >= steps_.back().next_group ? nullptr : &steps_.back();
    }

    // The reports of one day, all of which are there.
    void work_on_waiting() {
        if (waiting_.empty()) return;
        std::vector<Waiting> reports = std::exchange(waiting_, {});
        const std::int64_t day = waiting_day_;
        if (day != undated) begin_day(day);
        for (const Waiting& waiting : reports) {
            all_.add(waiting.item.all);
            lead_.add(waiting.item.lead);
            if (day == undated) continue;
            all_days_.add(waiting.item.all);
            lead_days_.add(waiting.item.lead);
        }
        for (const std::int32_t group : begin_groups(reports, day != undated)) meet(group);
        join_all(day == undated ? -1e18 : static_cast<double>(day - days_to_settle));
        if (!steps_.empty()) std::move(reports.begin(), reports.end(), std::back_inserter(steps_.back().counted));
    }

    // One group for each report; reports of one part with the very same words begin as one group.
    std::vector<std::int32_t> begin_groups(const std::vector<Waiting>& reports, bool dated) {
        std::vector<std::int32_t> begun;
        std::unordered_map<std::uint64_t, std::int32_t> known;
        TermWeights all(all_, dated ? &all_days_ : nullptr);
        TermWeights lead(lead_, dated ? &lead_days_ : nullptr);
        for (const Waiting& waiting : reports) {
            const StoryItem& item = waiting.item;
            const auto [entry, is_new] = known.try_emplace(hash_of(item.lead, hash_of(item.all, 1)), next_group_);
            if (is_new) {
                begun.push_back(next_group_);
                groups_[next_group_++] = group_of(waiting, all.weigh(item.all), lead.weigh(item.lead));
            }
            StoryGroup& group = **groups_.find(entry->second);
            group.members.emplace_back(waiting.order, waiting.number);
            first_group_of_[waiting.number] = entry->second;
            ++group.reports;
            if (!item.day) continue;
            group.day_sum += *item.day;
            group.newest = std::max(group.newest, *item.day);
            ++group.dated;
        }
        for (const std::int32_t id : begun) {
            StoryGroup& group = **groups_.find(id);
            for (TermVector* vector : {&group.all, &group.lead})
                for (WeighedTerm& w : *vector) w.weight *= static_cast<float>(group.reports);
        }
        return begun;
    }

    // A group without members yet.
    static std::unique_ptr<StoryGroup> group_of(const Waiting& waiting, TermVector all, TermVector lead) {
        auto group = std::make_unique<StoryGroup>();
        group->all = waiting.item.day ? std::move(all) : cut_to(all, undated_terms);
        group->lead = std::move(lead);
        group->first_id = waiting.item.id;
        group->titles.push_back({waiting.order, waiting.item.title, cut_to(group->all, title_terms)});
        return group;
    }

    // The group that a group went into, or itself.
    std::int32_t now(std::int32_t group) {
        std::int32_t* into = part_of_.find(group);
        if (into == nullptr) return group;
        const std::int32_t before = *into;
        for (const std::int32_t* next = part_of_.find(*into); next != nullptr; next = part_of_.find(*into))
            *into = *next;
        if (*into != before && !steps_.empty()) steps_.back().part_of.emplace_back(group, before);
        return *into;
    }

    // Groups worth comparing with a new one: of the same days, with heavy terms in common, a fixed number.
    void meet(std::int32_t id) {
        StoryGroup& group = **groups_.find(id);
        std::vector<std::pair<double, std::int32_t>> ranked;
        ++groups_looked_up_;
        for (const std::int32_t other : groups_with_its_terms(id, group)) {
            const StoryGroup& met = **groups_.find(other);
            if (in_window(met, group, options_.window_days)) ranked.emplace_back(-met.promise, other);
        }
        const std::size_t kept = std::min(ranked.size(), neighbours_kept);
        std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end());
        ranked.resize(kept);
        const Affinities affinities(group);
        for (const auto& [value, other] : ranked) {
            StoryGroup& met = **groups_.find(other);
            const double alike = affinities.with(met);
            if (alike < options_.forget) continue;
            group.neighbours.push_back({other, alike});
            add_neighbour(other, met, {id, alike});
            consider(other, id, alike);
        }
        std::sort(group.neighbours.begin(), group.neighbours.end(),
                  [](const Neighbour& a, const Neighbour& b) { return a.group < b.group; });
    }

    // Looked up by the group's heavy terms, under which it is put too. Each has its promise.
    std::vector<std::int32_t> groups_with_its_terms(std::int32_t id, const StoryGroup& group) {
        std::vector<std::int32_t> met;
        for (const WeighedTerm& w : heaviest(group.all, terms_looked_up)) {
            ++terms_looked_at_;
            const double weight = w.weight / group.reports;
            std::vector<std::int32_t>& places = places_[w.term];
            const std::size_t begin = places.size() > places_per_term ? places.size() - places_per_term : 0;
            for (std::size_t at = places.size(); at-- > begin;) {
                const std::int32_t other = now(places[at]);
                const auto* found = groups_.find(other);
                if (found == nullptr) continue;
                StoryGroup& with_term = **found;
                if (with_term.met_at == terms_looked_at_) continue;
                with_term.met_at = terms_looked_at_;
                if (with_term.met_by != groups_looked_up_) {
                    with_term.met_by = groups_looked_up_;
                    with_term.promise = 0;
                    met.push_back(other);
                }
                with_term.promise += weight * weight;
            }
            places.push_back(id);
            if (!steps_.empty()) steps_.back().placed.push_back(w.term);
        }
        return met;
    }

    // The neighbour is younger than those that are there.
    void add_neighbour(std::int32_t id, StoryGroup& group, const Neighbour& neighbour) {
        constexpr std::size_t few = 128;
        if (Step* step = step_of(id); step != nullptr && !step->neighbours.contains(id))
            step->neighbours[id] = {group.neighbours, group.neighbours_looked_through};
        if (group.neighbours.size() > 2 * group.neighbours_looked_through + few) forget_neighbours(group);
        group.neighbours.push_back(neighbour);
    }

    // Those that went into other groups or were given out.
    void forget_neighbours(StoryGroup& group) {
        std::erase_if(group.neighbours, [&](const Neighbour& n) { return !groups_.contains(n.group); });
        group.neighbours_looked_through = group.neighbours.size();
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
            const auto* a = groups_.find(best.a);
            const auto* b = groups_.find(best.b);
            if (a == nullptr || b == nullptr) continue;
            if (best.affinity >= alike_enough || std::max((*a)->newest, (*b)->newest) < settled)
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

    std::unique_ptr<StoryGroup> extract(std::int32_t id) {
        std::unique_ptr<StoryGroup> group = std::move(*groups_.find(id));
        groups_.erase(id);
        return group;
    }

    // The affinity of the joined group with another is the mean over its reports (Lance & Williams 1967); with one that
    // a part of it never met, it is computed from their sums.
    std::vector<Neighbour> neighbours_of_both(const StoryGroup& one, const StoryGroup& two) {
        const Affinities with_one(one);
        const Affinities with_two(two);
        std::vector<Neighbour> both;
        both.reserve(one.neighbours.size() + two.neighbours.size());
        auto a = one.neighbours.begin();
        auto b = two.neighbours.begin();
        while (a != one.neighbours.end() || b != two.neighbours.end()) {
            const bool of_one = b == two.neighbours.end() || (a != one.neighbours.end() && a->group <= b->group);
            const bool of_two = a == one.neighbours.end() || (b != two.neighbours.end() && b->group <= a->group);
            const std::int32_t id = of_one ? a->group : b->group;
            if (const auto* other = groups_.find(id)) {
                const double alike_one = of_one ? a->alike : with_one.with(**other);
                const double alike_two = of_two ? b->alike : with_two.with(**other);
                both.push_back({id, (alike_one * one.reports + alike_two * two.reports) / (one.reports + two.reports)});
            }
            a += of_one ? 1 : 0;
            b += of_two ? 1 : 0;
        }
        return both;
    }

    void join(std::int32_t a, std::int32_t b) {
        std::unique_ptr<StoryGroup> one = extract(a);
        std::unique_ptr<StoryGroup> two = extract(b);
        std::vector<Neighbour> neighbours = neighbours_of_both(*one, *two);
        const std::int32_t joined = next_group_++;
        for (const auto& [other, alike] : neighbours) {
            add_neighbour(other, **groups_.find(other), {joined, alike});
            consider(other, joined, alike);
        }
        auto group = std::make_unique<StoryGroup>(unite(former(a, joined, one), former(b, joined, two)));
        group->neighbours = std::move(neighbours);
        group->neighbours_looked_through = group->neighbours.size();
        groups_[joined] = std::move(group);
    }

    // A group that goes into another one; it stays whole if that may be undone.
    StoryGroup former(std::int32_t id, std::int32_t joined, std::unique_ptr<StoryGroup>& group) {
        part_of_[id] = joined;
        if (!steps_.empty()) steps_.back().part_of.emplace_back(id, -1);
        Step* step = step_of(id);
        if (step == nullptr) return std::move(*group);
        StoryGroup copy = *group;
        step->groups.emplace_back(id, std::move(group));
        return copy;
    }

    static Story story_of(const StoryGroup& group) {
        Story story{"s:" + group.first_id, title_of(group), {}};
        for (const auto& [order, number] : group.members) story.reports.push_back(number);
        return story;
    }

    [[nodiscard]] bool is_touched(std::int32_t id) const { return id >= first_touched_ || unsettled_.contains(id); }

    void give_out(std::int32_t id, std::unique_ptr<StoryGroup> group) {
        for (const auto& [order, report] : group->members) first_group_of_.erase(report);
        if (is_touched(id)) {
            done_.push_back(story_of(*group));
        } else {
            for (const auto& [order, report] : group->members) given_out_of_[report] = given_out_.size();
            given_out_.emplace_back(story_of(*group));
        }
        if (!steps_.empty()) steps_.back().former_day->given_out.emplace_back(id, std::move(group));
    }

    // Of the groups that can still grow.
    [[nodiscard]] std::vector<std::int32_t> ids() const {
        std::vector<std::int32_t> ids;
        ids.reserve(groups_.size());
        groups_.each([&](std::int32_t id, const auto&) { ids.push_back(id); });
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    // Stories whose newest report lies before a day; undated ones stay.
    void give_out_before(std::int64_t day) {
        bool any = false;
        for (const std::int32_t id : ids()) {
            const StoryGroup& group = **groups_.find(id);
            if (group.dated == 0 || group.newest >= static_cast<double>(day)) continue;
            give_out(id, extract(id));
            any = true;
        }
        if (any) forget_places();
    }

    // Places lead to the groups of now afterwards, and those that lead to stories given out are left out.
    void forget_places() {
        std::vector<std::uint32_t> unused;
        places_.each([&](std::uint32_t term, std::vector<std::int32_t>& places) {
            for (std::int32_t& place : places) place = now(place);
            std::erase_if(places, [&](std::int32_t place) { return !groups_.contains(place); });
            if (places.empty()) unused.push_back(term);
        });
        for (const std::uint32_t term : unused) places_.erase(term);
        first_group_of_.each([&](std::int32_t, std::int32_t& group) { group = now(group); });
        part_of_.clear();
    }

    void save_index(ByteWriter& out) {
        out.put_small(places_.size());
        places_.each([&](std::uint32_t term, const std::vector<std::int32_t>& groups) {
            out.put(term);
            out.put_small(groups.size());
            for (const std::int32_t group : groups) out.put(now(group));
        });
        std::erase_if(queue_, [&](const Candidate& c) { return !groups_.contains(c.a) || !groups_.contains(c.b); });
        std::make_heap(queue_.begin(), queue_.end());
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
            auto group = std::make_unique<StoryGroup>(restore_group(in));
            if (id < 0 || id >= next_group_ || groups_.contains(id)) in.spoil();
            if (!in.sound()) break;
            for (const auto& [order, report] : group->members) first_group_of_[report] = id;
            groups_[id] = std::move(group);
        }
        return in.ended_well();
    }

    void restore_index(ByteReader& in) {
        const std::size_t terms = in.take_count(sizeof(std::uint32_t) + 1);
        places_.reserve(terms);
        for (std::size_t left = terms; left > 0 && in.sound(); --left) {
            std::vector<std::int32_t>& groups = places_[in.take<std::uint32_t>()];
            groups = in.take_all<std::int32_t>(in.take_count(sizeof(std::int32_t)));
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
    std::int64_t day_begun_ = undated;
    FlatMap<std::int32_t, std::unique_ptr<StoryGroup>> groups_;  // that can still grow
    FlatMap<std::int32_t, std::int32_t> part_of_;                // which group a former one went into
    FlatMap<std::uint32_t, std::vector<std::int32_t>> places_;   // groups with a heavy term, perhaps former ones
    FlatMap<std::int32_t, std::int32_t> first_group_of_;         // reports of these groups; perhaps former ones
    std::int64_t groups_looked_up_ = 0;
    std::int64_t terms_looked_at_ = 0;
    std::vector<Candidate> queue_;  // a heap
    std::vector<Story> done_;
    std::int64_t seen_ = 0;
    std::int32_t next_group_ = 0;
    std::deque<Step> steps_;  // one for each mark
    // Older groups are as finish() found them before, but for those that it may have joined, which waits now again:
    std::int32_t first_touched_ = 0;
    std::set<std::int32_t> unsettled_;
    // Of the older ones, those that were finished since, and where a report's is:
    std::vector<std::optional<Story>> given_out_;
    FlatMap<std::int32_t, std::size_t> given_out_of_;
    std::vector<std::shared_ptr<FormerDay>> ended_;  // the same, of those that ended all at once
    std::set<std::int32_t> asked_for_;
};

StoryStream::StoryStream(const WordRarity& background, const StoryOptions& options)
    : work_(std::make_unique<Work>(background, options)) {}
StoryStream::~StoryStream() = default;
StoryStream::StoryStream(StoryStream&&) noexcept = default;
StoryStream& StoryStream::operator=(StoryStream&&) noexcept = default;

void StoryStream::add(StoryItem item, std::int32_t number) { work_->add(std::move(item), number); }
void StoryStream::finish() { work_->finish(); }
std::size_t StoryStream::mark(std::int64_t day) { return work_->mark(day); }
bool StoryStream::go_back(std::size_t mark) { return work_->go_back(mark); }
std::vector<Story> StoryStream::take() { return work_->take(); }
void StoryStream::leave_out_untouched() { work_->leave_out_untouched(); }
std::optional<Story> StoryStream::take_untouched(std::int32_t number) { return work_->take_untouched(number); }
void StoryStream::save(const std::function<void(std::string_view)>& keep) { work_->save(keep); }

std::optional<StoryStream> StoryStream::restore(const std::function<std::optional<std::string_view>()>& next,
                                                const WordRarity& background, const StoryOptions& options) {
    StoryStream stream(background, options);
    if (!stream.work_->restore(next)) return std::nullopt;
    return stream;
}

}  // namespace px
