// The reverse of writer.cpp: the columns are read in the order in which they were written.
#include <limits>

#include "base/tsv.hpp"
#include "store/writer.hpp"

namespace px::detail {
namespace {

/// Reads the cells of the current row from left to right.
class Cells {
  public:
    explicit Cells(Query& query, int first) : query_(&query), column_(first) {}

    template <typename T>
    void operator>>(T& value) {
        const int column = column_++;
        if constexpr (std::is_same_v<T, std::string>) {
            value = query_->text(column);
        } else if constexpr (std::is_floating_point_v<T>) {
            value = static_cast<T>(query_->real(column));
        } else {
            value = static_cast<T>(query_->integer(column));
        }
    }
    void operator>>(Span& span) {
        *this >> span.begin;
        *this >> span.end;
    }
    template <typename T>
    void operator>>(std::optional<T>& value) {
        value.reset();
        if (query_->is_null(column_)) {
            ++column_;
        } else {
            *this >> value.emplace();
        }
    }
    /// An index into another layer; NULL is -1.
    void index(std::int32_t& value) {
        if (query_->is_null(column_)) {
            ++column_;
            value = -1;
        } else {
            *this >> value;
        }
    }
    template <typename... T>
    void all(T&... values) {
        (void(*this >> values), ...);
    }

  private:
    Query* query_;
    int column_;
};

/// Calls `use` with the cells behind the report's number for each row of the table, in order.
template <typename Use>
Result<void> each_row(Database& database, std::string_view table, std::int64_t report, int keys, Use use) {
    std::string sql = "SELECT * FROM " + std::string(table) + " WHERE report = ? ORDER BY ";
    for (int i = 0; i < keys; ++i) sql += (i == 0 ? "" : ", ") + std::to_string(i + 2);
    Result<Query> query = database.prepare(sql);
    if (!query) return fail(query.error());
    query->bind(report);
    while (query->step()) {
        Cells cells(*query, 1);
        use(cells);
    }
    if (query->error()) return fail(*query->error());
    return {};
}

/// The element that a detail row belongs to; a damaged file may name one that is not there.
template <typename T>
T* element(std::vector<T>& list, std::size_t index) {
    return index < list.size() ? &list[index] : nullptr;
}

class Loader {
  public:
    Loader(Database& database, std::int64_t report, CodedReport& coded)
        : database_(&database), report_(report), coded_(&coded) {}

    Result<void> load() {
        text_layers();
        actors();
        times_and_places();
        attributions();
        attitudes();
        statements();
        if (failure_) return fail(*failure_);
        return {};
    }

  private:
    template <typename Use>
    void each(std::string_view table, int keys, Use use) {
        if (failure_) return;
        if (auto done = each_row(*database_, table, report_, keys, use); !done) failure_ = done.error();
    }

    void text_layers() {
        std::int64_t n = 0;
        each("block_", 1, [&](Cells& cells) {
            Block& block = coded_->report.blocks.emplace_back();
            cells.all(n, block.span, block.kind, block.reason, block.why);
        });
        each("origin_", 1, [&](Cells& cells) {
            Origin& origin = coded_->report.origins.emplace_back();
            cells.all(origin.text_begin, origin.length, origin.file_begin, origin.file_length);
        });
        each("sentence_", 1, [&](Cells& cells) { cells.all(n, coded_->layers.sentences.emplace_back()); });
    }

    void actors() {
        std::int64_t n = 0;
        each("actor_", 1, [&](Cells& cells) {
            Actor& a = coded_->layers.actors.emplace_back();
            cells.all(n, a.key, a.name, a.kind, a.country, a.code, a.sector, a.role, a.wikidata, a.reason, a.confidence,
                      a.unnamed);
        });
        mentions("mention_", coded_->layers.mentions);
        mentions("nationality_", coded_->layers.nationalities);
    }

    void mentions(std::string_view table, std::vector<Mention>& list) {
        std::int64_t n = 0;
        each(table, 1, [&](Cells& cells) {
            Mention& m = list.emplace_back();
            cells.all(n, m.span, m.head);
            cells.index(m.actor);
            cells.index(m.sentence);
            cells.index(m.token);
            cells.all(m.form, m.reason);
        });
    }

