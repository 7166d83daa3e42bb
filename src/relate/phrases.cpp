#include "relate/phrases.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 8> forms_of_be = {"be", "is", "are", "was", "were", "been", "being", "am"};
constexpr std::array<std::string_view, 4> forms_of_have = {"has", "have", "had", "having"};

bool matches(const std::string& pattern, const std::string& word) {
    if (pattern == "{be}") return std::ranges::find(forms_of_be, word) != forms_of_be.end();
    if (pattern == "{have}") return std::ranges::find(forms_of_have, word) != forms_of_have.end();
    if (pattern.ends_with('*')) return word.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
    return pattern == word;
}

bool is_open(const std::string& pattern) { return pattern.starts_with('{') || pattern.ends_with('*'); }

template <typename Phrase>
std::size_t length_of(const std::vector<Phrase>& phrases, std::span<const std::string> words) {
    std::size_t longest = 0;
    for (const Phrase& phrase : phrases)
        if (phrase.size() <= words.size() && phrase.size() > longest &&
            std::ranges::equal(phrase, words.first(phrase.size()), matches))
            longest = phrase.size();
    return longest;
}

}  // namespace

std::string Phrases::add(std::string_view phrase) {
    Phrase words;
    for (const std::string_view word : split_list(phrase, ' ')) {
        const bool group = word == "{be}" || word == "{have}";
        const std::string_view letters = word.ends_with('*') ? word.substr(0, word.size() - 1) : word;
        if (!group && (letters.empty() || fold_word(letters) != letters))
            return "'" + std::string(word) +
                   "' is not a folded word: small letters only, \"*\" at its end, {be} or {have}";
        words.emplace_back(word);
    }
    if (words.empty()) return "a phrase has no word";
    std::vector<Phrase>& list = is_open(words.front()) ? open_ : by_first_[words.front()];
    if (std::ranges::find(list, words) != list.end()) return "'" + std::string(phrase) + "' stands here twice";
    list.push_back(std::move(words));
    return {};
}

std::size_t Phrases::length_at(std::span<const std::string> words, std::size_t at) const {
    if (at >= words.size()) return 0;
    const std::span<const std::string> rest = words.subspan(at);
    const auto found = by_first_.find(rest.front());
    const std::size_t fixed = found == by_first_.end() ? 0 : length_of(found->second, rest);
    return std::max(fixed, length_of(open_, rest));
}

std::size_t Phrases::find(std::span<const std::string> words, std::size_t from) const {
    while (from < words.size() && length_at(words, from) == 0) ++from;
    return std::min(from, words.size());
}

}  // namespace px
