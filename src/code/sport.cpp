#include "code/sport.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/utf8.hpp"

namespace px::coding {
namespace {

/// One of the words stands here, alone or with the one before it ("half time").
bool is_one_of(const RuleSet& rules, std::span<const Token> tokens, std::size_t t, const WordSet& words) {
    const WordId word = rules.words.find(lower_ascii(tokens[t].lemma));
    if (word == 0) return false;
    if (words.contains(word)) return true;
    const WordId before = t == 0 ? 0 : rules.words.find(lower_ascii(tokens[t - 1].lemma));
    return before != 0 && std::ranges::find(words.pairs, std::pair(before, word)) != words.pairs.end();
}

/// "3-0" beside a word for winning or losing.
bool is_result(const RuleSet& rules, std::span<const Token> tokens, std::size_t t) {
    const std::string_view form = tokens[t].form;
    const std::size_t dash = form.find('-');
    if (dash == std::string_view::npos || tokens[t].head < 1) return false;
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.size() <= 2 && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!digits(form.substr(0, dash)) || !digits(form.substr(dash + 1))) return false;
    const std::string_view governor = tokens[static_cast<std::size_t>(tokens[t].head - 1)].lemma;
    return rules.role(Role::result_of_game).contains(rules.words.find(governor));
}

}  // namespace

bool is_about_sport(const RuleSet& rules, const Annotation& annotation) {
    std::size_t hits = 0;
    bool sure = false;
    std::vector<std::string_view> kinds;
    for (const Sentence& sentence : annotation.sentences) {
        const std::span<const Token> tokens = annotation.tokens_of(sentence);
        bool hit = false;
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            const bool strong =
                is_one_of(rules, tokens, t, rules.role(Role::sport_word)) || is_result(rules, tokens, t);
            if (!strong && !is_one_of(rules, tokens, t, rules.role(Role::word_also_of_sport))) continue;
            hit = true;
            sure = sure || strong;
            const std::string_view kind = tokens[t].lemma;
            if (kinds.size() < 3 && std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
        }
        hits += hit ? 1 : 0;
    }
    return sure && hits * 2 >= annotation.sentences.size() &&
           kinds.size() >= std::min<std::size_t>(3, annotation.sentences.size());
}

bool holds_public_office(const Actor& actor) {
    static constexpr std::array<std::string_view, 10> sectors = {"GOV", "MIL", "COP", "JUD", "LEG",
                                                                 "OPP", "REB", "SPY", "PTY", "IGO"};
    return std::ranges::find(sectors, std::string_view(actor.sector)) != sectors.end();
}

}  // namespace px::coding
