#pragma once
// Trains the small linear models of src/attribute (linear_model.hpp): multinomial logistic regression with AdaGrad and
// L2, over features that occur at least twice. Seeds are fixed, so the same data gives the same file.
//
//   LinearTrainer trainer(3, {.passes = 8});
//   const Weights weights = trainer.fit(examples);
//   write_models("models/tone.pxm", {{"tone", weights}});

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "annotate/model_file.hpp"
#include "attribute/linear_model.hpp"

namespace px::training {

struct Example {
    std::vector<std::uint32_t> features;  // each once
    int label = 0;
    float cost = 1;           // how much an error on it counts
    std::uint32_t group = 0;  // examples of one group (a document) stay on one side of a split
};

struct Weights {
    std::size_t classes = 0;
    std::map<std::uint32_t, std::vector<float>> rows;

    [[nodiscard]] std::vector<float> probabilities(const std::vector<std::uint32_t>& features) const {
        std::vector<float> p(classes, 0.0F);
        std::size_t known = 0;
        for (const std::uint32_t feature : features) {
            const auto row = rows.find(feature);
            if (row == rows.end()) continue;
            ++known;
            for (std::size_t c = 0; c < classes; ++c) p[c] += row->second[c];
        }
        float sum = 0;
        for (float& x : p) sum += x = std::exp(x * evidence_scale(known));
        for (float& x : p) x /= sum;
        return p;
    }
};

struct TrainerOptions {
    int passes = 8;
    float rate = 0.05F;
    float decay = 1e-5F;
    int least_count = 2;
};

class LinearTrainer {
  public:
    LinearTrainer(std::size_t classes, TrainerOptions options) : classes_(classes), options_(options) {}

    [[nodiscard]] Weights fit(const std::vector<const Example*>& examples) {
        number_features(examples);
        weights_.assign(numbers_.size() * classes_, 0.0F);
        squares_.assign(numbers_.size() * classes_, 1e-10F);
        std::vector<std::vector<std::uint32_t>> rows;
        rows.reserve(examples.size());
        for (const Example* example : examples) rows.push_back(rows_of(*example));
        std::vector<std::size_t> order(examples.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::mt19937 random(1);
        for (int pass = 0; pass < options_.passes; ++pass) {
            std::shuffle(order.begin(), order.end(), random);
            for (const std::size_t i : order) step(rows[i], *examples[i]);
        }
        Weights result;
        result.classes = classes_;
        for (const auto& [feature, row] : numbers_) {
            const float* w = &weights_[row * classes_];
            result.rows[feature] = std::vector<float>(w, w + classes_);
        }
        return result;
    }

  private:
    void number_features(const std::vector<const Example*>& examples) {
        std::unordered_map<std::uint32_t, int> counts;
        for (const Example* example : examples)
            for (const std::uint32_t feature : example->features) ++counts[feature];
        numbers_.clear();
        std::uint32_t next = 0;
        for (const auto& [feature, count] : std::map<std::uint32_t, int>(counts.begin(), counts.end()))
            if (count >= options_.least_count) numbers_[feature] = next++;
    }

    [[nodiscard]] std::vector<std::uint32_t> rows_of(const Example& example) const {
        std::vector<std::uint32_t> rows;
        for (const std::uint32_t feature : example.features)
            if (const auto found = numbers_.find(feature); found != numbers_.end()) rows.push_back(found->second);
        return rows;
    }

    void step(const std::vector<std::uint32_t>& rows, const Example& example) {
        const float evidence = evidence_scale(rows.size());
        std::array<float, 16> p{};
        for (const std::uint32_t row : rows)
            for (std::size_t c = 0; c < classes_; ++c) p[c] += weights_[row * classes_ + c];
        float sum = 0;
        for (std::size_t c = 0; c < classes_; ++c) sum += p[c] = std::exp(p[c] * evidence);
        for (std::size_t c = 0; c < classes_; ++c) {
            const float gold = static_cast<int>(c) == example.label ? 1.0F : 0.0F;
            const float error = (p[c] / sum - gold) * example.cost * evidence;
            for (const std::uint32_t row : rows) {
                float& weight = weights_[row * classes_ + c];
                const float gradient = error + options_.decay * weight;
                float& square = squares_[row * classes_ + c];
                square += gradient * gradient;
                weight -= options_.rate * gradient / std::sqrt(square);
            }
        }
    }

    std::size_t classes_;
    TrainerOptions options_;
    std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
    std::vector<float> weights_;
    std::vector<float> squares_;
};

/// Writes the container of src/annotate/model_file.hpp.
class ContainerWriter {
  public:
    void add(const std::string& name, SectionType type, std::size_t rows, std::size_t columns, std::string bytes) {
        sections_.push_back({name, type, rows, columns, std::move(bytes)});
    }

    void add(const std::string& name, const Weights& weights) {
        std::vector<float> most(weights.classes, 1e-8F);
        for (const auto& [feature, row] : weights.rows)
            for (std::size_t c = 0; c < weights.classes; ++c) most[c] = std::max(most[c], std::abs(row[c]));
        std::string features;
        std::string rows;
        std::size_t count = 0;
        for (const auto& [feature, row] : weights.rows) {
            std::string bytes;
            bool counts = false;
            for (std::size_t c = 0; c < weights.classes; ++c) {
                const auto small = static_cast<std::int8_t>(std::lround(row[c] / most[c] * 127));
                counts = counts || small != 0;
                bytes += static_cast<char>(small);
            }
            if (!counts) continue;
            features.append(reinterpret_cast<const char*>(&feature), 4);
            rows += bytes;
            ++count;
        }
        for (float& scale : most) scale /= 127;
        add(name + ".features", SectionType::bytes, 1, features.size(), features);
        add(name + ".rows", SectionType::int8, count, weights.classes, rows);
        add(name + ".scale", SectionType::float32, 1, weights.classes,
            std::string(reinterpret_cast<const char*>(most.data()), most.size() * 4));
    }

    void write(const std::string& path) const {
        constexpr std::size_t header = 24;
        constexpr std::size_t entry = 64;
        std::string table;
        std::string body;
        std::size_t offset = header + entry * sections_.size();
        const auto pad = [&] {
            const std::size_t bytes = (64 - offset % 64) % 64;
            body.append(bytes, '\0');
            offset += bytes;
        };
        for (const Part& part : sections_) {
            pad();
            std::string line = part.name;
            line.resize(32, '\0');
            for (const std::size_t number :
                 {static_cast<std::size_t>(part.type), part.rows, part.columns, std::size_t{0}})
                put<std::uint32_t>(line, number);
            put<std::uint64_t>(line, offset);
            put<std::uint64_t>(line, part.bytes.size());
            table += line;
            body += part.bytes;
            offset += part.bytes.size();
        }
        const std::string rest = table + body;
        std::string head = "PXMODEL1";
        put<std::uint32_t>(head, sections_.size());
        put<std::uint32_t>(head, crc32(rest));
        put<std::uint64_t>(head, header + rest.size());
        std::ofstream(path, std::ios::binary) << head << rest;
    }

  private:
    struct Part {
        std::string name;
        SectionType type;
        std::size_t rows;
        std::size_t columns;
        std::string bytes;
    };

    template <typename Number>
    static void put(std::string& bytes, std::size_t value) {
        const auto number = static_cast<Number>(value);
        bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
    }

    std::vector<Part> sections_;
};

}  // namespace px::training
