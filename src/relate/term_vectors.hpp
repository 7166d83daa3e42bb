#pragma once
// Sparse vectors of terms, weighed by how rare a term is in the reports so far and in those of the last days.

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "relate/flat_map.hpp"
#include "relate/word_rarity.hpp"

namespace px {

class ByteReader;
class ByteWriter;

struct WeighedTerm {
    std::uint32_t term = 0;  // its number: a hash, so that reports can be read at different times
    float weight = 0;
};

/// Sorted by term.
using TermVector = std::vector<WeighedTerm>;

[[nodiscard]] double dot(const TermVector& a, const TermVector& b);

/// The same product of one vector with many others, to the last bit, in less time.
class Products {
  public:
    explicit Products(const TermVector& one);
    [[nodiscard]] double with(const TermVector& other) const;

  private:
    static constexpr std::size_t marks = 1U << 16U;
    std::array<std::uint64_t, marks / 64> marked_{};  // hashes of terms: most terms of another vector are not there
    FlatMap<std::uint32_t, float> weights_;
};

/// a + b, cut to the `most` heaviest terms.
[[nodiscard]] TermVector sum(const TermVector& a, const TermVector& b, std::size_t most);

/// The `most` heaviest terms, heaviest first; of equal weights the smaller number first.
[[nodiscard]] TermVector heaviest(const TermVector& v, std::size_t most);

/// The number of a term. Of a million terms about 230 share their number with another one.
[[nodiscard]] std::uint32_t number_of_term(std::string_view term);

/// In how many reports each term occurs, in a table of fixed size, so that any number of reports can be counted in the
/// same memory. Two rows of 2^20 counters, the smaller counts (count-min sketch, Cormode & Muthukrishnan 2005): of a
/// million different terms about one in two is counted exactly in the worst case, of 100,000 about 99 in 100; a term is
/// never counted too low. The counts do not depend on the order of the reports.
///
/// A background of general news can stand in for reports that were not read: it counts as `worth` reports of `words`
/// words each.
class TermCounts {
  public:
    TermCounts();
    TermCounts(const WordRarity& background, double worth, double words);
    void add(const TermVector& terms);
    /// Undoes an add() of the same terms.
    void remove(const TermVector& terms);
    [[nodiscard]] double reports() const { return reports_ + worth_; }
    [[nodiscard]] double reports_with(std::uint32_t term) const;

    /// The counts without the background. restore() wants counts with the same background.
    void save(ByteWriter& out) const;
    void restore(ByteReader& in);

  private:
    /// Counters of a byte, with a table for those that have grown larger.
    struct Row {
        std::vector<std::uint8_t> bytes;
        FlatMap<std::uint32_t, std::uint32_t> larger;

        Row();
        void add(std::uint32_t slot);
        void remove(std::uint32_t slot);
        [[nodiscard]] std::uint32_t count(std::uint32_t slot) const;
        void save(ByteWriter& out) const;
        void restore(ByteReader& in);
    };
    Row first_, second_;
    double reports_ = 0;
    const WordRarity* background_ = nullptr;
    double worth_ = 0;
    double words_ = 0;
};

/// The same for the reports of some days, exactly; days are added and taken away again.
class DayCounts {
  public:
    /// From now on add() is of that day.
    void begin_day(std::int64_t day);
    void add(const TermVector& terms);
    /// Undoes an add() of the same terms on that day.
    void remove(const TermVector& terms);
    /// Forgets the days before `day`.
    void drop_before(std::int64_t day);
    [[nodiscard]] double reports() const { return reports_; }
    [[nodiscard]] double reports_with(std::uint32_t term) const;

    void save(ByteWriter& out) const;
    void restore(ByteReader& in);

  private:
    struct Count {
        std::uint32_t term = 0;
        std::uint32_t reports = 0;
    };
    struct Day {
        std::uint32_t reports = 0;
        std::vector<Count> counts;
    };
    using Counts = FlatMap<std::uint32_t, std::uint32_t>;
    [[nodiscard]] static std::vector<Count> listed(const Counts& counts);
    static void take_from(Counts& counts, std::uint32_t term, std::uint32_t reports);

    std::map<std::int64_t, Day> by_day_;  // but the newest
    std::int64_t newest_day_ = 0;
    std::uint32_t newest_reports_ = 0;  // 0: there is no such day
    Counts newest_counts_;
    Counts counts_;  // of all days
    double reports_ = 0;
};

/// Makes a vector of length 1 (or empty) of terms and their counts. A term weighs (1 + ln count) times the geometric
/// mean of its inverse document frequency in all reports and in those of `days` (of all reports only if `days` is
/// nullptr). The counts must outlive it and stay as they are: what was computed for a term is kept.
class TermWeights {
  public:
    TermWeights(const TermCounts& all, const DayCounts* days) : all_(all), days_(days) {}
    [[nodiscard]] TermVector weigh(const TermVector& counted);

  private:
    [[nodiscard]] float rarity_of(std::uint32_t term) const;

    const TermCounts& all_;
    const DayCounts* days_;
    FlatMap<std::uint32_t, float> rarities_;
};

}  // namespace px
