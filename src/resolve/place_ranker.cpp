#include "resolve/place_ranker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <unordered_map>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t near_groups = 64;

double kilometres(const Place& a, const Place& b) {
    const double radian = std::numbers::pi / 180;
    const double north = std::sin((b.latitude - a.latitude) * radian / 2);
    const double east = std::sin((b.longitude - a.longitude) * radian / 2);
    const double chord = north * north + std::cos(a.latitude * radian) * std::cos(b.latitude * radian) * east * east;
    return 12742.0 * std::asin(std::sqrt(std::min(1.0, chord)));
}

std::string area_of(const Place& place) { return std::string(place.country) + '.' + std::string(place.admin1); }

// Whether `outer` is a country or state that holds `inner`.
bool contains(const Place& outer, const Place& inner) {
    if (outer.country.empty() || outer.country != inner.country) return false;
    if (outer.kind == PlaceKind::country) return inner.kind != PlaceKind::country && inner.kind != PlaceKind::people;
    if (outer.kind == PlaceKind::admin1)
        return outer.admin1 == inner.admin1 && inner.kind != PlaceKind::admin1 && inner.kind != PlaceKind::country &&
               inner.kind != PlaceKind::people;
    return false;
}

// All spots of one name: they mean one place.
struct Group {
    std::vector<std::size_t> spots;
    std::vector<double> scores;   // of the candidates
    std::vector<bool> contained;  // by a place named next to it
    std::size_t best = 0;
    bool names_outlet = false;  // "Paris" in a report of parisexample.com
};

std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : lower_ascii(name))
        if (c >= 'a' && c <= 'z') letters += c;
    return letters;
}

bool is_named_after(std::string_view outlet, std::string_view place) {
    constexpr std::size_t enough = 5;  // letters: shorter names stand in many words
    const std::string name = letters_of(place);
    return name.size() >= enough && letters_of(outlet).find(name) != std::string::npos;
}

class Ranker {
  public:
    Ranker(std::string_view text, std::vector<PlaceSpot>& spots, std::string_view home, std::string_view outlet,
           const PlaceWeights& weights)
        : text_(text), spots_(spots), home_(home), weights_(weights) {
        std::unordered_map<std::string_view, std::size_t> by_key;
        for (std::size_t i = 0; i < spots.size(); ++i) {
            if (spots[i].candidates.empty()) continue;
            const auto [at, is_new] = by_key.try_emplace(spots[i].key, groups_.size());
            if (is_new) groups_.emplace_back().names_outlet = home.empty() && is_named_after(outlet, spots[i].key);
            groups_[at->second].spots.push_back(i);
        }
        for (Group& group : groups_) {
            group.scores.resize(candidates(group).size());
            group.contained.resize(candidates(group).size());
        }
        group_of_.assign(spots.size(), -1);
        for (std::size_t g = 0; g < groups_.size(); ++g)
            for (const std::size_t spot : groups_[g].spots) group_of_[spot] = static_cast<std::int32_t>(g);
    }

    void run() {
        find_containment();
        count_coverage();
        vote_for_home();
        score(false);
        count_votes();
        score(false);
        count_votes();
        score(true);
        for (Group& group : groups_) decide(group);
        place_inside();
    }

  private:
    const std::vector<Place>& candidates(const Group& group) const { return spots_[group.spots[0]].candidates; }

    double kind_weight(PlaceKind kind) const {
        switch (kind) {
            case PlaceKind::country:
            case PlaceKind::people:
            case PlaceKind::continent:
                return weights_.country_kind;
            case PlaceKind::region:
            case PlaceKind::water:
                return weights_.region_kind;
            case PlaceKind::capital:
                return weights_.capital_kind;
            case PlaceKind::admin1:
                return weights_.admin1_kind;
            case PlaceKind::admin1_capital:
                return weights_.seat_kind;
            case PlaceKind::admin2:
            case PlaceKind::city:
                return 0.0;
        }
        return 0.0;
    }

    // For each state, how many of the names could lie in it.
    void count_coverage() {
        for (const Group& group : groups_) {
            std::vector<std::string> areas;
            for (const Place& place : candidates(group))
                if (!place.admin1.empty()) areas.push_back(area_of(place));
            std::sort(areas.begin(), areas.end());
            areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
            for (const std::string& area : areas) coverage_[area] += 1;
            if (!areas.empty()) ++covered_;
        }
    }

    // The share of the other names that could lie in the same state.
    double coverage(const Place& place) const {
        if (place.admin1.empty() || covered_ < 2) return 0;
        const auto found = coverage_.find(area_of(place));
        return found == coverage_.end() ? 0 : (found->second - 1) / (covered_ - 1 + weights_.smoothing);
    }

