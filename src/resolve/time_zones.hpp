#pragma once
// The zone of a time of day that a report tells with one: "10 p.m. local time", "noon Moscow time", "1600 GMT".
//
//   std::vector<TimeMention> times = find_times(...);      // TimeMention::zone holds the words: "local", "Moscow"
//   settle_zones(zones, gazetteer, annotation, places, times);
//   times[0].zone, times[0].zone_minutes                   // "Asia/Vladivostok", 600
//
// "Local time" is that of the place named nearest in the same sentence, else in the three before it, else of the first
// place of the report (its dateline). Minutes are those that the zone kept on that day (tz database, by ICU). A time
// whose zone cannot be told keeps none: a clock time without such words is never given one.
//
// Data: data/places/zones.tsv (country, admin1, zone), data/times/zone_names.tsv (name, zone).

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/annotation.hpp"
#include "base/result.hpp"
#include "record/layers.hpp"
#include "resolve/gazetteer.hpp"

namespace px {

class TimeZones {
  public:
    /// A missing file is an error; rows that name no zone of the tz database are found by lint_time_zones().
    [[nodiscard]] static Result<TimeZones> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// The zone that a state or province keeps, else that of its whole country; empty if the country keeps several.
    [[nodiscard]] std::string_view of_place(std::string_view country, std::string_view admin1) const;
    /// The zone of a name as reports write it ("Eastern", "Central European"); empty if unknown.
    [[nodiscard]] std::string_view named(std::string_view name) const;

    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::unordered_map<std::string, std::string> by_place_;  // "RUS 30"
    std::unordered_map<std::string, std::string> by_name_;   // lower case
    std::string fingerprint_;
};

void settle_zones(const TimeZones& zones, const Gazetteer& gazetteer, const Annotation& annotation,
                  const std::vector<PlaceMention>& places, std::vector<TimeMention>& times);

/// What is wrong with the two tables, for `parallax lint`.
[[nodiscard]] std::vector<Problem> lint_time_zones(const std::string& data_dir);

}  // namespace px
