#include "relate/told.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "relate/accounts.hpp"
#include "relate/claims.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

std::int32_t sentence_of(const Layers& layers, std::uint32_t byte) {
    const auto after = std::upper_bound(layers.sentences.begin(), layers.sentences.end(), byte,
                                        [](std::uint32_t at, Span sentence) { return at < sentence.begin; });
    return static_cast<std::int32_t>(after - layers.sentences.begin()) - 1;
}

// Mentions in the order of their heads, so that those of a stretch of text are found without going over all.
class MentionsInOrder {
  public:
    explicit MentionsInOrder(const CodedReport& coded) {
        for (const Mention& mention : coded.layers.mentions) mentions_.push_back(&mention);
        std::stable_sort(mentions_.begin(), mentions_.end(),
                         [](const Mention* a, const Mention* b) { return a->head.begin < b->head.begin; });
    }
    [[nodiscard]] std::vector<const Mention*> within(Span span) const {
        const auto begins = [](const Mention* mention, std::uint32_t at) { return mention->head.begin < at; };
        return {std::lower_bound(mentions_.begin(), mentions_.end(), span.begin, begins),
                std::lower_bound(mentions_.begin(), mentions_.end(), span.end, begins)};
    }

  private:
    std::vector<const Mention*> mentions_;
};

}  // namespace

std::vector<Told> all_told(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    std::vector<Told> out;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        const MentionsInOrder mentions(coded);
        for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i) {
            const Attribution& attribution = coded.layers.attributions[i];
            if (attribution.content.empty()) continue;
            Told told;
            told.ref = {report, RecordKind::attribution, static_cast<std::int32_t>(i)};
            if (copies.is_copy(told.ref)) continue;
            told.coded = &coded;
            told.attribution = &attribution;
            told.sentence = sentence_of(coded.layers, attribution.content.front().begin);
            told.speaker = speaker_name(coded, attribution);
            const Span sentence = sentence_span(told);
            told.mentions = mentions.within(sentence.empty() ? told.content() : hull(sentence, told.content()));
            for (const Span span : attribution.content)
                each_word(coded.report.text, span,
                          [&](Span word) { told.words.emplace_back(slice(coded.report.text, word)); });
            out.push_back(std::move(told));
        }
    }
    return out;
}

SpanSet said_by_others(const CodedReport& coded) {
    std::vector<Span> spans;
    for (const Attribution& attribution : coded.layers.attributions)
        spans.insert(spans.end(), attribution.content.begin(), attribution.content.end());
    return SpanSet(std::move(spans));
}

std::string folded_cue(const Told& told) { return fold_word(slice(told.coded->report.text, told.attribution->cue)); }

bool starts_with_one(std::string_view word, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return word.starts_with(b); });
}

Span sentence_span(const Told& told) {
    const Layers& layers = told.coded->layers;
    if (told.sentence < 0 || static_cast<std::size_t>(told.sentence) >= layers.sentences.size()) return {};
    return layers.sentences[static_cast<std::size_t>(told.sentence)];
}

std::string_view sentence_text(const Told& told) { return slice(told.coded->report.text, sentence_span(told)); }

std::vector<std::string> folded_words(const Told& told) {
    std::vector<std::string> out;
    for (const std::string& word : told.words) out.push_back(fold_word(word));
    return out;
}

std::set<std::string> names_in(const Told& told) {
    std::set<std::string> out;
    for (const std::string& word : told.words)
        if (word.front() >= 'A' && word.front() <= 'Z' && word.size() > 3) {
            std::string folded = fold_word(word);
            if (folded.ends_with('s')) folded.pop_back();  // "Norway's"
            out.insert(std::move(folded));
        }
    return out;
}

std::set<std::string> content_stems(std::span<const std::string> folded) {
    std::set<std::string> out;
    for (const std::string& word : folded)
        if (word.size() > 3 && !is_function_word(word)) out.insert(stem_of(word));
    return out;
}

bool serves_state(const Actor& actor) {
    return actor.kind == ActorKind::state || actor.code.ends_with("GOV") || actor.code.ends_with("MIL") ||
           actor.code.ends_with("COP");
}

bool is_on_side_of(const Told& told, std::int32_t actor, const Told& other) {
    if (actor < 0 || other.attribution->speaker_actor < 0) return false;
    const Actor& named = told.coded->layers.actors[static_cast<std::size_t>(actor)];
    const Actor& speaker = other.coded->layers.actors[static_cast<std::size_t>(other.attribution->speaker_actor)];
    return named.key == speaker.key ||
           (serves_state(speaker) && !speaker.country.empty() && named.country == speaker.country);
}

bool holds_denial(const Told& told) {
    return std::any_of(told.words.begin(), told.words.end(), [](const std::string& word) {
        return starts_with_one(fold_word(word), {"denied", "denies", "deny", "denial"});
    });
}

Finding dispute(std::span<const CodedReport> reports, const Told& denial, std::vector<StatementRef> told,
                std::string why) {
    Finding finding;
    finding.kind = FindingKind::disputed;
    finding.type = ContradictionType::polarity;
    finding.one = std::move(told);
    finding.other = {denial.ref};
    const StatementRef first = finding.one.front();
    const Attribution& said = reports[first.report].layers.attributions[first.index];
    std::string_view words = slice(reports[first.report].report.text, said.content.front());
    if (words.ends_with(',')) words.remove_suffix(1);
    finding.summary = fmt::format("\"{}\": told by {}, denied by {}", words, told_by_all(reports, finding.one),
                                  told_by(reports, denial.ref));
    finding.trace = {denial.speaker + " denies it", std::move(why)};
    return finding;
}

}  // namespace px
