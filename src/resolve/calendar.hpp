#pragma once
// Arithmetic on the civil (proleptic Gregorian) calendar in granules: a granule is one day, week, quarter, year ... and
// knows its first day. Everything a time expression counts in is a granule moved by some number of its own kind.
//
//   Granule week = granule_of(*day_number(2019, 4, 25), Granularity::week);    // 2019-W17
//   shift(week, -1)->value()                                                 // "2019-W16"
//
// Days are counted from 1970-01-01 (std::chrono::sys_days). Whatever falls outside the years 1 to 9999 is nullopt.
// Weeks are those of ISO 8601 (Monday first); seasons are the meteorological ones of the northern hemisphere, and an
// interval made of one is marked approximate.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "record/layers.hpp"

namespace px {

struct CivilDate {
    int year = 0;
    int month = 0;
    int day = 0;
};

[[nodiscard]] std::optional<std::int32_t> day_number(int year, int month, int day);
[[nodiscard]] CivilDate civil_date(std::int32_t day);
[[nodiscard]] int weekday_of(std::int32_t day);                                   // 1 = Monday ... 7 = Sunday
[[nodiscard]] std::string_view weekday_name(int weekday);                         // "Monday"
[[nodiscard]] std::string iso_date(std::int32_t day);                             // "2019-04-25"
[[nodiscard]] std::string dated_weekday(std::int32_t day);                        // "2019-04-25 (Thursday)"
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);  // one after the other
[[nodiscard]] std::optional<std::int32_t> easter_sunday(int year);  // Gregorian (Meeus, Astronomical Algorithms, ch. 8)

/// One day, week, month, quarter, season, half-year, year, decade or century.
struct Granule {
    Granularity unit = Granularity::day;
    std::int32_t first_day = 0;

    /// TIMEX3: "2019-04-25", "2019-W17", "2019-04", "2019-Q2", "2019-SP", "2019-H1", "2019", "201", "20".
    [[nodiscard]] std::string value() const;
};

[[nodiscard]] std::optional<Granule> granule_of(std::int32_t day, Granularity unit);
[[nodiscard]] std::optional<Granule> shift(const Granule& granule, std::int64_t count);
/// The day after the granule's last.
[[nodiscard]] std::optional<std::int32_t> day_after(const Granule& granule);

/// The interval that a TIMEX3 value names; nullopt for what names none ("P2M", "XXXX-WXX-3", "PRESENT_REF") or no
/// possible date. `part_begin` and `part_end` are the hours of a part of the day in seconds, used for "T" + code
/// values.
struct PartHours {
    std::int32_t begin = 0;
    std::int32_t end = 0;
};
[[nodiscard]] std::optional<TimeInterval> interval_of(std::string_view value, std::optional<PartHours> part);

}  // namespace px
