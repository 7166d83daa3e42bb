#pragma once
// One line of a rule file, read into a form that can be matched against a tree (docs/coding.md tells the language from
// the side of those who write rules).
//
//   verb S break_off|suspend &talks with T?      the elements in order: S, trigger, object, preposition
//
// Words are still text here; rules.cpp turns them into numbers.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace px::coding {

enum class TriggerClass : std::uint8_t { verb, noun, adjective };

enum class Slot : std::uint8_t { none, source, target };

/// Where an element stands, seen from the trigger.
enum class Place : std::uint8_t {
    subject,    // before a verb or adjective
    object,     // after a verb, without a preposition
    oblique,    // after a preposition
    clause,     // "that ...": a finite clause
    possessor,  // "T's"
    modifier,   // before a noun: an adjective, a noun, a possessor
};

/// Words of which one is meant; `sets` are names of synonym sets, without "&". A word with a particle is
/// "break_off".
struct Choice {
    std::vector<std::string> words;
    std::vector<std::string> sets;
    [[nodiscard]] bool empty() const { return words.empty() && sets.empty(); }
};

struct Element {
    Place place = Place::object;
    Slot slot = Slot::none;  // S, T; none for words and "*"
    Choice words;            // one of these heads the phrase; empty for a slot and for "*"
    Choice prepositions;     // for oblique: one of these
    Choice with;             // "[a|b]": a modifier of the phrase is one of these
    Choice without;          // "[!a|b]": none is
    std::string kind;        // "S:state": only actors of this kind; empty = any
    bool optional = false;   // "T?"
    bool known = false;      // "T!": must be an actor
    std::uint32_t column = 0;
};

struct Pattern {
    TriggerClass trigger_class = TriggerClass::verb;
    Choice trigger;
    Choice with;  // on the trigger itself: "[nuclear] test"
    Choice without;
    std::vector<Element> elements;
    bool mutual = false;  // "(both)": all parties act on each other
    std::string text;     // as written
    std::uint32_t line = 0;
};

/// Reads what follows "verb", "noun" or "adj" on a line. `line` and `column` (of the first character of `text`) are
/// for messages. On an error a Problem is added and the result is empty.
[[nodiscard]] std::optional<Pattern> parse_pattern(TriggerClass trigger_class, std::string_view text,
                                                   const std::string& file, std::uint32_t line, std::uint32_t column,
                                                   std::vector<Problem>& problems);

/// "meet|confer|&talk-verbs" -> Choice; problems for empty parts and characters that belong in no word.
[[nodiscard]] Choice parse_choice(std::string_view text, const std::string& file, std::uint32_t line,
                                  std::uint32_t column, std::vector<Problem>& problems);

}  // namespace px::coding
