#include "resolve/eval_place.hpp"

#include <cmath>
#include <numbers>

#include "base/json_writer.hpp"
#include "resolve/eval_lines.hpp"
#include "resolve/home.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

constexpr double near_km = 161;  // a hundred miles, the usual measure

double kilometres(double latitude_a, double longitude_a, double latitude_b, double longitude_b) {
    const double radian = std::numbers::pi / 180;
    const double north = std::sin((latitude_b - latitude_a) * radian / 2);
    const double east = std::sin((longitude_b - longitude_a) * radian / 2);
    const double chord = north * north + std::cos(latitude_a * radian) * std::cos(latitude_b * radian) * east * east;
    return 12742.0176 * std::asin(std::sqrt(std::min(1.0, chord)));
}

struct GoldPlace {
    Span span;  // bytes
    bool located = false;
    double latitude = 0;
    double longitude = 0;
    std::string country;  // by name
};

/// The code of a country's name, empty if the tables do not know it.
std::string country_named(const Dictionaries& dictionaries, const std::string& name) {
    for (std::int32_t e = dictionaries.find_phrase(name); e >= 0; e = dictionaries.entry(e).next)
        if (dictionaries.entry(e).kind == EntryKind::country)
            return dictionaries.countries()[static_cast<std::size_t>(dictionaries.entry(e).index)].iso3;
    return {};
}

std::vector<GoldPlace> read_gold(const std::vector<Annotated>& toponyms, const CodePoints& points) {
    std::vector<GoldPlace> gold;
    for (const Annotated& item : toponyms) {
        GoldPlace place;
        place.span = {points.to_byte(item.span.begin), points.to_byte(item.span.end)};
        const std::optional<double> latitude = item.number("lat");
        const std::optional<double> longitude = item.number("lon");
        place.located = latitude && longitude;
        place.latitude = latitude.value_or(0);
        place.longitude = longitude.value_or(0);
        place.country = item.text("country").value_or("");
        gold.push_back(std::move(place));
    }
    return gold;
}

void write_prediction(const Report& report, const std::vector<PlaceMention>& places, const CodePoints& points,
                      std::string& out) {
    JsonWriter json;
    json.object([&] {
        json.member("id", report.id);
        json.key("toponyms").array([&] {
            for (const PlaceMention& place : places) {
                if (!place.latitude || !place.longitude) continue;
                json.object([&] {
                    json.key("span").array([&] {
                        json.value(points.at_byte(place.span.begin));
                        json.value(points.at_byte(place.span.end));
                    });
                    json.member("lat", *place.latitude);
                    json.member("lon", *place.longitude);
                    json.member("geonameid", std::to_string(place.geonames));
                });
            }
        });
    });
    out += std::move(json).str();
    out += '\n';
}

}  // namespace

Result<PlaceScores> eval_places(const Dictionaries& dictionaries, const Annotator& annotate,
                                std::string_view json_lines, const std::string& name, std::string* predictions) {
    PlaceScores scores;
    const auto done = for_each_report(json_lines, name, "toponyms", [&](const AnnotatedReport& line) {
        const Report& report = line.report;
        const CodePoints points(report.text);
        const std::vector<GoldPlace> gold = read_gold(line.items, points);
        const std::string home = home_country(dictionaries, report);
        std::vector<Span> spans;
        for (const GoldPlace& place : gold) spans.push_back(place.span);
        const std::vector<PlaceMention> places =
            gold.empty() ? find_places(dictionaries.gazetteer(), report, annotate(report), home)
                         : locate(dictionaries.gazetteer(), report, spans, home);
        ++scores.documents;
        for (std::size_t i = 0; i < gold.size(); ++i) {
            if (!gold[i].located) continue;
            ++scores.gold;
            if (!places[i].latitude) continue;
            ++scores.found;
            const double distance =
                kilometres(gold[i].latitude, gold[i].longitude, *places[i].latitude, *places[i].longitude);
            if (distance <= near_km) ++scores.within;
            const std::string country = country_named(dictionaries, gold[i].country);
            if (country.empty()) continue;
            ++scores.country_of;
            if (country == places[i].country) ++scores.country_right;
        }
        if (predictions != nullptr) write_prediction(report, places, points, *predictions);
    });
    if (!done) return fail(done.error());
    return scores;
}

}  // namespace px
