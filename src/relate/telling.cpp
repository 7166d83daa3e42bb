#include "relate/telling.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "record/evidence.hpp"
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

constexpr std::array<std::string_view, 28> irregular_past = {
    "met",  "held",  "spoke", "went",  "came", "struck", "hit",  "shot", "fought", "sat",
    "left", "flew",  "began", "broke", "took", "gave",   "sent", "made", "paid",   "won",
    "sold", "threw", "knew",  "fell",  "rose", "grew",   "lost", "stole"};

}  // namespace

bool has_past_form(std::string_view folded) {
    return is_in(irregular_past, folded) || (folded.size() > 4 && folded.ends_with("ed"));
}

bool only_names(const CodedReport& coded, const Statement& statement) {
    const std::string_view text = coded.report.text;
    if (has_past_form(fold_word(slice(text, statement.trigger)))) return false;
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

bool tells_outright(const CodedReport& coded, const Statement& statement) {
    const Span sentence = sentence_at(coded.layers, statement.trigger.begin);
    if (slice(coded.report.text, sentence).ends_with('?')) return false;
    if (!only_names(coded, statement)) return true;
    std::string last;
    each_word(coded.report.text, {std::min(sentence.begin, statement.trigger.begin), statement.trigger.begin},
              [&](Span word) { last = fold_word(slice(coded.report.text, word)); });
    return statement.mode == Mode::negated && last == "no";
}

bool is_taken_back(const CodedReport& coded, std::uint32_t at) {
    static constexpr std::array<std::string_view, 5> wrongly = {"wrongly", "incorrectly", "mistakenly", "erroneously",
                                                                "falsely"};
    static constexpr std::array<std::string_view, 9> told = {"reported", "stated",    "said",   "wrote",     "gave",
                                                             "named",    "published", "quoted", "identified"};
    static constexpr std::array<std::string_view, 7> own = {"we",    "version", "report", "article",
                                                            "story", "edition", "our"};
    const std::uint32_t begin = sentence_at(coded.layers, at).begin;
    const std::string_view before = slice(coded.report.text, {std::min(begin, at), at});
    const auto stands = [&](std::string_view word) { return before.find(word) != std::string_view::npos; };
    if (!std::any_of(wrongly.begin(), wrongly.end(), stands) && !stands("earlier") && !stands("previous")) return false;
    bool is_wrong = false;
    bool is_own = false;
    bool is_earlier = false;
    bool is_told = false;
    each_word(coded.report.text, {std::min(begin, at), at}, [&](Span word) {
        const std::string folded = fold_word(slice(coded.report.text, word));
        is_wrong = is_wrong || is_in(wrongly, folded);
        is_earlier = is_earlier || folded == "earlier" || folded == "previous";
        is_own = is_own || is_in(own, folded);
        is_told = is_told || is_in(told, folded);
    });
    return is_own && is_told && (is_wrong || is_earlier);
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
