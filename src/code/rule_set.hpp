#pragma once
// Rules in the form in which they are matched: words are numbers, and an index leads from a word to the patterns that
// it triggers.

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "code/ontology.hpp"
#include "code/quantity.hpp"
#include "code/rule_file.hpp"

namespace px::coding {

using WordId = std::uint32_t;  // 0 = no word of any rule

struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
};

/// What a string of small letters is to the rules; 0 = nothing.
struct WordForms {
    WordId word = 0;     // itself
    WordId of_verb = 0;  // the verb of which it is a form ("met" -> meet, "agreed" -> agree)
    WordId of_noun = 0;
};

class WordTable {
  public:
    WordId add(std::string_view word);
    [[nodiscard]] WordForms look_up(std::string_view text) const {
        const auto found = forms_.find(text);
        return found == forms_.end() ? WordForms{} : found->second;
    }
    /// 0 if no rule knows the word.
    [[nodiscard]] WordId find(std::string_view word) const { return look_up(word).word; }
    [[nodiscard]] WordId find_verb(std::string_view form) const { return look_up(form).of_verb; }
    [[nodiscard]] WordId find_noun(std::string_view form) const { return look_up(form).of_noun; }
    /// The word with this number, which must not be 0.
    [[nodiscard]] const std::string& name(WordId word) const { return names_[word - 1]; }

    /// Makes the forms of all words. Lemmas of rare verbs are often guessed wrong; the rules' own words are known.
    void inflect();
    void add_irregular(std::string_view word, bool verb, std::string_view form);

  private:
    std::unordered_map<std::string, WordForms, WordHash, std::equal_to<>> forms_;
    std::vector<std::string> names_;
};

/// Single words, sorted, and pairs ("air strike", "break off").
struct WordSet {
    std::vector<WordId> single;
    std::vector<std::pair<WordId, WordId>> pairs;
    [[nodiscard]] bool empty() const { return single.empty() && pairs.empty(); }
    [[nodiscard]] bool contains(WordId word) const;
};

struct CompiledElement {
    Place place = Place::object;
    Slot slot = Slot::none;
    bool optional = false;
    bool known = false;
    bool indirect = false;
    bool from = false;  // "from" is among the prepositions
    bool to = false;    // "to" is among the prepositions: an infinitive fits too
    WordSet words;
    WordSet prepositions;
    WordSet with;
    WordSet without;
    std::string kind;
};

struct CompiledPattern {
    std::uint32_t rule = 0;
    TriggerClass trigger_class = TriggerClass::verb;
    bool mutual = false;
    WordSet with;
    WordSet without;
    std::vector<CompiledElement> elements;
    int specificity = 0;
    std::uint32_t line = 0;
};

struct CompiledRule {
    std::string name;
    bool is_event = true;  // false: what matches is none
    CameoCode code;        // with the rule's own PLOVER type, mode and contexts
    std::optional<Mode> mode;
    bool none_if_negated = false;  // "did not discuss trade" tells of no talks that were not held
    WordSet subject_prepositions;
    bool hits_places = false;   // CAMEO 1712, 18, 19, 20: who is hit may be told by a place alone
    bool moves_forces = false;  // CAMEO 15, 087: forces are what is moved, not who is acted on
    bool speech_act = false;    // appeal, promise, demand, threat, refusal, permission: its content is not coded apart
};

/// The rule's code belongs to one of these CAMEO roots ("14").
[[nodiscard]] inline bool is_root(const CompiledRule& rule, std::initializer_list<std::string_view> roots) {
    return std::ranges::any_of(roots, [&](std::string_view root) { return rule.code.code.starts_with(root); });
}

struct TriggerEntry {
    std::uint32_t pattern = 0;
    WordId partner = 0;  // the particle of "break off", the first word of "air strike"; 0 = none
};

/// Word lists that the matcher itself needs, from sets of these names in the rule files.
enum class Role : std::uint8_t {
    light_verb,
    undoing_verb,
    receiving_verb,
    taking_part_verb,
    object_control_verb,
    opinion_opener,
    thing_named_by_event,
    sport_word,
    word_also_of_sport,
    habit_adverb,
    place_hit,
    befalling_noun,
    verb_of_two,
    pair_of_sides,
    pair_of_states,
    pair_of_people,
    part_of_land,
    result_of_game,
    force_moving_verb,
    thwarting_verb,
    counting_noun,
    suffered_noun,
    spoken_act_verb,
    portion_noun,
    talks,
    signed_paper,
    answered_word,
    lawless_attack,
    claiming_verb,
    naming_verb,
    verb_of_people,
    word_of_another,
    spoken_word,
    uttering_verb,
    count
};
inline constexpr std::array<std::string_view, 34> role_names = {
    "light-verbs",     "undoing-verbs",          "receiving-verbs",  "taking-part-verbs",     "object-control-verbs",
    "opinion-openers", "things-named-by-events", "sport-words",      "words-also-of-sport",   "habit-adverbs",
    "places-hit",      "befalling-nouns",        "verbs-of-two",     "pairs-of-sides",        "pairs-of-states",
    "pairs-of-people", "parts-of-land",          "results-of-games", "force-moving-verbs",    "thwarting-verbs",
    "counting-nouns",  "suffered-nouns",         "spoken-act-verbs", "portion-nouns",         "talks",
    "signed-papers",   "answered-words",         "lawless-attacks",  "claim-or-demand-verbs", "naming-verbs",
    "verbs-of-people", "words-of-another",       "spoken-words",     "uttering-verbs"};

struct RuleSet {
    Ontology ontology;
    WordTable words;
    std::vector<CompiledRule> rules;
    std::vector<CompiledPattern> patterns;
    std::vector<std::vector<TriggerEntry>> by_word;  // indexed by WordId
    std::array<WordSet, static_cast<std::size_t>(Role::count)> roles;
    CountWords count_words;
    NumberWords number_words;
    std::vector<RuleText> texts;
    std::string fingerprint;

    [[nodiscard]] const WordSet& role(Role role) const { return roles[static_cast<std::size_t>(role)]; }
};

/// Compiles rules; those with an unknown set or code are reported and left out.
[[nodiscard]] RuleSet compile_rules(RuleFile file, Ontology ontology, std::vector<Problem>& problems);

/// Reads data/coding/irregular.tsv into the word table and makes the regular forms. Call once all rules are compiled.
[[nodiscard]] Result<std::string> load_inflections(const std::string& data_dir, WordTable& words,
                                                   std::vector<Problem>& problems);

}  // namespace px::coding
