#include "relate/eval.hpp"

#include <simdjson.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/json_writer.hpp"
#include "relate/lineage.hpp"
#include "relate/stories.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

using simdjson::dom::element;

std::string text_of(element object, const char* key) {
    std::string_view value;
    return object[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

/// Calls `use(element)` for each line that is not empty.
template <typename Use>
Result<void> each_line(std::string_view content, const std::string& path, Use&& use) {
    simdjson::dom::parser parser;
    std::size_t number = 0;
    while (!content.empty()) {
        const std::size_t end = content.find('\n');
        const std::string_view line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        element object;
        if (parser.parse(line).get(object) != simdjson::SUCCESS || !object.is_object())
            return fail({ErrorKind::malformed, path, "line " + std::to_string(number), "expected a JSON object", ""});
        use(object);
    }
    return {};
}

bool is_same_lineage(std::string_view label) { return label == "copy" || label == "partial" || label == "repost"; }

std::optional<double> day_of(const std::string& date) {
    const auto published = PublicationTime::parse(date, "date");
    return published ? std::optional<double>(published->day) : std::nullopt;
}

// ---- accounts ------------------------------------------------------------------------------------------------------

/// The headline is the first line if it says the title; each other line is a paragraph.
Report report_of(element document) {
    Report report;
    report.id = text_of(document, "id");
    report.source = report.id;
    report.outlet = text_of(document, "outlet");
    report.language = "en";
    report.published = PublicationTime::parse(text_of(document, "date"), "date");
    report.text = text_of(document, "text");
    const std::string title = text_of(document, "title");
    for (std::size_t begin = 0; begin < report.text.size();) {
        std::size_t end = report.text.find('\n', begin);
        if (end == std::string::npos) end = report.text.size();
        const std::string_view line = std::string_view(report.text).substr(begin, end - begin);
        const bool headline = report.blocks.empty() && !title.empty() && line == title;
        if (line.find_first_not_of(" \t\r") != std::string_view::npos)
            report.blocks.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                                     headline ? BlockKind::headline : BlockKind::paragraph,
                                     LeftOut::none,
                                     {}});
        begin = end + 1;
    }
    return report;
}

struct Place {
    std::string document;
    Span span;  // code points
};

struct GoldRelation {
    std::string type;
    std::string group;
    bool firm = false;
    Place a;
    Place b;
};

Place place_of(element relation, const char* claim, const char* span) {
    Place place;
    std::string_view document;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    if (relation[claim].at(1).get(document) == simdjson::SUCCESS) place.document = document;
    if (relation[span].at(0).get(begin) == simdjson::SUCCESS && relation[span].at(1).get(end) == simdjson::SUCCESS)
        place.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    return place;
}

std::vector<GoldRelation> relations_of(element cluster) {
    std::vector<GoldRelation> out;
    simdjson::dom::array relations;
    if (cluster["relations"].get(relations) != simdjson::SUCCESS) return out;
    for (const element relation : relations)
        out.push_back({text_of(relation, "type"), text_of(relation, "group"), text_of(relation, "certainty") == "firm",
                       place_of(relation, "a", "a_span"), place_of(relation, "b", "b_span")});
    return out;
}

/// The sentence or clause that a record stands in, in code points of its report.
Place evidence_place(std::span<const CodedReport> reports, StatementRef ref) {
    const CodedReport& coded = reports[ref.report];
    const Layers& layers = coded.layers;
    Span span;
    if (ref.kind == RecordKind::statement)
        span = layers.statements[ref.index].clause;
    else if (ref.kind == RecordKind::attitude)
        span = hull(layers.attitudes[ref.index].cue, layers.attitudes[ref.index].target_span);
    else if (!layers.attributions[ref.index].content.empty())
        span = hull(layers.attributions[ref.index].content.front(), layers.attributions[ref.index].content.back());
    const CodePoints points(coded.report.text);
    return {coded.report.id, {points.at_byte(span.begin), points.at_byte(span.end)}};
}

bool meets(std::span<const Place> side, const Place& place) {
    return std::any_of(side.begin(), side.end(),
                       [&](const Place& p) { return p.document == place.document && p.span.overlaps(place.span); });
}

bool meets(std::span<const Place> one, std::span<const Place> other, const GoldRelation& relation) {
    return (meets(one, relation.a) && meets(other, relation.b)) || (meets(one, relation.b) && meets(other, relation.a));
}

bool is_opposition(FindingKind kind) {
    return kind == FindingKind::contradiction || kind == FindingKind::opposed_attitudes ||
           kind == FindingKind::disputed;
}

bool is_contradiction(const GoldRelation& relation) { return relation.type.starts_with("contradiction"); }

void write_side(JsonWriter& json, std::string_view name, std::span<const Place> side) {
    json.key(name).array([&] {
        for (const Place& place : side)
            json.array([&] { json.value(place.document).value(place.span.begin).value(place.span.end); });
    });
}

void score_finding(const Finding& finding, std::span<const Place> one, std::span<const Place> other,
                   std::span<const GoldRelation> gold, std::set<std::string>& found, AccountFigures& figures) {
    bool right = false;
    bool open = false;
    bool alarm = false;
    bool wording = false;
    for (const GoldRelation& relation : gold) {
        if (!meets(one, other, relation)) continue;
        if (is_contradiction(relation)) {
            (relation.firm ? right : open) = true;
            if (relation.firm && is_opposition(finding.kind)) found.insert(relation.group);
        } else if (relation.type == "quote_wording_differs") {
            wording = true;
        } else {
            alarm = true;
        }
    }
    if (finding.kind == FindingKind::quoted_otherwise) {
        ++figures.wordings;
        if (wording) ++figures.wordings_right;
    }
    if (!is_opposition(finding.kind)) return;
    ++figures.oppositions;
    if (right)
        ++figures.oppositions_right;
    else if (open)
        ++figures.oppositions_open;
    else if (alarm)
        ++figures.false_alarms;
}

}  // namespace

