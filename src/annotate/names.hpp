#pragma once
// Names from the network's scores: the best sequence of BILOU tags (begin, inside, last, unit, outside) that is valid.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"

namespace px {

struct FoundName {
    NameType type = NameType::person;
    std::uint32_t first = 0;  // token of the sentence
    std::uint32_t count = 0;
    float confidence = 0;  // geometric mean of its tags' probabilities
};

class NameDecoder {
  public:
    NameDecoder() = default;
    /// The tag names, "O", "B-PER", ...; unknown ones are never chosen.
    explicit NameDecoder(std::span<const std::string_view> tags);

    /// log_probabilities: [words x tags], row-major.
    [[nodiscard]] std::vector<FoundName> decode(std::span<const float> log_probabilities) const;

  private:
    enum class Part : std::uint8_t { outside, begin, inside, last, unit, unknown };
    struct Tag {
        Part part = Part::unknown;
        NameType type = NameType::person;
    };
    [[nodiscard]] bool may_follow(const Tag& before, const Tag& after) const;

    std::vector<Tag> tags_;
    std::vector<std::uint8_t> allowed_;  // [before x after]
    std::vector<std::uint8_t> may_start_, may_end_;
};

}  // namespace px
