#include "code/circumstances.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "resolve/calendar.hpp"

namespace px::coding {
namespace {

constexpr std::int64_t day_seconds = std::int64_t{24} * 3600;

/// History is what lies at least so long before the report.
constexpr std::int64_t background_seconds = 90 * day_seconds;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// The clause of a word; a clause without a subject of its own ("to meet Kim", "killing three") counts to the one that
/// it hangs on.
bool shares_clause(const Tree& tree, int a, int b) { return tree.clause_head(a) == tree.clause_head(b); }

/// Clauses from which a time or place reaches the act: its own, and those above it that it only completes or joins.
bool reaches(const Tree& tree, int modifier, int trigger) {
    const int clause = tree.clause_head(modifier);
    int at = tree.clause_head(trigger);
    for (int steps = 0; at >= 0 && steps < 4; ++steps) {
        if (at == clause) return true;
        const Dep dep = tree.dep(at);
        const bool alone = tree.child(at, Dep::nsubj) < 0;
        const bool bound = dep == Dep::conj || dep == Dep::xcomp || dep == Dep::acl ||
                           ((dep == Dep::advcl || dep == Dep::parataxis) && alone);
        if (!bound || tree.head(at) < 0) return false;
        at = tree.clause_head(tree.head(at));
    }
    return false;
}

std::string_view preposition_of(const Tree& tree, int t) {
    const int preposition = tree.child(t, Dep::case_);
    return preposition < 0 ? std::string_view() : std::string_view(tree.token(preposition).lemma);
}

/// The token at which a time or place joins the sentence: the highest of its tokens.
int top_of(const Tree& tree, int t, const auto& same) {
    for (int steps = 0; steps < tree.size(); ++steps) {
        const int up = tree.head(t);
        if (up < 0 || !same(up)) return t;
        t = up;
    }
    return t;
}

/// "in Kenya's capital": the possessor of a part of the land, not of a view or an interest.
bool owns_land(const Tree& tree, int top) {
    if (tree.dep(top) != Dep::nmod_poss || tree.head(top) < 0) return false;
    return tree.is_single(tree.head(top), tree.role(Role::part_of_land));
}

/// "The worst attack since the 2020 war", "a toll higher than in 2014": what a noun is measured by, not when it was.
bool measures_noun(const Tree& tree, int top) {
    const int up = tree.head(top);
    return up >= 0 && tree.is_nominal(up) && is_one_of(preposition_of(tree, top), {"since", "than", "until"});
}

/// "the 2014 war", "the revolution of 1979": the time belongs to the noun.
bool dates_noun(const Tree& tree, int top) {
    const int up = tree.head(top);
    if (up < 0 || !tree.is_nominal(up)) return false;
    const Dep dep = tree.dep(top);
    return dep == Dep::compound || dep == Dep::amod || dep == Dep::nummod || dep == Dep::nmod_poss ||
           (dep == Dep::nmod && preposition_of(tree, top) == "of");
}

/// The modifier hangs below another event's noun.
bool belongs_elsewhere(const Tree& tree, int modifier, int trigger, const std::vector<int>& event_nouns) {
    return std::ranges::any_of(event_nouns, [&](int noun) {
        return noun != trigger && noun != modifier && tree.is_below(modifier, noun) && !tree.is_below(trigger, noun);
    });
}

/// "will travel to Oslo, where he will meet the king": the place that the clause is about; -1 if there is none.
std::int32_t place_before_where(const Tree& tree, const Referents& referents, int trigger) {
    const int clause = tree.clause_head(trigger);
    if (clause < 0 || tree.head(clause) < 0) return -1;
    const auto is_where = [&](int c) { return tree.dep(c) == Dep::advmod && tree.token(c).lemma == "where"; };
    const std::span<const std::int32_t> words = tree.children(clause);
    const auto where = std::ranges::find_if(words, is_where);
    if (where == words.end()) return -1;
    if (tree.dep(clause) == Dep::acl_relcl) return referents.place_at(tree.head(clause));
    const int before = *where - 1 - (*where > 0 && tree.dep(*where - 1) == Dep::punct ? 1 : 0);
    return before >= 0 ? referents.place_at(before) : -1;
}

}  // namespace

bool is_measure(const Tree& tree, int trigger) {
    int t = trigger;
    for (int steps = 0; t >= 0 && steps < tree.size() && tree.is_nominal(t); ++steps, t = tree.head(t)) {
        if (is_one_of(preposition_of(tree, t), {"since", "than", "until"})) return true;
    }
    return false;
}

std::int32_t time_of(const Tree& tree, const Referents& referents, int trigger, const std::vector<int>& event_nouns) {
    std::int32_t best = -1;
    int best_distance = std::numeric_limits<int>::max();
    const bool apart = is_measure(tree, trigger);
    for (int t = 0; t < tree.size(); ++t) {
        const std::int32_t time = referents.time_at(t);
        if (time < 0) continue;
        const TimeMention& mention = referents.layers().times[static_cast<std::size_t>(time)];
        if (mention.type == TimexType::duration || mention.type == TimexType::set) continue;
        if (apart && !tree.is_below(t, trigger)) continue;
        const int top = top_of(tree, t, [&](int up) { return referents.time_at(up) == time; });
        if (top != t || !reaches(tree, t, trigger) || belongs_elsewhere(tree, t, trigger, event_nouns)) continue;
        const bool coarse = mention.interval && mention.interval->granularity > Granularity::day;
        if (coarse && tree.head(t) != trigger && dates_noun(tree, t)) continue;
        if (measures_noun(tree, t)) continue;
        // Own modifiers first, then those of the clause.
        const int distance = tree.distance(t, trigger) - (tree.is_below(t, trigger) ? 2 : 0);
        if (distance < best_distance) {
            best = time;
            best_distance = distance;
        }
    }
    return best;
}

std::int32_t place_of(const Tree& tree, const Referents& referents, int trigger, const std::vector<int>& event_nouns,
                      int journey) {
    if (const std::int32_t place = place_before_where(tree, referents, trigger); place >= 0) return place;
    std::int32_t best = -1;
    int best_distance = std::numeric_limits<int>::max();
    const bool apart = is_measure(tree, trigger);
    for (int t = 0; t < tree.size(); ++t) {
        const std::int32_t place = referents.place_at(t);
        if (place < 0 || (apart && !tree.is_below(t, trigger))) continue;
        int top = top_of(tree, t, [&](int up) { return referents.place_at(up) == place; });
        // "in the Russian city of Vladivostok": the name hangs on the noun that says what it is.
        const bool named = preposition_of(tree, top) == "of" || tree.dep(top) == Dep::compound ||
                           tree.dep(top) == Dep::appos || tree.dep(top) == Dep::flat || owns_land(tree, top);
        if (named && tree.head(top) >= 0 && tree.is_nominal(tree.head(top))) top = tree.head(top);
        const std::string_view preposition = preposition_of(tree, top);
        bool located =
            is_one_of(preposition, {"in", "at", "near", "outside", "around", "across", "inside", "throughout", "off"});
        // "on the peninsula" is a place, "sanctions on Iran" tells none.
        located = located || (preposition == "on" && !referents.has_party(t));
        const bool on_journey = journey == trigger || (journey >= 0 && tree.head(top) == journey);
        const bool goal = on_journey && is_one_of(preposition, {"to", "into", "for"});
        located = located || goal || (journey >= 0 && tree.patient(journey) == top);
        if (!located || top == trigger || !reaches(tree, top, trigger)) continue;
        if (belongs_elsewhere(tree, top, trigger, event_nouns)) continue;
        const int distance = tree.distance(top, trigger) - (tree.is_below(top, trigger) ? 2 : 0);
        if (distance < best_distance) {
            best = place;
            best_distance = distance;
        }
    }
    return best;
}

bool lies_back(const Layers& layers, const Report& report, const Statement& statement) {
    if (statement.time < 0 || !report.published) return false;
    const auto& interval = layers.times[static_cast<std::size_t>(statement.time)].interval;
    if (!interval || !interval->end) return false;
    return *interval->end + background_seconds < report.published->day * day_seconds;
}

bool is_foretold(const Tree& tree, const Layers& layers, const Report& report, int told_by,
                 const Statement& statement) {
    if (statement.time < 0 || !report.published) return false;
    const int verb = tree.is_verb(told_by) ? told_by : tree.clause_head(told_by);
    const std::string_view tag = tree.token(verb).xpos;
    if (!tree.is_verb(verb) || (tag != "VBZ" && tag != "VBP")) return false;
    const TimeMention& time = layers.times[static_cast<std::size_t>(statement.time)];
    if (!time.interval || !time.interval->begin) return false;
    const std::int64_t today = report.published->day * day_seconds;
    if (*time.interval->begin >= today + day_seconds) return true;
    // A weekday that was resolved to the one before the report: "EU leaders, who meet on Thursday".
    const std::string_view words = slice(report.text, time.span);
    const auto day = static_cast<std::int32_t>(*time.interval->begin / day_seconds);
    const bool weekday = time.interval->granularity == Granularity::day && *time.interval->begin != today &&
                         words.ends_with(weekday_name(weekday_of(day)));
    return weekday && !statement.headline && !statement.caption;
}

Span clause_span(const Tree& tree, int trigger) {
    const int head = tree.clause_head(trigger);
    Span span = tree.token(trigger).span;
    for (int t = 0; t < tree.size(); ++t) {
        if (tree.dep(t) != Dep::punct && shares_clause(tree, t, head)) span = hull(span, tree.token(t).span);
    }
    return span;
}

}  // namespace px::coding
