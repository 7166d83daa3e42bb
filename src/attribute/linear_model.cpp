#include "attribute/linear_model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace px {
namespace {

/// About two features share a bucket.
unsigned bits_for(std::size_t features) {
    constexpr unsigned least = 1;
    constexpr unsigned most = 20;
    return std::clamp(static_cast<unsigned>(std::bit_width(features / 2)), least, most);
}

}  // namespace

void FeatureList::finish() {
    std::sort(hashes_.begin(), hashes_.end());
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
}

float evidence_scale(std::size_t known_features) {
    return known_features == 0 ? 0 : 4 / std::sqrt(static_cast<float>(known_features));
}

Result<LinearModel> LinearModel::read(const ModelFile& file, const std::string& name, std::size_t classes) {
    SectionReader reader(file);
    LinearModel model;
    model.classes_ = classes;
    model.hashes_ = reader.numbers(name + ".features");
    model.weights_ = reader.int8s(name + ".rows", model.hashes_.size(), classes);
    model.scale_ = reader.floats(name + ".scale", 1, classes);
    if (!std::is_sorted(model.hashes_.begin(), model.hashes_.end()))
        reader.refuse(name + ".features", "expected ascending numbers");
    if (reader.failed()) return fail(reader.error());
    const unsigned bits = bits_for(model.hashes_.size());
    model.shift_ = 32 - bits;
    model.bucket_begin_.resize((std::size_t{1} << bits) + 1);
    std::size_t at = 0;
    for (std::size_t bucket = 0; bucket < model.bucket_begin_.size(); ++bucket) {
        while (at < model.hashes_.size() && (model.hashes_[at] >> model.shift_) < bucket) ++at;
        model.bucket_begin_[bucket] = static_cast<std::uint32_t>(at);
    }
    return model;
}

const std::int8_t* LinearModel::row(std::uint32_t hash) const {
    const std::size_t bucket = hash >> shift_;
    for (std::size_t i = bucket_begin_[bucket]; i < bucket_begin_[bucket + 1]; ++i)
        if (hashes_[i] == hash) return weights_ + i * classes_;
    return nullptr;
}

void LinearModel::probabilities(const FeatureList& features, std::span<float> into) const {
    std::fill(into.begin(), into.end(), 0.0F);
    std::size_t known = 0;
    for (const std::uint32_t hash : features.hashes()) {
        const std::int8_t* weights = row(hash);
        if (weights == nullptr) continue;
        ++known;
        for (std::size_t c = 0; c < classes_; ++c) into[c] += static_cast<float>(weights[c]);
    }
    const float evidence = evidence_scale(known);
    float sum = 0;
    for (std::size_t c = 0; c < classes_; ++c) {
        into[c] = std::exp(std::clamp(into[c] * scale_[c] * evidence, -30.0F, 30.0F));
        sum += into[c];
    }
    for (float& p : into) p /= sum;
}

}  // namespace px
