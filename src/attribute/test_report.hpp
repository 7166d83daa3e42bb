#pragma once
// Reports for the tests of this room: paragraphs, and paragraphs read by the shipped model with actors named by hand.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "annotate/annotate.hpp"
#include "attribute/attribute.hpp"
#include "attribute/eval.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px::test {

inline const Model& model() {
    static const Result<Model> loaded = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    return *loaded;
}

inline const Lexicons& lexicons() {
    static std::vector<Problem> problems;
    static const Result<Lexicons> loaded = Lexicons::load(PX_SOURCE_DIR "/data", problems);
    return *loaded;
}

/// The same tables with learned weights.
inline Lexicons lexicons_with(const ModelPaths& weights) {
    std::vector<Problem> problems;
    Result<Lexicons> learned = Lexicons::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(learned->load_models(weights));
    return std::move(*learned);
}

/// A report with its trees, and actors where the test names them.
struct Read {
    Report report;
    Annotation annotation;
    Layers layers;

    explicit Read(std::string text) : report(report_of_text(std::move(text))) {
        annotation = annotate(model(), report.text, paragraphs(report.text));
    }

    /// Every occurrence of `words` is a mention of an actor of that name.
    Read& actor(std::string_view words, ActorKind kind, std::string country = "") {
        Actor actor;
        actor.key = actor.name = std::string(words);
        actor.kind = kind;
        actor.country = std::move(country);
        layers.actors.push_back(actor);
        return mention(words, static_cast<std::int32_t>(layers.actors.size()) - 1);
    }

    Read& mention(std::string_view words, std::int32_t actor) {
        for (std::size_t at = report.text.find(words); at != std::string::npos; at = report.text.find(words, at + 1)) {
            Mention mention;
            mention.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
            mention.head = mention.span;
            mention.actor = actor;
            mention.sentence = annotation.sentence_at(mention.span.begin);
            layers.mentions.push_back(mention);
        }
        std::sort(layers.mentions.begin(), layers.mentions.end(),
                  [](const Mention& a, const Mention& b) { return a.span < b.span; });
        return *this;
    }

    [[nodiscard]] std::string words(Span span) const { return std::string(slice(report.text, span)); }
};

}  // namespace px::test
