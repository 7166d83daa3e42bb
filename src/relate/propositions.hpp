#pragma once
// A stretch of text, usually a sentence, made comparable by its words alone: what it counts, when, where, whether it
// negates, plans or has done. For claims that no code and no attitude carries.
//
//   const Proposition one = proposition_of(coded, coded.layers.sentences[3], rarity);
//   if (common_share(one, other) > 0.5) ...
//
// Words are cut to stems by a short list of endings, so that "announces" and "announcement" meet; how much a word tells
// is its rarity in general news (word_rarity.hpp). Times, places and names come from the report's layers.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "relate/numbers.hpp"
#include "relate/word_rarity.hpp"

namespace px {

/// "not", "never", "didnt": a folded word that negates.
[[nodiscard]] bool negates(std::string_view folded);

/// "more than 150 migrants": [150, infinity) of the words that follow.
struct CountedThing {
    double low = 0;
    double high = 0;
    std::vector<std::string> heads;  // stems of the next words, at most three
    bool money = false;
};

/// Days since 1970, [begin, end).
struct DaySpan {
    double begin = 0;
    double end = 0;
    bool year = false;  // known to the year only
};

struct Proposition {
    const CodedReport* coded = nullptr;
    Span span;
    std::vector<std::string> words;       // folded
    std::set<std::string> stems;          // of all words
    std::map<std::string, double> terms;  // stems of content words, with what they tell
    std::map<std::string, double> names;  // stems of the names of actors that are mentioned, also by pronouns
    std::vector<CountedThing> counts;
    std::vector<DaySpan> times;        // of what is told, not of the telling
    std::vector<std::int32_t> places;  // layers.places, without what "without" or "not" excludes
    std::set<std::string> negated;     // stems right after a negation
    std::size_t negations = 0;
    bool unlikely = false;
    bool possible = false;
    bool planned = false;
    bool done = false;
    bool already = false;
    bool another = false;  // "a second", "again": it may be another event
    std::string speaker;   // key of the actor to whom most of it is attributed, "" = none
    std::optional<double> published;
};

/// The stem of a word; equal stems are one word for comparing.
[[nodiscard]] std::string stem_of(std::string_view word);
[[nodiscard]] bool is_function_word(std::string_view folded);

/// "Trusts", "people".
[[nodiscard]] bool is_plural(std::string_view folded);
/// The first plural among the four words behind a number that ends at word `last`, else the last of them before the
/// phrase ends: "480 shipping containers in ...".
[[nodiscard]] std::optional<std::size_t> noun_behind(const WordList& list, std::size_t last);

[[nodiscard]] Proposition proposition_of(const CodedReport& coded, Span span, const WordRarity& rarity);

/// Stems of the content words of any text, with what they tell: -ln of their share in general news.
[[nodiscard]] std::map<std::string, double> terms_of(std::string_view text, const WordRarity& rarity);

/// What two propositions have in common, as a share of what the shorter one tells; names that a pronoun stands for
/// count too, so it can be above 1.
[[nodiscard]] double common_share(const Proposition& a, const Proposition& b);

/// Whether all times of one are apart from all of the other by `slack` days; false if one has none.
[[nodiscard]] bool are_apart(const std::vector<DaySpan>& a, const std::vector<DaySpan>& b, double slack);

/// The attribution that holds most of a span; nullptr if none holds any of it. `share` is how much of it.
[[nodiscard]] const Attribution* attribution_of(const CodedReport& coded, Span span, double* share = nullptr);

}  // namespace px
