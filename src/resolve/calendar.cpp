#include "resolve/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace px {
namespace {

using std::chrono::sys_days;

constexpr std::int64_t seconds_of_day = 86400;

sys_days to_sys(std::int32_t day) { return sys_days(std::chrono::days(day)); }

std::optional<std::int32_t> in_range(std::int64_t day) {
    static constexpr std::int32_t first = -719162;  // 0001-01-01
    static constexpr std::int32_t last = 2932896;   // 9999-12-31
    if (day < first || day > last) return std::nullopt;
    return static_cast<std::int32_t>(day);
}

struct IsoWeek {
    int year = 0;
    int week = 0;
};

// ISO 8601: a week belongs to the year that holds its Thursday.
IsoWeek iso_week(std::int32_t day) {
    const std::int32_t thursday = day - weekday_of(day) + 4;
    const int year = civil_date(thursday).year;
    const std::int32_t new_year =
        static_cast<std::int32_t>(sys_days(std::chrono::year(year) / 1 / 1).time_since_epoch().count());
    return {year, (thursday - new_year) / 7 + 1};
}

std::optional<std::int32_t> monday_of_week(int year, int week) {
    const auto fourth = day_number(year, 1, 4);  // always in week 1
    if (!fourth || week < 1 || week > 53) return std::nullopt;
    const std::int32_t monday = *fourth - weekday_of(*fourth) + 1 + (week - 1) * 7;
    return in_range(monday);
}

int months_in(Granularity unit) {
    switch (unit) {
        case Granularity::month:
            return 1;
        case Granularity::quarter:
        case Granularity::season:
            return 3;
        case Granularity::half_year:
            return 6;
        case Granularity::year:
            return 12;
        case Granularity::decade:
            return 120;
        case Granularity::century:
            return 1200;
        default:
            return 0;
    }
}

// Months since the beginning of year 0, of the first month of the granule that holds (year, month).
std::int64_t first_month(int year, int month, Granularity unit) {
    const std::int64_t months = static_cast<std::int64_t>(year) * 12 + month - 1;
    if (unit == Granularity::season) return (months - 2 + 12) / 3 * 3 + 2 - 12;  // March, June, September, December
    const int size = months_in(unit);
    return months / size * size;
}

std::optional<std::int32_t> day_of_month(std::int64_t months, Granularity unit) {
    // The first decade and century begin in year 0, which has no days here: they start with year 1.
    if (months == 0 && months_in(unit) >= 120) months = 12;
    if (months < 0 || months >= 120000) return std::nullopt;
    return day_number(static_cast<int>(months / 12), static_cast<int>(months % 12) + 1, 1);
}

std::string_view season_code(int month) {
    static constexpr std::array<std::string_view, 4> codes{"WI", "SP", "SU", "FA"};
    return codes[static_cast<std::size_t>(month % 12 / 3)];
}

std::optional<int> number(std::string_view digits) {
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    int n = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        n = n * 10 + (c - '0');
    }
    return n;
}

std::optional<Granule> granule_from_months(int year, int month, Granularity unit) {
    const auto day = day_number(year, month, 1);
    return day ? granule_of(*day, unit) : std::nullopt;
}

