#include "relate/term_vectors.hpp"

#include <algorithm>
#include <cmath>
#include <span>

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

constexpr std::uint8_t in_table = 255;  // a counter of a byte that stands in the table of larger ones

std::uint32_t mark_of(std::uint32_t term) { return (term * 0x9E3779B1U) >> 16U; }

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

Products::Products(const TermVector& one) {
    weights_.reserve(one.size());
    for (const WeighedTerm& w : one) {
        const std::uint32_t mark = mark_of(w.term);
        marked_[mark / 64] |= std::uint64_t{1} << (mark % 64);
        weights_[w.term] = w.weight;
    }
}

double Products::with(const TermVector& other) const {
    double total = 0;
    for (const WeighedTerm& w : other) {
        const std::uint32_t mark = mark_of(w.term);
        if ((marked_[mark / 64] >> (mark % 64) & 1U) == 0) continue;
        if (const float* weight = weights_.find(w.term)) total += static_cast<double>(*weight) * w.weight;
    }
    return total;
}

// ---- counts --------------------------------------------------------------------------------------------------------

TermCounts::Row::Row() : bytes(slots) {}

void TermCounts::Row::add(std::uint32_t slot) {
    if (bytes[slot] < in_table) {
        if (++bytes[slot] == in_table) larger[slot] = in_table;
    } else {
        ++larger[slot];
    }
}

void TermCounts::Row::remove(std::uint32_t slot) {
    if (bytes[slot] < in_table) {
        --bytes[slot];
    } else if (std::uint32_t& count = larger[slot]; --count < in_table) {
        bytes[slot] = in_table - 1;
        larger.erase(slot);
    }
}

std::uint32_t TermCounts::Row::count(std::uint32_t slot) const {
    if (bytes[slot] < in_table) return bytes[slot];
    const std::uint32_t* found = larger.find(slot);
    return found != nullptr ? *found : in_table;
}

// Few counters are told one by one, many as they stand.
void TermCounts::Row::save(ByteWriter& out) const {
    const auto used = static_cast<std::size_t>(bytes.end() - bytes.begin() - std::count(bytes.begin(), bytes.end(), 0));
    const bool few = used < bytes.size() / 8;
    out.put(static_cast<std::uint8_t>(few));
    if (few) {
        out.put_small(used);
        std::size_t next = 0;  // slots are told by how many lie between them and the one before
        for (std::size_t slot = 0; slot < bytes.size(); ++slot) {
            if (bytes[slot] == 0) continue;
            out.put_small(slot - next);
            out.put(bytes[slot]);
            next = slot + 1;
        }
    } else {
        out.put_all(std::span<const std::uint8_t>(bytes));
    }
    out.put_small(larger.size());
    larger.each([&](std::uint32_t slot, std::uint32_t count) {
        out.put(slot);
        out.put(count);
    });
}

void TermCounts::Row::restore(ByteReader& in) {
    if (in.take<std::uint8_t>() == 0) {
        std::vector<std::uint8_t> taken = in.take_all<std::uint8_t>(bytes.size());
        if (in.sound()) bytes = std::move(taken);
    } else {
        std::uint64_t next = 0;
        for (std::size_t left = in.take_count(2); left > 0; --left) {
            const std::uint64_t slot = next + in.take_small();
            if (slot >= bytes.size()) return in.spoil();
            bytes[slot] = in.take<std::uint8_t>();
            next = slot + 1;
        }
    }
    for (std::size_t left = in.take_count(2 * sizeof(std::uint32_t)); left > 0; --left) {
        const auto slot = in.take<std::uint32_t>();
        larger[slot] = in.take<std::uint32_t>();
    }
}

TermCounts::TermCounts() = default;
TermCounts::TermCounts(const WordRarity& background, double worth, double words)
    : background_(&background), worth_(background.empty() ? 0 : worth), words_(words) {}

void TermCounts::add(const TermVector& terms) {
    ++reports_;
    for (const WeighedTerm& w : terms) {
        first_.add(first_slot(w.term));
        second_.add(second_slot(w.term));
    }
}

void TermCounts::remove(const TermVector& terms) {
    --reports_;
    for (const WeighedTerm& w : terms) {
        first_.remove(first_slot(w.term));
        second_.remove(second_slot(w.term));
    }
}

double TermCounts::reports_with(std::uint32_t term) const {
    const double counted = std::min(first_.count(first_slot(term)), second_.count(second_slot(term)));
    return worth_ > 0 ? counted + worth_ * background_->share(term, words_) : counted;
}

void TermCounts::save(ByteWriter& out) const {
    out.put(reports_);
    first_.save(out);
    second_.save(out);
}

