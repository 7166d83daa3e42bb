#include "annotate/lemma.hpp"

#include <algorithm>
#include <charconv>

#include "annotate/features.hpp"

namespace px {

std::optional<EditScript> EditScript::parse(std::string_view script) {
    const std::size_t plus = script.find('+');
    if (plus == std::string_view::npos || plus < 2) return std::nullopt;
    EditScript parsed;
    parsed.letter_case = script[0];
    if (parsed.letter_case != 'l' && parsed.letter_case != 'k' && parsed.letter_case != 't') return std::nullopt;
    const auto [end, problem] = std::from_chars(script.data() + 1, script.data() + plus, parsed.cut);
    if (problem != std::errc() || end != script.data() + plus) return std::nullopt;
    parsed.add = script.substr(plus + 1);
    return parsed;
}

std::optional<std::string_view> LemmaLexicon::find(std::string_view form, std::string_view upos) const {
    std::string key = lower_form(plain_form(form));
    key += '\t';
    key += upos;
    key += '\t';
    const auto found = std::lower_bound(entries_.begin(), entries_.end(), std::string_view(key));
    if (found == entries_.end() || !found->starts_with(key)) return std::nullopt;
    return found->substr(key.size());
}

std::string EditScript::apply(std::string_view form) const {
    std::string lemma = plain_form(form);
    if (letter_case == 'l')
        lemma = lower_form(lemma);
    else if (letter_case == 't')
        lemma = title_form(lemma);
    for (std::uint32_t i = 0; i < cut && !lemma.empty(); ++i) {
        while (lemma.size() > 1 && (static_cast<unsigned char>(lemma.back()) & 0xC0U) == 0x80U) lemma.pop_back();
        lemma.pop_back();
    }
    lemma += add;
    return lemma;
}

}  // namespace px
