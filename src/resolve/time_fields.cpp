#include "resolve/time_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace px {
namespace {

std::string_view season_code(int first_month) {
    switch (first_month) {
        case 3:
            return "SP";
        case 6:
            return "SU";
        case 9:
            return "FA";
        default:
            return "WI";
    }
}

}  // namespace

std::string_view unit_name(Granularity unit) {
    switch (unit) {
        case Granularity::half_year:
            return "half-year";
        case Granularity::day_part:
            return "part of the day";
        default:
            return to_string(unit);
    }
}

std::string counted(std::int64_t count, Granularity unit) {
    const std::int64_t size = count < 0 ? -count : count;
    return joined({std::to_string(size), " ", unit_name(unit), size == 1 ? "" : "s"});
}

std::optional<Granule> granule_in_year(int year, int month, Granularity unit) {
    const auto day = day_number(year, month, 1);
    return day ? granule_of(*day, unit) : std::nullopt;
}

// All fields but the year are said in `e`.
std::optional<Granule> granule_for(const TimeWords& words, const TimeExpression& e, int year) {
    if (e.holiday >= 0) {
        const auto day = words.holidays()[static_cast<std::size_t>(e.holiday)].in_year(year);
        return day ? std::optional(Granule{Granularity::day, *day}) : std::nullopt;
    }
    if (e.month != 0 && e.day != 0) {
        const auto day = day_number(year, e.month, e.day);
        return day ? std::optional(Granule{Granularity::day, *day}) : std::nullopt;
    }
    if (e.month != 0) return granule_in_year(year, e.month, Granularity::month);
    if (e.season != 0) return granule_in_year(year, e.season, Granularity::season);
    if (e.quarter != 0) return granule_in_year(year, e.quarter * 3 - 2, Granularity::quarter);
    if (e.half != 0) return granule_in_year(year, e.half * 6 - 5, Granularity::half_year);
    return granule_in_year(year, 1, Granularity::year);
}

std::string value_for(const TimeWords& words, const TimeExpression& e, std::string_view year) {
    if (e.holiday >= 0) {
        const HolidayRule& rule = words.holidays()[static_cast<std::size_t>(e.holiday)];
        if (rule.month != 0 && rule.weekday == 0) return fmt::format("{}-{:02}-{:02}", year, rule.month, rule.day);
        return fmt::format("{}-XX-XX", year);
    }
    if (e.day != 0 && e.month != 0) return fmt::format("{}-{:02}-{:02}", year, e.month, e.day);
    if (e.month != 0) return fmt::format("{}-{:02}", year, e.month);
    if (e.season != 0) return fmt::format("{}-{}", year, season_code(e.season));
    if (e.quarter != 0) return fmt::format("{}-Q{}", year, e.quarter);
    if (e.half != 0) return fmt::format("{}-H{}", year, e.half);
    if (e.weekday != 0) return fmt::format("{}-WXX-{}", year, e.weekday);
    return std::string(year);
}

std::string unknown_value(const TimeWords& words, const TimeExpression& e) {
    if (e.has_date_field() && !e.weekend) return value_for(words, e, "XXXX");
    switch (e.unit) {
        case Granularity::day:
            return "XXXX-XX-XX";
        case Granularity::week:
            return e.weekend ? "XXXX-WXX-WE" : "XXXX-WXX";
        case Granularity::month:
            return "XXXX-XX";
        case Granularity::quarter:
            return "XXXX-QX";
        case Granularity::decade:
            return "XXX";
        case Granularity::century:
            return "XX";
        case Granularity::year:
            return "XXXX";
        default:
            return "XXXX-XX-XX";
    }
}

std::string before_christ_value(const TimeExpression& e) {
    if (e.century >= 0) return fmt::format("BC{:02}", e.century);
    std::string value = fmt::format("BC{:04}", e.year);
    if (e.month != 0) value += fmt::format("-{:02}", e.month);
    if (e.day != 0) value += fmt::format("-{:02}", e.day);
    return value;
}

std::string clock_value(const TimeExpression& e) {
    if (e.hour < 0) return fmt::format("T{}", e.part);
    std::string value = fmt::format("T{:02}", e.hour);
    if (e.minute >= 0)
        value += fmt::format(":{:02}", e.minute);
    else
        value += ":00";
    if (e.second >= 0) value += fmt::format(":{:02}", e.second);
    if (e.zone_minutes == 0) value += "Z";
    return value;
}

TimeResolution said_only(std::string value) {
    TimeResolution found;
    found.value = std::move(value);
    return found;
}

TimeResolution said(std::optional<Granule> granule, std::string otherwise) {
    TimeResolution found;
    found.granule = granule;
    found.value = std::move(otherwise);
    if (!granule) found.arithmetic = "no such date";
    return found;
}

// "the last week of August": the week that holds its last day.
void take_nth(const TimeExpression& e, TimeResolution& found) {
    const auto after = day_after(*found.granule);
    const auto base = after ? granule_of(e.nth < 0 ? *after - 1 : found.granule->first_day, e.nth_unit) : std::nullopt;
    const auto moved = base ? shift(*base, e.nth < 0 ? 0 : e.nth - 1) : std::nullopt;
    if (!moved || moved->first_day >= *after) {
        found.arithmetic = "no such " + std::string(unit_name(e.nth_unit)) + " in " + found.granule->value();
        found.value = found.granule->value();
        found.granule.reset();
        return;
    }
    static constexpr std::array<std::string_view, 6> ordinals{"last", "first", "second", "third", "fourth", "fifth"};
    found.arithmetic = fmt::format("{}{}{} {} of {} = {}", found.arithmetic, found.arithmetic.empty() ? "" : "; ",
                                   ordinals[e.nth < 0 ? 0 : static_cast<std::size_t>(e.nth)], unit_name(e.nth_unit),
                                   found.granule->value(), moved->value());
    found.granule = moved;
}

// The same day of another month, or the month's last where there is none.
std::optional<std::int32_t> move_day(std::int32_t day, Granularity unit, std::int64_t count) {
    if (unit < Granularity::day) return day;
    if (unit == Granularity::day || unit == Granularity::week) {
        const auto moved = shift({unit, day}, count);
        return moved ? std::optional(moved->first_day) : std::nullopt;
    }
    const auto granule = granule_of(day, unit);
    const auto moved = granule ? shift(*granule, count) : std::nullopt;
    if (!moved) return std::nullopt;
    const CivilDate target = civil_date(moved->first_day);
    const CivilDate source = civil_date(day);
    const int month = unit == Granularity::month ? target.month : source.month;
    for (int d = source.day; d >= 28 || d == source.day; --d)
        if (const auto found = day_number(target.year, month, d)) return found;
    return std::nullopt;
}

}  // namespace px
