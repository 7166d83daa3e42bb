#include "annotate/annotation.hpp"

#include <algorithm>

namespace px {

std::int32_t Annotation::sentence_at(std::uint32_t byte) const {
    const auto after = std::upper_bound(sentences.begin(), sentences.end(), byte,
                                        [](std::uint32_t at, const Sentence& s) { return at < s.span.begin; });
    if (after == sentences.begin() || !(after - 1)->span.contains(byte)) return -1;
    return static_cast<std::int32_t>(after - sentences.begin()) - 1;
}

std::string_view to_string(NameType type) {
    switch (type) {
        case NameType::person:
            return "PER";
        case NameType::location:
            return "LOC";
        case NameType::organisation:
            return "ORG";
    }
    return "";
}

}  // namespace px
