#pragma once
// A group of reports that a story is made of: internal to the story_*.cpp files.

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "relate/bytes.hpp"
#include "relate/term_vectors.hpp"

namespace px {

inline constexpr std::size_t group_terms = 600;
inline constexpr std::size_t title_terms = 64;
inline constexpr std::size_t titles_kept = 32;  // of a group

struct TitleCandidate {
    std::int64_t order = 0;
    std::string title;
    TermVector terms;  // the heaviest of its report
};

/// A group that was met. It may have gone into another one since.
struct Neighbour {
    std::int32_t group = -1;
    double alike = 0;  // affinity
};

/// A report or several joined ones: sums of their vectors, so that mean cosines are one product.
struct StoryGroup {
    TermVector all;
    TermVector lead;
    double reports = 0;
    double day_sum = 0;
    double dated = 0;
    double newest = -1e18;                                       // day of the newest dated report
    std::vector<std::pair<std::int64_t, std::int32_t>> members;  // order, number; ordered
    std::string first_id;
    std::vector<TitleCandidate> titles;         // of the first reports, ordered
    std::vector<Neighbour> neighbours;          // ordered
    std::size_t neighbours_looked_through = 0;  // how many were left when last the former ones were taken out

    // Of the report that looks for its neighbours now.
    std::int64_t met_by = -1;  // which report
    std::int64_t met_at = -1;  // which of its terms
    double promise = 0;
};

/// Log-odds that a group is about one matter with others.
class Affinities {
  public:
    /// `one` must outlive it.
    explicit Affinities(const StoryGroup& one) : one_(one), all_(one.all), lead_(one.lead) {}
    [[nodiscard]] double with(const StoryGroup& other) const;

  private:
    const StoryGroup& one_;
    Products all_, lead_;
};

[[nodiscard]] bool in_window(const StoryGroup& a, const StoryGroup& b, int days);

/// The title of the report that is nearest to the whole group.
[[nodiscard]] std::string title_of(const StoryGroup& group);

/// Both groups as one, without neighbours.
[[nodiscard]] StoryGroup unite(StoryGroup a, StoryGroup b);

/// `v` cut to its `most` heaviest terms.
[[nodiscard]] TermVector cut_to(const TermVector& v, std::size_t most);

/// `is_there`: whether a group that was met still is, so that the others are left out.
void save(const StoryGroup& group, ByteWriter& out, const std::function<bool(std::int32_t)>& is_there);
[[nodiscard]] StoryGroup restore_group(ByteReader& in);

}  // namespace px
