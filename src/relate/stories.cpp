#include "relate/stories.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "relate/parties.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

using Terms = std::map<std::uint32_t, float>;

std::size_t add_words(std::string_view text, Span within, float weight, std::size_t most, Terms& terms) {
    std::size_t count = 0;
    each_word(text, within, [&](Span word) {
        if (count++ < most) terms[number_of_term(fold_word(slice(text, word)))] += weight;
    });
    return std::min(count, most);
}

// What was coded, as terms of its own: a colon parts them from words.
void add_layers(const Layers& layers, Terms& terms) {
    const auto level = [&](std::int32_t actor) {
        const bool known = actor >= 0 && static_cast<std::size_t>(actor) < layers.actors.size();
        return known ? party_of(layers.actors[actor]).level : std::string();
    };
    for (const Mention& mention : layers.mentions)
        if (mention.actor >= 0 && static_cast<std::size_t>(mention.actor) < layers.actors.size())
            terms[number_of_term("actor:" + layers.actors[mention.actor].key)] = 1;
    for (const PlaceMention& place : layers.places)
        if (!place.metonym) terms[number_of_term("place:" + place.name)] = 1;
    for (const Statement& statement : layers.statements) {
        if (statement.sources.empty() || statement.targets.empty() || statement.background) continue;
        const std::string dyad = level(statement.sources.front()) + ">" + level(statement.targets.front());
        terms[number_of_term("act:" + statement.cameo.substr(0, 2) + dyad)] = 1;
    }
}

TermVector sorted(const Terms& terms) {
    TermVector out;
    for (const auto& [term, weight] : terms) out.push_back({term, weight});
    return out;
}

// Undated reports first, as the stream wants them.
std::vector<std::int32_t> order_of(std::span<const StoryItem> items) {
    std::vector<std::int32_t> order(items.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](std::int32_t i) {
        return std::tuple(items[i].day.has_value(), items[i].day.value_or(0), std::string_view(items[i].id), i);
    };
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return key(a) < key(b); });
    return order;
}

}  // namespace

StoryItem story_item(std::string id, std::string_view title, std::string_view text, std::optional<double> day,
                     const StoryOptions& options) {
    Terms all;
    Terms lead;
    const Span in_title{0, static_cast<std::uint32_t>(title.size())};
    const Span in_text{0, static_cast<std::uint32_t>(text.size())};
    add_words(title, in_title, 2, SIZE_MAX, all);
    add_words(title, in_title, 2, SIZE_MAX, lead);
    add_words(text, in_text, 1, SIZE_MAX, all);
    add_words(text, in_text, 1, options.lead_words, lead);
    return {std::move(id), std::string(title), day, sorted(all), sorted(lead)};
}

StoryItem story_item(const CodedReport& coded, const StoryOptions& options) {
    const Report& report = coded.report;
    Terms all;
    Terms lead;
    std::size_t lead_left = options.lead_words;
    for (const Block& block : report.blocks) {
        if (!block.kept()) continue;
        const bool headline = block.kind == BlockKind::headline;
        add_words(report.text, block.span, headline ? 2 : 1, SIZE_MAX, all);
        const std::size_t used =
            add_words(report.text, block.span, headline ? 2 : 1, headline ? SIZE_MAX : lead_left, lead);
        if (!headline) lead_left -= used;
    }
    add_layers(coded.layers, all);
    std::optional<double> day;
    if (report.published) day = report.published->day + report.published->second_of_day.value_or(0) / 86'400.0;
    return {report.id, std::string(report.headline()), day, sorted(all), sorted(lead)};
}

std::vector<Story> cluster_stories(std::span<const StoryItem> items, const WordRarity& background,
                                   const StoryOptions& options) {
    StoryStream stream(background, options);
    const std::vector<std::int32_t> order = order_of(items);
    for (const std::int32_t i : order) stream.add(items[i], i);
    stream.finish();
    std::vector<Story> stories = stream.take();
    std::vector<std::int64_t> place(items.size());  // in the order of publication, undated last
    for (std::size_t i = 0; i < order.size(); ++i)
        place[order[i]] = static_cast<std::int64_t>(i + (items[order[i]].day ? 0 : items.size()));
    std::sort(stories.begin(), stories.end(),
              [&](const Story& a, const Story& b) { return place[a.reports.front()] < place[b.reports.front()]; });
    return stories;
}

std::vector<Story> find_stories(std::span<const CodedReport> reports, const WordRarity& background,
                                const StoryOptions& options) {
    std::vector<StoryItem> items;
    items.reserve(reports.size());
    for (const CodedReport& coded : reports) items.push_back(story_item(coded, options));
    return cluster_stories(items, background, options);
}

}  // namespace px
