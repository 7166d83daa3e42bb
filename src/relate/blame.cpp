#include "relate/blame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "record/evidence.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/words.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t most_pairs = 12;    // shown
constexpr std::size_t most_tried = 4096;  // of one quarrel

// `by` says that `source` did it to `target`.
struct Blame {
    std::int32_t row = -1;
    const Claim* claim = nullptr;
};

using Blames =
    std::map<std::string, std::vector<Blame>>;  // "family|one>other", both directions of a quarrel share no key

bool is_blame(const Occurrence& occurrence) {
    return occurrence.statement->quad == 4 || is_breach(occurrence) || occurrence.family == "attack";
}

std::string mirror_of(const std::string& key) {
    const std::size_t bar = key.find('|');
    const std::size_t arrow = key.find('>', bar);
    return key.substr(0, bar + 1) + key.substr(arrow + 1) + ">" + key.substr(bar + 1, arrow - bar - 1);
}

// Accusations by voice: keyed by accuser and accused.
Blames voiced_blames(std::span<const SourcedRow> rows, const std::vector<std::vector<Claim>>& claims) {
    Blames blames;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const Claim& claim : claims[i]) {
            const Occurrence& occurrence = *claim.occurrence;
            if (claim.stance != Stance::attributes || claim.speaker_level.empty() || !is_blame(occurrence)) continue;
            if (occurrence.partial && !is_breach(occurrence)) continue;
            for (const Party& source : occurrence.sources)
                if (source.level != claim.speaker_level)
                    blames[occurrence.family + "|" + claim.speaker_level + ">" + source.level].push_back(
                        {static_cast<std::int32_t>(i), &claim});
        }
    return blames;
}

// "They exchanged fire": both are on both sides, so nobody is blamed.
bool is_both_ways(const Occurrence& occurrence) {
    return levels_of(occurrence.sources) == levels_of(occurrence.targets);
}

// Acts told in an outlet's own voice: keyed by victim and culprit, so that a mirror names the other culprit.
Blames told_blames(std::span<const SourcedRow> rows, const std::vector<std::vector<Claim>>& claims) {
    Blames blames;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const Claim& claim : claims[i]) {
            const Occurrence& occurrence = *claim.occurrence;
            if (claim.stance != Stance::asserts || occurrence.statement->mode != Mode::actual || claim.headline ||
                occurrence.statement->background || !is_blame(occurrence) || is_both_ways(occurrence))
                continue;
            for (const Party& source : occurrence.sources)
                for (const Party& target : occurrence.targets)
                    if (source.level != target.level)
                        blames[occurrence.family + "|" + target.level + ">" + source.level].push_back(
                            {static_cast<std::int32_t>(i), &claim});
        }
    return blames;
}

// Proper names in the sentence that holds an act, but for those of actors, peoples and times: they name the scene.
std::set<std::string> scene_of(const CodedReport& coded, const Statement& statement) {
    const Layers& layers = coded.layers;
    const Span sentence = sentence_at(layers, statement.trigger.begin);
    const auto named = [&](const auto& mentions, Span word) {
        return std::any_of(mentions.begin(), mentions.end(), [&](const auto& m) { return m.span.overlaps(word); });
    };
    std::vector<Mention> actors;
    for (const Mention& mention : layers.mentions)
        if (mention.sentence < 0 || sentence.overlaps(mention.span)) actors.push_back(mention);
    std::set<std::string> names;
    each_word(coded.report.text, sentence, [&](Span word) {
        const char initial = coded.report.text[word.begin];
        if (initial < 'A' || initial > 'Z' || word.begin == sentence.begin) return;
        const bool is_actor =
            std::any_of(actors.begin(), actors.end(), [&](const Mention& m) { return m.head.overlaps(word); });
        if (is_actor || named(layers.nationalities, word) || named(layers.times, word)) return;
        names.insert(fold_word(slice(coded.report.text, word)));
    });
    return names;
}

bool share_scene(std::span<const CodedReport> reports, const Occurrence& a, const Occurrence& b) {
    const std::set<std::string> one = scene_of(reports[a.ref.report], *a.statement);
    const std::set<std::string> other = scene_of(reports[b.ref.report], *b.statement);
    return std::any_of(one.begin(), one.end(), [&](const std::string& name) { return other.contains(name); });
}

std::set<std::string_view> places_of(const CodedReport& coded, const Statement& statement) {
    const Span sentence = sentence_at(coded.layers, statement.trigger.begin);
    std::set<std::string_view> names;
    for (const PlaceMention& place : coded.layers.places)
        if (!place.metonym && sentence.contains(place.span)) names.insert(place.name);
    return names;
}

