#include "relate/polarity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/narrowed.hpp"
#include "relate/predicates.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/utterances.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 50;
constexpr std::size_t most_evidence = 3;
constexpr std::size_t places_of_act = 64;
constexpr std::size_t most_negations = 2'000;
using Form = Predicate::Form;

Referents both(const Referents& a, const Referents& b) {
    Referents out;
    std::ranges::set_intersection(a, b, std::inserter(out, out.end()));
    return out;
}

Referents without(const Referents& a, const Referents& b) {
    Referents out;
    std::ranges::set_difference(a, b, std::inserter(out, out.end()));
    return out;
}

Referents joined(Referents a, const Referents& b) {
    a.insert(b.begin(), b.end());
    return a;
}

bool is_key(const std::string& referent) { return referent.find(':') != std::string::npos; }

// Words of the keys of those known by a name of two words or more.
std::vector<Referents> full_names(const Referents& referents) {
    std::vector<Referents> out;
    for (const std::string& key : referents) {
        if (!key.starts_with("person:") && !key.starts_with("name:")) continue;
        std::string name = key.substr(key.find(':') + 1);
        std::ranges::replace(name, '-', ' ');
        Referents words;
        each_word(name, {0, static_cast<std::uint32_t>(name.size())},
                  [&](Span word) { words.emplace(slice(name, word)); });
        if (words.size() > 1) out.push_back(std::move(words));
    }
    return out;
}

// "The minister Berg", "the minister Lund", "the firm Norvik": with a name on each side the names must agree, and all
// of them, for two ministers can be called Berg.
bool are_others(const Referents& a, const Referents& names_of_a, const Referents& b, const Referents& names_of_b) {
    // The key of "the firm" is that of the last firm named.
    const auto is_known = [](const std::string& key) {
        return is_key(key) && (!key.starts_with("name:") || key.find(' ') != std::string::npos);
    };
    if (std::ranges::any_of(both(a, b), is_known)) return false;
    const auto is_one = [](const Referents& one, const Referents& other) {
        return std::ranges::includes(one, other) || std::ranges::includes(other, one);
    };
    const std::vector<Referents> all = full_names(a);
    const std::vector<Referents> others = full_names(b);
    const bool alike = std::ranges::any_of(all, [&](const Referents& one) {
        return std::ranges::any_of(others, [&](const Referents& other) { return is_one(one, other); });
    });
    if (!all.empty() && !others.empty() && !alike) return true;
    const Referents one = both(a, names_of_a);
    const Referents other = both(b, names_of_b);
    return !one.empty() && !other.empty() && both(one, other).empty();
}

// Who does it and to what, of what is told.
struct Roles {
    Referents doer;
    Referents done_to;
};

Roles roles_of(const Predicate& yes) {
    if (yes.form == Form::active) return {yes.before, yes.behind};
    if (yes.form == Form::passive) return {yes.behind, yes.before};
    const Referents all = joined(yes.before, yes.behind);
    return {all, all};
}

// What both name; 0 = they are not about one thing.
std::size_t active_in_common(const Predicate& no, const Predicate& yes, const Referents& teller) {
    const Roles roles = roles_of(yes);
    const Referents doer = both(no.before, roles.doer);
    if (doer.empty()) return 0;
    const Referents done_to = without(joined(roles.done_to, teller), doer);
    const Referents thing = both(without(no.behind, no.before), done_to);
    if (thing.empty()) return no.anything && !roles.done_to.empty() ? doer.size() : 0;
    if (!no.object.empty() && both(no.object, joined(done_to, roles.doer)).empty()) return 0;
    // "Does not settle" is of now, "settled" of then.
    if (no.habit && yes.form == Form::active && !yes.habit && !no.anything) return 0;
    return doer.size() + thing.size();
}

std::size_t passive_in_common(const Predicate& no, const Predicate& yes) {
    const Referents thing = both(no.before, roles_of(yes).done_to);
    if (thing.empty()) return 0;
    const Referents all = joined(yes.before, yes.behind);
    const Referents rest = without(no.behind, no.before);
    const Referents shared = both(rest, without(all, thing));
    if (no.nobody) return thing.size() + shared.size();
    if (!rest.empty()) return shared.empty() ? 0 : thing.size() + shared.size();
    // "She was not properly appointed": nothing but who it was.
    const bool known = std::ranges::any_of(thing, is_key);
    return known && yes.form != Form::noun ? thing.size() : 0;
}

