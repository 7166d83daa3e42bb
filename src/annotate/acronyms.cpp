#include "annotate/acronyms.hpp"

#include <algorithm>
#include <array>

namespace px {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
char lowered(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_small_word(std::string_view form) {
    static constexpr std::array<std::string_view, 14> words = {"of", "the", "and", "for", "in",  "on", "to",
                                                               "de", "&",   "-",   "des", "del", "la", "di"};
    return std::find(words.begin(), words.end(), form) != words.end();
}

}  // namespace

bool looks_like_acronym(std::string_view form) {
    if (form.size() < 2 || form.size() > 8 || !is_capital(form[0])) return false;
    const auto capitals = std::count_if(form.begin(), form.end(), is_capital);
    const bool letters = std::all_of(form.begin(), form.end(), [](char c) { return is_capital(c) || is_small(c); });
    return letters && 2 * static_cast<std::size_t>(capitals) > form.size();
}

std::optional<std::uint32_t> phrase_of_acronym(std::span<const Token> words, std::uint32_t at) {
    constexpr std::uint32_t longest_phrase = 12;
    const bool bracketed = at >= 2 && at + 1 < words.size() && words[at - 1].form == "(" && words[at + 1].form == ")";
    if (!bracketed || !looks_like_acronym(words[at].form)) return {};
    const std::string_view letters = words[at].form;
    std::size_t open = letters.size();  // letters that are not matched yet
    for (std::uint32_t i = at - 1; i-- > 0 && at - i <= longest_phrase;) {
        const std::string_view form = words[i].form;
        if (form.empty()) return {};
        const bool fits = lowered(form[0]) == lowered(letters[open - 1]);
        if (is_capital(form[0])) {
            if (!fits) return {};
            if (--open == 0) return i;
        } else if (!is_small_word(form)) {
            if (i == 0 || words[i - 1].form != "-") return {};  // "Co-operation" goes on in small letters
        } else if (fits && is_small(letters[open - 1])) {
            --open;
        }
    }
    return {};
}

}  // namespace px