std::optional<Granule> granule_inside_year(int year, std::string_view rest) {
    static constexpr std::array<std::string_view, 4> seasons{"SP", "SU", "FA", "WI"};
    for (std::size_t i = 0; i < seasons.size(); ++i)
        if (rest == seasons[i]) return granule_from_months(year, static_cast<int>(i) * 3 + 3, Granularity::season);
    if (rest.size() == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4')
        return granule_from_months(year, (rest[1] - '1') * 3 + 1, Granularity::quarter);
    if (rest.size() == 2 && rest[0] == 'H' && (rest[1] == '1' || rest[1] == '2'))
        return granule_from_months(year, (rest[1] - '1') * 6 + 1, Granularity::half_year);
    if (rest.size() == 3 && rest[0] == 'W') {
        const auto monday = monday_of_week(year, number(rest.substr(1)).value_or(0));
        if (!monday) return std::nullopt;
        return Granule{Granularity::week, *monday};
    }
    if (rest.size() == 2) return granule_from_months(year, number(rest).value_or(0), Granularity::month);
    if (rest.size() == 5 && rest[2] == '-') {
        const auto day = day_number(year, number(rest.substr(0, 2)).value_or(0), number(rest.substr(3)).value_or(0));
        if (!day) return std::nullopt;
        return Granule{Granularity::day, *day};
    }
    return std::nullopt;
}

std::optional<Granule> parse_granule(std::string_view value) {
    const auto leading = number(value.substr(0, value.find('-')));
    if (!leading) return std::nullopt;
    if (value.size() == 2) {
        const auto day = day_of_month(static_cast<std::int64_t>(*leading) * 1200, Granularity::century);
        return day ? std::optional(Granule{Granularity::century, *day}) : std::nullopt;
    }
    if (value.size() == 3) {
        const auto day = day_of_month(static_cast<std::int64_t>(*leading) * 120, Granularity::decade);
        return day ? std::optional(Granule{Granularity::decade, *day}) : std::nullopt;
    }
    if (value.size() == 4) return granule_from_months(*leading, 1, Granularity::year);
    if (value.size() < 6 || value[4] != '-') return std::nullopt;
    return granule_inside_year(*leading, value.substr(5));
}

std::optional<TimeInterval> clock_interval(std::int32_t day, std::string_view clock) {
    if (clock.ends_with('Z')) clock.remove_suffix(1);
    const auto hour = number(clock.substr(0, 2));
    if (!hour || *hour > 24 || clock.size() < 2) return std::nullopt;
    std::int64_t begin = day * seconds_of_day + *hour * 3600;
    if (clock.size() == 2) return TimeInterval{begin, begin + 3600, Granularity::hour, false};
    const auto minute = clock.size() >= 5 && clock[2] == ':' ? number(clock.substr(3, 2)) : std::nullopt;
    if (!minute || *minute > 59) return std::nullopt;
    begin += *minute * 60;
    if (clock.size() == 5) return TimeInterval{begin, begin + 60, Granularity::minute, false};
    const auto second = clock.size() == 8 && clock[5] == ':' ? number(clock.substr(6, 2)) : std::nullopt;
    if (!second || *second > 59) return std::nullopt;
    return TimeInterval{begin + *second, begin + *second + 1, Granularity::second, false};
}

void put_figures(std::string& text, std::size_t at, std::size_t places, int number) {
    for (std::size_t i = places; i-- > 0; number /= 10) text[at + i] = static_cast<char>('0' + number % 10);
}

// The year at the beginning, and the other number, if there is room for one, at the end.
std::string year_and_figures(std::string text, int year, int number) {
    put_figures(text, 0, 4, year);
    if (text.size() > 4) put_figures(text, text.size() - 2, 2, number);
    return text;
}

}  // namespace

std::optional<std::int32_t> day_number(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count());
}

CivilDate civil_date(std::int32_t day) {
    const std::chrono::year_month_day date(to_sys(day));
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

int weekday_of(std::int32_t day) { return static_cast<int>(std::chrono::weekday(to_sys(day)).iso_encoding()); }

std::string_view weekday_name(int weekday) {
    static constexpr std::array<std::string_view, 8> names{"",         "Monday", "Tuesday",  "Wednesday",
                                                           "Thursday", "Friday", "Saturday", "Sunday"};
    return weekday >= 1 && weekday <= 7 ? names[static_cast<std::size_t>(weekday)] : names[0];
}

// Without a format string: every time that is found is written so, most of them several times.
std::string iso_date(std::int32_t day) {
    const CivilDate date = civil_date(day);
    std::string text = "0000-00-00";
    put_figures(text, 0, 4, date.year);
    put_figures(text, 5, 2, date.month);
    put_figures(text, 8, 2, date.day);
    return text;
}

std::string dated_weekday(std::int32_t day) {
    return joined({iso_date(day), " (", weekday_name(weekday_of(day)), ")"});
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const std::string_view part : parts) size += part.size();
    std::string text;
    text.reserve(size);
    for (const std::string_view part : parts) text += part;
    return text;
}

