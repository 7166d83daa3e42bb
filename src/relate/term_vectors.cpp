#include "relate/term_vectors.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "relate/words.hpp"

namespace px {
namespace {

constexpr int days_around = 5;
constexpr double worth_of_all = 5;  // reports of other days count as so many of these days, lest few reports mislead

bool by_term(const WeighedTerm& a, const WeighedTerm& b) { return a.term < b.term; }

bool by_weight(const WeighedTerm& a, const WeighedTerm& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
}

using DayCounts = std::unordered_map<std::uint32_t, std::uint32_t>;  // term -> reports with it

// Reports with each term within a window of days that moves forward.
class Window {
  public:
    explicit Window(const std::map<std::int64_t, std::vector<const TermVector*>>& by_day) : by_day_(by_day) {}

    void move_to(std::int64_t day) {
        for (; next_ != by_day_.end() && next_->first <= day + days_around; ++next_) change(next_->second, 1);
        for (; first_ != by_day_.end() && first_->first < day - days_around; ++first_) change(first_->second, -1);
    }
    [[nodiscard]] double reports() const { return reports_; }
    [[nodiscard]] double reports_with(std::uint32_t term) const {
        const auto found = counts_.find(term);
        return found == counts_.end() ? 0 : found->second;
    }

  private:
    void change(const std::vector<const TermVector*>& vectors, int by) {
        for (const TermVector* vector : vectors) {
            reports_ += by;
            for (const WeighedTerm& w : *vector) counts_[w.term] += static_cast<std::uint32_t>(by);
        }
    }
    const std::map<std::int64_t, std::vector<const TermVector*>>& by_day_;
    std::map<std::int64_t, std::vector<const TermVector*>>::const_iterator next_ = by_day_.begin();
    std::map<std::int64_t, std::vector<const TermVector*>>::const_iterator first_ = by_day_.begin();
    DayCounts counts_;
    double reports_ = 0;
};

double rarity(double reports, double with) { return std::max(0.0, std::log((reports + 1) / (with + 0.5))); }

void make_unit(TermVector& vector) {
    const double length = std::sqrt(dot(vector, vector));
    if (length <= 0) return;
    for (WeighedTerm& w : vector) w.weight = static_cast<float>(w.weight / length);
}

}  // namespace

std::uint32_t number_of_term(std::string_view term) {
    const std::uint64_t hash = hash_word(term);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

double dot(const TermVector& a, const TermVector& b) {
    double total = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].term == b[j].term) {
            total += static_cast<double>(a[i++].weight) * b[j++].weight;
        } else if (a[i].term < b[j].term) {
            ++i;
        } else {
            ++j;
        }
    }
    return total;
}

TermVector sum(const TermVector& a, const TermVector& b, std::size_t most) {
    TermVector out;
    out.reserve(a.size() + b.size());
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (j == b.size() || (i < a.size() && a[i].term < b[j].term)) {
            out.push_back(a[i++]);
        } else if (i == a.size() || b[j].term < a[i].term) {
            out.push_back(b[j++]);
        } else {
            out.push_back({a[i].term, a[i].weight + b[j].weight});
            ++i;
            ++j;
        }
    }
    if (out.size() > most) {
        out = heaviest(out, most);
        std::sort(out.begin(), out.end(), by_term);
    }
    return out;
}

TermVector heaviest(const TermVector& v, std::size_t most) {
    TermVector out = v;
    if (out.size() > most) {
        std::nth_element(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(most), out.end(), by_weight);
        out.resize(most);
    }
    std::sort(out.begin(), out.end(), by_weight);
    return out;
}

std::vector<TermVector> weigh_terms(std::span<const CountedTerms> reports) {
    DayCounts reports_with;
    for (const CountedTerms& report : reports)
        for (const WeighedTerm& term : report.terms) ++reports_with[term.term];

    std::vector<TermVector> vectors(reports.size());
    std::map<std::int64_t, std::vector<const TermVector*>> by_day;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        for (const WeighedTerm& term : reports[i].terms)
            vectors[i].push_back({term.term, 1 + std::log(std::max(term.weight, 0.05F))});
        if (reports[i].day) by_day[static_cast<std::int64_t>(std::floor(*reports[i].day))].push_back(&vectors[i]);
    }
    std::vector<std::size_t> order(reports.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return reports[a].day.value_or(-1e18) < reports[b].day.value_or(-1e18);
    });
    Window window(by_day);
    const auto all = static_cast<double>(reports.size());
    for (const std::size_t i : order) {
        if (reports[i].day) window.move_to(static_cast<std::int64_t>(std::floor(*reports[i].day)));
        for (WeighedTerm& w : vectors[i]) {
            const double overall = rarity(all, reports_with.at(w.term));
            const double share = worth_of_all * reports_with.at(w.term) / all;
            const double these_days =
                reports[i].day ? rarity(window.reports() + worth_of_all, window.reports_with(w.term) + share) : overall;
            w.weight = std::max(0.0F, w.weight) * static_cast<float>(std::sqrt(overall * these_days));
        }
    }
    for (TermVector& vector : vectors) {
        std::erase_if(vector, [](const WeighedTerm& w) { return w.weight <= 0; });
        std::sort(vector.begin(), vector.end(), by_term);
        make_unit(vector);
    }
    return vectors;
}

}  // namespace px
