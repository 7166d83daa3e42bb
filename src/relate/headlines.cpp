#include "relate/headlines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "relate/claims.hpp"
#include "relate/tellers.hpp"

namespace px {
namespace {

struct Backing {
    std::vector<StatementRef> headline;  // in the outlet's own voice
    std::vector<StatementRef> own;       // in the text, own voice or first hand
    std::vector<StatementRef> voiced;    // in the text, given to another speaker
};

// Whether a record is told by the outlet itself or by somebody of the party that it is about: what a ministry says of
// its own state's wishes is no hearsay.
bool is_first_hand(const CodedReport& coded, StatementRef ref) {
    const Attribution* voice = voice_of(coded, ref);
    if (voice == nullptr) return true;
    const std::string level = level_of_speaker(coded, *voice);
    if (level.empty()) return false;
    std::vector<std::int32_t> about;
    if (ref.kind == RecordKind::statement)
        about = coded.layers.statements[ref.index].sources;
    else
        about = {coded.layers.attitudes[ref.index].holder};
    const std::vector<Party> parties = parties_of(coded.layers, about);
    return std::any_of(parties.begin(), parties.end(), [&](const Party& party) { return party.level == level; });
}

// Acts that officials, hospitals or unknown voices report are told without them in any headline, by custom. A headline
// says more than its text where the text has the judgement of an outsider: an expert, a witness, an activist.
bool counts_as_own(const CodedReport& coded, StatementRef ref) {
    if (is_first_hand(coded, ref)) return true;
    if (ref.kind != RecordKind::statement) return false;
    const std::int32_t speaker = voice_of(coded, ref)->speaker_actor;
    if (speaker < 0 || static_cast<std::size_t>(speaker) >= coded.layers.actors.size()) return true;
    constexpr std::array<std::string_view, 8> reporting = {"", "GOV", "MIL", "COP", "LEG", "JUD", "HLH", "SPY"};
    const std::string_view sector = coded.layers.actors[speaker].sector;
    return std::find(reporting.begin(), reporting.end(), sector) != reporting.end();
}

Backing backing_of(const CodedReport& coded, std::span<const StatementRef> evidence) {
    Backing backing;
    for (const StatementRef ref : evidence) {
        if (is_judgement(coded, ref)) continue;
        if (in_headline(coded, ref)) {
            if (voice_of(coded, ref) == nullptr) add_evidence(backing.headline, ref);
        } else {
            add_evidence(counts_as_own(coded, ref) ? backing.own : backing.voiced, ref);
        }
    }
    return backing;
}

// A headline says how somebody feels about something; the text says how the same holder feels, of the same sign, about
// something that it calls otherwise ("this pact").
Backing backing_by_holder(const CodedReport& coded, std::int32_t report, Backing backing) {
    const Attitude& said = coded.layers.attitudes[backing.headline.front().index];
    if (said.holder < 0) return backing;
    const auto sign = [](const Attitude& a) { return a.mode == Mode::negated ? -a.polarity : a.polarity; };
    const std::string holder = party_in_words(coded.layers, said.holder, said.voice).level;
    for (std::size_t i = 0; i < coded.layers.attitudes.size(); ++i) {
        const Attitude& other = coded.layers.attitudes[i];
        const StatementRef ref{report, RecordKind::attitude, static_cast<std::int32_t>(i)};
        if (other.holder < 0 || sign(other) != sign(said) || in_headline(coded, ref)) continue;
        if (party_in_words(coded.layers, other.holder, other.voice).level != holder) continue;
        add_evidence(is_first_hand(coded, ref) ? backing.own : backing.voiced, ref);
    }
    return backing;
}

}  // namespace

std::vector<Finding> find_exceeding_headlines(std::span<const CodedReport> reports, std::span<const SourcedRow> rows) {
    std::map<std::int32_t, Finding> by_report;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const Account& account : rows[i].row.accounts) {
            Backing backing = backing_of(reports[account.report], account.evidence);
            if (backing.headline.empty()) continue;
            if (rows[i].matter != nullptr && backing.own.empty())
                backing = backing_by_holder(reports[account.report], account.report, std::move(backing));
            if (backing.voiced.empty() || !backing.own.empty()) continue;
            Finding& finding = by_report[account.report];
            if (finding.row < 0) finding.row = static_cast<std::int32_t>(i);
            for (const StatementRef ref : backing.headline) add_evidence(finding.one, ref);
            for (const StatementRef ref : backing.voiced) add_evidence(finding.other, ref);
        }
    }
    std::vector<Finding> out;
    for (auto& [report, finding] : by_report) {
        finding.kind = FindingKind::headline_exceeds_text;
        finding.summary = fmt::format("The headline of {} says in its own voice what its text gives to {}: \"{}\"",
                                      outlet_of(reports[report]), told_by_all(reports, finding.other),
                                      reports[report].report.headline());
        finding.trace = {"the headline tells it without a speaker",
                         "every sentence of the text that tells it has a speaker",
                         "none tells it in the outlet's own voice"};
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
