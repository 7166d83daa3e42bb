#include "relate/scenes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/clock_times.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/span_set.hpp"
#include "relate/tellers.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_tellings = 300;  // of a story
constexpr std::size_t most_of_report = 20;
constexpr double least_count = 5;  // smaller ones are equal by chance

/// What a stretch of text names.
struct Names {
    std::set<std::string> words;      // folded words of proper names, of places and others; none of countries
    std::set<std::string> towns;      // and districts, regions: folded names of places that are no countries
    std::set<std::string> countries;  // of places, actors and nationalities
};

/// One sentence that tells an act as done.
struct Telling {
    StatementRef ref;
    std::int32_t report = -1;
    std::string_view act;
    std::string_view agent;  // class; empty: none, or several
    std::string_view place;
    std::optional<int> minutes;                            // of the day
    std::set<std::pair<double, std::string_view>> counts;  // number and class
    std::set<std::string> persons;                         // keys
    std::vector<DaySpan> days;
    Names names;
};

/// What a whole report names.
struct Named {
    std::set<std::string_view> classes;  // of agents and places
    Names names;                         // its words are all words of the report, names or not
};

bool is_act(const SceneWord& word) { return word.kind == "act"; }

// The one class of a kind among words [first, last); empty if there is none or more than one.
std::string_view only_class(std::span<const SceneWord> words, std::string_view kind, std::size_t first,
                            std::size_t last) {
    std::string_view only;
    for (const SceneWord& word : words) {
        if (word.kind != kind || word.first < first || word.first >= last) continue;
        if (!only.empty() && only != word.name) return {};
        only = word.name;
    }
    return only;
}

// "Rescued by the tanker" or "the tanker rescued": behind "by" in the passive, else before the act in its clause.
std::string_view agent_of(const WordList& list, std::span<const SceneWord> words, const SceneWord& act) {
    constexpr std::size_t reach = 4;  // "by a Norwegian-owned tanker"
    for (std::size_t i = act.last + 1; i < std::min(list.words.size(), act.last + 1 + reach); ++i)
        if (list.words[i] == "by") return only_class(words, "agent", i + 1, std::min(list.words.size(), i + 1 + reach));
    static const std::set<std::string_view> passive = {"was", "were", "been", "being", "are", "is"};
    if (act.first > 0 && passive.contains(list.words[act.first - 1])) return {};
    std::size_t begin = act.first;
    while (begin > 0 && list.before(begin).find_first_of(",;:") == std::string_view::npos) --begin;
    return only_class(words, "agent", begin, act.first);
}

// Near behind the act, else anywhere in the sentence.
std::string_view place_of(const WordList& list, std::span<const SceneWord> words, const SceneWord& act) {
    constexpr std::size_t reach = 7;  // "arrested on Wednesday on the tarmac of"
    const std::string_view near =
        only_class(words, "place", act.last + 1, std::min(list.words.size(), act.last + 1 + reach));
    return near.empty() ? only_class(words, "place", 0, list.words.size()) : near;
}

// Equal counts of one class: "81 people from", "nineteen trucks".
std::set<std::pair<double, std::string_view>> counts_in(const WordList& list, std::span<const SceneWord> words) {
    constexpr std::size_t reach = 3;  // "81 illegal African migrants"
    std::set<std::pair<double, std::string_view>> counts;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        double value = 0;
        const auto last = number_at(list, i, value);
        if (!last) continue;
        const CountRange range = range_at(list, i, value);
        if (value >= least_count && range.low == range.high)
            for (const SceneWord& word : words)
                if (word.kind == "counted" && word.first > *last && word.first <= *last + reach) {
                    counts.emplace(value, word.name);
                    break;
                }
        i = *last;
    }
    return counts;
}

std::set<std::string> persons_in(const Layers& layers, Span span) {
    std::set<std::string> keys;
    for (const Mention& mention : layers.mentions) {
        if (mention.actor < 0 || !span.contains(mention.head)) continue;
        const Actor& actor = layers.actors[static_cast<std::size_t>(mention.actor)];
        if (actor.kind == ActorKind::person && !actor.unnamed && actor.name.find(' ') != std::string::npos)
            keys.insert(actor.key);
    }
    return keys;
}

