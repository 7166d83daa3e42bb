#include "relate/claims.hpp"

#include <algorithm>

#include "relate/tellers.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_evidence = 12;  // shown on one side of a finding

// The words of a record: its clause, what is said, or the attitude with its object.
std::vector<Span> words_of(const Layers& layers, StatementRef ref) {
    if (ref.kind == RecordKind::statement) return {layers.statements[ref.index].clause};
    if (ref.kind == RecordKind::attribution) return layers.attributions[ref.index].content;
    return {hull(layers.attitudes[ref.index].cue, layers.attitudes[ref.index].target_span)};
}

}  // namespace

std::string level_of_speaker(const CodedReport& coded, const Attribution& voice) {
    const std::int32_t actor = voice.speaker_actor;
    if (actor < 0 || static_cast<std::size_t>(actor) >= coded.layers.actors.size()) return {};
    return party_of(coded.layers.actors[actor]).level;
}

bool Copies::is_copy(StatementRef ref) {
    const CodedReport& coded = reports_[ref.report];
    auto hash = static_cast<std::uint64_t>(lineages_[ref.report]) * 0x9E3779B97F4A7C15ULL;
    for (const Span span : words_of(coded.layers, ref))
        each_word(coded.report.text, span, [&](Span word) {
            hash = (hash ^ hash_word(fold_word(slice(coded.report.text, word)))) * 0x9E3779B97F4A7C15ULL + 1;
        });
    return first_.try_emplace(hash, ref.report).first->second != ref.report;
}

std::vector<Claim> claims_of(std::span<const CodedReport> reports, const Event& event,
                             std::span<const std::int32_t> lineages) {
    std::vector<Claim> claims;
    Copies copies(reports, lineages);
    for (const Occurrence& occurrence : event.members) {
        if (occurrence.partial && occurrence.statement->quantities.empty()) continue;
        if (copies.is_copy(occurrence.ref)) continue;
        const CodedReport& coded = reports[occurrence.ref.report];
        Claim claim;
        claim.occurrence = &occurrence;
        claim.stance = stance_of(occurrence.statement->mode, occurrence.statement->voice, coded.layers.attributions);
        claim.headline = occurrence.statement->headline;
        if (const Attribution* voice = voice_of(coded, occurrence.ref); voice != nullptr) {
            claim.speaker = speaker_name(coded, *voice);
            claim.speaker_level = level_of_speaker(coded, *voice);
        }
        claims.push_back(std::move(claim));
    }
    return claims;
}

void add_evidence(std::vector<StatementRef>& side, StatementRef ref) {
    if (side.size() < most_evidence && std::find(side.begin(), side.end(), ref) == side.end()) side.push_back(ref);
}

// What was said is not comparable by the act of saying: these roots have no polarity of their own.
bool is_bare_speech(const Occurrence& occurrence) {
    const std::string_view root = std::string_view(occurrence.statement->cameo).substr(0, 2);
    return root == "01" || root == "02";
}

bool in_headline(const CodedReport& coded, StatementRef ref) {
    if (ref.kind == RecordKind::statement) return coded.layers.statements[ref.index].headline;
    const Span cue = coded.layers.attitudes[ref.index].cue;
    return std::any_of(coded.report.blocks.begin(), coded.report.blocks.end(), [&](const Block& block) {
        return block.kind == BlockKind::headline && block.span.contains(cue.begin);
    });
}

bool share_report(std::span<const StatementRef> a, std::span<const StatementRef> b) {
    return std::any_of(a.begin(), a.end(), [&](StatementRef x) {
        return std::any_of(b.begin(), b.end(), [&](StatementRef y) { return x.report == y.report; });
    });
}

}  // namespace px
