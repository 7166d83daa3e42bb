#include "annotate/gazetteer.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "annotate/features.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// What a word adds to the key of a phrase: its norm without hyphens, full stops and apostrophes.
std::string phrase_key(std::string_view form) {
    std::string key = word_norm(form);
    std::erase_if(key, [](char c) { return c == '-' || c == '.' || c == '\''; });
    return key;
}

bool is_upper(std::string_view form, std::size_t at = 0) {
    return at < form.size() && u_isUUppercase(static_cast<UChar32>(decode(form, at).code_point)) != 0;
}
bool is_alpha(std::string_view form) {
    return !form.empty() && u_isalpha(static_cast<UChar32>(decode(form, 0).code_point)) != 0;
}

/// At least one letter with case, and all of them capitals.
bool in_capitals(std::string_view form) {
    bool any = false;
    for (std::size_t at = 0; at < form.size();) {
        const Decoded c = decode(form, at);
        const auto u = static_cast<UChar32>(c.code_point);
        if (u_isULowercase(u) != 0 || u_istitle(u) != 0) return false;
        any = any || u_isUUppercase(u) != 0;
        at += c.length;
    }
    return any;
}

std::size_t code_points(std::string_view form, std::size_t at_most) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < form.size() && count < at_most; ++count) at += decode(form, at).length;
    return count;
}

}  // namespace

NameLists::NameLists(SectionReader& reader) {
    keys_ = reader.numbers("gazetteer.keys");
    bits_ = reader.numbers("gazetteer.kinds");
    if (keys_.size() != bits_.size()) reader.refuse("gazetteer.kinds", "not as many as keys");
}

std::uint32_t NameLists::find(std::uint32_t key) const {
    const auto at = std::lower_bound(keys_.begin(), keys_.end(), key);
    return at == keys_.end() || *at != key ? 0 : bits_[static_cast<std::size_t>(at - keys_.begin())];
}

std::uint32_t NameLists::kinds_of(std::span<const std::string_view> forms) const {
    std::uint32_t crc = 0;
    for (const std::string_view form : forms) crc = crc32(phrase_key(form), crc);
    return find(crc);
}

void NameLists::describe(std::span<const std::string_view> forms, float* out) const {
    const std::size_t n = forms.size();
    std::fill_n(out, n * features, 0.0F);
    std::vector<std::string> keys;
    keys.reserve(n);
    for (const std::string_view form : forms) keys.push_back(phrase_key(form));
    for (std::size_t i = 0; i < n; ++i) {
        if (!is_upper(forms[i])) continue;
        std::uint32_t crc = 0;
        std::array<std::size_t, kinds> ends{};  // one past the last word of the longest phrase per kind
        for (std::size_t j = i; j < std::min(i + longest, n); ++j) {
            crc = crc32(keys[j], crc);
            if (keys[j].empty()) continue;
            const std::uint32_t bits = find(crc);
            for (std::size_t k = 0; bits != 0 && k < kinds; ++k)
                if (((bits >> k) & 1U) != 0) ends[k] = j + 1;
        }
        for (std::size_t k = 0; k < kinds; ++k) {
            if (ends[k] == 0) continue;
            out[i * features + 2 * k] = 1;
            for (std::size_t j = i + 1; j < ends[k]; ++j) out[j * features + 2 * k + 1] = 1;
        }
    }

    std::size_t words = 0;
    std::size_t capitals = 0;
    std::size_t upper = 0;
    for (const std::string_view form : forms) {
        if (!is_alpha(form) || code_points(form, 2) < 2) continue;
        ++words;
        capitals += in_capitals(form) ? 1U : 0U;
        upper += is_upper(form) ? 1U : 0U;
    }
    constexpr std::size_t context = 2 * kinds;
    if (n > 0) out[context] = 1;
    if (words <= 2) return;
    const std::size_t which = 10 * capitals > 8 * words ? context + 1 : 10 * upper > 7 * words ? context + 2 : 0;
    for (std::size_t i = 0; which != 0 && i < n; ++i) out[i * features + which] = 1;
}

}  // namespace px
