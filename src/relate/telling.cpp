#include "relate/telling.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 30> before_nouns = {
    "a",    "an",    "the", "this",    "these", "those", "his",   "her",    "its",    "our",
    "your", "their", "my",  "another", "first", "no",    "any",   "each",   "second", "for",
    "of",   "in",    "on",  "at",      "by",    "with",  "about", "during", "before", "from"};
constexpr std::array<std::string_view, 3> tell_that_it_was = {"after", "following", "since"};
constexpr std::size_t words_back = 4;  // "the fruitless US-North Korea summit": adjectives between

template <typename List>
bool is_in(const List& list, std::string_view folded) {
    return std::find(list.begin(), list.end(), folded) != list.end();
}

// "Kim's", "leaders'"
bool is_possessive(std::string_view text, Span word, std::uint32_t next) {
    const std::string_view after = slice(text, {word.end, next});
    const std::string_view words = slice(text, word);
    return words.ends_with("'s") || words.ends_with("’s") || after.starts_with("' ") || after.starts_with("’ ");
}

constexpr std::array<std::string_view, 22> irregular_past = {
    "met",  "held",  "spoke", "went", "came", "struck", "hit",  "shot", "fought", "sat",  "left",
    "flew", "began", "broke", "took", "gave", "sent",   "made", "paid", "won",    "sold", "threw"};

// A verb of the past, by its form.
bool is_past(std::string_view folded) {
    return is_in(irregular_past, folded) || (folded.size() > 4 && folded.ends_with("ed"));
}

}  // namespace

bool only_names(const CodedReport& coded, const Statement& statement) {
    const std::string_view text = coded.report.text;
    if (is_past(fold_word(slice(text, statement.trigger)))) return false;
    std::vector<Span> before;
    const std::uint32_t begin = std::min(statement.clause.begin, statement.trigger.begin);
    each_word(text, {begin, statement.trigger.begin}, [&](Span word) { before.push_back(word); });
    std::uint32_t next = statement.trigger.begin;
    bool noun = false;
    for (std::size_t i = 0; i < std::min(before.size(), words_back); ++i) {
        const Span word = before[before.size() - 1 - i];
        const std::string folded = fold_word(slice(text, word));
        if (is_in(tell_that_it_was, folded)) return false;  // "after the summit"
        if (i == 0 && folded == "to") return true;
        noun = noun || is_possessive(text, word, next) || is_in(before_nouns, folded);
        next = word.begin;
    }
    return noun;
}

Telling telling_of(const CodedReport& coded, std::span<const Statement* const> statements) {
    Telling telling;
    bool named = false;
    for (const Statement* statement : statements) {
        if (statement->mode == Mode::planned) telling.planned = true;
        if (statement->mode != Mode::actual) continue;
        if (only_names(coded, *statement))
            named = true;
        else
            telling.held = true;
    }
    if (named && !telling.planned) telling.held = true;
    return telling;
}

}  // namespace px