// Two sides that shell each other's towns do not dispute who shelled.
bool name_other_places(std::span<const CodedReport> reports, const Occurrence& a, const Occurrence& b) {
    const std::set<std::string_view> one = places_of(reports[a.ref.report], *a.statement);
    const std::set<std::string_view> other = places_of(reports[b.ref.report], *b.statement);
    if (one.empty() || other.empty()) return false;
    return std::none_of(one.begin(), one.end(), [&](std::string_view name) { return other.contains(name); });
}

// Both sides of a quarrel at times and places that can be the same.
Finding oppose(std::span<const CodedReport> reports, const std::vector<Blame>& first, const std::vector<Blame>& second,
               bool one_scene) {
    Finding finding;
    std::size_t tried = 0;
    for (const Blame& a : first)
        for (const Blame& b : second) {
            if (finding.one.size() >= most_pairs || ++tried > most_tried) return finding;
            const Occurrence& one = *a.claim->occurrence;
            const Occurrence& other = *b.claim->occurrence;
            if (!can_overlap(one, other)) continue;
            if (!one.country.empty() && !other.country.empty() && one.country != other.country) continue;
            if (one_scene ? !share_scene(reports, one, other) : name_other_places(reports, one, other)) continue;
            add_evidence(finding.one, one.ref);
            add_evidence(finding.other, other.ref);
            if (finding.row < 0) finding.row = a.row;
        }
    return finding;
}

// A report that tells both tells of an exchange.
bool tells_both(const std::vector<Blame>& first, const std::vector<Blame>& second) {
    std::set<std::int32_t> reports;
    for (const Blame& blame : first) reports.insert(blame.claim->occurrence->ref.report);
    return std::any_of(second.begin(), second.end(),
                       [&](const Blame& blame) { return reports.contains(blame.claim->occurrence->ref.report); });
}

// ---- one act, two culprits ------------------------------------------------------------------------------------------

bool is_dated(const Occurrence& occurrence) {
    constexpr std::int64_t two_days = 2 * 86'400;
    return occurrence.time_known && occurrence.begin && occurrence.end &&
           *occurrence.end - *occurrence.begin <= two_days;
}

// Told as done on a known day, by somebody with a name: "gunmen" and "militants" can be the same.
bool names_culprit(const Claim& claim) {
    const Occurrence& occurrence = *claim.occurrence;
    const bool told = claim.stance == Stance::asserts || (claim.stance == Stance::attributes && !claim.speaker.empty());
    return told && !claim.headline && occurrence.statement->mode == Mode::actual && !occurrence.statement->background &&
           occurrence.traits.violence && is_dated(occurrence) && !is_both_ways(occurrence) &&
           !occurrence.sources.empty() &&
           std::ranges::none_of(occurrence.sources, [](const Party& party) { return party.key.starts_with("name:"); });
}

// Bounded and equal: "at least two" and "23" may be two acts.
bool share_toll(const Statement& a, const Statement& b) {
    return std::ranges::any_of(a.quantities, [&](const Quantity& one) {
        return one.low > 0 && std::isfinite(one.high) && std::ranges::any_of(b.quantities, [&](const Quantity& other) {
                   return one.counts == other.counts && one.low == other.low && one.high == other.high;
               });
    });
}

// "Killed", "people" and the like stand in every report of violence.
bool tells_any_violence(const std::string& stem) {
    static const std::set<std::string> stems = [] {
        std::set<std::string> out;
        for (const char* word :
             {"people", "person", "persons", "civilian", "civilians", "killed", "killing", "dead", "died", "death",
              "deaths", "injured", "injuring", "wounded", "wounding", "least", "attack", "attacked", "others"})
            out.insert(stem_of(word));
        return out;
    }();
    return stems.contains(stem);
}

