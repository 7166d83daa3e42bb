#include "relate/eval.hpp"

#include <simdjson.h>

#include <algorithm>
#include <vector>

#include "base/each_json_line.hpp"
#include "base/json_writer.hpp"
#include "relate/eval_json.hpp"
#include "relate/lineage.hpp"
#include "relate/stories.hpp"

namespace px {
namespace {

bool is_same_lineage(std::string_view label) { return label == "copy" || label == "partial" || label == "repost"; }

}  // namespace

Result<LineageFigures> eval_lineage(std::string_view content, const std::string& path, std::string* predictions) {
    LineageFigures figures;
    std::int64_t right = 0;
    std::int64_t wrong = 0;
    std::int64_t missed = 0;
    const auto done =
        each_json_line(content, path, " with \"a\" and \"b\"", [&](simdjson::dom::element pair, std::size_t) {
            simdjson::dom::element a;
            simdjson::dom::element b;
            if (pair["a"].get(a) != simdjson::SUCCESS || pair["b"].get(b) != simdjson::SUCCESS) return false;
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
            if (predictions == nullptr) return true;
            JsonWriter json;
            json.object([&] {
                json.member("id", text_of(pair, "id")).member("a", text_of(a, "id")).member("b", text_of(b, "id"));
                json.member("label", label).member("same_lineage", same);
            });
            *predictions += json.str() + '\n';
            return true;
        });
    if (!done) return fail(done.error());
    figures.same_lineage = score_decisions(right, wrong, missed);
    return figures;
}

Result<StoryFigures> eval_stories(const WordRarity& background, const LayersOfReport& layers_of,
                                  std::string_view content, const std::string& path, std::string* predictions) {
    std::vector<StoryItem> items;
    std::vector<std::string> clusters;
    const auto done = each_json_line(content, path, "", [&](simdjson::dom::element report, std::size_t) {
        Report read = report_of_json(report, text_of(report, "title") + "\n\n" + text_of(report, "text"));
        Layers layers = layers_of(read);
        items.push_back(story_item({std::move(read), std::move(layers)}));
        clusters.push_back(text_of(report, "cluster"));
        return true;
    });
    if (!done) return fail(done.error());
    const std::vector<Story> stories = cluster_stories(items, background);
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

}  // namespace px
