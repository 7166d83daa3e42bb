#include "code/event_model.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "annotate/model_file.hpp"

namespace px {

using namespace coding;

namespace {

constexpr std::size_t most_features = 1U << 20U;
constexpr std::size_t most_evidence = 3;
constexpr float least_evidence = 0.1F;  // what a word must add to the type's score to count as evidence

/// The types, in the order of the columns; a model for other ones is refused.
std::string expected_types() {
    std::string all;
    for (const std::string_view type : relation_types) (all += type) += ',';
    return all + "STATEMENT,NOTHING";
}

template <std::size_t N>
void soften(std::array<float, N>& scores, float temperature) {
    const float highest = *std::ranges::max_element(scores);
    float sum = 0;
    for (float& score : scores) {
        score = std::exp((score - highest) / temperature);
        sum += score;
    }
    for (float& score : scores) score /= sum;
}

}  // namespace

Result<EventModel> EventModel::load(const std::string& path) {
    const Result<ModelFile> file = ModelFile::open(path);
    if (!file) return fail(file.error());
    SectionReader reader(*file);
    EventModel model;
    const std::size_t rows = reader.size_setting("features", most_features);
    if (reader.setting("kind") != "events") reader.refuse("meta", "expected a model for events");
    if (reader.setting("types") != expected_types()) reader.refuse("meta", "expected the types " + expected_types());
    const std::string_view temperature = reader.setting("temperature");
    const auto read = std::from_chars(temperature.data(), temperature.data() + temperature.size(), model.temperature_);
    if (read.ec != std::errc() || !(model.temperature_ > 0.01F && model.temperature_ < 100)) {
        reader.refuse("meta", "expected a temperature between 0.01 and 100");
    }
    const std::span<const std::uint32_t> halves = reader.numbers("keys");
    if (halves.size() != 2 * rows) reader.refuse("keys", "expected one key for each feature");
    const std::int8_t* numbers = reader.int8s("weights.rows", rows, columns);
    const std::vector<float> scale = reader.floats("weights.scale", 1, rows);
    const std::vector<float> bias = reader.floats("bias", 1, columns);
    if (reader.failed()) return fail(reader.error());

    model.keys_.reserve(rows);
    model.weights_.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        model.keys_.push_back(halves[2 * i] | (static_cast<std::uint64_t>(halves[2 * i + 1]) << 32U));
        Row& row = model.weights_.emplace_back();
        for (std::size_t k = 0; k < columns; ++k) {
            row[k] = static_cast<float>(numbers[i * columns + k]) * scale[i];
        }
    }
    std::ranges::copy(bias, model.bias_.begin());
    if (!std::ranges::is_sorted(model.keys_)) {
        reader.refuse("keys", "expected keys in ascending order");
        return fail(reader.error());
    }
    model.fingerprint_ = std::to_string(file->checksum());
    return model;
}

const EventModel::Row* EventModel::find(std::uint64_t key) const {
    const auto at = std::ranges::lower_bound(keys_, key);
    return at == keys_.end() || *at != key ? nullptr : &weights_[static_cast<std::size_t>(at - keys_.begin())];
}

Judgement EventModel::judge(const Tree& tree, const PairPhrases& pair, const RuleFacts& facts) const {
    struct Known {
        const Row* row;
        int token;
    };
    std::vector<std::pair<std::uint64_t, int>> seen;
    Judgement judged;
    pair_features(tree, pair, facts, [&](std::string_view kind, std::string_view value, int token) {
        seen.emplace_back(feature_key(kind, value), token);
    });
    // A feature counts once, however often it stands in the sentence.
    std::ranges::stable_sort(seen, {}, &std::pair<std::uint64_t, int>::first);
    std::vector<Known> known;
    Row scores = bias_;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (i > 0 && seen[i].first == seen[i - 1].first) continue;
        const Row* row = find(seen[i].first);
        if (row == nullptr) continue;
        known.push_back({row, seen[i].second});
        for (std::size_t k = 0; k < columns; ++k) scores[k] += (*row)[k];
    }
    std::copy_n(scores.begin(), relation_count, judged.probabilities.begin());
    soften(judged.probabilities, temperature_);
    soften(scores, temperature_);
    judged.event = 1 - scores[relation_count] - scores[relation_count + 1];
    judged.statement = scores[relation_count] / std::max(1e-6F, 1 - scores[relation_count + 1]);
    judged.type =
        static_cast<std::size_t>(std::ranges::max_element(judged.probabilities) - judged.probabilities.begin());

    std::vector<std::pair<float, int>> gains;
    std::vector<float> gain(static_cast<std::size_t>(tree.size()), 0.0F);
    for (const Known& feature : known) {
        if (feature.token >= 0) gain[static_cast<std::size_t>(feature.token)] += (*feature.row)[judged.type];
    }
    for (std::size_t t = 0; t < gain.size(); ++t) {
        if (gain[t] >= least_evidence) gains.emplace_back(-gain[t], static_cast<int>(t));
    }
    std::ranges::sort(gains);
    if (gains.size() > most_evidence) gains.resize(most_evidence);
    for (const auto& [gained, token] : gains) judged.evidence.push_back(token);
    std::ranges::sort(judged.evidence);
    return judged;
}

}  // namespace px