    void times_and_places() {
        std::int64_t n = 0;
        each("time_", 1, [&](Cells& cells) {
            TimeMention& t = coded_->layers.times.emplace_back();
            TimeInterval interval;
            bool resolved = false;
            cells.all(n, t.span, t.type, t.value, t.mod, resolved, interval.begin, interval.end, interval.granularity,
                      interval.approximate, t.zone, t.zone_minutes);
            cells.index(t.anchor);
            cells.all(t.anchored_to_report, t.arithmetic, t.rule, t.confidence);
            if (resolved) t.interval = interval;
        });
        each("place_", 1, [&](Cells& cells) {
            PlaceMention& p = coded_->layers.places.emplace_back();
            cells.all(n, p.span, p.name, p.country, p.admin1, p.latitude, p.longitude, p.geonames, p.metonym, p.reason,
                      p.confidence);
        });
    }

    void attributions() {
        std::size_t n = 0;
        std::int64_t k = 0;
        std::string id;
        each("attribution_", 1, [&](Cells& cells) {
            Attribution& a = coded_->layers.attributions.emplace_back();
            cells.all(n, id, a.kind, a.cue, a.speaker);
            cells.index(a.speaker_actor);
            cells.index(a.addressee);
            cells.all(a.denial, a.rule, a.confidence);
        });
        each("content_", 2, [&](Cells& cells) {
            Span span;
            cells.all(n, k, span);
            if (Attribution* a = element(coded_->layers.attributions, n)) a->content.push_back(span);
        });
        each("chain_", 2, [&](Cells& cells) {
            ChainLink link;
            cells.all(n, k, link.span, link.name, link.kind);
            cells.index(link.actor);
            if (Attribution* a = element(coded_->layers.attributions, n)) a->chain.push_back(std::move(link));
        });
    }

    void attitudes() {
        std::int64_t n = 0;
        std::string id;
        each("attitude_", 1, [&](Cells& cells) {
            Attitude& a = coded_->layers.attitudes.emplace_back();
            cells.all(n, id);
            cells.index(a.holder);
            cells >> a.holder_span;
            cells.index(a.target);
            cells.all(a.target_span, a.topic, a.polarity, a.strength, a.cue, a.lexeme, a.mode);
            cells.index(a.voice);
            cells.index(a.sentence);
            cells.all(a.scare_quoted, a.rule, a.confidence);
        });
    }

    void statements() {
        std::size_t n = 0;
        std::int64_t k = 0;
        std::string id;
        std::string contexts;
        each("statement_", 1, [&](Cells& cells) {
            Statement& s = coded_->layers.statements.emplace_back();
            cells.all(n, id);
            cells.index(s.sentence);
            cells.all(s.trigger, s.clause, s.cameo, s.plover, s.plover_mode, contexts, s.quad, s.goldstein, s.mode);
            cells.index(s.voice);
            cells.index(s.time);
            cells.index(s.place);
            cells.all(s.headline, s.caption, s.background, s.rule, s.confidence);
            for (const std::string_view context : split_list(contexts)) s.contexts.emplace_back(context);
        });
        each("party_", 3, [&](Cells& cells) {
            int side = 0;
            std::int32_t actor = -1;
            Span span;
            cells.all(n, side, k, actor, span);
            Statement* s = element(coded_->layers.statements, n);
            if (s == nullptr) return;
            (side == 0 ? s->sources : s->targets).push_back(actor);
            (side == 0 ? s->source_spans : s->target_spans).push_back(span);
        });
        each("quantity_", 2, [&](Cells& cells) {
            Quantity q;
            std::optional<double> high;
            cells.all(n, k, q.span, q.counts, q.low, high);
            q.high = high.value_or(std::numeric_limits<double>::infinity());
            if (Statement* s = element(coded_->layers.statements, n)) s->quantities.push_back(std::move(q));
        });
    }

    Database* database_;
    std::int64_t report_;
    CodedReport* coded_;
    std::optional<Error> failure_;
};

}  // namespace

Result<void> read_layers(Database& database, std::int64_t report_row, CodedReport& coded) {
    return Loader(database, report_row, coded).load();
}

}  // namespace px::detail