std::size_t noun_in_common(const Predicate& no, const Predicate& yes) {
    constexpr std::size_t enough = 2;
    if (!yes.stated) return 0;
    const Referents all = joined(yes.before, yes.behind);
    const Referents subject = both(no.before, all);
    const Referents rest = both(joined(no.behind, no.qualities), without(all, subject));
    const auto things = static_cast<std::size_t>(std::ranges::count_if(rest, [](const auto& r) { return !is_key(r); }));
    if (rest.empty() || (subject.empty() && things < enough)) return 0;
    return subject.size() + rest.size();
}

class OpposedPolarity {
  public:
    OpposedPolarity(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                    const EventTable& table)
        : reports_(reports), table_(table), all_(utterances_of(reports, lineages)) {
        for (const CodedReport& coded : reports) actors_.emplace_back(coded.layers);
        for (const Utterance& by : all_)
            readers_.emplace_back(by, actors_[by.ref.report], table.disputes(), table.acts());
        for (std::size_t u = 0; u < all_.size(); ++u) add_places(u);
    }

    [[nodiscard]] std::vector<Finding> find() const {
        std::vector<Finding> out;
        std::size_t negations = 0;
        for (std::size_t u = 0; u < all_.size(); ++u) {
            if (!can_tell(all_[u])) continue;
            for (const Predicate& no : readers_[u].negated()) {
                if (out.size() >= most_findings || ++negations > most_negations) return out;
                std::vector<StatementRef> told = told_against(u, no);
                if (!told.empty()) out.push_back(finding(u, no, std::move(told)));
            }
        }
        return out;
    }

  private:
    struct Place {
        std::size_t utterance = 0;
        std::size_t word = 0;
    };
    struct Match {
        std::size_t shared = 0;
        StatementRef ref;
    };

    // Named voices and outlets; a denial negates what it holds by its cue.
    static bool can_tell(const Utterance& by) {
        return by.is_own_voice() || (!by.speaker.empty() && !by.attribution->denial);
    }

