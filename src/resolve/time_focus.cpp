#include "resolve/time_focus.hpp"

namespace px {
namespace {

constexpr std::size_t told_reach = 12;
constexpr int years_ahead = 5;

int year_of(const Granule& granule) { return civil_date(granule.first_day).year; }

}  // namespace

void TimeFocus::tell(const ToldTime& told) { told_.push_back(told); }

void TimeFocus::tell_year(const Granule& granule, std::int32_t sentence) {
    before_christ_ = 0;
    const bool lone_year = granule.unit >= Granularity::year;
    if (story_ && lone_year) {
        const int ahead = year_of(granule) - year_of(*story_);
        if (ahead < 0 || ahead > years_ahead) {
            aside_ = granule;
            aside_sentence_ = sentence;
            return;
        }
        // The year in which the story stands already: keep the finer date, but do not fall back behind it.
        if (ahead == 0 && story_->unit < Granularity::year) return;
    }
    story_ = granule;
    aside_.reset();
}

const ToldTime* TimeFocus::told_for(Granularity unit, std::int32_t sentence, std::int32_t reach,
                                    bool attributes) const {
    for (std::size_t back = 0; back < told_.size() && back < told_reach; ++back) {
        const ToldTime& told = told_[told_.size() - 1 - back];
        if (sentence - told.sentence > reach) return nullptr;
        if (!told.granule && told.weekday == 0) continue;
        if (!attributes && told.attribute && told.sentence < sentence) continue;
        const Granularity fineness = told.granule ? told.granule->unit : Granularity::day;
        if (fineness <= unit) return &told;
    }
    return nullptr;
}

std::optional<Granule> TimeFocus::year_at(std::int32_t sentence) const {
    if (aside_ && sentence - aside_sentence_ <= 1) return aside_;
    return story_ ? story_ : aside_;
}

}  // namespace px
