#include "relate/blame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "record/evidence.hpp"
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
    return out;
}

}  // namespace px
