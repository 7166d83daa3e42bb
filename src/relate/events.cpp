#include "relate/events.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "record/evidence.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::int64_t day = 86'400;
constexpr std::int64_t slack = day / 2;         // time zones and nights
constexpr std::size_t events_tried = 64;        // of one bucket, newest first
constexpr std::int64_t days_before_report = 4;  // an act without a time is news of these days
constexpr std::int64_t days_after_report = 1;
constexpr std::int64_t days_planned_ahead = 120;
constexpr std::int64_t days_of_news = 3;  // what took place so shortly before its report is no history
const std::string capital_mark = "^";     // "the Republican Palace" is a palace, but a name is no topic

const TimeMention* time_of(const Layers& layers, const Statement& statement) {
    const bool known = statement.time >= 0 && static_cast<std::size_t>(statement.time) < layers.times.size();
    return known ? &layers.times[statement.time] : nullptr;
}

const PlaceMention* place_of(const Layers& layers, const Statement& statement) {
    const bool known = statement.place >= 0 && static_cast<std::size_t>(statement.place) < layers.places.size();
    return known ? &layers.places[statement.place] : nullptr;
}

void set_time(const CodedReport& coded, Occurrence& occurrence) {
    const Statement& statement = *occurrence.statement;
    const TimeMention* time = time_of(coded.layers, statement);
    if (time != nullptr && time->interval && (time->interval->begin || time->interval->end) &&
        time->type != TimexType::duration && time->type != TimexType::set) {
        occurrence.begin = time->interval->begin;
        occurrence.end = time->interval->end;
        occurrence.time_known = true;
        return;
    }
    if (!coded.report.published || statement.background) return;
    const std::int64_t published = coded.report.published->day * day;
    const bool ahead = statement.mode == Mode::planned || statement.mode == Mode::possible;
    occurrence.begin = published - days_before_report * day;
    occurrence.end = published + (ahead ? days_planned_ahead : days_after_report) * day;
}

std::string bucket_of(const Occurrence& occurrence) {
    std::vector<Party> all = occurrence.sources;
    if (!occurrence.mutual)
        return occurrence.family + "|" + levels_of(occurrence.sources) + ">" + levels_of(occurrence.targets);
    all.insert(all.end(), occurrence.targets.begin(), occurrence.targets.end());
    std::sort(all.begin(), all.end(), [](const Party& a, const Party& b) { return a.level < b.level; });
    return occurrence.family + "|" + levels_of(all);
}

std::vector<Party> all_parties(const Occurrence& occurrence) {
    std::vector<Party> all = occurrence.sources;
    all.insert(all.end(), occurrence.targets.begin(), occurrence.targets.end());
    return all;
}

bool is_partial(const Occurrence& occurrence) {
    if (!occurrence.mutual) return occurrence.sources.empty() || occurrence.targets.empty();
    const std::vector<Party> all = all_parties(occurrence);
    std::vector<std::string_view> levels;
    for (const Party& party : all) levels.push_back(party.level);
    std::sort(levels.begin(), levels.end());
    return std::unique(levels.begin(), levels.end()) - levels.begin() < 2;
}

// Who marches has no name: "hundreds of people", "protesters", "students" are one crowd if they are in one town.
void set_crowd(const CodedReport& coded, Occurrence& occurrence) {
    const Layers& layers = coded.layers;
    const Statement& statement = *occurrence.statement;
    const bool unnamed = std::ranges::all_of(statement.sources, [&](std::int32_t source) {
        return source >= 0 && layers.actors[static_cast<std::size_t>(source)].unnamed;
    });
    const PlaceMention* place = place_of(layers, statement);
    if (!unnamed || place == nullptr) return;
    if (occurrence.sources.empty()) {
        const std::string key(unnamed_crowd);
        occurrence.sources.push_back({key, key, "protesters", false, false});
    }
    for (Party& party : occurrence.sources) party.level = unnamed_crowd;
    const bool state = std::ranges::any_of(
        layers.actors, [&](const Actor& actor) { return actor.kind == ActorKind::state && actor.name == place->name; });
    if (!state) occurrence.town = place->name;
}

// "He is not buying", "they do not trade": no word on any one occurrence.
bool denies_a_habit(const CodedReport& coded, const Statement& statement) {
    static constexpr std::array<std::string_view, 4> short_forms = {"isnt", "arent", "doesnt", "dont"};
    static constexpr std::array<std::string_view, 5> helpers = {"is", "are", "am", "does", "do"};
    constexpr std::size_t reach = 3;  // words before the act
    if (statement.mode != Mode::negated) return false;
    const std::uint32_t begin = std::min(statement.clause.begin, statement.trigger.begin);
    std::vector<std::string> before;
    each_word(coded.report.text, {begin, statement.trigger.begin},
              [&](Span word) { before.push_back(fold_word(slice(coded.report.text, word))); });
    for (std::size_t i = before.size() > reach ? before.size() - reach : 0; i < before.size(); ++i) {
        if (std::ranges::find(short_forms, before[i]) != short_forms.end()) return true;
        const bool helper = i > 0 && std::ranges::find(helpers, before[i - 1]) != helpers.end();
        if (before[i] == "not" && helper) return true;
    }
    return false;
}