// "Lagos", "Kano State", a village that no gazetteer knows; no country and no sea.
bool is_town(const PlaceMention& place) { return !place.admin1.empty() || place.geonames == 0; }

Names places_and_countries(const Layers& layers, Span span) {
    Names names;
    for (const PlaceMention& place : layers.places) {
        if (!span.contains(place.span)) continue;
        if (is_town(place)) names.towns.insert(fold_word(place.name));
        if (!place.country.empty()) names.countries.insert(place.country);
    }
    for (const auto& mentions : {std::span(layers.mentions), std::span(layers.nationalities)})
        for (const Mention& mention : mentions) {
            if (mention.actor < 0 || !span.contains(mention.head)) continue;
            const std::string& country = layers.actors[static_cast<std::size_t>(mention.actor)].country;
            if (!country.empty()) names.countries.insert(country);
        }
    return names;
}

// Words with a capital that are no names of their own: days and months, countries, and "Nigerian" in "Nigerian police".
SpanSet no_names(const Layers& layers, Span sentence) {
    std::vector<Span> spans;
    for (const TimeMention& time : layers.times)
        if (sentence.contains(time.span)) spans.push_back(time.span);
    for (const PlaceMention& place : layers.places)
        if (sentence.contains(place.span) && !is_town(place) && !place.country.empty()) spans.push_back(place.span);
    for (const Mention& nationality : layers.nationalities)
        if (sentence.contains(nationality.span)) spans.push_back(nationality.span);
    for (const Mention& mention : layers.mentions) {
        if (mention.actor < 0 || !sentence.contains(mention.span)) continue;
        const Actor& actor = layers.actors[static_cast<std::size_t>(mention.actor)];
        if (actor.kind == ActorKind::state) spans.push_back(mention.head);
        if (!actor.country.empty() && actor.kind != ActorKind::person && mention.span.begin < mention.head.begin)
            spans.push_back({mention.span.begin, mention.head.begin});
    }
    return SpanSet(std::move(spans));
}

// Words of proper names in a sentence. Names beside an agent are his ("the patrol boat Ubari") and may well differ.
std::set<std::string> name_words(const Layers& layers, Span sentence, const WordList& list,
                                 std::span<const SceneWord> words) {
    constexpr std::size_t beside = 3;
    std::vector<Span> towns;
    for (const PlaceMention& place : layers.places)
        if (is_town(place) && sentence.contains(place.span)) towns.push_back(place.span);
    const SpanSet places(std::move(towns));
    const SpanSet others = no_names(layers, sentence);
    std::set<std::string> names;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        const char initial = list.text[list.at[i].begin];
        const bool capital = i > 0 && initial >= 'A' && initial <= 'Z' && !others.overlaps(list.at[i]);
        const bool of_agent = std::ranges::any_of(words, [&](const SceneWord& word) {
            return word.kind == "agent" && i + beside >= word.first && i <= word.last + beside;
        });
        if (places.overlaps(list.at[i]) || (capital && !of_agent)) names.insert(list.words[i]);
    }
    return names;
}

// A record to point to: what somebody says, or the sentence in the outlet's own voice. None if a named voice tells it:
// his word against another's is a dispute at most, and other rules find those.
std::optional<StatementRef> ref_of(const CodedReport& coded, std::int32_t report, std::size_t sentence) {
    double share = 0;
    const Attribution* voice = attribution_of(coded, coded.layers.sentences[sentence], &share);
    if (voice == nullptr) return StatementRef{report, RecordKind::sentence, static_cast<std::int32_t>(sentence)};
    const bool named =
        voice->speaker_actor >= 0 && !coded.layers.actors[static_cast<std::size_t>(voice->speaker_actor)].unnamed;
    if (named || voice->denial) return std::nullopt;
    return StatementRef{report, RecordKind::attribution,
                        static_cast<std::int32_t>(voice - coded.layers.attributions.data())};
}

class SceneReader {
  public:
    SceneReader(std::span<const CodedReport> reports, const SceneWords& words) : reports_(reports), words_(words) {}

