#include "record/check.hpp"

#include <fmt/format.h>

namespace px {
namespace {

class Checker {
  public:
    explicit Checker(const CodedReport& coded) : text_(coded.report.text), layers_(coded.layers) {}

    void span(std::string_view layer, std::size_t n, Span span) {
        if (span.begin > span.end || span.end > text_.size()) {
            report(fmt::format("{} {}: [{}, {}) is outside the text of {} bytes", layer, n, span.begin, span.end,
                               text_.size()));
        } else if (inside_code_point(span.begin) || inside_code_point(span.end)) {
            report(fmt::format("{} {}: [{}, {}) cuts a code point", layer, n, span.begin, span.end));
        }
    }
    template <typename T>
    void index(std::string_view layer, std::size_t n, std::int32_t index, const std::vector<T>& list) {
        if (index < -1 || index >= static_cast<std::int32_t>(list.size()))
            report(fmt::format("{} {}: index {} of a list of {}", layer, n, index, list.size()));
    }
    template <typename Enum>
    void word(std::string_view layer, std::size_t n, Enum value, Enum last) {
        if (static_cast<int>(value) > static_cast<int>(last))
            report(fmt::format("{} {}: enumerator {} is out of range", layer, n, static_cast<int>(value)));
    }
    void report(std::string what) {
        if (found_.size() < 10) found_.push_back(std::move(what));
    }

    void blocks(const std::vector<Block>& blocks);
    void mentions(std::string_view layer, const std::vector<Mention>& list);
    void resolved();
    void attributed();
    void coded();
    [[nodiscard]] std::vector<std::string> found() && { return std::move(found_); }

  private:
    [[nodiscard]] bool inside_code_point(std::uint32_t at) const {
        return at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U;
    }

    std::string_view text_;
    const Layers& layers_;
    std::vector<std::string> found_;
};

void Checker::blocks(const std::vector<Block>& blocks) {
    std::uint32_t end = 0;
    for (std::size_t n = 0; n < blocks.size(); ++n) {
        const Block& block = blocks[n];
        span("block", n, block.span);
        word("block", n, block.kind, BlockKind::left_out);
        word("block", n, block.reason, LeftOut::other);
        if (block.span.begin < end) report(fmt::format("block {}: overlaps the one before", n));
        if (block.kept() != (block.reason == LeftOut::none))
            report(fmt::format("block {}: left out without reason", n));
        end = block.span.end;
    }
}

void Checker::mentions(std::string_view layer, const std::vector<Mention>& list) {
    for (std::size_t n = 0; n < list.size(); ++n) {
        span(layer, n, list[n].span);
        span(layer, n, list[n].head);
        index(layer, n, list[n].actor, layers_.actors);
        index(layer, n, list[n].sentence, layers_.sentences);
        word(layer, n, list[n].form, MentionForm::pronoun);
    }
}

void Checker::resolved() {
    for (std::size_t n = 0; n < layers_.sentences.size(); ++n) {
        span("sentence", n, layers_.sentences[n]);
        if (n > 0 && layers_.sentences[n].begin < layers_.sentences[n - 1].end)
            report(fmt::format("sentence {}: overlaps the one before", n));
    }
    for (std::size_t n = 0; n < layers_.actors.size(); ++n) {
        word("actor", n, layers_.actors[n].kind, ActorKind::other);
        if (layers_.actors[n].key.empty()) report(fmt::format("actor {}: no key", n));
    }
    mentions("mention", layers_.mentions);
    mentions("nationality", layers_.nationalities);
    for (std::size_t n = 0; n < layers_.times.size(); ++n) {
        const TimeMention& t = layers_.times[n];
        span("time", n, t.span);
        index("time", n, t.anchor, layers_.times);
        word("time", n, t.type, TimexType::set);
        if (t.interval) word("time", n, t.interval->granularity, Granularity::unknown);
    }
    for (std::size_t n = 0; n < layers_.places.size(); ++n) span("place", n, layers_.places[n].span);
}

void Checker::attributed() {
    for (std::size_t n = 0; n < layers_.attributions.size(); ++n) {
        const Attribution& a = layers_.attributions[n];
        word("attribution", n, a.kind, AttributionKind::indirect);
        span("cue", n, a.cue);
        span("speaker", n, a.speaker);
        index("speaker", n, a.speaker_actor, layers_.actors);
        index("addressee", n, a.addressee, layers_.actors);
        std::uint32_t end = 0;
        for (const Span content : a.content) {
            span("content", n, content);
            if (content.begin < end) report(fmt::format("attribution {}: content spans are not in order", n));
            end = content.end;
        }
        for (const ChainLink& link : a.chain) {
            span("chain link", n, link.span);
            index("chain link", n, link.actor, layers_.actors);
            word("chain link", n, link.kind, LinkKind::outlet);
        }
    }
    for (std::size_t n = 0; n < layers_.attitudes.size(); ++n) {
        const Attitude& a = layers_.attitudes[n];
        span("attitude", n, a.cue);
        span("holder", n, a.holder_span);
        span("target", n, a.target_span);
        index("holder", n, a.holder, layers_.actors);
        index("target", n, a.target, layers_.actors);
        index("attitude voice", n, a.voice, layers_.attributions);
        index("attitude", n, a.sentence, layers_.sentences);
        word("attitude", n, a.mode, Mode::unknown);
    }
}

void Checker::coded() {
    for (std::size_t n = 0; n < layers_.statements.size(); ++n) {
        const Statement& s = layers_.statements[n];
        span("trigger", n, s.trigger);
        span("clause", n, s.clause);
        index("statement", n, s.sentence, layers_.sentences);
        index("statement voice", n, s.voice, layers_.attributions);
        index("statement time", n, s.time, layers_.times);
        index("statement place", n, s.place, layers_.places);
        word("statement", n, s.mode, Mode::unknown);
        for (const auto* side : {&s.sources, &s.targets})
            for (const std::int32_t actor : *side) index("party", n, actor, layers_.actors);
        for (const auto* side : {&s.source_spans, &s.target_spans})
            for (const Span party : *side) span("party", n, party);
        if (s.sources.size() != s.source_spans.size() || s.targets.size() != s.target_spans.size())
            report(fmt::format("statement {}: actors and their spans differ in number", n));
        for (const Quantity& quantity : s.quantities) {
            span("quantity", n, quantity.span);
            if (!(quantity.low <= quantity.high)) report(fmt::format("statement {}: quantity is no interval", n));
        }
    }
}

}  // namespace

std::vector<std::string> defects(const CodedReport& coded) {
    Checker checker(coded);
    checker.blocks(coded.report.blocks);
    checker.resolved();
    checker.attributed();
    checker.coded();
    return std::move(checker).found();
}

}  // namespace px
