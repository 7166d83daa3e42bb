#include "annotate/names.hpp"

#include <algorithm>
#include <cmath>

namespace px {
namespace {
constexpr float never = -1e9F;
}

NameDecoder::NameDecoder(std::span<const std::string_view> tags) {
    for (const std::string_view name : tags) {
        Tag tag;
        if (name == "O") tag.part = Part::outside;
        if (name.size() == 5 && name[1] == '-') {
            const std::string_view kind = name.substr(2);
            const std::size_t part = std::string_view("BILU").find(name[0]);
            if (part != std::string_view::npos && (kind == "PER" || kind == "LOC" || kind == "ORG")) {
                tag.part = static_cast<Part>(part + 1);
                tag.type = kind == "PER"   ? NameType::person
                           : kind == "LOC" ? NameType::location
                                           : NameType::organisation;
            }
        }
        tags_.push_back(tag);
    }
    const auto open = [](const Tag& t) { return t.part == Part::begin || t.part == Part::inside; };
    const auto goes_on = [](const Tag& t) { return t.part == Part::inside || t.part == Part::last; };
    for (const Tag& a : tags_) {
        may_start_.push_back(a.part != Part::unknown && !goes_on(a) ? 1 : 0);
        may_end_.push_back(a.part != Part::unknown && !open(a) ? 1 : 0);
        for (const Tag& b : tags_) allowed_.push_back(may_follow(a, b) ? 1 : 0);
    }
}

bool NameDecoder::may_follow(const Tag& before, const Tag& after) const {
    if (before.part == Part::unknown || after.part == Part::unknown) return false;
    const bool open = before.part == Part::begin || before.part == Part::inside;
    const bool goes_on = after.part == Part::inside || after.part == Part::last;
    return open == goes_on && (!open || before.type == after.type);
}

std::vector<FoundName> NameDecoder::decode(std::span<const float> scores) const {
    const std::size_t kinds = tags_.size();
    const std::size_t words = kinds == 0 ? 0 : scores.size() / kinds;
    std::vector<FoundName> names;
    if (words == 0) return names;
    std::vector<float> best(kinds);
    std::vector<float> next(kinds);
    std::vector<std::uint8_t> back(words * kinds, 0);
    for (std::size_t k = 0; k < kinds; ++k) best[k] = may_start_[k] != 0 ? scores[k] : never;
    for (std::size_t t = 1; t < words; ++t) {
        for (std::size_t k = 0; k < kinds; ++k) {
            std::size_t from = 0;
            float most = 2 * never;
            for (std::size_t j = 0; j < kinds; ++j) {
                const float value = allowed_[j * kinds + k] != 0 ? best[j] : never + best[j];
                if (value > most) {
                    most = value;
                    from = j;
                }
            }
            back[t * kinds + k] = static_cast<std::uint8_t>(from);
            next[k] = most + scores[t * kinds + k];
        }
        best.swap(next);
    }
    std::size_t tag = 0;
    for (std::size_t k = 0; k < kinds; ++k)
        if (may_end_[k] != 0 && (may_end_[tag] == 0 || best[k] > best[tag])) tag = k;
    std::vector<std::size_t> path(words);
    for (std::size_t t = words; t-- > 0; tag = back[t * kinds + tag]) path[t] = tag;

    float log_sum = 0;
    for (std::uint32_t t = 0; t < words; ++t) {
        const Tag& chosen = tags_[path[t]];
        if (chosen.part == Part::outside || chosen.part == Part::unknown) continue;
        if (chosen.part == Part::begin || chosen.part == Part::unit) {
            names.push_back({chosen.type, t, 0, 0});
            log_sum = 0;
        }
        if (names.empty()) continue;
        log_sum += scores[t * kinds + path[t]];
        FoundName& name = names.back();
        name.count = t + 1 - name.first;
        name.confidence = std::exp(log_sum / static_cast<float>(name.count));
    }
    return names;
}

}  // namespace px