    [[nodiscard]] std::vector<Telling> read(std::int32_t report, Named& named) const {
        const CodedReport& coded = reports_[report];
        std::vector<Telling> out;
        for (std::size_t i = 0; i < coded.layers.sentences.size(); ++i) {
            const WordList list = words_of(coded.report.text, coded.layers.sentences[i]);
            const std::vector<SceneWord> words = words_.in(list);
            for (const SceneWord& word : words)
                if (word.kind == "agent" || word.kind == "place") named.classes.insert(word.name);
            const bool told_as_done =
                std::ranges::any_of(words, is_act) &&
                std::ranges::none_of(words, [](const SceneWord& word) { return word.kind == "unsure"; }) &&
                !slice(coded.report.text, coded.layers.sentences[i]).ends_with('?');
            if (told_as_done && out.size() < most_of_report) add(coded, report, i, list, words, out);
        }
        if (out.empty()) return out;
        const Span all{0, static_cast<std::uint32_t>(coded.report.text.size())};
        named.names = places_and_countries(coded.layers, all);
        for (std::string& word : words_of(coded.report.text, all).words) named.names.words.insert(std::move(word));
        return out;
    }

  private:
    void add(const CodedReport& coded, std::int32_t report, std::size_t sentence, const WordList& list,
             std::span<const SceneWord> words, std::vector<Telling>& out) const {
        const auto ref = ref_of(coded, report, sentence);
        const Block* block = block_at(coded.report, coded.layers.sentences[sentence].begin);
        if (!ref || (block != nullptr && block->kind == BlockKind::headline)) return;
        const Span here = coded.layers.sentences[sentence];
        const Span wide =
            sentence + 1 < coded.layers.sentences.size() ? hull(here, coded.layers.sentences[sentence + 1]) : here;
        const std::optional<int> minutes = minutes_told(list);
        std::set<std::string_view> acts;
        for (const SceneWord& act : words) {
            if (!is_act(act) || !acts.insert(act.name).second) continue;
            Telling telling{*ref,
                            report,
                            act.name,
                            agent_of(list, words, act),
                            place_of(list, words, act),
                            minutes,
                            counts_in(list, words),
                            persons_in(coded.layers, wide),
                            {},
                            places_and_countries(coded.layers, here)};
            if (telling.agent.empty() && telling.place.empty() && !telling.minutes) continue;
            telling.names.words = name_words(coded.layers, here, list, words);
            telling.days = proposition_of(coded, here, WordRarity{}).times;
            out.push_back(std::move(telling));
        }
    }

    std::span<const CodedReport> reports_;
    const SceneWords& words_;
};

template <typename Set>
bool share_one(const Set& a, const Set& b) {
    return std::ranges::any_of(a, [&](const auto& one) { return b.contains(one); });
}

bool of_one_scene(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, const Telling& a,
                  const Telling& b) {
    constexpr int days = 2;
    if (a.act != b.act || lineages[a.report] == lineages[b.report]) return false;
    const Report& one = reports[a.report].report;
    const Report& other = reports[b.report].report;
    if (one.outlet == other.outlet || !one.published || !other.published) return false;
    return std::abs(one.published->day - other.published->day) <= days && !are_apart(a.days, b.days, 0);
}

template <typename Set>
bool are_disjoint(const Set& a, const Set& b) {
    return !a.empty() && !b.empty() && !share_one(a, b);
}

// Whether two sentences with an equal count name other places, countries or actors: that count is equal by chance.
bool name_others(const Telling& a, const Telling& b, const Named& report_a, const Named& report_b) {
    const auto one_unknown = [](const Names& names, const Named& other) {
        return std::ranges::any_of(names.words,
                                   [&](const std::string& word) { return !other.names.words.contains(word); });
    };
    const bool none_shared =
        !share_one(a.names.words, b.names.words) && !share_one(a.names.countries, b.names.countries);
    const auto names_any = [](const Names& names) { return !names.words.empty() || !names.countries.empty(); };
    return (none_shared && names_any(a.names) && names_any(b.names)) ||
           (one_unknown(a.names, report_b) && one_unknown(b.names, report_a)) ||
           are_disjoint(a.names.towns, report_b.names.towns) || are_disjoint(b.names.towns, report_a.names.towns) ||
           are_disjoint(a.names.countries, report_b.names.countries) ||
           are_disjoint(b.names.countries, report_a.names.countries);
}