Occurrence occurrence_of(const CodedReport& coded, std::int32_t report, std::int32_t index, const EventTable& table) {
    const Statement& statement = coded.layers.statements[index];
    const EventKind kind = table.kind(statement.cameo);
    Occurrence occurrence;
    occurrence.ref = {report, RecordKind::statement, index};
    occurrence.statement = &statement;
    occurrence.family = kind.family;
    occurrence.mutual = kind.mutual;
    occurrence.traits = kind.traits;
    occurrence.sources = parties_of(coded.layers, statement.sources, statement.voice);
    occurrence.targets = parties_of(coded.layers, statement.targets, statement.voice);
    if (const PlaceMention* place = place_of(coded.layers, statement); place != nullptr)
        occurrence.country = place->country;
    if (kind.traits.crowd) set_crowd(coded, occurrence);
    occurrence.bucket = bucket_of(occurrence);
    occurrence.partial = is_partial(occurrence);
    occurrence.habit = denies_a_habit(coded, statement);
    if (occurrence.targets.empty() && kind.traits.speech) occurrence.topic = topic_of(coded, statement);
    set_time(coded, occurrence);
    const bool of_these_days = occurrence.time_known && occurrence.begin && coded.report.published &&
                               *occurrence.begin >= (coded.report.published->day - days_of_news) * day;
    occurrence.history = statement.background && !of_these_days;
    return occurrence;
}

// In the outlet's own voice; a named voice that says "does not" speaks of the acts that it is asked about.
bool is_own_habit(const Occurrence& occurrence) { return occurrence.habit && occurrence.statement->voice < 0; }

bool same_event(const Occurrence& a, const Occurrence& b) {
    if (is_own_habit(a) != is_own_habit(b)) return false;
    if (!can_overlap(a, b)) return false;
    if (!a.topic.empty() && !b.topic.empty() && !share_topic(a.topic, b.topic)) return false;
    if (!a.town.empty() && !b.town.empty() && a.town != b.town) return false;
    if (!a.country.empty() && !b.country.empty() && a.country != b.country) return false;
    if (a.history != b.history && !(a.time_known && b.time_known)) return false;
    if (a.mutual) return persons_agree(all_parties(a), all_parties(b));
    return persons_agree(a.sources, b.sources) && persons_agree(a.targets, b.targets);
}

// A statement joins an event only if it fits every member tried: the first, the last and those with a time of their
// own, so that a chain of half-fitting statements does not tie two events together.
bool fits(const Event& event, const Occurrence& occurrence) {
    constexpr std::size_t members_tried = 24;
    if (!same_event(event.members.front(), occurrence)) return false;
    const std::size_t begin = event.members.size() > members_tried ? event.members.size() - members_tried : 0;
    for (std::size_t i = begin; i < event.members.size(); ++i)
        if (!same_event(event.members[i], occurrence)) return false;
    return true;
}

bool names_all(std::span<const Party> whole, std::span<const Party> part) {
    return std::all_of(part.begin(), part.end(), [&](const Party& p) {
        return std::any_of(whole.begin(), whole.end(), [&](const Party& w) { return w.level == p.level; });
    });
}

// Whether a partial statement can be about the event of a complete one.
bool can_belong(const Occurrence& whole, const Occurrence& part) {
    if (!same_event(whole, part)) return false;
    if (whole.mutual) return names_all(all_parties(whole), all_parties(part));
    return names_all(whole.sources, part.sources) && names_all(whole.targets, part.targets);
}

class Grouping {
  public:
    std::vector<Event> events;

    // What is exact comes first, so that what is vague joins it and not the other way round.
    void add_all(std::vector<Occurrence> all) {
        std::stable_sort(all.begin(), all.end(),
                         [](const Occurrence& a, const Occurrence& b) { return a.time_known > b.time_known; });
        for (Occurrence& occurrence : all) add(std::move(occurrence));
    }

    // Partial statements join the only event that has what they name: in their own report if there is one, else in all.
    void attach(std::vector<Occurrence> partial) {
        std::unordered_map<std::string, std::vector<std::size_t>> in_family;
        for (std::size_t i = 0; i < events.size(); ++i) {
            in_family[events[i].members.front().family].push_back(i);
            for (const Occurrence& member : events[i].members) told_in_.insert(place(i, member.ref.report));
        }
        std::vector<Occurrence> left;
        std::vector<std::pair<std::size_t, Occurrence>> joining;
        for (Occurrence& occurrence : partial) {
            const std::optional<std::size_t> event =
                occurrence.habit ? std::nullopt : only_event(in_family[occurrence.family], occurrence);
            if (event)
                joining.emplace_back(*event, std::move(occurrence));
            else
                left.push_back(std::move(occurrence));
        }
        for (auto& [event, occurrence] : joining) events[event].members.push_back(std::move(occurrence));
        add_all(std::move(left));
    }

