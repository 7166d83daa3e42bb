#include "relate/speaker_repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "record/speech.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t run_length = 5;  // words
constexpr std::size_t least_words = 8;
constexpr std::size_t most_places = 8;  // of one run of words; of one day in a whole project
constexpr double nearly_all = 0.8;

struct Printed {
    std::size_t report = 0;
    std::size_t attribution = 0;
};

void add_words(std::string_view text, Span within, std::vector<std::uint64_t>& words) {
    each_word(text, within, [&](Span word) { words.push_back(hash_word(fold_word(slice(text, word)))); });
}

std::vector<std::uint64_t> runs_of_words(const std::vector<std::uint64_t>& words) {
    std::vector<std::uint64_t> runs;
    if (words.size() < least_words) return runs;
    for (std::size_t i = 0; i + run_length <= words.size(); ++i) {
        std::uint64_t hash = run_length;
        for (std::size_t k = 0; k < run_length; ++k) hash = (hash ^ words[i + k]) * 0x9E3779B97F4A7C15ULL + 1;
        runs.push_back(hash);
    }
    return runs;
}

std::vector<std::uint64_t> runs_of(const CodedReport& coded, const Attribution& attribution) {
    std::vector<std::uint64_t> words;
    for (const Span piece : attribution.content) add_words(coded.report.text, piece, words);
    return runs_of_words(words);
}

bool is_named(const CodedReport& coded, const Attribution& attribution) {
    if (attribution.speaker_actor < 0) return false;
    const Actor& actor = coded.layers.actors[static_cast<std::size_t>(attribution.speaker_actor)];
    return !actor.unnamed && actor.kind != ActorKind::outlet && !actor.key.empty();
}

/// The one speaker whom all that print the same words name.
class Speakers {
  public:
    explicit Speakers(const std::vector<CodedReport>& reports) : reports_(reports) {
        for (std::size_t r = 0; r < reports.size(); ++r)
            for (std::size_t a = 0; a < reports[r].layers.attributions.size(); ++a) {
                const Attribution& attribution = reports[r].layers.attributions[a];
                if (attribution.kind != AttributionKind::direct || !is_named(reports[r], attribution)) continue;
                for (const std::uint64_t run : runs_of(reports[r], attribution)) {
                    std::vector<Printed>& places = places_[run];
                    if (places.size() < most_places) places.push_back({r, a});
                }
            }
    }

    [[nodiscard]] std::optional<Printed> of(std::size_t report, const std::vector<std::uint64_t>& runs) const {
        std::map<std::pair<std::size_t, std::size_t>, std::size_t> common;
        for (const std::uint64_t run : runs) {
            const auto places = places_.find(run);
            if (places == places_.end()) continue;
            for (const Printed& place : places->second)
                if (place.report != report) ++common[{place.report, place.attribution}];
        }
        std::optional<Printed> found;
        for (const auto& [place, count] : common) {
            if (static_cast<double>(count) < nearly_all * static_cast<double>(runs.size())) continue;
            const Printed one{place.first, place.second};
            if (found && actor_of(*found).key != actor_of(one).key) return std::nullopt;
            if (!found) found = one;
        }
        return found;
    }

    [[nodiscard]] const Actor& actor_of(const Printed& printed) const {
        const Layers& layers = reports_[printed.report].layers;
        return layers.actors[static_cast<std::size_t>(layers.attributions[printed.attribution].speaker_actor)];
    }

  private:
    const std::vector<CodedReport>& reports_;
    std::unordered_map<std::uint64_t, std::vector<Printed>> places_;
};

std::string name_of(const Report& report) {
    return report.outlet.empty() ? (report.source.empty() ? report.id.substr(0, 10) : report.source) : report.outlet;
}

/// The actor's place in the layers; added, with the reason, if the report does not know it.
std::pair<std::int32_t, bool> place_of(Layers& layers, Actor actor, const std::string& outlet) {
    for (std::size_t i = 0; i < layers.actors.size(); ++i)
        if (layers.actors[i].key == actor.key) return {static_cast<std::int32_t>(i), false};
    actor.reason = fmt::format("{}{} prints the same words and names the speaker", actor_from_elsewhere, outlet);
    layers.actors.push_back(std::move(actor));
    return {static_cast<std::int32_t>(layers.actors.size()) - 1, true};
}

}  // namespace

