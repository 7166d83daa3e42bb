// Whole articles: the shape of the annotated articles, filled from what the rooms found.
#include <algorithm>

#include "base/json_writer.hpp"
#include "code/eval_texts.hpp"
#include "record/speech.hpp"
#include "text/code_points.hpp"

namespace px {

using namespace coding;

namespace {

class ArticleWriter {
  public:
    ArticleWriter(const CodedText& coded, std::string id)
        : coded_(coded), layers_(coded.layers), map_(coded.report.text), id_(std::move(id)) {
        find_clusters();
    }

    std::string write() {
        json_.object([&] {
            json_.member("id", id_);
            json_.key("actors").array([&] { write_actors(); });
            json_.key("events").array([&] { write_events(); });
            json_.key("attributions").array([&] { write_attributions(); });
        });
        return std::move(json_).str();
    }

  private:
    void span(Span bytes) {
        if (bytes.empty()) {
            json_.null();
            return;
        }
        json_.array([&] {
            json_.value(map_.at_byte(bytes.begin));
            json_.value(map_.at_byte(bytes.end));
        });
    }

    static std::string actor_id(std::int32_t actor) { return "a" + std::to_string(actor); }

    void write_actors() {
        for (std::size_t i = 0; i < layers_.actors.size(); ++i) {
            const Actor& actor = layers_.actors[i];
            json_.object([&] {
                json_.member("id", actor_id(static_cast<std::int32_t>(i)));
                json_.member("name", actor.name);
                json_.member("code", actor.code);
                actor.country.empty() ? json_.key("iso3").null() : json_.member("iso3", actor.country);
                json_.key("mentions").array([&] {
                    for (const Mention& mention : layers_.mentions) {
                        if (mention.actor == static_cast<std::int32_t>(i)) span(mention.span);
                    }
                });
            });
        }
    }

    void write_sides(const char* key, const std::vector<std::int32_t>& actors) {
        json_.key(key).array([&] {
            for (const std::int32_t actor : actors) json_.value(actor_id(actor));
        });
    }

    void write_chain(const Attribution& attribution) {
        json_.key("chain").array([&] {
            for (const ChainLink& link : attribution.chain) {
                json_.object([&] {
                    json_.key("text");
                    span(link.span);
                    json_.member("name", link.name);
                    json_.member("kind", to_string(link.kind));
                });
            }
        });
    }

    void write_voice(const Statement& statement) {
        if (statement.voice < 0) {
            json_.member("voice", "own");
            return;
        }
        const Attribution& attribution = layers_.attributions[static_cast<std::size_t>(statement.voice)];
        json_.key("voice").object([&] {
            json_.member("speaker", attribution.speaker_actor >= 0
                                        ? actor_id(attribution.speaker_actor)
                                        : std::string(slice(coded_.report.text, attribution.speaker)));
            write_chain(attribution);
        });
    }

    /// Mentions of one event: the same root of the code, and parties in common on both sides where both have some.
    bool same_event(const Statement& a, const Statement& b) const {
        const auto meet = [](const std::vector<std::int32_t>& x, const std::vector<std::int32_t>& y) {
            if (x.empty() || y.empty()) return x.empty() && y.empty();
            return std::ranges::any_of(x, [&](std::int32_t actor) { return std::ranges::find(y, actor) != y.end(); });
        };
        return a.cameo.substr(0, 2) == b.cameo.substr(0, 2) && meet(a.sources, b.sources) && meet(a.targets, b.targets);
    }

    void write_event(std::size_t number) {
        const Statement& statement = layers_.statements[number];
        json_.object([&] {
            json_.member("id", "e" + std::to_string(number));
            json_.key("anchor");
            span(statement.trigger);
            json_.key("sentence");
            span(layers_.sentences[static_cast<std::size_t>(statement.sentence)]);
            write_sides("source", statement.sources);
            write_sides("target", statement.targets);
            json_.member("cameo", statement.cameo);
            json_.key("cameo_ok").array([] {});
            statement.plover.empty() ? json_.key("plover").null() : json_.member("plover", statement.plover);
            json_.member("mode", to_string(statement.mode));
            json_.key("time").object([&] { write_time(number); });
            json_.key("place").object([&] { write_place(number); });
            write_voice(statement);
            json_.member("headline", is_headline(number));
            json_.key("same_as").array([&] {
                for (std::size_t other = 0; other < number; ++other) {
                    if (cluster_[other] == cluster_[number]) json_.value("e" + std::to_string(other));
                }
            });
            json_.member("rule", statement.rule);
        });
    }

