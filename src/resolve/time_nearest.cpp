#include "resolve/time_nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "resolve/time_tense.hpp"

namespace px {
namespace {

TimeOutlook outlook_of(const TimeSetting& setting, const TimeMatch& match) {
    return outlook_at(setting.pieces, match.begin, match.end);
}

TimeResolution bare_weekday(const TimeSetting& setting, const TimeMatch& match) {
    const TimeExpression& e = match.expression;
    TimeResolution found;
    found.value = "XXXX-WXX-";
    found.value += static_cast<char>('0' + e.weekday);
    if (!setting.report_day) {
        found.arithmetic = "a weekday, and the publication date is not known";
        found.confidence = 0.5F;
        return found;
    }
    const std::int32_t today = *setting.report_day;
    const int back = (weekday_of(today) - e.weekday + 7) % 7;
    const std::string_view name = weekday_name(e.weekday);
    std::int64_t day = today - back;
    std::string_view how = "on or before";
    if (e.direction < 0) {
        day = back == 0 ? today - 7 : today - back;
        how = "before";
    } else if (e.direction > 0) {
        day = today - back + 7;
        how = "after";
    } else if (e.said_this) {
        day = today - weekday_of(today) + e.weekday;
        how = "in the week of";
    } else if (outlook_of(setting, match) == TimeOutlook::future) {
        day = back == 0 ? today : today - back + 7;
        how = "on or after";
    }
    found.granule = shift({Granularity::day, today}, day - today);
    found.anchored_to_report = true;
    found.confidence = 0.9F;
    if (found.granule)
        found.arithmetic = joined({name, " ", how, " ", dated_weekday(today), " = ", found.granule->value()});
    return found;
}

// History: the candidate nearest to the date told last, rather after it than before.
TimeResolution nearest_to_told(const TimeSetting& setting, const TimeExpression& e, const Granule& story) {
    const std::int32_t told = story.first_day;
    const int year = civil_date(told).year;
    TimeResolution found;
    std::int64_t best = 0;
    for (int candidate = year - 1; candidate <= year + 1; ++candidate) {
        const auto granule = granule_for(setting.words, e, candidate);
        if (!granule) continue;
        const std::int64_t distance = granule->first_day - told;
        std::int64_t cost = distance < 0 ? static_cast<std::int64_t>(-static_cast<double>(distance) * 1.2) : distance;
        // A year told as such: its own months, not the nearest ones.
        if (story.unit == Granularity::year && candidate == year) cost = 0;
        if (found.granule && cost >= best) continue;
        best = cost;
        found.granule = granule;
    }
    if (!found.granule)
        found.value = value_for(setting.words, e, "XXXX");
    else
        found.arithmetic = joined({"nearest to the date told last, ", story.value(), " = ", found.granule->value()});
    found.anchor = setting.focus.last() == nullptr ? -1 : setting.focus.last()->mention;
    found.confidence = 0.75F;
    return found;
}

TimeResolution nearest_to_report(const TimeSetting& setting, const TimeMatch& match) {
    const TimeExpression& e = match.expression;
    const std::int32_t today = *setting.report_day;
    const int year = civil_date(today).year;
    const TimeOutlook ahead = e.said_this || e.direction != 0 ? TimeOutlook::unknown : outlook_of(setting, match);
    TimeResolution found;
    found.anchored_to_report = true;
    found.confidence = 0.8F;
    std::int64_t best = 0;
    for (int candidate = year - 1; candidate <= year + 1; ++candidate) {
        const auto granule = granule_for(setting.words, e, candidate);
        const auto end = granule ? day_after(*granule) : std::nullopt;
        if (!end) continue;
        const bool holds_today = granule->first_day <= today && today < *end;
        const bool behind = *end <= today;
        std::int64_t cost = holds_today ? 0 : behind ? today - *end + 1 : granule->first_day - today;
        if (e.said_this && candidate != year) cost += 10000;
        if (e.direction < 0 && !behind) cost += 10000;
        if (e.direction > 0 && (behind || holds_today)) cost += 10000;
        if (ahead == TimeOutlook::future && behind) cost += e.day != 0 && today - *end < 21 ? 100 : 1000;
        if (ahead == TimeOutlook::past && !behind && !holds_today)
            cost += e.day != 0 && granule->first_day - today < 21 ? 100 : 1000;
        // Without a cue the past is told more often than the future; a day close by may be either.
        if (ahead == TimeOutlook::unknown && !behind && !holds_today) cost += e.day != 0 ? cost : 200;
        if (found.granule && cost >= best) continue;
        best = cost;
        found.granule = granule;
    }
    if (!found.granule) {
        found.value = value_for(setting.words, e, "XXXX");
        found.arithmetic = "no such date";
        found.anchored_to_report = false;
        return found;
    }
    const bool before = found.granule->first_day <= today;
    const std::string_view how = e.direction < 0                           ? "latest before"
                                 : e.direction > 0                         ? "first after"
                                 : e.said_this                             ? "in the year of"
                                 : ahead == TimeOutlook::future && !before ? "first after"
                                 : ahead == TimeOutlook::past && before    ? "latest on or before"
                                                                           : "nearest to";
    found.arithmetic = joined({how, " ", iso_date(today), " = ", found.granule->value()});
    return found;
}

}  // namespace

TimeResolution date_in_decade(const TimeSetting& setting, const TimeMatch& match) {
    const TimeExpression& e = match.expression;
    int tens = e.decade;
    std::string arithmetic;
    if (e.short_decade) {
        const auto story = setting.focus.year_at(setting.pieces[match.begin].sentence);
        const int reference = setting.history && story ? civil_date(story->first_day).year
                              : setting.report_day     ? civil_date(*setting.report_day).year
                                                       : 0;
        if (reference == 0) return said_only(fmt::format("XX{}", tens));
        tens += reference / 100 * 10;
        if (tens * 10 > reference) tens -= 10;
        arithmetic = fmt::format("the {}s latest on or before {} = {}0s", e.decade * 10, reference, tens);
    }
    TimeResolution found =
        said(granule_in_year(std::max(1, tens * 10), 1, Granularity::decade), fmt::format("{:03}", tens));
    if (found.granule) found.arithmetic = std::move(arithmetic);
    return found;
}

TimeResolution date_in_year(const TimeSetting& setting, const TimeExpression& e, int year) {
    TimeResolution found = said(granule_for(setting.words, e, year), {});
    if (!found.granule) found.value = value_for(setting.words, e, fmt::format("{:04}", year));
    if (!found.granule) found.confidence = 0.5F;
    if (found.granule && e.rule.starts_with("numeric-date-")) {
        found.arithmetic = fmt::format("figures with the {} first = {}",
                                       e.rule.ends_with("day-first") ? "day" : "month", found.granule->value());
        found.confidence = 0.7F;
    }
    if (found.granule && e.weekday != 0 && weekday_of(found.granule->first_day) != e.weekday) {
        found.arithmetic = fmt::format("{} is a {}, not a {} as the text says", iso_date(found.granule->first_day),
                                       weekday_name(weekday_of(found.granule->first_day)), weekday_name(e.weekday));
        found.confidence = 0.7F;
    }
    return found;
}

// A month, season, quarter, holiday or weekday whose year is not said.
TimeResolution date_without_year(const TimeSetting& setting, const TimeMatch& match) {
    const TimeExpression& e = match.expression;
    if (e.weekday != 0 && e.month == 0) return bare_weekday(setting, match);
    if (const ToldTime* told = setting.focus.last(); e.in_previous_year && told != nullptr && told->granule) {
        TimeResolution found = date_in_year(setting, e, civil_date(told->granule->first_day).year);
        found.anchor = told->mention;
        found.arithmetic = "in the year of the date before it";
        return found;
    }
    if (setting.history && !e.said_this && e.direction == 0) {
        if (setting.focus.before_christ() != 0)
            return said_only(value_for(setting.words, e, fmt::format("BC{:04}", setting.focus.before_christ())));
        if (const auto story = setting.focus.year_at(setting.pieces[match.begin].sentence))
            return nearest_to_told(setting, e, *story);
    }
    if (!setting.report_day) {
        TimeResolution found = said_only(value_for(setting.words, e, "XXXX"));
        found.arithmetic = "the year is not said and the publication date is not known";
        found.confidence = 0.5F;
        return found;
    }
    return nearest_to_report(setting, match);
}

}  // namespace px