std::vector<SpeakerRepair> repair_speakers(std::vector<CodedReport>& reports) {
    const Speakers speakers(reports);
    struct Change {
        SpeakerRepair repair;
        Printed from;
        Actor actor;
    };
    std::vector<Change> changes;  // made after all are found, so that no repair rests on another
    for (std::size_t r = 0; r < reports.size(); ++r)
        for (std::size_t a = 0; a < reports[r].layers.attributions.size(); ++a) {
            const Attribution& attribution = reports[r].layers.attributions[a];
            if (attribution.kind != AttributionKind::direct || attribution.speaker_actor >= 0) continue;
            const std::vector<std::uint64_t> runs = runs_of(reports[r], attribution);
            if (runs.empty()) continue;
            if (const auto from = speakers.of(r, runs))
                changes.push_back({{static_cast<std::int32_t>(r), static_cast<std::int32_t>(a), false},
                                   *from,
                                   speakers.actor_of(*from)});
        }
    std::vector<SpeakerRepair> repairs;
    for (Change& change : changes) {
        const std::string outlet = name_of(reports[change.from.report].report);
        Layers& layers = reports[static_cast<std::size_t>(change.repair.report)].layers;
        Attribution& attribution = layers.attributions[static_cast<std::size_t>(change.repair.attribution)];
        std::tie(attribution.speaker_actor, change.repair.new_actor) =
            place_of(layers, std::move(change.actor), outlet);
        attribution.rule += fmt::format("{}{} names them for the same words", speaker_from_elsewhere, outlet);
        repairs.push_back(change.repair);
    }
    return repairs;
}

void undo_repairs(CodedReport& coded) {
    Layers& layers = coded.layers;
    for (Attribution& attribution : layers.attributions) {
        const std::size_t repaired = attribution.rule.find(speaker_from_elsewhere);
        if (repaired == std::string::npos) continue;
        attribution.rule.resize(repaired);
        attribution.speaker_actor = -1;
    }
    while (!layers.actors.empty() && layers.actors.back().reason.starts_with(actor_from_elsewhere))
        layers.actors.pop_back();
}

std::vector<QuotationRuns> quotation_runs(const CodedReport& coded) {
    std::vector<QuotationRuns> out;
    for (const Attribution& attribution : coded.layers.attributions) {
        const bool named = is_named(coded, attribution);
        if (attribution.kind != AttributionKind::direct || (!named && attribution.speaker_actor >= 0)) continue;
        QuotationRuns quotation{named, {}};
        for (const std::uint64_t run : runs_of(coded, attribution)) {
            const auto kept = static_cast<std::uint32_t>(run >> 32U);
            quotation.runs.append(reinterpret_cast<const char*>(&kept), sizeof kept);
        }
        if (!quotation.runs.empty()) out.push_back(std::move(quotation));
    }
    return out;
}

namespace {}  // namespace

void ChangedWords::add(std::int64_t report, std::string_view runs) {
    constexpr std::size_t most_runs = 200'000;
    if (all_) return;
    reports_.insert(report);
    each_run(runs, [&](std::uint32_t run) { runs_[run] = true; });
    if (runs_.size() <= most_runs) return;
    all_ = true;
    runs_.clear();
    reports_.clear();
}

bool ChangedWords::concern(std::int64_t report, std::string_view runs) const {
    if (all_ || reports_.contains(report)) return true;
    bool in_common = false;
    each_run(runs, [&](std::uint32_t run) { in_common = in_common || runs_.contains(run); });
    return in_common;
}

void SameWords::add_unknown(std::int64_t report, std::int64_t day, std::string_view runs) {
    const auto number = static_cast<std::uint32_t>(unknown_.size());
    const std::size_t count = each_run(runs, [&](std::uint32_t run) {
        std::vector<std::uint32_t>& places = places_[run];
        if (!places.empty() && places.back() == number) return;
        const bool full = places.size() >= most_places && unknown_[places[places.size() - most_places]].day == day;
        if (!full) places.push_back(number);
    });
    unknown_.push_back({report, day, count, {}});
}

void SameWords::offer(std::int64_t report, std::int64_t day, std::string_view runs) {
    constexpr std::size_t most_reports = 16;
    std::map<std::uint32_t, std::size_t> common;
    each_run(runs, [&](std::uint32_t run) {
        if (const auto places = places_.find(run); places != places_.end())
            for (const std::uint32_t place : places->second)
                if (std::abs(unknown_[place].day - day) <= days_apart) ++common[place];
    });
    for (const auto& [place, count] : common) {
        Unknown& unknown = unknown_[place];
        if (unknown.report == report || unknown.named_by.size() >= most_reports) continue;
        if (static_cast<double>(count) >= nearly_all * static_cast<double>(unknown.runs))
            unknown.named_by.push_back(report);
    }
}

std::map<std::int64_t, std::vector<std::int64_t>> SameWords::finds() const {
    std::map<std::int64_t, std::vector<std::int64_t>> found;
    for (const Unknown& unknown : unknown_)
        for (const std::int64_t report : unknown.named_by) {
            std::vector<std::int64_t>& reports = found[unknown.report];
            if (std::find(reports.begin(), reports.end(), report) == reports.end()) reports.push_back(report);
        }
    return found;
}

}  // namespace px
