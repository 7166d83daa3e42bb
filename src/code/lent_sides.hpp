#pragma once
// Who took part in an act that is told with a bare noun: "the talks" are those of whom the report told before.
//
//   LentSides sides(rules, tree, referents);
//   if (!sides.lend_both(match, earlier_statements, statement)) sides.lend_other(match, earlier_statements, statement);
//
// Only acts of the last sentences lend, and only to a noun of their own kind.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "code/match.hpp"
#include "code/parties.hpp"
#include "code/rule_set.hpp"
#include "code/tree.hpp"
#include "record/layers.hpp"

namespace px::coding {

/// Reads the sentence that `tree` and `referents` hold at the time of the call; all three must outlive it.
class LentSides {
  public:
    LentSides(const RuleSet& rules, const Tree& tree, const Referents& referents)
        : rules_(rules), tree_(tree), referents_(referents) {}

    /// "The meeting lasted an hour", "the ruling": a noun that names no party means the act told of last. True if
    /// `statement` got its sides.
    bool lend_both(const Match& match, const std::vector<Statement>& before, Statement& statement) const;
    /// "Pompeo made the trip", "his visit": a noun that tells one side takes the other from the act told of before, if
    /// that has the same side.
    void lend_other(const Match& match, const std::vector<Statement>& before, Statement& statement) const;

    /// "Mueller indicted twelve hackers. Mueller's indictments": who did such an act before does not suffer it.
    void turn_sufferer(const Match& match, const std::vector<Statement>& before, Statement& statement) const;

    /// "The two countries signed a pact", "both sides fired", "They agreed": a phrase for two means the sides of the
    /// act told of last. Of acts that need two (agreements, talks, clashes) both are source and target.
    void lend_pair(const Match& match, const std::vector<Statement>& before, Statement& statement) const;

    /// "Minsk denied this", "Guyana rejected the ultimatum": an answer without an addressee goes to whoever accused,
    /// threatened or asked the one who answers in the sentences before, as the codebook has it for denials.
    void lend_answer(const Match& match, const std::vector<Statement>& before, Statement& statement) const;

    /// "The request was turned down": a rebuff by nobody is by whom the words it names were said to before, and against
    /// who said them. True if `statement` got its sides.
    bool lend_rebuff(const Match& match, const std::vector<Statement>& before, Statement& statement) const;

  private:
    [[nodiscard]] const std::string& country_of(std::int32_t actor) const;
    /// Some party of the side is of the country.
    [[nodiscard]] bool is_of(const std::vector<std::int32_t>& side, const std::string& country) const;
    [[nodiscard]] const CompiledRule& rule_of(const Match& match) const;
    /// "the meeting", "such talks", "Talks resumed": the noun may point back. "A second meeting", "inter-Korean
    /// dialogue" tell of something else.
    [[nodiscard]] bool is_definite(int noun) const;
    /// Some rule of this root is triggered by the noun.
    [[nodiscard]] bool names_act(int noun, std::string_view root) const;
    /// "Negotiating with world leaders" lends nobody to "the summit" (`mutual`), but "a suicide bomber" is who made
    /// "the attack"; a summit of Kim and Putin lends nobody to "the US-North Korea summit".
    [[nodiscard]] bool can_lend(const Statement& earlier, bool mutual, int noun) const;

    /// "Police killed the gunman", "the gunman was killed": no "attack", "shooting" told of later.
    [[nodiscard]] bool ended_what(const Statement& earlier, const std::vector<Statement>& before, int noun) const;
    [[nodiscard]] bool are_unnamed_of(const std::vector<std::int32_t>& side, std::string_view sector) const;
    /// Militants, criminals, or people named who hold no office.
    [[nodiscard]] bool are_outlaws(const std::vector<std::int32_t>& side) const;

    /// The sentence names a party, with a name or a country, that had no part in the earlier act.
    [[nodiscard]] bool names_stranger(const Statement& earlier) const;
    /// "Rejected the ultimatum", "rejection of the demand": what is rejected points back to what somebody said. "The
    /// theory", "to leave" do not.
    [[nodiscard]] bool rejects_words(const Match& match) const;

    /// What a phrase for two may stand for.
    enum class Pair { none, sides, states, people };
    [[nodiscard]] Pair pair_named(int token) const;
    /// The two who took part in an act, if they are what the phrase can mean; else empty.
    [[nodiscard]] std::vector<std::int32_t> pair_of(const Statement& earlier, Pair kind) const;
    [[nodiscard]] std::int32_t state_of(const std::string& country) const;

    const RuleSet& rules_;
    const Tree& tree_;
    const Referents& referents_;
};

}  // namespace px::coding
