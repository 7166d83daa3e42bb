#pragma once
// What a report calls somebody, read from the words around a name or a role word: "Chinese Foreign Ministry
// spokesperson" before a name, ", a fellow at the Stimson Center" after one, "Russia's former ..." before a role.
// Inner part of resolve/actors.hpp.

#include <cstdint>
#include <optional>

#include "annotate/annotation.hpp"
#include "resolve/cast.hpp"
#include "resolve/phrases.hpp"

namespace px {

enum class Article : std::uint8_t { none, definite, indefinite, number, possessive };

/// A role with the words that belong to it: words [first, last) of the sentence.
struct RoleReading {
    SaidRole said;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    Article article = Article::none;
    bool other = false;             // "another", "other", "second": not the one seen before
    bool owned_by_it = false;       // "its", "their"
    bool owned_by_one = false;      // "his", "her"
    bool owned_by_speaker = false;  // "our", "my"
    bool honorific = false;         // Mr, Ms, Dr before it
    Gender gender = Gender::unknown;
    bool plural = false;
    std::int32_t owner = -1;             // a person's phrase before an institution: "Trump administration"
    std::vector<std::string> countries;  // "of North Korea and Russia"
    std::vector<std::uint32_t> taken;    // phrases that the reading takes up, by index
};

/// One sentence, as the readers below need it.
struct Scene {
    const Dictionaries& dictionaries;
    std::string_view text;
    PhrasedSentence& sentence;
    std::span<const Token> tokens;
    Cast& cast;
    std::span<const PlaceMention> places;  // of the whole report, in the order of the text
};

/// The titles that stand right before word `name`; nothing if there are none. A lone honorific counts.
[[nodiscard]] std::optional<RoleReading> read_title_before(const Scene& scene, std::uint32_t name);
/// The role in apposition after word `end` (the first word behind a name).
[[nodiscard]] std::optional<RoleReading> read_apposition_after(const Scene& scene, std::uint32_t end);
/// The role before a comma and the name that words [name, end) hold: "Ecuador's defence minister, Ada Example, said".
[[nodiscard]] std::optional<RoleReading> read_apposition_before(const Scene& scene, std::uint32_t name,
                                                                std::uint32_t end);
/// A role phrase that stands for itself, with its modifiers and its complement.
[[nodiscard]] RoleReading read_nominal(const Scene& scene, std::uint32_t phrase);

}  // namespace px
