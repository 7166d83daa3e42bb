#include "relate/term_vectors.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "relate/bytes.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr double worth_of_all = 20;  // reports of other days count as so many of these days, lest few reports mislead

bool by_term(const WeighedTerm& a, const WeighedTerm& b) { return a.term < b.term; }

bool by_weight(const WeighedTerm& a, const WeighedTerm& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
}

// Two slots of a term, as if by two hash functions.
constexpr std::uint32_t slots = 1U << 20U;
std::uint32_t first_slot(std::uint32_t term) { return (term * 0x9E3779B1U) >> 12U; }
std::uint32_t second_slot(std::uint32_t term) { return ((term ^ 0x5BD1E995U) * 0x85EBCA6BU) >> 12U; }

bool is_counted(std::uint32_t count) { return count != 0; }

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

TermCounts::TermCounts() : first_(slots), second_(slots) {}
TermCounts::TermCounts(const WordRarity& background, double worth, double words)
    : first_(slots), second_(slots), background_(&background), worth_(background.empty() ? 0 : worth), words_(words) {}

void TermCounts::add(const TermVector& terms) {
    ++reports_;
    for (const WeighedTerm& w : terms) {
        ++first_[first_slot(w.term)];
        ++second_[second_slot(w.term)];
    }
}

double TermCounts::reports_with(std::uint32_t term) const {
    const double counted = std::min(first_[first_slot(term)], second_[second_slot(term)]);
    return worth_ > 0 ? counted + worth_ * background_->share(term, words_) : counted;
}

void TermCounts::save(ByteWriter& out) const {
    out.put(reports_);
    for (const std::vector<std::uint32_t>* row : {&first_, &second_}) {
        out.put_small(static_cast<std::uint64_t>(std::count_if(row->begin(), row->end(), is_counted)));
        std::size_t next = 0;  // slots are told by how many lie between them and the one before
        for (std::size_t slot = 0; slot < row->size(); ++slot) {
            if ((*row)[slot] == 0) continue;
            out.put_small(slot - next);
            out.put_small((*row)[slot]);
            next = slot + 1;
        }
    }
}

void TermCounts::restore(ByteReader& in) {
    reports_ = in.take_finite();
    for (std::vector<std::uint32_t>* row : {&first_, &second_}) {
        std::fill(row->begin(), row->end(), 0);
        std::uint64_t next = 0;
        for (std::size_t left = in.take_count(2); left > 0; --left) {
            const std::uint64_t slot = next + in.take_small();
            const auto count = static_cast<std::uint32_t>(in.take_small());
            if (slot >= row->size()) return in.spoil();
            (*row)[slot] = count;
            next = slot + 1;
        }
    }
}

void DayCounts::add(std::int64_t day, const TermVector& terms) {
    Day& of_day = by_day_[day];
    for (const WeighedTerm& w : terms) {
        ++of_day.counts[w.term];
        ++counts_[w.term];
    }
    ++of_day.reports;
    ++reports_;
}

void DayCounts::drop_before(std::int64_t day) {
    while (!by_day_.empty() && by_day_.begin()->first < day) {
        reports_ -= by_day_.begin()->second.reports;
        for (const auto& [term, times] : by_day_.begin()->second.counts)
            if (const auto count = counts_.find(term); (count->second -= times) == 0) counts_.erase(count);
        by_day_.erase(by_day_.begin());
    }
}

void DayCounts::save(ByteWriter& out) const {
    out.put_small(by_day_.size());
    for (const auto& [day, of_day] : by_day_) {
        out.put(day);
        out.put(of_day.reports);
        out.put_small(of_day.counts.size());
        for (const auto& [term, times] : of_day.counts) {
            out.put(term);
            out.put_small(times);
        }
    }
}

void DayCounts::restore(ByteReader& in) {
    by_day_.clear();
    counts_.clear();
    reports_ = 0;
    for (std::size_t days = in.take_count(sizeof(std::int64_t)); days > 0; --days) {
        Day& of_day = by_day_[in.take<std::int64_t>()];
        of_day.reports = in.take<std::uint32_t>();
        reports_ += of_day.reports;
        const std::size_t terms = in.take_count(sizeof(std::uint32_t) + 1);
        of_day.counts.reserve(terms);
        for (std::size_t left = terms; left > 0; --left) {
            const auto term = in.take<std::uint32_t>();
            const auto times = static_cast<std::uint32_t>(in.take_small());
            if (times == 0 || !of_day.counts.emplace(term, times).second) in.spoil();
            counts_[term] += times;
        }
    }
}

double DayCounts::reports_with(std::uint32_t term) const {
    const auto found = counts_.find(term);
    return found == counts_.end() ? 0 : found->second;
}

TermVector weigh(const TermVector& counted, const TermCounts& all, const DayCounts* days) {
    TermVector vector;
    for (const WeighedTerm& w : counted) {
        const double with = all.reports_with(w.term);
        const double overall = rarity(all.reports(), with);
        const double share = worth_of_all * with / all.reports();
        const double these_days =
            days != nullptr ? rarity(days->reports() + worth_of_all, days->reports_with(w.term) + share) : overall;
        const float count = 1 + std::log(std::max(w.weight, 0.05F));
        const float weight = std::max(0.0F, count) * static_cast<float>(std::sqrt(overall * these_days));
        if (weight > 0) vector.push_back({w.term, weight});
    }
    make_unit(vector);
    return vector;
}

}  // namespace px
