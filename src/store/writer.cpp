#include "store/writer.hpp"

#include "base/json_writer.hpp"
#include "record/ids.hpp"

namespace px::detail {
namespace {

std::optional<std::int64_t> index_or_null(std::int32_t index) {
    if (index < 0) return std::nullopt;
    return index;
}

/// One row of a table: the report, then the cells as they come, then run().
class RowWriter {
  public:
    RowWriter(Inserts& inserts, std::int64_t report) : inserts_(&inserts), report_(report) {}

    template <typename... Cells>
    void row(std::string_view table, const Cells&... cells) {
        if (failure_) return;
        Result<Query*> query = inserts_->into(table, static_cast<int>(sizeof...(cells)) + 1);
        if (!query) {
            failure_ = query.error();
            return;
        }
        (*query)->bind(report_);
        ((*query)->bind(cells), ...);
        if (auto done = (*query)->run(); !done) failure_ = done.error();
    }
    [[nodiscard]] Result<void> result() const {
        if (failure_) return fail(*failure_);
        return {};
    }

  private:
    Inserts* inserts_;
    std::int64_t report_;
    std::optional<Error> failure_;
};

template <typename Enum>
int number(Enum value) {
    return static_cast<int>(value);
}

void write_text_layers(RowWriter& out, const Report& report, const Layers& layers) {
    for (std::size_t n = 0; n < report.blocks.size(); ++n) {
        const Block& block = report.blocks[n];
        out.row("block_", n, block.span.begin, block.span.end, number(block.kind), number(block.reason), block.why);
    }
    for (const Origin& origin : report.origins)
        out.row("origin_", origin.text_begin, origin.length, origin.file_begin, origin.file_length);
    for (std::size_t n = 0; n < layers.sentences.size(); ++n)
        out.row("sentence_", n, layers.sentences[n].begin, layers.sentences[n].end);
}

void actor_row(RowWriter& out, const Layers& layers, std::size_t n) {
    const Actor& a = layers.actors[n];
    out.row("actor_", n, a.key, a.name, number(a.kind), a.country, a.code, a.sector, a.role, a.wikidata, a.reason,
            static_cast<double>(a.confidence), static_cast<int>(a.unnamed));
}

void write_mentions(RowWriter& out, std::string_view table, const std::vector<Mention>& mentions) {
    for (std::size_t n = 0; n < mentions.size(); ++n) {
        const Mention& m = mentions[n];
        out.row(table, n, m.span.begin, m.span.end, m.head.begin, m.head.end, index_or_null(m.actor),
                index_or_null(m.sentence), index_or_null(m.token), number(m.form), m.reason);
    }
}

void write_actors(RowWriter& out, const Layers& layers) {
    for (std::size_t n = 0; n < layers.actors.size(); ++n) actor_row(out, layers, n);
    write_mentions(out, "mention_", layers.mentions);
    write_mentions(out, "nationality_", layers.nationalities);
}

void write_times_and_places(RowWriter& out, const Layers& layers) {
    for (std::size_t n = 0; n < layers.times.size(); ++n) {
        const TimeMention& t = layers.times[n];
        const TimeInterval interval = t.interval.value_or(TimeInterval{});
        out.row("time_", n, t.span.begin, t.span.end, number(t.type), t.value, t.mod,
                static_cast<int>(t.interval.has_value()), interval.begin, interval.end, number(interval.granularity),
                static_cast<int>(interval.approximate), t.zone, t.zone_minutes, index_or_null(t.anchor),
                static_cast<int>(t.anchored_to_report), t.arithmetic, t.rule, static_cast<double>(t.confidence));
    }
    for (std::size_t n = 0; n < layers.places.size(); ++n) {
        const PlaceMention& p = layers.places[n];
        out.row("place_", n, p.span.begin, p.span.end, p.name, p.country, p.admin1, p.latitude, p.longitude, p.geonames,
                static_cast<int>(p.metonym), p.reason, static_cast<double>(p.confidence));
    }
}

void write_attributions(RowWriter& out, const Layers& layers, const RecordIds& ids) {
    for (std::size_t n = 0; n < layers.attributions.size(); ++n) {
        const Attribution& a = layers.attributions[n];
        out.row("attribution_", n, ids.attributions[n], number(a.kind), a.cue.begin, a.cue.end, a.speaker.begin,
                a.speaker.end, index_or_null(a.speaker_actor), index_or_null(a.addressee), static_cast<int>(a.denial),
                a.rule, static_cast<double>(a.confidence));
        for (std::size_t k = 0; k < a.content.size(); ++k)
            out.row("content_", n, k, a.content[k].begin, a.content[k].end);
        for (std::size_t k = 0; k < a.chain.size(); ++k) {
            const ChainLink& link = a.chain[k];
            out.row("chain_", n, k, link.span.begin, link.span.end, link.name, number(link.kind),
                    index_or_null(link.actor));
        }
    }
}

void write_attitudes(RowWriter& out, const Layers& layers, const RecordIds& ids) {
    for (std::size_t n = 0; n < layers.attitudes.size(); ++n) {
        const Attitude& a = layers.attitudes[n];
        out.row("attitude_", n, ids.attitudes[n], index_or_null(a.holder), a.holder_span.begin, a.holder_span.end,
                index_or_null(a.target), a.target_span.begin, a.target_span.end, a.topic, a.polarity,
                static_cast<double>(a.strength), a.cue.begin, a.cue.end, a.lexeme, number(a.mode),
                index_or_null(a.voice), index_or_null(a.sentence), static_cast<int>(a.scare_quoted), a.rule,
                static_cast<double>(a.confidence));
    }
}

void write_parties(RowWriter& out, std::size_t statement, int side, const std::vector<std::int32_t>& actors,
                   const std::vector<Span>& spans) {
    for (std::size_t k = 0; k < actors.size(); ++k) {
        const Span span = k < spans.size() ? spans[k] : Span{};
        out.row("party_", statement, side, k, actors[k], span.begin, span.end);
    }
}

void write_statements(RowWriter& out, const Layers& layers, const RecordIds& ids) {
    for (std::size_t n = 0; n < layers.statements.size(); ++n) {
        const Statement& s = layers.statements[n];
        std::string contexts;
        for (const std::string& context : s.contexts) contexts += (contexts.empty() ? "" : "; ") + context;
        out.row("statement_", n, ids.statements[n], index_or_null(s.sentence), s.trigger.begin, s.trigger.end,
                s.clause.begin, s.clause.end, s.cameo, s.plover, s.plover_mode, contexts, s.quad, s.goldstein,
                number(s.mode), index_or_null(s.voice), index_or_null(s.time), index_or_null(s.place),
                static_cast<int>(s.headline), static_cast<int>(s.caption), static_cast<int>(s.background), s.rule,
                static_cast<double>(s.confidence));
        write_parties(out, n, 0, s.sources, s.source_spans);
        write_parties(out, n, 1, s.targets, s.target_spans);
        for (std::size_t k = 0; k < s.quantities.size(); ++k) {
            const Quantity& q = s.quantities[k];
            const auto high = q.high == std::numeric_limits<double>::infinity() ? std::nullopt : std::optional(q.high);
            out.row("quantity_", n, k, q.span.begin, q.span.end, q.counts, q.low, high);
        }
    }
}

}  // namespace

Result<Query*> Inserts::into(std::string_view table, int columns) {
    if (const auto found = queries_.find(table); found != queries_.end()) return &found->second;
    std::string sql = "INSERT INTO " + std::string(table) + " VALUES (?";
    for (int i = 1; i < columns; ++i) sql += ", ?";
    Result<Query> query = database_->prepare(sql + ")");
    if (!query) return fail(query.error());
    return &queries_.emplace(table, std::move(*query)).first->second;
}

Result<void> write_actor(Inserts& inserts, std::int64_t report_row, const Layers& layers, std::size_t n) {
    RowWriter out(inserts, report_row);
    actor_row(out, layers, n);
    return out.result();
}

Result<void> write_layers(Inserts& inserts, std::int64_t report_row, const CodedReport& coded) {
    const RecordIds ids = record_ids(coded);
    RowWriter out(inserts, report_row);
    write_text_layers(out, coded.report, coded.layers);
    write_actors(out, coded.layers);
    write_times_and_places(out, coded.layers);
    write_attributions(out, coded.layers, ids);
    write_attitudes(out, coded.layers, ids);
    write_statements(out, coded.layers, ids);
    return out.result();
}

}  // namespace px::detail