    /// The mentions of an event number one cluster, by the first of them.
    void find_clusters() {
        for (std::size_t i = 0; i < layers_.statements.size(); ++i) {
            cluster_.push_back(i);
            for (std::size_t earlier = i; earlier-- > 0 && cluster_[i] == i;) {
                if (same_event(layers_.statements[i], layers_.statements[earlier])) cluster_[i] = cluster_[earlier];
            }
        }
    }

    /// The mention's own argument, else that of another mention of the event; -1 if none has one.
    std::int32_t argument(std::size_t number, std::int32_t Statement::* member) const {
        if (layers_.statements[number].*member >= 0) return layers_.statements[number].*member;
        for (std::size_t i = 0; i < cluster_.size(); ++i) {
            if (cluster_[i] == cluster_[number] && layers_.statements[i].*member >= 0) {
                return layers_.statements[i].*member;
            }
        }
        return -1;
    }

    /// What the title tells, or the first event where there is no title, and all mentions of it.
    bool is_headline(std::size_t number) const {
        bool title = false;
        for (std::size_t i = 0; i < cluster_.size(); ++i) {
            title = title || layers_.statements[i].headline;
            if (layers_.statements[i].headline && cluster_[i] == cluster_[number]) return true;
        }
        return !title && cluster_[number] == cluster_[0];
    }

    void write_time(std::size_t number) {
        const std::int32_t found = argument(number, &Statement::time);
        if (found < 0) {
            json_.key("text").null();
            json_.key("value").null();
            return;
        }
        const TimeMention& time = layers_.times[static_cast<std::size_t>(found)];
        json_.key("text");
        layers_.statements[number].time < 0 ? span({}) : span(time.span);
        json_.member("value", std::string_view(time.value).substr(0, time.value.find('T')));  // to the day
    }

    void write_place(std::size_t number) {
        const std::int32_t found = argument(number, &Statement::place);
        if (found < 0) {
            for (const char* key : {"text", "name", "country"}) json_.key(key).null();
            return;
        }
        const PlaceMention& place = layers_.places[static_cast<std::size_t>(found)];
        json_.key("text");
        layers_.statements[number].place < 0 ? span({}) : span(place.span);
        json_.member("name", place.name);
        place.country.empty() ? json_.key("country").null() : json_.member("country", place.country);
    }

    void write_events() {
        for (std::size_t i = 0; i < layers_.statements.size(); ++i) write_event(i);
    }

    void write_attributions() {
        for (const Attribution& attribution : layers_.attributions) {
            if (!is_speech(attribution)) continue;
            json_.object([&] {
                json_.member("kind", to_string(attribution.kind));
                json_.key("content").array([&] {
                    for (const Span content : attribution.content) span(content);
                });
                json_.key("cue");
                span(attribution.cue);
                json_.key("speaker");
                span(attribution.speaker);
                json_.key("speaker_is");
                attribution.speaker_actor >= 0 ? json_.value(actor_id(attribution.speaker_actor)) : json_.null();
                write_chain(attribution);
            });
        }
    }

    const CodedText& coded_;
    const Layers& layers_;
    CodePoints map_;
    std::string id_;
    std::vector<std::size_t> cluster_;
    JsonWriter json_;
};

}  // namespace

Result<std::string> predict_article(const EventCoder& coder, std::string_view json, const std::string& name) {
    const std::optional<EventLine> article = read_event_line(json);
    if (!article) {
        return fail({ErrorKind::malformed, name, "", "expected a JSON object with a text", "the article is left out"});
    }
    const CodedText coded = code_text(coder, report_of(article->text, article->date, !article->title.empty()));
    return ArticleWriter(coded, article->id).write();
}

}  // namespace px
