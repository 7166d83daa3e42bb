#pragma once
// Builds coded reports by hand for this room's tests, sentence by sentence:
//
//   Draft draft("Outlet A", "2024-03-05");
//   draft.says(draft.person("person:x", "X", "CHN"), "X denies it.");       // an attribution; the next records use it
//   draft.act("Ruritania shelled Graustark.", "shelled", "194", {"c:RUR"}, {"c:GRA"});

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "relate/event_table.hpp"

namespace px::testing {

class Draft {
  public:
    explicit Draft(std::string outlet, std::string_view date = {}) {
        coded.report.outlet = outlet;
        coded.report.id = outlet + std::string(date);
        coded.report.source = outlet;
        if (!date.empty()) coded.report.published = PublicationTime::parse(date, "test");
    }

    CodedReport coded;

    /// Adds a paragraph of its own (or the headline) and returns its span.
    Span write(std::string_view sentence, BlockKind kind = BlockKind::paragraph) {
        std::string& text = coded.report.text;
        if (!text.empty()) text += "\n\n";
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += sentence;
        const Span span{begin, static_cast<std::uint32_t>(text.size())};
        coded.report.blocks.push_back({span, kind, LeftOut::none, {}});
        coded.layers.sentences.push_back(span);
        return span;
    }

    std::int32_t actor(const std::string& key, const std::string& name, ActorKind kind, const std::string& country = {},
                       const std::string& code = {}) {
        std::vector<Actor>& actors = coded.layers.actors;
        const auto found = std::find_if(actors.begin(), actors.end(), [&](const Actor& a) { return a.key == key; });
        if (found != actors.end()) return static_cast<std::int32_t>(found - actors.begin());
        Actor made;
        made.key = key;
        made.name = name;
        made.kind = kind;
        made.country = country;
        made.code = code;
        actors.push_back(std::move(made));
        return static_cast<std::int32_t>(actors.size()) - 1;
    }
    std::int32_t state(const std::string& country, const std::string& name) {
        return actor("state:" + country, name, ActorKind::state, country, country);
    }
    std::int32_t official(const std::string& country, const std::string& name) {
        return actor("person:" + name, name, ActorKind::person, country, country + "GOV");
    }
    std::int32_t person(const std::string& name) { return actor("person:" + name, name, ActorKind::person); }

    /// An attribution of the sentence `words` inside the text written last; -1 = own voice is the default elsewhere.
    std::int32_t voice(std::int32_t speaker, Span content, bool denial = false, std::vector<std::string> chain = {},
                       AttributionKind kind = AttributionKind::indirect) {
        Attribution made;
        made.kind = kind;
        made.content = {content};
        made.speaker_actor = speaker;
        made.denial = denial;
        for (std::string& name : chain) made.chain.push_back({{}, std::move(name), LinkKind::agency, -1});
        coded.layers.attributions.push_back(std::move(made));
        return static_cast<std::int32_t>(coded.layers.attributions.size()) - 1;
    }

    Statement& act(Span sentence, std::string cameo, std::vector<std::int32_t> sources,
                   std::vector<std::int32_t> targets, Mode mode = Mode::actual, std::int32_t by = -1) {
        Statement made;
        made.sentence = 0;
        made.trigger = {sentence.begin, sentence.begin + 1};
        made.clause = sentence;
        made.cameo = std::move(cameo);
        made.quad = made.cameo >= "15" ? 4 : 1;
        made.sources = std::move(sources);
        made.targets = std::move(targets);
        made.mode = mode;
        made.voice = by;
        made.headline = block_of(sentence) == BlockKind::headline;
        coded.layers.statements.push_back(std::move(made));
        return coded.layers.statements.back();
    }

    Attitude& feels(Span sentence, std::int32_t holder, std::int32_t target, int polarity, std::string topic,
                    std::int32_t by = -1) {
        Attitude made;
        made.holder = holder;
        made.target = target;
        made.target_span = sentence;
        made.topic = std::move(topic);
        made.polarity = static_cast<std::int8_t>(polarity);
        made.strength = 0.6F;
        made.cue = {sentence.begin, sentence.begin + 1};
        made.voice = by;
        coded.layers.attitudes.push_back(std::move(made));
        return coded.layers.attitudes.back();
    }

    /// A day, resolved.
    std::int32_t day(std::string_view iso) {
        TimeMention made;
        made.value = std::string(iso);
        const std::int64_t begin = PublicationTime::parse(iso, "test")->day * 86'400LL;
        made.interval = TimeInterval{begin, begin + 86'400, Granularity::day, false};
        coded.layers.times.push_back(std::move(made));
        return static_cast<std::int32_t>(coded.layers.times.size()) - 1;
    }
    std::int32_t place(const std::string& name, const std::string& country) {
        PlaceMention made;
        made.name = name;
        made.country = country;
        coded.layers.places.push_back(std::move(made));
        return static_cast<std::int32_t>(coded.layers.places.size()) - 1;
    }

  private:
    BlockKind block_of(Span span) const {
        for (const Block& block : coded.report.blocks)
            if (block.span.contains(span)) return block.kind;
        return BlockKind::paragraph;
    }
};

inline EventTable event_table() {
    std::vector<Problem> problems;
    return *EventTable::load(PX_SOURCE_DIR "/data", problems);
}

inline std::vector<CodedReport> reports_of(std::vector<Draft> drafts) {
    std::vector<CodedReport> out;
    for (Draft& draft : drafts) out.push_back(std::move(draft.coded));
    return out;
}

}  // namespace px::testing
