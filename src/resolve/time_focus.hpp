#pragma once
// What a report has told of time so far, for expressions that count from it: "a day earlier", "that month", and in
// history "In July" after "1941".

#include <cstdint>
#include <optional>
#include <vector>

#include "resolve/calendar.hpp"

namespace px {

/// A date that was told and that later ones can count from.
struct ToldTime {
    std::int32_t mention = -1;
    std::int32_t sentence = -1;
    std::optional<Granule> granule;
    int weekday = 0;         // of an unresolved weekday
    bool attribute = false;  // of a thing: "Sunday's vote"
};

class TimeFocus {
  public:
    void tell(const ToldTime& told);

    /// A date whose year the text gives: the story goes on from there. A lone year that leads back, or far ahead, is an
    /// aside ("unlike in 1812"): it holds for its sentence and the next, and becomes the story when a finer date
    /// follows near it.
    void tell_year(const Granule& granule, std::int32_t sentence);
    void tell_before_christ(int year) { before_christ_ = year; }

    /// The date told last that is fine enough to count units of that size from, at most `reach` sentences and twelve
    /// mentions back. Without `attributes` those of earlier sentences are passed over.
    [[nodiscard]] const ToldTime* told_for(Granularity unit, std::int32_t sentence, std::int32_t reach,
                                           bool attributes = true) const;
    [[nodiscard]] const ToldTime* last() const { return told_.empty() ? nullptr : &told_.back(); }
    /// Where the story stands in `sentence`.
    [[nodiscard]] std::optional<Granule> year_at(std::int32_t sentence) const;
    /// The year before Christ where the story stands, 0 = it stands after.
    [[nodiscard]] int before_christ() const { return before_christ_; }

  private:
    std::vector<ToldTime> told_;
    std::optional<Granule> story_;
    std::optional<Granule> aside_;
    std::int32_t aside_sentence_ = -10;
    int before_christ_ = 0;
};

}  // namespace px