    std::string_view between_spots(std::size_t i) const {
        if (spots_[i + 1].span.begin < spots_[i].span.end) return {};
        return text_.substr(spots_[i].span.end, spots_[i + 1].span.begin - spots_[i].span.end);
    }

    // "Smalltown, Ohio": no place of that name in Ohio is known. The state is better than a namesake elsewhere.
    void place_inside() {
        constexpr std::int64_t well_known = 300000;
        for (std::size_t i = 0; i + 1 < spots_.size(); ++i) {
            const std::string_view between = between_spots(i);
            if ((between != ", " && between != " (") || spots_[i + 1].chosen < 0) continue;
            const Place& outer = spots_[i + 1].candidates[static_cast<std::size_t>(spots_[i + 1].chosen)];
            const std::vector<Place>& known = spots_[i].candidates;
            const bool large = std::any_of(known.begin(), known.end(), [&](const Place& place) {
                return place.population >= well_known || contains(outer, place) || place.kind == PlaceKind::country ||
                       place.kind == PlaceKind::people || place.kind == PlaceKind::admin1 || contains(place, outer);
            });
            const bool holds = outer.kind == PlaceKind::admin1 || (outer.kind == PlaceKind::country && known.empty());
            if (holds && !large) spots_[i].inside = outer;
        }
    }

    // "Paris, Texas", "Vladivostok (Russia)", "Paris in Texas".
    void find_containment() {
        for (std::size_t i = 0; i + 1 < spots_.size(); ++i) {
            if (group_of_[i] < 0 || group_of_[i + 1] < 0) continue;
            const std::string_view between = between_spots(i);
            if (between != ", " && between != " (" && between != " in " && between != ", in " && between != ",")
                continue;
            Group& inner = groups_[static_cast<std::size_t>(group_of_[i])];
            Group& outer = groups_[static_cast<std::size_t>(group_of_[i + 1])];
            for (std::size_t a = 0; a < inner.scores.size(); ++a)
                for (std::size_t b = 0; b < outer.scores.size(); ++b)
                    if (contains(candidates(outer)[b], candidates(inner)[a])) {
                        inner.contained[a] = true;
                        outer.contained[b] = true;
                        told_inside_[i].push_back(a);
                    }
        }
    }

