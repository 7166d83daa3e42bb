#pragma once
// Which rule a word triggers. Of all patterns that fit, the one that asks for most wins; with equal claims the one that
// stands first in the rule files.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "code/parties.hpp"
#include "code/rule_set.hpp"
#include "code/tree.hpp"

namespace px::coding {

/// Phrases are given by their head tokens.
struct Match {
    std::uint32_t pattern = 0;
    int trigger = -1;
    int governor = -1;     // "held" in "held talks", "sat down" in "sat down for talks": it tells the mode
    bool carried = false;  // the governor only carries the noun: it triggers nothing of its own
    bool passive = false;  // the verb's subject is acted on
    bool undone = false;   // the governor says that the act does not take place: "put off a visit"
    WordId partner = 0;    // the particle or first word that the pattern asks for
    int score = 0;
    std::vector<int> sources;
    std::vector<int> targets;
    std::vector<int> words;  // other tokens that the pattern names: they trigger nothing of their own
};

class Matcher {
  public:
    Matcher(const RuleSet& rules, const Tree& tree, const Referents& referents)
        : rules_(rules), tree_(tree), referents_(referents) {}

    using Admits = std::function<bool(const CompiledRule&)>;
    /// The best match that token `t` triggers; also one of a rule that says "no event". With `admits`: of those rules.
    [[nodiscard]] std::optional<Match> best(int t, const Admits& admits = {}) const;

  private:
    struct Noun;  // what governs a noun

    void try_word(int t, WordId word, TriggerClass trigger_class, const Admits& admits,
                  std::optional<Match>& best) const;
    [[nodiscard]] std::optional<Match> match(const CompiledPattern& pattern, int t, WordId partner) const;
    [[nodiscard]] bool match_verb(const CompiledPattern& pattern, Match& match) const;
    [[nodiscard]] bool match_noun(const CompiledPattern& pattern, Match& match) const;
    [[nodiscard]] int of_phrase(int noun) const;
    [[nodiscard]] bool calls_names(const Match& match) const;
    [[nodiscard]] bool is_done_by_thing(const Match& match) const;
    [[nodiscard]] bool is_inquired_into(int modifier, const Match& match) const;

    [[nodiscard]] bool reads_as_passive(const CompiledPattern& pattern, int verb) const;
    void add_candidates(const CompiledPattern& pattern, const CompiledElement& element, const Match& match,
                        std::vector<int>& out) const;
    void add_objects(const CompiledElement& element, int verb, WordId partner, std::vector<int>& out) const;
    [[nodiscard]] static bool names_clause(const CompiledPattern& pattern);
    void add_clauses(const CompiledPattern& pattern, int verb, std::vector<int>& out) const;
    [[nodiscard]] bool is_claimed(const CompiledPattern& pattern, int verb, int clause) const;
    void add_shared_object(int verb, std::vector<int>& out) const;
    void add_oblique(const CompiledElement& element, int head, std::vector<int>& out) const;
    void add_nested(const CompiledElement& element, int phrase, std::vector<int>& out) const;
    void add_clauses_of_noun(const CompiledElement& element, int noun, std::vector<int>& out) const;
    void add_noun_candidates(const CompiledElement& element, int noun, const Noun& governor,
                             std::vector<int>& out) const;
    [[nodiscard]] bool fits(const CompiledElement& element, int token) const;
    [[nodiscard]] bool take(const CompiledElement& element, const std::vector<int>& candidates, Match& match) const;

    [[nodiscard]] bool has_first_word(int noun, WordId first) const;
    [[nodiscard]] bool names_another(int noun) const;
    [[nodiscard]] bool may_do(int modifier) const;
    [[nodiscard]] bool is_venue(int modifier) const;
    [[nodiscard]] Noun governor_of(int noun, const CompiledRule& rule) const;
    void add_noun_sources(int noun, const Noun& governor, bool from_is_taken, Match& match) const;
    void add_sources_of_words(Match& match) const;
    void add_senders(Match& match) const;
    void add_targets_of_words(Match& match) const;
    void add_state_of_place(int object, Match& match) const;
    void add_opponent(Match& match) const;
    void add_addressee(int verb, Match& match) const;
    void add_targets_of_content(const CompiledPattern& pattern, Match& match) const;
    void offer_target(int t, Match& match) const;

    const RuleSet& rules_;
    const Tree& tree_;
    const Referents& referents_;
};

}  // namespace px::coding
