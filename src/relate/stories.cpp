#include "relate/stories.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "relate/parties.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t terms_indexed = 48;  // weightiest terms of a report, for finding stories
constexpr std::size_t stories_compared = 48;
constexpr std::size_t story_terms = 400;  // a story's vector keeps its weightiest terms

using Terms = std::map<std::string, float>;

void add_words(std::string_view text, Span within, float weight, std::size_t most, Terms& terms) {
    std::size_t count = 0;
    each_word(text, within, [&](Span word) {
        if (count++ >= most) return;
        std::string folded = fold_word(slice(text, word));
        if (folded.size() > 1) terms["w:" + folded] += weight;
    });
}

void add_layers(const Layers& layers, Terms& terms) {
    const auto level = [&](std::int32_t actor) {
        const bool known = actor >= 0 && static_cast<std::size_t>(actor) < layers.actors.size();
        return known ? party_of(layers.actors[actor]).level : std::string();
    };
    for (const Mention& mention : layers.mentions)
        if (mention.actor >= 0 && static_cast<std::size_t>(mention.actor) < layers.actors.size())
            terms["a:" + layers.actors[mention.actor].key] += 0.5F;
    for (const PlaceMention& place : layers.places)
        if (!place.metonym) terms["p:" + place.name] += 0.5F;
    for (const Statement& statement : layers.statements) {
        if (statement.sources.empty() || statement.targets.empty() || statement.background) continue;
        terms["e:" + statement.cameo.substr(0, 2) + level(statement.sources.front()) +
              level(statement.targets.front())] += 1;
    }
}

StoryItem finish(std::string id, std::string title, std::optional<double> day, Terms terms) {
    StoryItem item{std::move(id), std::move(title), day, {}};
    item.terms.reserve(terms.size());
    for (auto& [term, weight] : terms) item.terms.emplace_back(term, weight);
    return item;
}

struct Weighted {
    std::uint32_t term = 0;
    float weight = 0;
};
using Vector = std::vector<Weighted>;  // sorted by term

double norm(const Vector& v) {
    double sum = 0;
    for (const Weighted& w : v) sum += static_cast<double>(w.weight) * w.weight;
    return std::sqrt(sum);
}

double dot(const Vector& a, const Vector& b) {
    double sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].term == b[j].term) {
            sum += static_cast<double>(a[i++].weight) * b[j++].weight;
        } else if (a[i].term < b[j].term) {
            ++i;
        } else {
            ++j;
        }
    }
    return sum;
}

void add(Vector& sum, const Vector& more) {
    Vector out;
    out.reserve(sum.size() + more.size());
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < sum.size() || j < more.size()) {
        if (j == more.size() || (i < sum.size() && sum[i].term < more[j].term)) {
            out.push_back(sum[i++]);
        } else if (i == sum.size() || more[j].term < sum[i].term) {
            out.push_back(more[j++]);
        } else {
            out.push_back({sum[i].term, sum[i].weight + more[j].weight});
            ++i;
            ++j;
        }
    }
    sum = std::move(out);
}

// The weightiest `most` terms, in the order of their weight.
Vector heaviest(const Vector& v, std::size_t most) {
    Vector out = v;
    const auto by_weight = [](const Weighted& a, const Weighted& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    };
    if (out.size() > most) {
        std::nth_element(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(most), out.end(), by_weight);
        out.resize(most);
    }
    std::sort(out.begin(), out.end(), by_weight);
    return out;
}

// tf-idf vectors of length 1. Terms are numbered in their alphabetical order, so numbering does not depend on the list.
std::vector<Vector> weigh(std::span<const StoryItem> items) {
    std::map<std::string_view, std::uint32_t> reports_with;
    for (const StoryItem& item : items)
        for (const auto& [term, count] : item.terms) ++reports_with[term];
    std::unordered_map<std::string_view, std::pair<std::uint32_t, float>> terms;
    terms.reserve(reports_with.size());
    std::uint32_t next = 0;
    const auto all = static_cast<double>(items.size());
    for (const auto& [term, count] : reports_with)
        terms[term] = {next++, static_cast<float>(std::log((all + 1) / (count + 0.5)))};
    std::vector<Vector> vectors;
    for (const StoryItem& item : items) {
        Vector vector;
        for (const auto& [term, count] : item.terms) {
            const auto& [number, idf] = terms.at(term);
            const float weight = (1 + std::log(count + 0.0001F)) * idf;
            if (weight > 0) vector.push_back({number, weight});
        }
        std::sort(vector.begin(), vector.end(), [](const Weighted& a, const Weighted& b) { return a.term < b.term; });
        if (const double length = norm(vector); length > 0)
            for (Weighted& w : vector) w.weight = static_cast<float>(w.weight / length);
        vectors.push_back(std::move(vector));
    }
    return vectors;
}

struct Running {
    Vector sum;
    double length = 0;
    double day_sum = 0;
    int dated = 0;
    double last_day = -1e18;
    std::vector<std::int32_t> reports;
};

class Clusterer {
  public:
    Clusterer(std::span<const StoryItem> items, std::span<const Vector> vectors, const StoryOptions& options)
        : items_(items), vectors_(vectors), options_(options) {}

    void add_report(std::int32_t report) {
        const Vector top = heaviest(vectors_[report], terms_indexed);
        std::int32_t story = find_story(report, top);
        if (story < 0) {
            story = static_cast<std::int32_t>(stories.size());
            stories.emplace_back();
        }
        extend(stories[story], report);
        for (const Weighted& w : top) {
            std::vector<std::int32_t>& with = index_[w.term];
            if (with.empty() || with.back() != story) with.push_back(story);
        }
    }