Result<LineageFigures> eval_lineage(std::string_view content, const std::string& path, std::string* predictions) {
    LineageFigures figures;
    std::int64_t right = 0;
    std::int64_t wrong = 0;
    std::int64_t missed = 0;
    const auto done = each_line(content, path, [&](element pair) {
        element a;
        element b;
        if (pair["a"].get(a) != simdjson::SUCCESS || pair["b"].get(b) != simdjson::SUCCESS) return;
        const std::string_view label = lineage_label(text_of(a, "text"), text_of(b, "text"));
        const bool same = is_same_lineage(label);
        ++figures.pairs;
        if (const std::string gold = text_of(pair, "label"); !gold.empty()) {
            ++figures.gold;
            const bool is_same = is_same_lineage(gold);
            right += static_cast<std::int64_t>(same && is_same);
            wrong += static_cast<std::int64_t>(same && !is_same);
            missed += static_cast<std::int64_t>(!same && is_same);
        }
        if (predictions == nullptr) return;
        JsonWriter json;
        json.object([&] {
            json.member("id", text_of(pair, "id")).member("a", text_of(a, "id")).member("b", text_of(b, "id"));
            json.member("label", label).member("same_lineage", same);
        });
        *predictions += json.str() + '\n';
    });
    if (!done) return fail(done.error());
    figures.same_lineage = score_decisions(right, wrong, missed);
    return figures;
}

Result<StoryFigures> eval_stories(std::string_view content, const std::string& path, std::string* predictions) {
    std::vector<StoryItem> items;
    std::vector<std::string> clusters;
    const auto done = each_line(content, path, [&](element report) {
        items.push_back(story_item(text_of(report, "id"), text_of(report, "title"), text_of(report, "text"),
                                   day_of(text_of(report, "date"))));
        clusters.push_back(text_of(report, "cluster"));
    });
    if (!done) return fail(done.error());
    const std::vector<Story> stories = cluster_stories(items);
    std::vector<std::string> predicted(items.size());
    StoryFigures figures;
    figures.reports = static_cast<std::int64_t>(items.size());
    figures.stories = static_cast<std::int64_t>(stories.size());
    for (const Story& story : stories) {
        figures.largest = std::max(figures.largest, static_cast<std::int64_t>(story.reports.size()));
        for (const std::int32_t report : story.reports) predicted[report] = story.id;
    }
    std::vector<std::string> gold_known;
    std::vector<std::string> predicted_known;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!clusters[i].empty()) {
            gold_known.push_back(clusters[i]);
            predicted_known.push_back(predicted[i]);
        }
        if (predictions == nullptr) continue;
        JsonWriter json;
        json.object([&] { json.member("id", items[i].id).member("cluster", predicted[i]); });
        *predictions += json.str() + '\n';
    }
    figures.scores = score_clusters(gold_known, predicted_known);
    return figures;
}

Result<AccountFigures> eval_accounts(const LayersOfReport& layers_of, const Compare& compare, std::string_view content,
                                     const std::string& path, std::string* predictions) {
    simdjson::dom::parser parser;
    element cluster;
    simdjson::dom::array documents;
    if (parser.parse(content).get(cluster) != simdjson::SUCCESS ||
        cluster["documents"].get(documents) != simdjson::SUCCESS)
        return fail({ErrorKind::malformed, path, "", "expected one JSON object with documents", ""});
    std::vector<CodedReport> reports;
    for (const element document : documents) {
        Report report = report_of(document);
        Layers layers = layers_of(report);
        reports.push_back({std::move(report), std::move(layers)});
    }
    const std::vector<GoldRelation> gold = relations_of(cluster);
    const Comparison comparison = compare(reports);

    AccountFigures figures;
    figures.reports = static_cast<std::int64_t>(reports.size());
    figures.findings = static_cast<std::int64_t>(comparison.findings.size());
    std::set<std::string> groups;
    std::set<std::string> wordings;
    for (const GoldRelation& relation : gold) {
        if (is_contradiction(relation) && relation.firm) groups.insert(relation.group);
        if (relation.type == "quote_wording_differs") wordings.insert(relation.group);
    }
    std::set<std::string> found;
    JsonWriter json;
    json.object([&] {
        json.member("cluster", text_of(cluster, "cluster"));
        json.key("findings").array([&] {
            for (const Finding& finding : comparison.findings) {
                std::vector<Place> one;
                std::vector<Place> other;
                for (const StatementRef ref : finding.one) one.push_back(evidence_place(reports, ref));
                for (const StatementRef ref : finding.other) other.push_back(evidence_place(reports, ref));
                score_finding(finding, one, other, gold, found, figures);
                json.object([&] {
                    json.member("kind", to_string(finding.kind)).member("type", to_string(finding.type));
                    json.member("summary", finding.summary);
                    write_side(json, "one", one);
                    write_side(json, "other", other);
                });
            }
        });
    });
    if (predictions != nullptr) *predictions += json.str() + '\n';
    figures.gold_groups = static_cast<std::int64_t>(groups.size());
    figures.groups_found = static_cast<std::int64_t>(found.size());
    figures.gold_wordings = static_cast<std::int64_t>(wordings.size());
    return figures;
}

}  // namespace px
