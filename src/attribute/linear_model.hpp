#pragma once
// Learned weights of this room: multinomial logistic regression over named features, few and small enough to look at.
//
//   FeatureList features;
//   features.add("governor", tree.lemma(up), tree.relation(word));
//   std::array<float, 3> p{};
//   model.probabilities(features, p);
//
// A feature is kept as a hash of its name (32 bits of a mixed FNV-1a), so no word list is shipped. The sum of the
// weights is divided by the root of the number of features that the model knows: long sentences are not surer than
// short ones. training/linear_trainer.hpp makes the same numbers.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/model_file.hpp"
#include "base/result.hpp"

namespace px {

/// The features of one decision, each once.
class FeatureList {
  public:
    template <typename... Parts>
    void add(const Parts&... parts) {
        std::uint64_t hash = 0xCBF29CE484222325ULL;
        (mix(hash, std::string_view(parts)), ...);
        hashes_.push_back(shorten(hash));
    }
    /// Sorts them and drops what is there twice.
    void finish();
    void clear() { hashes_.clear(); }
    [[nodiscard]] std::span<const std::uint32_t> hashes() const { return hashes_; }

  private:
    static void mix(std::uint64_t& hash, std::string_view part) {
        constexpr std::uint64_t prime = 0x100000001B3ULL;
        for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
        hash = (hash ^ 0x1FU) * prime;  // parts are kept apart
    }
    static std::uint32_t shorten(std::uint64_t hash) {
        hash ^= hash >> 33U;
        hash *= 0xFF51AFD7ED558CCDULL;
        hash ^= hash >> 33U;
        return static_cast<std::uint32_t>(hash >> 32U);
    }

    std::vector<std::uint32_t> hashes_;
};

/// The sum of the weights is multiplied with this over the root of the number of known features.
[[nodiscard]] float evidence_scale(std::size_t known_features);

class LinearModel {
  public:
    /// Sections NAME.features (hashes, ascending), NAME.rows (8-bit weights, one row a feature) and NAME.scale (one
    /// factor a class). The file must outlive the model.
    [[nodiscard]] static Result<LinearModel> read(const ModelFile& file, const std::string& name, std::size_t classes);

    /// One probability a class; they sum to 1. `into` has as many places as the model has classes.
    void probabilities(const FeatureList& features, std::span<float> into) const;

  private:
    [[nodiscard]] const std::int8_t* row(std::uint32_t hash) const;

    std::size_t classes_ = 0;
    std::span<const std::uint32_t> hashes_;
    const std::int8_t* weights_ = nullptr;
    std::vector<float> scale_;
    std::vector<std::uint32_t> bucket_begin_;  // by the first bits of the hash
    unsigned shift_ = 31;                      // leaves those bits
};

}  // namespace px
