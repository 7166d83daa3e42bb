#include "record/evidence.hpp"

#include <algorithm>

namespace px {
namespace {

/// The element, or nullptr if the index is out of range.
template <typename T>
const T* at(const std::vector<T>& list, std::int32_t index) {
    const bool valid = index >= 0 && static_cast<std::size_t>(index) < list.size();
    return valid ? &list[static_cast<std::size_t>(index)] : nullptr;
}

void add_words(Evidence& evidence, std::string_view text, Span span) {
    const Span cut = inside(text, span);
    if (!cut.empty()) evidence.words.push_back(cut);
}

void add_voice(Evidence& evidence, const CodedReport& coded, std::int32_t voice) {
    const Attribution* attribution = at(coded.layers.attributions, voice);
    if (attribution == nullptr) return;
    evidence.voice = voice;
    evidence.speaker = speaker_name(coded, *attribution);
    evidence.unnamed_voice = evidence.speaker.empty();
    evidence.denial = attribution->denial;
    if (const Actor* actor = at(coded.layers.actors, attribution->speaker_actor)) evidence.speaker_role = actor->role;
    for (const ChainLink& link : attribution->chain) evidence.chain.push_back(link.name);
}

void take(Evidence& evidence, const CodedReport& coded, const Statement& statement) {
    add_words(evidence, coded.report.text, statement.clause.empty() ? statement.trigger : statement.clause);
    evidence.cue = statement.trigger;
    evidence.rule = statement.rule;
    if (const Span* sentence = at(coded.layers.sentences, statement.sentence)) evidence.sentence = *sentence;
    add_voice(evidence, coded, statement.voice);
}

void take(Evidence& evidence, const CodedReport& coded, const Attitude& attitude) {
    Span words = attitude.cue;
    for (const Span part : {attitude.holder_span, attitude.target_span})
        if (!part.empty()) words = words.empty() ? part : hull(words, part);
    if (const Span* sentence = at(coded.layers.sentences, attitude.sentence)) {
        evidence.sentence = *sentence;
        if (!sentence->contains(words)) words = attitude.cue;  // holder or object named sentences before
    }
    add_words(evidence, coded.report.text, words);
    evidence.cue = attitude.cue;
    evidence.rule = attitude.rule;
    add_voice(evidence, coded, attitude.voice);
}

void take(Evidence& evidence, const CodedReport& coded, const Attribution& attribution, std::int32_t index) {
    for (const Span span : attribution.content) add_words(evidence, coded.report.text, span);
    evidence.cue = attribution.cue;
    evidence.rule = attribution.rule;
    add_voice(evidence, coded, index);
}

// Of a sentence that lies in somebody's speech, quotation marks apart, the speaker.
void take(Evidence& evidence, const CodedReport& coded, Span sentence) {
    add_words(evidence, coded.report.text, sentence);
    constexpr std::uint32_t marks = 4;  // bytes: a closing mark and the stop before it
    for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i)
        for (const Span said : coded.layers.attributions[i].content)
            if (said.begin <= sentence.begin && sentence.end <= said.end + marks)
                return add_voice(evidence, coded, static_cast<std::int32_t>(i));
}

}  // namespace

Span inside(std::string_view text, Span span) {
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::uint32_t begin = std::min(span.begin, size);
    return {begin, std::clamp(span.end, begin, size)};
}

Span sentence_at(const Layers& layers, std::uint32_t byte) {
    const auto after = std::upper_bound(layers.sentences.begin(), layers.sentences.end(), byte,
                                        [](std::uint32_t value, Span sentence) { return value < sentence.begin; });
    if (after == layers.sentences.begin()) return {};
    const Span sentence = *std::prev(after);
    return sentence.contains(byte) ? sentence : Span{};
}

const Block* block_at(const Report& report, std::uint32_t byte) {
    const auto after =
        std::upper_bound(report.blocks.begin(), report.blocks.end(), byte,
                         [](std::uint32_t value, const Block& block) { return value < block.span.begin; });
    if (after == report.blocks.begin()) return nullptr;
    const Block& block = *std::prev(after);
    return block.span.contains(byte) ? &block : nullptr;
}

std::string speaker_name(const CodedReport& coded, const Attribution& attribution) {
    const Actor* actor = at(coded.layers.actors, attribution.speaker_actor);
    if (actor != nullptr && !actor->name.empty()) return actor->name;
    return std::string(slice(coded.report.text, inside(coded.report.text, attribution.speaker)));
}

std::string_view file_name(const Report& report) {
    const std::string_view source = report.source;
    const std::size_t slash = source.find_last_of('/');
    const bool folder = slash == std::string_view::npos || slash + 1 == source.size();
    return folder ? source : source.substr(slash + 1);
}

std::string outlet_or_file(const Report& report) {
    return report.outlet.empty() ? std::string(file_name(report)) : report.outlet;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside_word = false;
    for (const char c : text) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!blank && !inside_word) ++words;
        inside_word = !blank;
    }
    return words;
}

Evidence evidence_of(std::span<const CodedReport> reports, const StatementRef& ref) {
    Evidence evidence;
    if (ref.report < 0 || static_cast<std::size_t>(ref.report) >= reports.size()) return evidence;
    const CodedReport& coded = reports[static_cast<std::size_t>(ref.report)];
    const Layers& layers = coded.layers;
    const Statement* statement = ref.kind == RecordKind::statement ? at(layers.statements, ref.index) : nullptr;
    const Attitude* attitude = ref.kind == RecordKind::attitude ? at(layers.attitudes, ref.index) : nullptr;
    const Attribution* attribution = ref.kind == RecordKind::attribution ? at(layers.attributions, ref.index) : nullptr;
    if (statement != nullptr) take(evidence, coded, *statement);
    if (attitude != nullptr) take(evidence, coded, *attitude);
    if (attribution != nullptr) take(evidence, coded, *attribution, ref.index);
    if (ref.kind == RecordKind::sentence)
        if (const Span* sentence = at(layers.sentences, ref.index)) take(evidence, coded, *sentence);
    if (evidence.words.empty()) return {};
    evidence.report = ref.report;
    evidence.cue = inside(coded.report.text, evidence.cue);
    if (evidence.sentence.empty()) evidence.sentence = sentence_at(layers, evidence.words.front().begin);
    if (evidence.sentence.empty()) evidence.sentence = hull(evidence.words.front(), evidence.words.back());
    evidence.sentence = inside(coded.report.text, evidence.sentence);
    if (const Block* block = block_at(coded.report, evidence.words.front().begin)) evidence.block = block->kind;
    return evidence;
}

}  // namespace px