void TermCounts::restore(ByteReader& in) {
    reports_ = in.take_finite();
    first_.restore(in);
    second_.restore(in);
}

std::vector<DayCounts::Count> DayCounts::listed(const Counts& counts) {
    std::vector<Count> list;
    list.reserve(counts.size());
    counts.each([&](std::uint32_t term, std::uint32_t reports) { list.push_back({term, reports}); });
    return list;
}

void DayCounts::begin_day(std::int64_t day) {
    if (day != newest_day_ && newest_reports_ > 0) {
        by_day_.emplace(newest_day_, Day{newest_reports_, listed(newest_counts_)});
        newest_counts_.clear();
        newest_reports_ = 0;
    }
    newest_day_ = day;
}

void DayCounts::add(const TermVector& terms) {
    for (const WeighedTerm& w : terms) {
        ++newest_counts_[w.term];
        ++counts_[w.term];
    }
    ++newest_reports_;
    ++reports_;
}

void DayCounts::take_from(Counts& counts, std::uint32_t term, std::uint32_t reports) {
    std::uint32_t* held = counts.find(term);
    if (held != nullptr && (*held -= std::min(*held, reports)) == 0) counts.erase(term);
}

void DayCounts::remove(const TermVector& terms) {
    for (const WeighedTerm& w : terms) {
        take_from(newest_counts_, w.term, 1);
        take_from(counts_, w.term, 1);
    }
    --newest_reports_;
    --reports_;
}

void DayCounts::drop_before(std::int64_t day) {
    while (!by_day_.empty() && by_day_.begin()->first < day) {
        reports_ -= by_day_.begin()->second.reports;
        for (const Count& count : by_day_.begin()->second.counts) take_from(counts_, count.term, count.reports);
        by_day_.erase(by_day_.begin());
    }
}

void DayCounts::save(ByteWriter& out) const {
    out.put_small(by_day_.size());
    const auto save_counts = [&](const std::vector<Count>& counts) {
        out.put_small(counts.size());
        out.put_all(std::span<const Count>(counts));
    };
    for (const auto& [day, of_day] : by_day_) {
        out.put(day);
        out.put(of_day.reports);
        save_counts(of_day.counts);
    }
    out.put(newest_day_);
    out.put(newest_reports_);
    save_counts(listed(newest_counts_));
    save_counts(listed(counts_));
}

void DayCounts::restore(ByteReader& in) {
    *this = {};
    const auto restore_counts = [&] { return in.take_all<Count>(in.take_count(sizeof(Count))); };
    for (std::size_t left = in.take_count(sizeof(std::int64_t)); left > 0; --left) {
        const auto day = in.take<std::int64_t>();
        if (!by_day_.empty() && by_day_.rbegin()->first >= day) in.spoil();
        Day of_day{in.take<std::uint32_t>(), restore_counts()};
        reports_ += of_day.reports;
        by_day_.emplace(day, std::move(of_day));
    }
    newest_day_ = in.take<std::int64_t>();
    newest_reports_ = in.take<std::uint32_t>();
    reports_ += newest_reports_;
    for (auto* table : {&newest_counts_, &counts_}) {
        const std::vector<Count> counts = restore_counts();
        table->reserve(counts.size());
        for (const Count& count : counts) (*table)[count.term] = count.reports;
    }
}

double DayCounts::reports_with(std::uint32_t term) const {
    const std::uint32_t* found = counts_.find(term);
    return found == nullptr ? 0 : *found;
}

// ---- weights -------------------------------------------------------------------------------------------------------

float TermWeights::rarity_of(std::uint32_t term) const {
    const double with = all_.reports_with(term);
    const double overall = rarity(all_.reports(), with);
    if (days_ == nullptr) return static_cast<float>(std::sqrt(overall * overall));
    const double share = worth_of_all * with / all_.reports();
    const double these_days = rarity(days_->reports() + worth_of_all, days_->reports_with(term) + share);
    return static_cast<float>(std::sqrt(overall * these_days));
}

TermVector TermWeights::weigh(const TermVector& counted) {
    TermVector vector;
    vector.reserve(counted.size());
    for (const WeighedTerm& w : counted) {
        const std::size_t known = rarities_.size();
        float& rarity = rarities_[w.term];
        if (rarities_.size() != known) rarity = rarity_of(w.term);
        const float count = 1 + std::log(std::max(w.weight, 0.05F));
        const float weight = std::max(0.0F, count) * rarity;
        if (weight > 0) vector.push_back({w.term, weight});
    }
    make_unit(vector);
    return vector;
}

}  // namespace px
