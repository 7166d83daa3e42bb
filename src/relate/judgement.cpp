#include "relate/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "relate/parties.hpp"

namespace px {
namespace {

constexpr double least_common = 0.3;    // of what the shorter text tells
constexpr double clearly_common = 0.5;  // enough to compare counts whose nouns differ
constexpr double time_zones = 0.5;      // days

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& stem) { return b.contains(stem); });
}

// What lies after the other report's day cannot be what that report told as done.
bool tells_of_later(const Proposition& p, const Proposition& earlier) {
    if (p.times.empty() || !earlier.published || p.planned) return false;
    return std::all_of(p.times.begin(), p.times.end(),
                       [&](const DaySpan& time) { return time.begin > *earlier.published; });
}

std::optional<Judgement> by_opposites(const Proposition& a, const Proposition& b, const Opposites& opposites) {
    if (a.negations % 2 != b.negations % 2) return std::nullopt;
    for (const Opposites::Pair& pair : opposites.pairs()) {
        const bool holders_agree = !a.speaker.empty() && a.speaker == b.speaker;
        if (pair.evaluation ? !holders_agree : are_apart(a.times, b.times, 0)) continue;
        const auto only = [&](const Proposition& p, const std::set<std::string>& has, const std::set<std::string>& no) {
            return meet(p.stems, has) && !meet(p.stems, no);
        };
        if ((only(a, pair.one, pair.other) && only(b, pair.other, pair.one)) ||
            (only(a, pair.other, pair.one) && only(b, pair.one, pair.other)))
            return Judgement{pair.evaluation ? ContradictionType::evaluation : ContradictionType::polarity,
                             "words that exclude each other"};
    }
    return std::nullopt;
}

bool counts_people(const CountedThing& count) {
    static const std::set<std::string> people = {stem_of("people"),     stem_of("members"),   stem_of("migrants"),
                                                 stem_of("protesters"), stem_of("civilians"), stem_of("soldiers")};
    return std::any_of(count.heads.begin(), count.heads.end(),
                       [&](const std::string& head) { return people.contains(head); });
}

bool is_nothing(const CountedThing& count) { return count.low == 0 && count.high == 0; }

bool count_one_thing(const CountedThing& a, const CountedThing& b, double common) {
    if (a.money != b.money) return false;
    const bool same = std::any_of(a.heads.begin(), a.heads.end(), [&](const std::string& head) {
        return std::find(b.heads.begin(), b.heads.end(), head) != b.heads.end();
    });
    if (same) return true;
    return common >= clearly_common && !is_nothing(a) && !is_nothing(b) &&
           (a.money || counts_people(a) || counts_people(b));
}

std::optional<Judgement> by_counts(const Proposition& a, const Proposition& b, double common) {
    for (const CountedThing& x : a.counts)
        for (const CountedThing& y : b.counts) {
            if (is_nothing(x) && is_nothing(y)) continue;
            if (!count_one_thing(x, y, common) || (x.low <= y.high && y.low <= x.high)) continue;
            if (are_apart(a.times, b.times, 0)) return Judgement{ContradictionType::none, "counts of different times"};
            const bool none = is_nothing(x) || is_nothing(y);
            return Judgement{none ? ContradictionType::polarity : ContradictionType::number,
                             fmt::format("{} against {}", x.low, y.low)};
        }
    return std::nullopt;
}

std::optional<Judgement> by_negation(const Proposition& a, const Proposition& b) {
    if (are_apart(a.times, b.times, 0)) return std::nullopt;
    const auto denies = [](const Proposition& no, const Proposition& yes) -> std::optional<Judgement> {
        for (const std::string& stem : no.negated)
            if (yes.stems.contains(stem) && !yes.negated.contains(stem))
                return Judgement{
                    no.possible && !yes.possible ? ContradictionType::modality : ContradictionType::polarity,
                    "told and negated: " + stem};
        return std::nullopt;
    };
    if (auto found = denies(a, b)) return found;
    return denies(b, a);
}

