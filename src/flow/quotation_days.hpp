#pragma once
// The quotations of some days of a project file, read once and held while they are asked for.
//
//   QuotationDays days;
//   for (const QuotedWords& words : **days.of(search, day)) use(words);
//   days.forget(day);          // one came or went: the next of() reads the day again
//   days.forget_before(day);   // so that only the days around those at work are held

#include <cstdint>
#include <map>
#include <vector>

#include "store/story_search.hpp"

namespace px {

class QuotationDays {
  public:
    /// In the order of publication; until the day is forgotten.
    Result<const std::vector<QuotedWords>*> of(StorySearch& search, std::int64_t day) {
        const auto held = days_.find(day);
        if (held != days_.end()) return &held->second;
        auto read = search.quotations_of(day);
        if (!read) return fail(read.error());
        return &days_.emplace(day, std::move(*read)).first->second;
    }
    void forget(std::int64_t day) { days_.erase(day); }
    void forget_before(std::int64_t day) { days_.erase(days_.begin(), days_.lower_bound(day)); }

  private:
    std::map<std::int64_t, std::vector<QuotedWords>> days_;
};

}  // namespace px
