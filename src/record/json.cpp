#include "record/json.hpp"

#include <fmt/format.h>

#include <chrono>

#include "record/ids.hpp"
#include "record/json_spans.hpp"

namespace px {
namespace {

/// "2019-04-24T15:00:00" of seconds of civil time since 1970.
std::string civil_time(std::int64_t seconds) {
    using namespace std::chrono;
    const sys_seconds time{std::chrono::seconds(seconds)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss<std::chrono::seconds> clock{time - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

/// Writes the layers of one report; each function one member.
class RecordWriter {
  public:
    RecordWriter(JsonWriter& json, const CodedReport& coded)
        : json_(json),
          report_(coded.report),
          layers_(coded.layers),
          spans_(coded.report.text),
          ids_(record_ids(coded)) {}

    void write(const RecordJsonOptions& options) {
        json_.object([&] {
            head(options);
            blocks();
            list("sentences", layers_.sentences, [&](Span sentence) { spans_.offsets(json_, sentence); });
            if (!options.trees.empty()) json_.key("trees").raw(options.trees);
            list("actors", layers_.actors, [&](const Actor& actor) { write(actor); });
            list("mentions", layers_.mentions, [&](const Mention& mention) { write(mention); });
            list("times", layers_.times, [&](const TimeMention& time) { write(time); });
            list("places", layers_.places, [&](const PlaceMention& place) { write(place); });
            numbered("attributions", layers_.attributions, ids_.attributions);
            numbered("attitudes", layers_.attitudes, ids_.attitudes);
            numbered("statements", layers_.statements, ids_.statements);
        });
    }

  private:
    template <typename T, typename Body>
    void list(std::string_view name, const std::vector<T>& items, Body&& body) {
        json_.key(name).array([&] {
            for (const T& item : items) body(item);
        });
    }

    /// Records with an id of their own.
    template <typename T>
    void numbered(std::string_view name, const std::vector<T>& items, const std::vector<std::string>& ids) {
        json_.key(name).array([&] {
            for (std::size_t i = 0; i < items.size(); ++i)
                json_.object([&] {
                    json_.member("id", ids[i]);
                    members(items[i]);
                });
        });
    }

    void offsets(std::string_view name, Span span) {
        json_.key(name);
        spans_.offsets(json_, span);
    }
    void evidence(std::string_view name, Span span) {
        json_.key(name);
        spans_.evidence(json_, span);
    }
    void evidence(std::string_view name, const std::vector<Span>& spans) {
        list(name, spans, [&](Span span) { spans_.evidence(json_, span); });
    }
    void text(std::string_view name, std::string_view value) { text_or_null(json_, name, value); }
    void index(std::string_view name, std::int32_t value) { index_or_null(json_, name, value); }
    void number(std::string_view name, const std::optional<double>& value) {
        json_.key(name);
        value ? json_.value(*value) : json_.null();
    }

    void head(const RecordJsonOptions& options) {
        json_.member("schema", "parallax.record/1");
        json_.member("id", report_id(report_));
        text("given_id", options.given_id);
        text("run", options.run);
        text("sha256", report_.id);
        text("source", report_.source);
        text("outlet", report_.outlet);
        texts(json_, "authors", report_.authors);
        text("agency", report_.agency);
        text("section", report_.section);
        text("url", report_.url);
        text("language", report_.language == "und" ? std::string_view() : report_.language);
        time_or_null(json_, "published", report_.published);
        time_or_null(json_, "updated", report_.updated);
        text("title", report_.headline());
        json_.member("truncated", report_.truncated);
        texts(json_, "remarks", report_.remarks);
        json_.member("text", report_.text);
        json_.member("code_points", spans_.points().size()).member("bytes", report_.text.size());
    }

    void blocks() {
        list("blocks", report_.blocks, [&](const Block& block) {
            json_.object([&] {
                json_.member("kind", to_string(block.kind));
                text("reason", block.kept() ? std::string_view() : to_string(block.reason));
                text("why", block.why);
                offsets("span", block.span);
                file_bytes(block.span);
            });
        });
    }

    /// Where a block stands in the file that was read, so that every word can be found again in the original.
    void file_bytes(Span span) {
        const Span file = report_.in_file(inside(report_.text, span));
        json_.key("file_bytes").object([&] { json_.member("begin", file.begin).member("end", file.end); });
    }

    void write(const Actor& actor) {
        json_.object([&] {
            json_.member("key", actor.key).member("name", actor.name).member("kind", to_string(actor.kind));
            text("country", actor.country);
            text("code", actor.code);
            text("sector", actor.sector);
            text("role", actor.role);
            text("wikidata", actor.wikidata);
            text("reason", actor.reason);
            json_.member("confidence", static_cast<double>(actor.confidence)).member("unnamed", actor.unnamed);
        });
    }

    void write(const Mention& mention) {
        json_.object([&] {
            evidence("span", mention.span);
            offsets("head", mention.head);
            index("actor", mention.actor);
            index("sentence", mention.sentence);
            json_.member("form", to_string(mention.form));
            text("reason", mention.reason);
        });
    }

    void write(const TimeMention& time) {
        json_.object([&] {
            evidence("span", time.span);
            json_.member("type", to_string(time.type));
            text("value", time.value);
            text("mod", time.mod);
            json_.key("interval");
            time.interval ? write(*time.interval) : static_cast<void>(json_.null());
            text("zone", time.zone);
            json_.key("utc");
            time.interval&& time.zone_minutes ? write_in_utc(*time.interval, *time.zone_minutes)
                                              : static_cast<void>(json_.null());
            index("anchor", time.anchor);
            json_.member("anchored_to_report", time.anchored_to_report);
            text("arithmetic", time.arithmetic);
            text("rule", time.rule);
            json_.member("confidence", static_cast<double>(time.confidence));
        });
    }

    void write_in_utc(const TimeInterval& interval, std::int16_t minutes_east) {
        const auto moment = [&](const std::optional<std::int64_t>& local) {
            return local ? civil_time(*local - std::int64_t{60} * minutes_east) + "Z" : std::string();
        };
        json_.object([&] {
            text("begin", moment(interval.begin));
            text("end", moment(interval.end));
            json_.member("minutes_east", static_cast<std::int64_t>(minutes_east));
        });
    }

    void write(const TimeInterval& interval) {
        json_.object([&] {
            text("begin", interval.begin ? civil_time(*interval.begin) : std::string());
            text("end", interval.end ? civil_time(*interval.end) : std::string());
            json_.member("granularity", to_string(interval.granularity)).member("approximate", interval.approximate);
        });
    }

    void write(const PlaceMention& place) {
        json_.object([&] {
            evidence("span", place.span);
            text("name", place.name);
            text("country", place.country);
            text("admin1", place.admin1);
            number("latitude", place.latitude);
            number("longitude", place.longitude);
            json_.key("geonames");
            place.geonames == 0 ? json_.null() : json_.value(place.geonames);
            json_.member("metonym", place.metonym);
            text("reason", place.reason);
            json_.member("confidence", static_cast<double>(place.confidence));
        });
    }

    void members(const Attribution& attribution) {
        json_.member("kind", to_string(attribution.kind));
        evidence("content", attribution.content);
        evidence("cue", attribution.cue);
        evidence("speaker", attribution.speaker);
        index("speaker_actor", attribution.speaker_actor);
        index("addressee", attribution.addressee);
        list("chain", attribution.chain, [&](const ChainLink& link) {
            json_.object([&] {
                json_.member("name", link.name).member("kind", to_string(link.kind));
                evidence("span", link.span);
                index("actor", link.actor);
            });
        });
        json_.member("denial", attribution.denial);
        text("rule", attribution.rule);
        json_.member("confidence", static_cast<double>(attribution.confidence));
    }

    void members(const Attitude& attitude) {
        index("holder", attitude.holder);
        evidence("holder_span", attitude.holder_span);
        index("target", attitude.target);
        evidence("target_span", attitude.target_span);
        text("topic", attitude.topic);
        json_.member("polarity", attitude.polarity).member("strength", static_cast<double>(attitude.strength));
        evidence("cue", attitude.cue);
        text("lexeme", attitude.lexeme);
        json_.member("mode", to_string(attitude.mode));
        index("voice", attitude.voice);
        index("sentence", attitude.sentence);
        json_.member("scare_quoted", attitude.scare_quoted);
        text("rule", attitude.rule);
        json_.member("confidence", static_cast<double>(attitude.confidence));
    }

    void members(const Statement& statement) {
        index("sentence", statement.sentence);
        evidence("trigger", statement.trigger);
        evidence("clause", statement.clause);
        parties("sources", statement.sources, statement.source_spans);
        parties("targets", statement.targets, statement.target_spans);
        coding(statement);
        json_.member("mode", to_string(statement.mode));
        index("voice", statement.voice);
        index("time", statement.time);
        index("place", statement.place);
        list("quantities", statement.quantities, [&](const Quantity& quantity) {
            json_.object([&] {
                evidence("span", quantity.span);
                json_.member("counts", quantity.counts).member("low", quantity.low).member("high", quantity.high);
            });
        });
        json_.member("headline", statement.headline).member("caption", statement.caption);
        json_.member("background", statement.background);
        text("rule", statement.rule);
        json_.member("confidence", static_cast<double>(statement.confidence));
    }

    void coding(const Statement& statement) {
        text("cameo", statement.cameo);
        text("plover", statement.plover);
        text("plover_mode", statement.plover_mode);
        texts(json_, "contexts", statement.contexts);
        json_.key("quad");
        statement.quad == 0 ? json_.null() : json_.value(statement.quad);
        number("goldstein", statement.goldstein);
    }

    /// Actors with the words that name them.
    void parties(std::string_view name, const std::vector<std::int32_t>& actors, const std::vector<Span>& spans) {
        json_.key(name).array([&] {
            for (std::size_t i = 0; i < actors.size(); ++i)
                json_.object([&] {
                    index("actor", actors[i]);
                    evidence("span", i < spans.size() ? spans[i] : Span{});
                });
        });
    }

    JsonWriter& json_;
    const Report& report_;
    const Layers& layers_;
    SpanJson spans_;
    RecordIds ids_;
};

}  // namespace

void write_json(JsonWriter& json, const CodedReport& coded, const RecordJsonOptions& options) {
    RecordWriter(json, coded).write(options);
}

}  // namespace px