std::optional<std::int32_t> easter_sunday(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int sum = h + l - 7 * m + 114;
    return day_number(year, sum / 31, sum % 31 + 1);
}

std::string Granule::value() const {
    const CivilDate date = civil_date(first_day);
    switch (unit) {
        case Granularity::week: {
            const IsoWeek week = iso_week(first_day);
            return year_and_figures("0000-W00", week.year, week.week);
        }
        case Granularity::month:
            return year_and_figures("0000-00", date.year, date.month);
        case Granularity::quarter:
            return fmt::format("{:04}-Q{}", date.year, (date.month - 1) / 3 + 1);
        case Granularity::season:
            return fmt::format("{:04}-{}", date.year, season_code(date.month));
        case Granularity::half_year:
            return fmt::format("{:04}-H{}", date.year, date.month > 6 ? 2 : 1);
        case Granularity::year:
            return year_and_figures("0000", date.year, 0);
        case Granularity::decade:
            return fmt::format("{:03}", date.year / 10);
        case Granularity::century:
            return fmt::format("{:02}", date.year / 100);
        default:
            return iso_date(first_day);
    }
}

std::optional<Granule> granule_of(std::int32_t day, Granularity unit) {
    if (!in_range(day)) return std::nullopt;
    if (unit == Granularity::day) return Granule{unit, day};
    if (unit == Granularity::week) {
        const auto monday = in_range(static_cast<std::int64_t>(day) - weekday_of(day) + 1);
        return monday ? std::optional(Granule{unit, *monday}) : std::nullopt;
    }
    if (months_in(unit) == 0) return std::nullopt;
    const CivilDate date = civil_date(day);
    const auto first = day_of_month(first_month(date.year, date.month, unit), unit);
    return first ? std::optional(Granule{unit, *first}) : std::nullopt;
}

std::optional<Granule> shift(const Granule& granule, std::int64_t count) {
    if (count > 10'000'000 || count < -10'000'000) return std::nullopt;
    std::optional<std::int32_t> day;
    if (granule.unit == Granularity::day || granule.unit == Granularity::week) {
        day = in_range(granule.first_day + count * (granule.unit == Granularity::week ? 7 : 1));
    } else {
        const CivilDate date = civil_date(granule.first_day);
        day = day_of_month(first_month(date.year, date.month, granule.unit) + count * months_in(granule.unit),
                           granule.unit);
    }
    return day ? std::optional(Granule{granule.unit, *day}) : std::nullopt;
}

std::optional<std::int32_t> day_after(const Granule& granule) {
    const auto next = shift(granule, 1);
    return next ? std::optional(next->first_day) : std::nullopt;
}

std::optional<TimeInterval> interval_of(std::string_view value, std::optional<PartHours> part) {
    const std::size_t t = value.find('T');
    std::string_view date = value.substr(0, t);
    const bool weekend = date.ends_with("-WE");
    if (weekend) date.remove_suffix(3);
    const auto granule = parse_granule(date);
    if (!granule) return std::nullopt;
    if (t != std::string_view::npos) {
        if (granule->unit != Granularity::day) return std::nullopt;
        if (part) {
            const std::int64_t day = granule->first_day * seconds_of_day;
            const std::int64_t end = day + part->end + (part->end <= part->begin ? seconds_of_day : 0);
            return TimeInterval{day + part->begin, end, Granularity::day_part, true};
        }
        return clock_interval(granule->first_day, value.substr(t + 1));
    }
    TimeInterval interval;
    interval.granularity = granule->unit;
    interval.approximate = granule->unit == Granularity::season;
    interval.begin = (granule->first_day + (weekend ? 5 : 0)) * seconds_of_day;
    if (const auto end = day_after(*granule)) interval.end = *end * seconds_of_day;
    return interval;
}

}  // namespace px
