#include "resolve/time_zones.hpp"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 3> place_columns{"country", "admin1", "zone"};
constexpr std::array<std::string_view, 2> name_columns{"name", "zone"};

std::string place_file(const std::string& data_dir) { return data_dir + "/places/zones.tsv"; }
std::string name_file(const std::string& data_dir) { return data_dir + "/times/zone_names.tsv"; }

std::unique_ptr<icu::TimeZone> time_zone(std::string_view name) {
    const icu::StringPiece piece(name.data(), static_cast<std::int32_t>(name.size()));
    return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(piece)));
}

/// Minutes east of UTC that a zone keeps at a local civil time (seconds since 1970-01-01T00:00).
std::optional<std::int16_t> minutes_east(std::string_view zone, std::int64_t local) {
    const std::unique_ptr<icu::TimeZone> found = time_zone(zone);
    if (*found == icu::TimeZone::getUnknown()) return std::nullopt;
    std::int32_t standard = 0;
    std::int32_t daylight = 0;
    UErrorCode error = U_ZERO_ERROR;
    found->getOffset(static_cast<UDate>(local) * 1000, true, standard, daylight, error);
    if (U_FAILURE(error) != 0) return std::nullopt;
    return static_cast<std::int16_t>((standard + daylight) / 60000);
}

