#pragma once
// Lists of names (countries, cities, leaders, organisations, outlets) and of words that tell names apart (titles, given
// names), as hints for the name finder. Read in place from the model file; training/gazetteer.py makes them and
// computes the same features.

#include <cstdint>
#include <span>
#include <string_view>

#include "annotate/model_file.hpp"

namespace px {

class NameLists {
  public:
    static constexpr std::size_t kinds = 13;
    static constexpr std::size_t features = 32;  // begin and inside per kind, three of the sentence, zeros
    static constexpr std::size_t longest = 8;    // words of a phrase

    NameLists() = default;
    explicit NameLists(SectionReader& reader);

    /// Bits of what a phrase may be; the lists hold further kinds.
    enum Kind : std::uint32_t {
        country = 1,
        demonym = 2,
        city = 4,
        big_city = 8,
        region = 16,
        person = 32,
        given_name = 64,
        surname = 128,
        organisation = 256,
        outlet = 512,
        organisation_word = 1024,
        title = 2048,
        place_word = 4096,
        ordinary = 8192  ///< a word of the language too: "Republic", "Apple"
    };

    /// Bits of the kinds of a phrase; 0 if it is not in the lists.
    [[nodiscard]] std::uint32_t kinds_of(std::span<const std::string_view> forms) const;

    /// Fills out[words x features] with zeros and ones for one sentence.
    void describe(std::span<const std::string_view> forms, float* out) const;

  private:
    [[nodiscard]] std::uint32_t find(std::uint32_t key) const;

    std::span<const std::uint32_t> keys_;  // sorted CRC-32 of phrases
    std::span<const std::uint32_t> bits_;  // kinds of the phrase
};

}  // namespace px
