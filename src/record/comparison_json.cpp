#include <algorithm>

#include "record/ids.hpp"
#include "record/json.hpp"
#include "record/json_spans.hpp"

namespace px {
namespace {

class ComparisonWriter {
  public:
    ComparisonWriter(JsonWriter& json, const Comparison& comparison, std::span<const CodedReport> reports)
        : json_(json), comparison_(comparison), reports_(reports) {
        spans_.reserve(reports.size());
        for (const CodedReport& coded : reports) {
            spans_.emplace_back(coded.report.text);
            ids_.push_back(record_ids(coded));
        }
    }

    void write(std::string_view run) {
        json_.object([&] {
            json_.member("schema", "parallax.comparison/1");
            text_or_null(json_, "run", run);
            text_or_null(json_, "title", comparison_.title);
            json_.key("reports").array([&] {
                for (std::size_t i = 0; i < reports_.size(); ++i) report(i);
            });
            json_.key("lineages").array([&] {
                for (const Lineage& lineage : comparison_.lineages) write(lineage);
            });
            json_.key("rows").array([&] {
                for (const Row& row : comparison_.rows) write(row);
            });
            json_.key("gaps").array([&] {
                for (const CoverageGap& gap : comparison_.gaps) write(gap);
            });
            json_.key("findings").array([&] {
                for (const Finding& finding : comparison_.findings) write(finding);
            });
        });
    }

  private:
    void report(std::size_t number) {
        const Report& held = reports_[number].report;
        json_.object([&] {
            json_.member("id", report_id(held)).member("sha256", held.id);
            text_or_null(json_, "source", held.source);
            text_or_null(json_, "outlet", held.outlet);
            text_or_null(json_, "agency", held.agency);
            text_or_null(json_, "title", held.headline());
            text_or_null(json_, "language", held.language == "und" ? std::string_view() : held.language);
            time_or_null(json_, "published", held.published);
            json_.member("truncated", held.truncated);
            index_or_null(json_, "lineage", lineage_of(static_cast<std::int32_t>(number)));
            unresolved_times(number);
            left_out(number);
        });
    }

    [[nodiscard]] std::int32_t lineage_of(std::int32_t report) const {
        for (std::size_t i = 0; i < comparison_.lineages.size(); ++i)
            if (std::ranges::find(comparison_.lineages[i].reports, report) != comparison_.lineages[i].reports.end())
                return static_cast<std::int32_t>(i);
        return -1;
    }

    void unresolved_times(std::size_t number) {
        json_.key("unresolved_times").array([&] {
            for (const TimeMention& time : reports_[number].layers.times) {
                if (time.interval || time.type == TimexType::duration || time.type == TimexType::set) continue;
                json_.object([&] {
                    json_.key("span");
                    spans_[number].evidence(json_, time.span);
                    text_or_null(json_, "value", time.value);
                    text_or_null(json_, "why", time.arithmetic);
                });
            }
        });
    }

    void left_out(std::size_t number) {
        json_.key("left_out").array([&] {
            for (const Block& block : reports_[number].report.blocks) {
                if (block.kept()) continue;
                json_.object([&] {
                    json_.member("reason", to_string(block.reason));
                    text_or_null(json_, "why", block.why);
                    json_.key("span");
                    spans_[number].evidence(json_, block.span);
                });
            }
        });
    }

    void write(const Lineage& lineage) {
        json_.object([&] {
            json_.key("reports").array([&] {
                for (const std::int32_t report : lineage.reports) json_.value(report);
            });
            text_or_null(json_, "origin", lineage.origin);
            text_or_null(json_, "reason", lineage.reason);
        });
    }

    void write(const CoverageGap& gap) {
        json_.object([&] {
            json_.member("outlet", gap.outlet).member("first_day", gap.first_day).member("last_day", gap.last_day);
            json_.member("days", gap.days).member("reason", gap.reason);
        });
    }

    void write(const Row& row) {
        json_.object([&] {
            json_.member("label", row.label);
            text_or_null(json_, "code", row.code);
            text_or_null(json_, "plover", row.plover);
            texts(json_, "actors", row.actors);
            text_or_null(json_, "time", row.time);
            text_or_null(json_, "place", row.place);
            json_.member("lineages", row.lineages).member("agreement", to_string(row.agreement));
            json_.member("weight", row.weight);
            json_.key("accounts").array([&] {
                for (const Account& account : row.accounts) write(account);
            });
        });
    }

    void write(const Account& account) {
        json_.object([&] {
            json_.member("report", account.report).member("stance", to_string(account.stance));
            text_or_null(json_, "speaker", account.speaker);
            texts(json_, "chain", account.chain);
            text_or_null(json_, "gist", account.gist);
            evidence("evidence", account.evidence);
        });
    }

    void write(const Finding& finding) {
        json_.object([&] {
            json_.member("kind", to_string(finding.kind));
            text_or_null(json_, "type",
                         finding.type == ContradictionType::none ? std::string_view() : to_string(finding.type));
            index_or_null(json_, "row", finding.row);
            json_.member("summary", finding.summary);
            evidence("one", finding.one);
            evidence("other", finding.other);
            texts(json_, "trace", finding.trace);
        });
    }

    void evidence(std::string_view name, const std::vector<StatementRef>& refs) {
        json_.key(name).array([&] {
            for (const StatementRef& ref : refs) write(ref);
        });
    }

    void write(const StatementRef& ref) {
        const Evidence shown = evidence_of(reports_, ref);
        if (shown.report < 0) return;
        const auto report = static_cast<std::size_t>(ref.report);
        json_.object([&] {
            json_.member("report", ref.report).member("kind", to_string(ref.kind)).member("index", ref.index);
            text_or_null(json_, "id", id_of(ref));
            json_.key("words").array([&] {
                for (const Span span : shown.words) spans_[report].evidence(json_, span);
            });
            json_.key("sentence");
            spans_[report].evidence(json_, shown.sentence);
            json_.member("block", to_string(shown.block));
            index_or_null(json_, "voice", shown.voice);
            text_or_null(json_, "speaker", shown.speaker);
            texts(json_, "chain", shown.chain);
            text_or_null(json_, "rule", shown.rule);
        });
    }

    [[nodiscard]] std::string_view id_of(const StatementRef& ref) const {
        const RecordIds& ids = ids_[static_cast<std::size_t>(ref.report)];
        const auto index = static_cast<std::size_t>(ref.index);
        if (ref.kind == RecordKind::sentence) return {};
        if (ref.kind == RecordKind::statement) return ids.statements[index];
        return ref.kind == RecordKind::attitude ? ids.attitudes[index] : ids.attributions[index];
    }

    JsonWriter& json_;
    const Comparison& comparison_;
    std::span<const CodedReport> reports_;
    std::vector<SpanJson> spans_;
    std::vector<RecordIds> ids_;
};

}  // namespace

void write_json(JsonWriter& json, const Comparison& comparison, std::span<const CodedReport> reports,
                std::string_view run) {
    ComparisonWriter(json, comparison, reports).write(run);
}

}  // namespace px