    std::vector<Running> stories;

  private:
    bool is_open(const Running& story, std::optional<double> day) const {
        return !day || story.dated == 0 || *day - story.last_day <= options_.window_days;
    }

    double similarity(const Running& story, std::int32_t report) const {
        double value = story.length > 0 ? dot(story.sum, vectors_[report]) / story.length : 0;
        const std::optional<double> day = items_[report].day;
        if (day && story.dated > 0) {
            const double apart = (*day - story.day_sum / story.dated) / options_.damping_days;
            value *= std::exp(-apart * apart / 2);
        }
        return value;
    }

    // Stories that share heavy terms, the most promising first, then by exact similarity.
    std::int32_t find_story(std::int32_t report, const Vector& top) {
        std::unordered_map<std::int32_t, double> promise;
        for (const Weighted& w : top) {
            const auto found = index_.find(w.term);
            if (found == index_.end()) continue;
            std::vector<std::int32_t>& with = found->second;
            std::erase_if(with, [&](std::int32_t s) { return !is_open(stories[s], items_[report].day); });
            constexpr std::size_t too_common = 2000;
            if (with.size() > too_common) continue;
            for (const std::int32_t story : with) promise[story] += static_cast<double>(w.weight) * w.weight;
        }
        std::vector<std::pair<double, std::int32_t>> ranked;
        for (const auto& [story, value] : promise) ranked.emplace_back(-value, story);
        std::sort(ranked.begin(), ranked.end());
        if (ranked.size() > stories_compared) ranked.resize(stories_compared);
        double best = options_.join;
        std::int32_t chosen = -1;
        for (const auto& [value, story] : ranked) {
            const double similar = similarity(stories[story], report);
            if (similar > best || (similar == best && chosen >= 0 && story < chosen)) {
                best = similar;
                chosen = story;
            }
        }
        return chosen;
    }

    void extend(Running& story, std::int32_t report) {
        add(story.sum, vectors_[report]);
        if (story.sum.size() > 2 * story_terms) {
            story.sum = heaviest(story.sum, story_terms);
            std::sort(story.sum.begin(), story.sum.end(),
                      [](const Weighted& a, const Weighted& b) { return a.term < b.term; });
        }
        story.length = norm(story.sum);
        if (const std::optional<double> day = items_[report].day) {
            story.day_sum += *day;
            ++story.dated;
            story.last_day = std::max(story.last_day, *day);
        }
        story.reports.push_back(report);
    }

    std::span<const StoryItem> items_;
    std::span<const Vector> vectors_;
    const StoryOptions& options_;
    std::unordered_map<std::uint32_t, std::vector<std::int32_t>> index_;
};

// The title of the report that is nearest to the whole story.
std::string title_of(const Running& story, std::span<const StoryItem> items, std::span<const Vector> vectors) {
    double best = -1;
    std::string_view title;
    for (const std::int32_t report : story.reports) {
        if (items[report].title.empty()) continue;
        const double similar = dot(story.sum, vectors[report]);
        if (similar <= best) continue;
        best = similar;
        title = items[report].title;
    }
    return std::string(title);
}

}  // namespace

StoryItem story_item(std::string id, std::string_view title, std::string_view text, std::optional<double> day,
                     const StoryOptions& options) {
    Terms terms;
    add_words(title, {0, static_cast<std::uint32_t>(title.size())}, 2, SIZE_MAX, terms);
    add_words(text, {0, static_cast<std::uint32_t>(text.size())}, 1, options.body_words, terms);
    return finish(std::move(id), std::string(title), day, std::move(terms));
}

StoryItem story_item(const CodedReport& coded, const StoryOptions& options) {
    const Report& report = coded.report;
    Terms terms;
    std::size_t left = options.body_words;
    for (const Block& block : report.blocks) {
        if (!block.kept()) continue;
        if (block.kind == BlockKind::headline) {
            add_words(report.text, block.span, 2, SIZE_MAX, terms);
            continue;
        }
        if (left == 0) continue;
        std::size_t words = 0;
        each_word(report.text, block.span, [&](Span) { ++words; });
        add_words(report.text, block.span, 1, left, terms);
        left -= std::min(left, words);
    }
    add_layers(coded.layers, terms);
    std::optional<double> day;
    if (report.published) day = report.published->day + report.published->second_of_day.value_or(0) / 86'400.0;
    return finish(report.id, std::string(report.headline()), day, std::move(terms));
}

std::vector<Story> cluster_stories(std::span<const StoryItem> items, const StoryOptions& options) {
    const std::vector<Vector> vectors = weigh(items);
    std::vector<std::int32_t> order(items.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](std::int32_t i) {
        return std::tuple(!items[i].day.has_value(), items[i].day.value_or(0), std::string_view(items[i].id), i);
    };
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return key(a) < key(b); });
    Clusterer clusterer(items, vectors, options);
    for (const std::int32_t report : order) clusterer.add_report(report);

    std::vector<Story> stories;
    for (const Running& running : clusterer.stories)
        stories.push_back(
            {"s:" + items[running.reports.front()].id, title_of(running, items, vectors), running.reports});
    return stories;
}

std::vector<Story> find_stories(std::span<const CodedReport> reports, const StoryOptions& options) {
    std::vector<StoryItem> items;
    items.reserve(reports.size());
    for (const CodedReport& coded : reports) items.push_back(story_item(coded, options));
    return cluster_stories(items, options);
}

}  // namespace px