  private:
    void add(Occurrence occurrence) {
        std::vector<std::size_t>& bucket = in_bucket_[occurrence.bucket];
        std::size_t tried = 0;
        for (auto at = bucket.rbegin(); at != bucket.rend() && tried < events_tried; ++at, ++tried)
            if (fits(events[*at], occurrence)) {
                events[*at].members.push_back(std::move(occurrence));
                return;
            }
        bucket.push_back(events.size());
        events.push_back({{std::move(occurrence)}, {}, {}});
    }

    std::optional<std::size_t> only_event(std::span<const std::size_t> family, const Occurrence& occurrence) const {
        std::optional<std::size_t> anywhere;
        std::optional<std::size_t> here;
        std::size_t found_anywhere = 0;
        std::size_t found_here = 0;
        for (const std::size_t i : family.first(std::min(family.size(), events_tried))) {
            if (!can_belong(events[i].members.front(), occurrence)) continue;
            anywhere = i;
            ++found_anywhere;
            if (!told_in_.contains(place(i, occurrence.ref.report))) continue;
            here = i;
            ++found_here;
        }
        if (found_here > 0) return found_here == 1 ? here : std::nullopt;
        return found_anywhere == 1 ? anywhere : std::nullopt;
    }

    static std::uint64_t place(std::size_t event, std::int32_t report) {
        return (static_cast<std::uint64_t>(event) << 32U) | static_cast<std::uint32_t>(report);
    }

    std::unordered_map<std::string, std::vector<std::size_t>> in_bucket_;
    std::unordered_set<std::uint64_t> told_in_;  // events and the reports that tell of them
};

std::int64_t width(const TimeInterval& interval) {
    if (!interval.begin || !interval.end) return INT64_MAX;
    return *interval.end - *interval.begin;
}

void describe(std::span<const CodedReport> reports, Event& event) {
    std::int64_t best = INT64_MAX;
    std::map<std::string, int> places;
    for (const Occurrence& member : event.members) {
        const Layers& layers = reports[member.ref.report].layers;
        const TimeMention* time = time_of(layers, *member.statement);
        if (time != nullptr && time->interval) {
            const std::int64_t this_width = width(*time->interval);
            if (event.time.empty() || this_width < best) event.time = time->value;
            best = std::min(best, this_width);
        }
        const PlaceMention* place = place_of(layers, *member.statement);
        if (place != nullptr && member.statement->clause.contains(place->span)) ++places[place->name];
    }
    int most = 0;
    for (const auto& [name, count] : places)
        if (count > most) {
            most = count;
            event.place = name;
        }
}

}  // namespace

static bool is_name(const Layers& layers, Span word) {
    return std::ranges::any_of(layers.mentions, [&](const Mention& mention) { return mention.head.overlaps(word); });
}

std::vector<std::string> topic_of(const CodedReport& coded, const Statement& statement) {
    const WordList list = words_of(coded.report.text, sentence_at(coded.layers, statement.trigger.begin));
    std::vector<std::string> topic;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        if (list.words[i].size() < 3 || is_function_word(list.words[i]) || statement.trigger.overlaps(list.at[i]))
            continue;
        const char initial = coded.report.text[list.at[i].begin];
        const bool capital = initial >= 'A' && initial <= 'Z' && (i > 0 || is_name(coded.layers, list.at[i]));
        topic.push_back((capital ? capital_mark : "") + stem_of(list.words[i]));
    }
    std::sort(topic.begin(), topic.end());
    topic.erase(std::unique(topic.begin(), topic.end()), topic.end());
    return topic;
}

bool share_topic(std::span<const std::string> a, std::span<const std::string> b) {
    constexpr std::ptrdiff_t least_common = 2;
    const auto in_b = [&](const std::string& word) { return std::ranges::binary_search(b, word); };
    return std::ranges::count_if(a, [&](const std::string& word) {
               if (word.starts_with(capital_mark)) return in_b(word.substr(capital_mark.size()));
               return in_b(word) || in_b(capital_mark + word);
           }) >= least_common;
}

bool can_overlap(const Occurrence& a, const Occurrence& b) {
    if (a.end && b.begin && *a.end + slack <= *b.begin) return false;
    return !(b.end && a.begin && *b.end + slack <= *a.begin);
}

std::vector<Event> find_events(std::span<const CodedReport> reports, const EventTable& table) {
    std::vector<Occurrence> complete;
    std::vector<Occurrence> partial;
    for (const std::int32_t report : canonical_order(reports))
        for (std::int32_t i = 0; i < static_cast<std::int32_t>(reports[report].layers.statements.size()); ++i) {
            Occurrence occurrence = occurrence_of(reports[report], report, i, table);
            if (occurrence.sources.empty() && occurrence.targets.empty()) continue;  // nobody is named
            (occurrence.partial ? partial : complete).push_back(std::move(occurrence));
        }
    Grouping grouping;
    grouping.add_all(std::move(complete));
    grouping.attach(std::move(partial));
    for (Event& event : grouping.events) describe(reports, event);
    return std::move(grouping.events);
}

}  // namespace px