// What was done to whom where: besides the scene, the same toll or two words that are no names, and both of acts that
// are not of one family.
bool is_one_act(std::span<const CodedReport> reports, const Occurrence& a, const Occurrence& b) {
    if (a.ref.report == b.ref.report || !can_overlap(a, b) || !share_scene(reports, a, b)) return false;
    const auto has_level = [](std::span<const Party> side, const Party& party) {
        return std::ranges::any_of(side, [&](const Party& other) { return other.level == party.level; });
    };
    if (std::ranges::any_of(a.sources, [&](const Party& party) { return has_level(b.sources, party); })) return false;
    constexpr std::ptrdiff_t least_words = 2;
    const std::vector<std::string> one = topic_of(reports[a.ref.report], *a.statement);
    const std::vector<std::string> other = topic_of(reports[b.ref.report], *b.statement);
    const bool toll = share_toll(*a.statement, *b.statement);
    const bool words =
        std::ranges::count_if(one, [&](const std::string& word) {
            return !word.starts_with('^') && !tells_any_violence(word) && std::ranges::binary_search(other, word);
        }) >= least_words;
    return a.family == b.family ? toll || words : toll && words;
}

std::vector<Finding> find_rival_culprits(std::span<const CodedReport> reports,
                                         const std::vector<std::vector<Claim>>& claims) {
    constexpr std::size_t most_told = 64;
    std::vector<Blame> told;
    for (std::size_t i = 0; i < claims.size(); ++i)
        for (const Claim& claim : claims[i])
            if (told.size() < most_told && names_culprit(claim)) told.push_back({static_cast<std::int32_t>(i), &claim});
    std::vector<Finding> out;
    for (std::size_t i = 0; i < told.size(); ++i)
        for (std::size_t j = i + 1; j < told.size(); ++j) {
            if (!is_one_act(reports, *told[i].claim->occurrence, *told[j].claim->occurrence)) continue;
            if (is_one_speaker(told[i].claim->speaker, told[j].claim->speaker) && !told[i].claim->speaker.empty())
                continue;
            Finding finding;
            const bool voiced =
                told[i].claim->stance == Stance::attributes || told[j].claim->stance == Stance::attributes;
            finding.kind = voiced ? FindingKind::disputed : FindingKind::contradiction;
            finding.type = ContradictionType::agent;
            finding.row = told[i].row;
            finding.one = {told[i].claim->occurrence->ref};
            finding.other = {told[j].claim->occurrence->ref};
            finding.summary =
                fmt::format("Different culprits for one act: {} according to {}, {} according to {}",
                            told[i].claim->occurrence->sources.front().name, told_by(reports, finding.one.front()),
                            told[j].claim->occurrence->sources.front().name, told_by(reports, finding.other.front()));
            finding.trace = {"one day, a place's name in common", "the same toll, or two further words in common"};
            out.push_back(std::move(finding));
        }
    return out;
}

bool shows(std::span<const Finding> known, const Finding& finding) {
    return std::ranges::any_of(known, [&](const Finding& other) {
        const auto has = [](const std::vector<StatementRef>& side, StatementRef ref) {
            return std::ranges::find(side, ref) != side.end();
        };
        const StatementRef one = finding.one.front();
        const StatementRef two = finding.other.front();
        return (has(other.one, one) && has(other.other, two)) || (has(other.one, two) && has(other.other, one));
    });
}

}  // namespace

std::vector<Finding> find_rival_blame(std::span<const CodedReport> reports, std::span<const SourcedRow> rows,
                                      const std::vector<std::vector<Claim>>& claims) {
    std::vector<Finding> out;
    const auto report_pairs = [&](const Blames& blames, bool told) {
        for (const auto& [key, first] : blames) {
            const std::string mirror = mirror_of(key);
            const auto second = blames.find(mirror);
            if (second == blames.end() || mirror <= key) continue;
            Finding finding = oppose(reports, first, second->second, told);
            if (finding.one.empty() || (told && tells_both(first, second->second))) continue;
            finding.kind = told ? FindingKind::contradiction : FindingKind::disputed;
            finding.type = ContradictionType::agent;
            finding.summary = fmt::format("{}: {} against {}",
                                          told ? "Different culprits for acts of one kind between the same two sides"
                                               : "Each side says that the other did it",
                                          told_by_all(reports, finding.one), told_by_all(reports, finding.other));
            finding.trace = {
                "acts of one family: " + key.substr(0, key.find('|')),
                told ? "each outlet tells in its own voice that one side did it to the other, none tells both"
                     : "each accuser is the one whom the other accuses",
                told ? "the sentences share a place or another name, and times that can be the same"
                     : "times and countries that can be the same"};
            out.push_back(std::move(finding));
        }
    };
    report_pairs(told_blames(rows, claims), true);
    report_pairs(voiced_blames(rows, claims), false);
    for (Finding& finding : find_rival_culprits(reports, claims))
        if (!shows(out, finding)) out.push_back(std::move(finding));
    return out;
}

}  // namespace px
