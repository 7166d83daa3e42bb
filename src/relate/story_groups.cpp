#include "relate/story_groups.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

namespace px {
namespace {

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

double days_apart(const StoryGroup& a, const StoryGroup& b) {
    return std::abs(a.day_sum / a.dated - b.day_sum / b.dated);
}

}  // namespace

double Affinities::with(const StoryGroup& other) const {
    constexpr double days_if_unknown = 1;
    const double pairs = one_.reports * other.reports;
    const double days = one_.dated > 0 && other.dated > 0 ? days_apart(one_, other) : days_if_unknown;
    return by_all_words * std::sqrt(std::max(0.0, all_.with(other.all) / pairs)) +
           by_lead_words * std::sqrt(std::max(0.0, lead_.with(other.lead) / pairs)) + by_time(days) + prior;
}

bool in_window(const StoryGroup& a, const StoryGroup& b, int days) {
    return a.dated == 0 || b.dated == 0 || days_apart(a, b) <= days;
}

std::string title_of(const StoryGroup& group) {
    double best = -1;
    std::string_view title;
    for (const TitleCandidate& candidate : group.titles) {
        if (candidate.title.empty()) continue;
        const double near = dot(group.all, candidate.terms);
        if (near <= best) continue;
        best = near;
        title = candidate.title;
    }
    return std::string(title);
}

StoryGroup unite(StoryGroup a, StoryGroup b) {
    StoryGroup group;
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

TermVector cut_to(const TermVector& v, std::size_t most) {
    if (v.size() <= most) return v;
    TermVector out = heaviest(v, most);
    std::sort(out.begin(), out.end(), [](const WeighedTerm& a, const WeighedTerm& b) { return a.term < b.term; });
    return out;
}

void save(const StoryGroup& group, ByteWriter& out, const std::function<bool(std::int32_t)>& is_there) {
    out.put_terms(group.all);
    out.put_terms(group.lead);
    for (const double number : {group.reports, group.day_sum, group.dated, group.newest}) out.put(number);
    out.put_small(group.members.size());
    for (const auto& [order, number] : group.members) {
        out.put(order);
        out.put(number);
    }
    out.put_text(group.first_id);
    out.put_small(group.titles.size());
    for (const TitleCandidate& candidate : group.titles) {
        out.put(candidate.order);
        out.put_text(candidate.title);
        out.put_terms(candidate.terms);
    }
    std::vector<Neighbour> neighbours = group.neighbours;
    std::erase_if(neighbours, [&](const Neighbour& n) { return !is_there(n.group); });
    out.put_small(neighbours.size());
    for (const auto& [other, alike] : neighbours) {
        out.put(other);
        out.put(alike);
    }
}

StoryGroup restore_group(ByteReader& in) {
    StoryGroup group;
    group.all = in.take_terms();
    group.lead = in.take_terms();
    for (double* number : {&group.reports, &group.day_sum, &group.dated, &group.newest}) *number = in.take_finite();
    constexpr double latest = 1e9;  // days: no report is of such a day
    const bool sound = group.reports >= 1 && (group.dated == 0 || group.dated >= 1) && group.dated <= group.reports &&
                       std::abs(group.day_sum) <= latest * group.reports && group.newest <= latest &&
                       (group.dated == 0 || group.newest >= -latest);
    if (!sound) in.spoil();
    group.members.resize(in.take_count(sizeof(std::int64_t) + sizeof(std::int32_t)));
    for (auto& [order, number] : group.members) {
        order = in.take<std::int64_t>();
        number = in.take<std::int32_t>();
    }
    if (group.members.empty() || !(group.reports > 0)) in.spoil();
    group.first_id = in.take_text();
    group.titles.resize(in.take_count(sizeof(std::int64_t)));
    for (TitleCandidate& candidate : group.titles) {
        candidate.order = in.take<std::int64_t>();
        candidate.title = in.take_text();
        candidate.terms = in.take_terms();
    }
    group.neighbours.resize(in.take_count(sizeof(std::int32_t) + sizeof(double)));
    std::int32_t last = -1;
    for (auto& [other, alike] : group.neighbours) {
        other = in.take<std::int32_t>();
        alike = in.take_finite();
        if (other <= last) in.spoil();
        last = other;
    }
    group.neighbours_looked_through = group.neighbours.size();
    return group;
}

}  // namespace px