std::string offset_text(int minutes) {
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

class ZoneSettler {
  public:
    ZoneSettler(const TimeZones& zones, const Gazetteer& gazetteer, const Annotation& annotation,
                const std::vector<PlaceMention>& places)
        : zones_(zones), gazetteer_(gazetteer), annotation_(annotation), places_(places) {
        for (const PlaceMention& place : places) sentence_of_.push_back(annotation.sentence_at(place.span.begin));
    }

    void settle(TimeMention& time) const {
        if (time.zone_minutes || time.zone.empty()) return;  // nothing said, or an abbreviation that says it all
        const std::string words = std::move(time.zone);
        time.zone.clear();
        const Found found = words == "local" ? local_to(time.span) : named(words);
        if (found.zone.empty()) {
            explain(time, found.of.empty() ? "local time of a place that is not told"
                                           : "local time of " + found.of + ", whose zone is not known");
            return;
        }
        time.zone = found.zone;
        if (time.interval && time.interval->begin) time.zone_minutes = minutes_east(found.zone, *time.interval->begin);
        const std::string offset = time.zone_minutes ? ", UTC" + offset_text(*time.zone_minutes) : "";
        explain(time, fmt::format("local time of {} ({}{})", found.of, found.zone, offset));
    }

  private:
    struct Found {
        std::string_view zone;
        std::string of;
    };

    static void explain(TimeMention& time, const std::string& what) {
        if (!time.arithmetic.empty()) time.arithmetic += "; ";
        time.arithmetic += what;
    }

    /// "Moscow", "Eastern", "New York".
    [[nodiscard]] Found named(const std::string& words) const {
        if (const std::string_view zone = zones_.named(words); !zone.empty()) return {zone, words};
        for (const Place& place : gazetteer_.find(words))
            if (const std::string_view zone = zones_.of_place(place.country, place.admin1); !zone.empty())
                return {zone, place.shown_name()};
        return {{}, words};
    }

    [[nodiscard]] Found zone_of(const PlaceMention& place) const {
        return {zones_.of_place(place.country, place.admin1), place.name};
    }

    /// The place whose time is local at a span: the nearest one of its sentence that is not spoken of as a government,
    /// else the last of the three sentences before, else the report's first.
    [[nodiscard]] Found local_to(Span span) const {
        const std::int32_t sentence = annotation_.sentence_at(span.begin);
        const PlaceMention* best = nullptr;
        std::uint64_t least = 0;
        const auto first_near = std::lower_bound(sentence_of_.begin(), sentence_of_.end(), sentence - 3);
        for (auto at_place = first_near; at_place != sentence_of_.end() && *at_place <= sentence; ++at_place) {
            const PlaceMention& place = places_[static_cast<std::size_t>(at_place - sentence_of_.begin())];
            const std::int32_t at = *at_place;
            if (place.country.empty()) continue;
            const std::uint32_t away =
                place.span.begin > span.begin ? place.span.begin - span.end : span.begin - place.span.end;
            const std::uint64_t cost =
                static_cast<std::uint64_t>(sentence - at) * 1'000'000 + (place.metonym ? 100'000U : 0U) + away;
            if (best != nullptr && cost >= least) continue;
            best = &place;
            least = cost;
        }
        if (best == nullptr) {
            const auto first = std::find_if(places_.begin(), places_.end(),
                                            [](const PlaceMention& place) { return !place.country.empty(); });
            if (first != places_.end() && first->span.begin < span.begin) best = &*first;
        }
        return best == nullptr ? Found{} : zone_of(*best);
    }

    const TimeZones& zones_;
    const Gazetteer& gazetteer_;
    const Annotation& annotation_;
    const std::vector<PlaceMention>& places_;
    std::vector<std::int32_t> sentence_of_;  // of each place
};

}  // namespace

Result<TimeZones> TimeZones::load(const std::string& data_dir, std::vector<Problem>& problems) {
    TimeZones zones;
    const Result<TsvTable> places = read_tsv(place_file(data_dir), place_columns, problems);
    if (!places) return fail(places.error());
    for (const TsvRow& row : places->rows)
        zones.by_place_[std::string(row[0]) + " " + std::string(row[1])] = std::string(row[2]);
    const Result<TsvTable> names = read_tsv(name_file(data_dir), name_columns, problems);
    if (!names) return fail(names.error());
    for (const TsvRow& row : names->rows) zones.by_name_[lower_ascii(row[0])] = std::string(row[1]);
    zones.fingerprint_ = xxh3_hex(places->content + names->content);
    return zones;
}

std::string_view TimeZones::of_place(std::string_view country, std::string_view admin1) const {
    for (const std::string& key : {std::string(country) + " " + std::string(admin1), std::string(country) + " "})
        if (const auto found = by_place_.find(key); found != by_place_.end()) return found->second;
    return {};
}

std::string_view TimeZones::named(std::string_view name) const {
    const auto found = by_name_.find(lower_ascii(name));
    return found == by_name_.end() ? std::string_view() : found->second;
}

void settle_zones(const TimeZones& zones, const Gazetteer& gazetteer, const Annotation& annotation,
                  const std::vector<PlaceMention>& places, std::vector<TimeMention>& times) {
    const ZoneSettler settler(zones, gazetteer, annotation, places);
    for (TimeMention& time : times) settler.settle(time);
}

std::vector<Problem> lint_time_zones(const std::string& data_dir) {
    std::vector<Problem> problems;
    const auto check = [&](const std::string& file, std::span<const std::string_view> columns, std::size_t keys) {
        const Result<TsvTable> table = read_tsv(file, columns, problems);
        if (!table) {
            problems.push_back({table.error().file, 0, 0, table.error().what, true});
            return;
        }
        std::unordered_map<std::string, std::uint32_t> seen;
        for (const TsvRow& row : table->rows) {
            std::string key;
            for (std::size_t i = 0; i < keys; ++i) key += lower_ascii(row[i]) + " ";
            if (const auto [first, fresh] = seen.try_emplace(key, row.line); !fresh)
                problems.push_back(
                    {file, row.line, 0, fmt::format("'{}' stands in line {} as well", key, first->second), true});
            if (*time_zone(row[keys]) == icu::TimeZone::getUnknown())
                problems.push_back(
                    {file, row.line, 0, "'" + std::string(row[keys]) + "' is no zone of the tz database", true});
        }
    };
    check(place_file(data_dir), place_columns, 2);
    check(name_file(data_dir), name_columns, 1);
    return problems;
}

}  // namespace px