// What befalls one person once.
bool befalls(std::string_view act) { return act == "arrest" || act == "handover"; }

class SceneComparer {
  public:
    SceneComparer(std::span<const CodedReport> reports, const std::map<std::int32_t, Named>& named)
        : reports_(reports), named_(named) {}

    [[nodiscard]] std::optional<Finding> compare(const Telling& a, const Telling& b) const {
        const bool one_person = befalls(a.act) && share_one(a.persons, b.persons);
        const bool counted = share_one(a.counts, b.counts) && (one_person || of_one_place(a, b));
        if (!counted && !one_person) return std::nullopt;
        const std::string anchor = counted ? "an equal count of one kind of thing" : "the same person";
        if (counted && exclude(a, b, a.agent, b.agent))
            return finding(a, b, ContradictionType::agent, std::string(a.agent), std::string(b.agent), anchor);
        if (exclude(a, b, a.place, b.place))
            return finding(a, b, ContradictionType::place, std::string(a.place), std::string(b.place), anchor);
        if (a.minutes && b.minutes && clocks_apart(*a.minutes, *b.minutes) && !a.days.empty() && !b.days.empty())
            return finding(a, b, ContradictionType::date, clock_text(*a.minutes), clock_text(*b.minutes), anchor);
        return std::nullopt;
    }

  private:
    // Arrests of as many people are made everywhere: they must name one town.
    [[nodiscard]] bool of_one_place(const Telling& a, const Telling& b) const {
        return (!befalls(a.act) || share_one(a.names.towns, b.names.towns)) &&
               !name_others(a, b, named_.at(a.report), named_.at(b.report));
    }

    // Both are told, differ, and neither report knows of the other's.
    [[nodiscard]] bool exclude(const Telling& a, const Telling& b, std::string_view one, std::string_view other) const {
        return !one.empty() && !other.empty() && one != other && !named_.at(a.report).classes.contains(other) &&
               !named_.at(b.report).classes.contains(one);
    }

    [[nodiscard]] Finding finding(const Telling& a, const Telling& b, ContradictionType type, const std::string& one,
                                  const std::string& other, const std::string& anchor) const {
        Finding found;
        found.kind = FindingKind::contradiction;
        found.type = type;
        found.one = {a.ref};
        found.other = {b.ref};
        found.summary = fmt::format("One scene ({}): {} according to {}; {} according to {}", a.act, one,
                                    told_by(reports_, a.ref), other, told_by(reports_, b.ref));
        found.trace = {
            fmt::format("both tell a {} as done, with {}", a.act, anchor),
            "published at most two days apart, on days that do not exclude each other",
            type == ContradictionType::date
                ? "times of one day at least three hours apart"
                : fmt::format("{} and {} exclude each other, and neither report names the other's", one, other)};
        return found;
    }

    std::span<const CodedReport> reports_;
    const std::map<std::int32_t, Named>& named_;
};

}  // namespace

std::vector<Finding> find_scenes(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                 const SceneWords& words) {
    const SceneReader reader(reports, words);
    std::map<std::int32_t, Named> named;
    std::vector<Telling> tellings;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        if (tellings.size() >= most_tellings) break;
        for (Telling& telling : reader.read(report, named[report]))
            if (tellings.size() < most_tellings && !copies.is_copy(telling.ref)) tellings.push_back(std::move(telling));
    }
    const SceneComparer comparer(reports, named);
    std::vector<Finding> out;
    std::set<std::tuple<std::string_view, ContradictionType>> known;  // one finding of a type for each act
    for (std::size_t i = 0; i < tellings.size(); ++i)
        for (std::size_t k = i + 1; k < tellings.size(); ++k) {
            if (!of_one_scene(reports, lineages, tellings[i], tellings[k])) continue;
            auto finding = comparer.compare(tellings[i], tellings[k]);
            if (finding && known.emplace(tellings[i].act, finding->type).second) out.push_back(std::move(*finding));
        }
    return out;
}

}  // namespace px
