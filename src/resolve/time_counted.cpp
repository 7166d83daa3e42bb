#include "resolve/time_counted.hpp"

#include <fmt/format.h>

#include "resolve/time_tense.hpp"

namespace px {
namespace {

constexpr std::int32_t event_reach = 12;  // sentences

// What an expression counts from: a day, or a weekday of which nobody knows the date.
struct Anchor {
    std::optional<std::int32_t> day;
    int weekday = 0;
};

// "Over the weekend" told at the beginning of a week means the one that is past.
bool weekend_is_over(const TimeSetting& setting, const TimeMatch& match) {
    const TimeOutlook told = outlook_at(setting.pieces, match.begin, match.end);
    return told == TimeOutlook::past || (told == TimeOutlook::unknown && !match.expression.said_this);
}

// The day that "a day earlier" counts from.
Anchor told_anchor(const TimeSetting& setting, const TimeMatch& match, const TimeCue* event, TimeResolution& found) {
    const TimeExpression& e = match.expression;
    const std::int32_t sentence = setting.pieces[match.begin].sentence;
    if (setting.focus.before_christ() != 0) return {};
    const bool clock_only = e.has_clock() && e.count == 0 && !e.said_this;
    const Granularity unit = e.weekday != 0 ? Granularity::day : e.has_date_field() ? Granularity::year : e.unit;
    const ToldTime* told = setting.focus.told_for(unit, sentence, clock_only && !setting.history ? 1 : 3);
    // "... cancelled Sunday's vote. Shots were heard at 4 a.m.": not on that Sunday.
    if (clock_only && told != nullptr && told->attribute && told->sentence < sentence)
        if (const ToldTime* other = setting.focus.told_for(unit, sentence, 3, false)) told = other;
    const bool fine = unit <= Granularity::week;
    if (told == nullptr && fine && !clock_only && event != nullptr && sentence - event->sentence <= event_reach) {
        const std::string distance = e.unit == Granularity::unknown ? "" : counted(e.count, e.unit) + " ";
        found.arithmetic = fmt::format("{}{} the {}, whose date the text does not give", distance,
                                       e.count + e.direction < 0 ? "before" : "after", event->word);
        return {};
    }
    if (told == nullptr && (setting.history || !clock_only)) told = setting.focus.told_for(unit, sentence, 20);
    if (told != nullptr) {
        found.anchor = told->mention;
        if (told->granule) return {told->granule->first_day};
        return {std::nullopt, told->weekday};
    }
    if (setting.history) return {};
    found.anchored_to_report = setting.report_day.has_value();
    found.confidence = clock_only ? 0.8F : 0.4F;
    return {setting.report_day};
}

void shift_weekday(const TimeExpression& e, int weekday, TimeResolution& found) {
    const auto moved = static_cast<int>(((weekday - 1 + e.count) % 7 + 7) % 7 + 1);
    found.value = fmt::format("XXXX-WXX-{}", moved);
    found.arithmetic = fmt::format("{} {} {}, whose date is not known", counted(e.count, e.unit),
                                   e.count < 0 ? "before" : "after", weekday_name(weekday));
}

// "the following Tuesday", "that March", "the previous summer": the nearest on that side of the anchor.
void place_named(const TimeWords& words, const TimeExpression& e, std::int32_t anchor, TimeResolution& found) {
    if (e.weekday != 0) {
        const int forward = (e.weekday - weekday_of(anchor) + 7) % 7;
        std::int64_t days = e.direction < 0 ? forward - 7 : forward;
        if (e.direction > 0 && days == 0) days = 7;
        found.granule = shift({Granularity::day, anchor}, days);
    } else {
        const int year = civil_date(anchor).year;
        for (int candidate = year - 1; candidate <= year + 1 && !found.granule; ++candidate) {
            const int step = e.direction < 0 ? 2 * year - candidate : candidate;
            const auto granule = granule_for(words, e, step);
            if (!granule) continue;
            const auto end = day_after(*granule);
            const bool fits = e.direction > 0   ? granule->first_day > anchor
                              : e.direction < 0 ? end && *end <= anchor
                                                : step == year;
            if (fits) found.granule = granule;
        }
    }
    if (found.granule)
        found.arithmetic = fmt::format("{} {} = {}",
                                       e.direction < 0   ? "latest before"
                                       : e.direction > 0 ? "first after"
                                                         : "in the year of",
                                       iso_date(anchor), found.granule->value());
    found.confidence = 0.7F;
}

// Puts the expression at its place, `count` units from the anchor.
void place(const TimeSetting& setting, const TimeMatch& match, std::int32_t anchor, TimeResolution& found) {
    const TimeExpression& e = match.expression;
    if (e.unit == Granularity::unknown) return place_named(setting.words, e, anchor, found);
    Granularity unit = e.unit;
    std::int64_t count = e.count;
    if (unit == Granularity::decade && (e.rule == "ago" || e.rule == "earlier" || e.rule == "later")) {
        unit = Granularity::year;  // "a decade ago" is a year ten years back, not the decade before this one
        count *= 10;
    }
    if (unit < Granularity::day) {  // hours: only whole days change the date
        count = unit == Granularity::hour ? (count < 0 ? (count - 12) / 24 : (count + 12) / 24) : 0;
        unit = Granularity::day;
    }
    if (found.weekend && count == 0 && weekday_of(anchor) < 5 && weekend_is_over(setting, match)) count = -1;
    const auto base = granule_of(anchor, unit);
    const auto moved = base ? shift(*base, count) : std::nullopt;
    if (!moved) {
        found.arithmetic = "outside the years 1 to 9999";
        return;
    }
    found.granule = moved;
    if (unit == Granularity::year && (e.month != 0 || e.season != 0 || e.quarter != 0 || e.half != 0 || e.holiday >= 0))
        found.granule = granule_for(setting.words, e, civil_date(moved->first_day).year);
    if (unit == Granularity::week && e.weekday != 0)
        found.granule = shift({Granularity::day, moved->first_day}, e.weekday - 1);
    if (!found.granule) {
        found.arithmetic = "no such date";
        return;
    }
    const std::string where =
        count == 0 ? joined({"the ", unit_name(unit), " of ", iso_date(anchor)})
                   : joined({counted(count, unit), count < 0 ? " before " : " after ", iso_date(anchor)});
    found.arithmetic = joined({where, " = ", found.granule->value(), found.weekend ? "-WE" : ""});
    if (found.confidence > 0.9F) found.confidence = e.base == TimeBase::focus ? 0.75F : 0.9F;
}

}  // namespace

TimeResolution date_counted(const TimeSetting& setting, const TimeMatch& match, const TimeCue* event) {
    const TimeExpression& e = match.expression;
    TimeResolution found;
    found.weekend = e.weekend && e.rule != "ago";
    Anchor anchor;
    if (e.base == TimeBase::report) {
        const auto story = setting.focus.year_at(setting.pieces[match.begin].sentence);
        const bool of_story =
            setting.history && e.rule == "counted-from-report" && !e.mod.empty() && !e.said_this && e.count == 0;
        anchor.day = of_story && story ? std::optional(story->first_day) : setting.report_day;
        found.anchored_to_report = anchor.day.has_value() && anchor.day == setting.report_day;
        if (!anchor.day) found.arithmetic = "counts from the publication date, which is not known";
    } else {
        anchor = told_anchor(setting, match, event, found);
    }
    if (!anchor.day) {
        found.value = unknown_value(setting.words, e);
        if (found.arithmetic.empty()) found.arithmetic = "counts from a date that the text does not give";
        if (anchor.weekday != 0 && e.unit == Granularity::day && !e.has_date_field())
            shift_weekday(e, anchor.weekday, found);
        found.weekend = false;
        found.confidence = 0.5F;
        return found;
    }
    place(setting, match, *anchor.day, found);
    if (!found.granule) found.value = unknown_value(setting.words, e);
    return found;
}

}  // namespace px