std::optional<Judgement> by_mode(const Proposition& a, const Proposition& b) {
    if (a.unlikely != b.unlikely && (a.planned || b.planned))
        return Judgement{ContradictionType::modality, "unlikely against expected"};
    const auto plan_and_act = [](const Proposition& plan, const Proposition& act) {
        return plan.planned && !plan.done && act.already && !act.planned;
    };
    if (plan_and_act(a, b) || plan_and_act(b, a)) return Judgement{ContradictionType::modality, "planned against done"};
    return std::nullopt;
}

std::set<std::string> doers(const Proposition& p, const Statement& statement) {
    std::set<std::string> out;
    for (const Party& party : parties_of(p.coded->layers, statement.sources, statement.voice)) out.insert(party.level);
    return out;
}

std::optional<Judgement> by_agent(const Proposition& a, const Proposition& b) {
    const auto excludes = [](const Proposition& p) {
        return slice(p.coded->report.text, p.span).find(" not by ") != std::string_view::npos;
    };
    const auto statements_of = [](const Proposition& p) {
        std::vector<const Statement*> out;
        for (const Statement& statement : p.coded->layers.statements)
            if (p.span.contains(statement.trigger) && !statement.sources.empty()) out.push_back(&statement);
        return out;
    };
    for (const Statement* x : statements_of(a))
        for (const Statement* y : statements_of(b)) {
            if (x->cameo.substr(0, 2) != y->cameo.substr(0, 2)) continue;
            if (meet(doers(a, *x), doers(b, *y))) continue;
            const bool hostile = x->quad == 4 && y->quad == 4;
            if (excludes(a) || excludes(b) || hostile) return Judgement{ContradictionType::agent, "one act, two doers"};
        }
    return std::nullopt;
}

std::optional<Judgement> by_time(const Proposition& a, const Proposition& b) {
    if (!are_apart(a.times, b.times, time_zones)) return std::nullopt;
    if (a.planned && b.planned && a.published != b.published)
        return Judgement{ContradictionType::none, "a plan that moved"};
    const auto by_year = [](const DaySpan& time) { return time.year; };
    if (std::any_of(a.times.begin(), a.times.end(), by_year) || std::any_of(b.times.begin(), b.times.end(), by_year))
        return Judgement{ContradictionType::none, "different years"};
    return Judgement{ContradictionType::date, "times that do not meet"};
}

// About a hundred kilometres apart, or in different countries. A country has no point of its own.
bool are_elsewhere(const PlaceMention& a, const PlaceMention& b) {
    constexpr double degrees = 1;
    if (a.name == b.name) return false;
    if (!a.country.empty() && !b.country.empty() && a.country != b.country) return true;
    if (a.admin1.empty() || b.admin1.empty() || !a.latitude || !b.latitude) return false;
    return std::hypot(*a.latitude - *b.latitude, *a.longitude - *b.longitude) > degrees;
}

std::optional<Judgement> by_place(const Proposition& a, const Proposition& b) {
    if (a.places.empty() || b.places.empty()) return std::nullopt;
    const bool apart = std::all_of(a.places.begin(), a.places.end(), [&](std::int32_t x) {
        return std::all_of(b.places.begin(), b.places.end(), [&](std::int32_t y) {
            return are_elsewhere(a.coded->layers.places[x], b.coded->layers.places[y]);
        });
    });
    if (!apart) return std::nullopt;
    return Judgement{ContradictionType::place, "different places"};
}

}  // namespace

Judgement judge(const Proposition& a, const Proposition& b, const Opposites& opposites) {
    const double common = common_share(a, b);
    if (common < least_common) return {ContradictionType::none, "they are about different things"};
    if (a.another != b.another) return {ContradictionType::none, "one tells of another occasion"};
    if (tells_of_later(a, b) || tells_of_later(b, a))
        return {ContradictionType::none, "one tells of what came after the other was published"};
    if (auto found = by_opposites(a, b, opposites)) return *found;
    if (auto found = by_counts(a, b, common)) return *found;
    if (auto found = by_negation(a, b)) return *found;
    if (auto found = by_mode(a, b)) return *found;
    if (auto found = by_agent(a, b)) return *found;
    if (auto found = by_time(a, b)) return *found;
    if (auto found = by_place(a, b)) return *found;
    return {ContradictionType::none, "nothing that excludes the other"};
}

}  // namespace px