    void score(bool with_nearness) {
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            Group& group = groups_[g];
            for (std::size_t c = 0; c < group.scores.size(); ++c) {
                const Place& place = candidates(group)[c];
                const double size =
                    weights_.population *
                        std::log10(static_cast<double>(std::max<std::int64_t>(place.population, 0)) + 10) +
                    kind_weight(place.kind);
                double total = size * (group.names_outlet ? weights_.namesake : 1) +
                               (group.contained[c] ? weights_.containment : 0) + weights_.coverage * coverage(place);
                total += weights_.country * share(countries_, std::string(place.country), group, place.country, true);
                total += weights_.admin1 * share(areas_, area_of(place), group, place.country, false);
                if (with_nearness) total += weights_.nearness * nearness(g, place);
                group.scores[c] = total;
            }
            group.best = static_cast<std::size_t>(std::max_element(group.scores.begin(), group.scores.end()) -
                                                  group.scores.begin());
        }
    }

    // The part of the votes for a country or state that other names cast.
    double share(const std::map<std::string, double, std::less<>>& votes, const std::string& key, const Group& group,
                 std::string_view country, bool of_country) const {
        if (country.empty() || votes.empty()) return 0;
        const double all = of_country ? all_countries_ : all_areas_;
        const auto found = votes.find(key);
        double own = 0;
        const Place& best = candidates(group)[group.best];
        if ((of_country ? std::string(best.country) : area_of(best)) == key) own = weight_of(group);
        const double others = (found == votes.end() ? 0 : found->second) - own;
        return others <= 0 ? 0 : others / (all - own + weights_.smoothing);
    }

    static double weight_of(const Group& group) { return std::min<double>(3, static_cast<double>(group.spots.size())); }

    void vote_for_home() {
        if (home_.empty()) return;
        countries_[std::string(home_)] += weights_.home;
        all_countries_ += weights_.home;
    }

    void count_votes() {
        countries_.clear();
        areas_.clear();
        all_countries_ = all_areas_ = 0;
        vote_for_home();
        for (const Group& group : groups_) {
            const Place& best = candidates(group)[group.best];
            if (best.country.empty()) continue;
            countries_[std::string(best.country)] += weight_of(group);
            all_countries_ += weight_of(group);
            if (best.admin1.empty()) continue;
            areas_[area_of(best)] += weight_of(group);
            all_areas_ += weight_of(group);
        }
    }

    double nearness(std::size_t own, const Place& place) const {
        double best = 0;
        for (std::size_t g = 0; g < std::min(groups_.size(), near_groups); ++g) {
            if (g == own) continue;
            const Place& other = candidates(groups_[g])[groups_[g].best];
            if (other.kind == PlaceKind::country || other.kind == PlaceKind::people ||
                other.kind == PlaceKind::continent || other.kind == PlaceKind::water)
                continue;
            best = std::max(best, std::exp(-kilometres(place, other) / weights_.near_km));
        }
        return best;
    }

    /// "Paris, Texas" in a report of Paris: the best of those that lie in what is named right behind it.
    std::size_t best_at(const Group& group, std::size_t spot) const {
        const auto told = told_inside_.find(spot);
        if (told == told_inside_.end()) return group.best;
        const std::vector<std::size_t>& inside = told->second;
        if (std::find(inside.begin(), inside.end(), group.best) != inside.end()) return group.best;
        return *std::max_element(inside.begin(), inside.end(),
                                 [&](std::size_t a, std::size_t b) { return group.scores[a] < group.scores[b]; });
    }

    // How far the chosen candidate is ahead of the best other one: of those that lie in what is named right behind the
    // spot where it was chosen for that, else of all.
    float confidence_of(const Group& group, std::size_t spot, std::size_t chosen) const {
        double second = -std::numeric_limits<double>::infinity();
        const auto look_at = [&](std::size_t c) {
            if (c != chosen) second = std::max(second, group.scores[c]);
        };
        if (chosen == group.best)
            for (std::size_t c = 0; c < group.scores.size(); ++c) look_at(c);
        else
            for (const std::size_t c : told_inside_.at(spot)) look_at(c);
        if (std::isinf(second)) return 0.95F;  // the only one
        return static_cast<float>(1 / (1 + std::exp(second - group.scores[chosen])));
    }

    std::string reason_of(const Group& group, std::size_t chosen) const {
        if (group.scores.size() == 1) {
            std::string reason = "the only place of that name in the gazetteer";
            if (group.contained[chosen]) reason += contained_words;
            return reason;
        }
        std::string reason = fmt::format("one of {} places of that name", group.scores.size());
        if (group.contained[chosen]) reason += contained_words;
        const std::string_view country = candidates(group)[chosen].country;
        const auto votes = countries_.find(country);
        if (country.empty() || votes == countries_.end()) return reason;
        const bool own_vote = country == candidates(group)[group.best].country;
        if (votes->second - (own_vote ? weight_of(group) : 0) > 0)
            reason += fmt::format("; other names in the report lie in {}", country);
        return reason;
    }

    void decide(const Group& group) const {
        for (const std::size_t spot : group.spots) {
            const std::size_t chosen = best_at(group, spot);
            spots_[spot].chosen = static_cast<std::int32_t>(chosen);
            spots_[spot].confidence = confidence_of(group, spot, chosen);
            spots_[spot].reason = reason_of(group, chosen);
        }
    }

    static constexpr std::string_view contained_words = "; the text names what contains it, or lies in it, next to it";

    std::string_view text_;
    std::vector<PlaceSpot>& spots_;
    std::string_view home_;
    const PlaceWeights& weights_;
    std::vector<Group> groups_;
    std::vector<std::int32_t> group_of_;
    std::map<std::string, double, std::less<>> countries_;
    std::map<std::string, double, std::less<>> areas_;
    double all_countries_ = 0;
    double all_areas_ = 0;
    std::unordered_map<std::size_t, std::vector<std::size_t>> told_inside_;  // spot -> candidates
    std::map<std::string, double, std::less<>> coverage_;
    double covered_ = 0;
};

}  // namespace

PlaceSpot spot_for(const Gazetteer& gazetteer, std::string_view text, Span span) {
    PlaceSpot spot;
    spot.span = span;
    std::string key = place_key(slice(text, span));
    if (key.size() > 200) return spot;
    const auto attempt = [&](std::string tried) {
        if (!spot.candidates.empty() || tried.empty()) return;
        spot.candidates = gazetteer.find_key(tried);
        if (!spot.candidates.empty()) spot.key = std::move(tried);
    };
    attempt(key);
    if (key.ends_with(" s")) attempt(key.substr(0, key.size() - 2));
    for (const std::string& word : gazetteer.words().all(PlaceWord::before_name))
        if (key.starts_with(word + " ")) attempt(key.substr(word.size() + 1));
    for (const std::string& word : gazetteer.words().all(PlaceWord::after_name))
        if (key.ends_with(" " + word)) attempt(key.substr(0, key.size() - word.size() - 1));
    attempt(key + " county");
    attempt(key + " parish");
    if (spot.key.empty()) spot.key = std::move(key);
    return spot;
}

void rank_places(std::string_view text, std::vector<PlaceSpot>& spots, std::string_view home, std::string_view outlet,
                 const PlaceWeights& weights) {
    Ranker(text, spots, home, outlet, weights).run();
}

}  // namespace px