    void add_places(std::size_t u) {
        constexpr std::size_t shortest = 3;
        if (!can_tell(all_[u])) return;
        const std::vector<std::string>& words = all_[u].words.words;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i].size() < shortest || is_function_word(words[i])) continue;
            if (std::vector<Place>& list = places_[act_of(words[i])]; list.size() < places_of_act)
                list.push_back({u, i});
        }
    }

    // One of the two must be a named voice, and not the same.
    [[nodiscard]] bool are_two_voices(const Utterance& a, const Utterance& b) const {
        if (a.is_own_voice() || b.is_own_voice()) return a.is_own_voice() != b.is_own_voice();
        const std::int32_t one = a.attribution->speaker_actor;
        const std::int32_t other = b.attribution->speaker_actor;
        const auto key = [](const Utterance& by, std::int32_t actor) {
            return by.coded->layers.actors[static_cast<std::size_t>(actor)].key;
        };
        if (one >= 0 && other >= 0 && key(a, one) == key(b, other)) return false;
        return !is_one_speaker(a.speaker, b.speaker);
    }

    // What was not yet so on an earlier day can be so now; May is not June.
    static bool are_of_one_time(const Utterance& no, const Utterance& yes) {
        const auto& denied = no.coded->report.published;
        const auto& told = yes.coded->report.published;
        if (denied && told && denied->day < told->day) return false;
        return !are_of_other_times(no.setting, yes.setting) && !are_of_other_places(no.setting, yes.setting);
    }

    // "Signed the treaty with Norway", "never signed the treaty with Sweden".
    static bool names_others(const Predicate& no, const Utterance& denial, const Predicate& yes,
                             const Utterance& told) {
        if (no.form != Form::active || yes.form != Form::active) return false;
        const Referents a = both(no.behind, denial.setting.names);
        const Referents b = both(yes.behind, told.setting.names);
        return !a.empty() && !b.empty() && both(a, b).empty();
    }

    // Another did it, or it was done otherwise.
    [[nodiscard]] bool leaves_done(const Predicate& no, const Utterance& denial, const Predicate& yes,
                                   const Utterance& told) const {
        if (no.form == Form::noun || yes.form == Form::noun) return false;
        if (negates_less({denial.words, no.at, denial.setting}, {told.words, yes.at, told.setting}, table_.disputes()))
            return true;
        return no.form == Form::active && yes.form == Form::active &&
               are_others(no.before, denial.setting.names, yes.before, told.setting.names);
    }

    [[nodiscard]] std::size_t in_common(const Predicate& no, const Predicate& yes, const Utterance& told) const {
        if (no.form == Form::noun) return noun_in_common(no, yes);
        if (no.form == Form::passive) return passive_in_common(no, yes);
        Referents teller;  // "ordered me", "ordered the transfers, Roth said"
        if (!told.is_own_voice() && told.attribution->speaker_actor >= 0 && yes.form != Form::noun)
            teller.insert(told.coded->layers.actors[static_cast<std::size_t>(told.attribution->speaker_actor)].key);
        return active_in_common(no, yes, teller);
    }

    // The nearest first.
    [[nodiscard]] std::vector<StatementRef> told_against(std::size_t u, const Predicate& no) const {
        const auto found = places_.find(no.act);
        if (found == places_.end()) return {};
        std::vector<Match> matches;
        for (const Place& place : found->second) {
            const Utterance& told = all_[place.utterance];
            if (place.utterance == u || !are_two_voices(all_[u], told)) continue;
            if (!are_of_one_time(all_[u], told)) continue;
            const auto yes = readers_[place.utterance].told_at(place.word);
            // "Is not closed on Sundays" is no word on today.
            if (no.habit && !all_[u].setting.times.empty() && told.setting.times.empty()) continue;
            if (yes && (names_others(no, all_[u], *yes, told) || leaves_done(no, all_[u], *yes, told))) continue;
            const std::size_t shared = yes ? in_common(no, *yes, told) : 0;
            if (shared > 0) matches.push_back({shared, told.ref});
        }
        std::ranges::stable_sort(matches, std::ranges::greater(), &Match::shared);
        std::vector<StatementRef> out;
        for (const Match& match : matches)
            if (out.size() < most_evidence) add_evidence(out, match.ref);
        return out;
    }

    [[nodiscard]] Finding finding(std::size_t u, const Predicate& no, std::vector<StatementRef> told) const {
        const Utterance& denial = all_[u];
        Finding finding;
        finding.kind = FindingKind::disputed;
        finding.type = ContradictionType::polarity;
        finding.summary = fmt::format("\"{}\": told by {}, negated by {}", words_of_sentence(reports_, told.front()),
                                      told_by_all(reports_, told), told_by(reports_, denial.ref));
        finding.trace = {fmt::format("\"{}\" negated by one voice and told by another",
                                     slice(denial.words.text, denial.words.at[no.at])),
                         "the same doer, and the same that it was done to or said of"};
        finding.one = std::move(told);
        finding.other = {denial.ref};
        return finding;
    }

    static std::string_view words_of_sentence(std::span<const CodedReport> reports, StatementRef ref) {
        const CodedReport& coded = reports[ref.report];
        const Span span = ref.kind == RecordKind::attribution ? coded.layers.attributions[ref.index].content.front()
                                                              : coded.layers.sentences[ref.index];
        std::string_view words = slice(coded.report.text, span);
        if (words.ends_with(',')) words.remove_suffix(1);
        return words;
    }

    std::span<const CodedReport> reports_;
    const EventTable& table_;
    std::vector<Utterance> all_;
    std::vector<ActorsAt> actors_;
    std::vector<PredicateReader> readers_;
    std::unordered_map<std::string, std::vector<Place>> places_;
};

}  // namespace

std::vector<Finding> find_opposed_polarity(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                           const EventTable& table) {
    return OpposedPolarity(reports, lineages, table).find();
}

}  // namespace px
