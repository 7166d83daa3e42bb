#pragma once
// Verbs and acts that are negated as past in somebody's words ("was not yet defeated", "no soldier has entered", "there
// had been no attack"), and verbs that are told as done, read from folded words (words.hpp) alone.
//
//   const NegationReader reader(folded, vocabulary, acts);
//   for (const auto& [verb, not_done] : reader.negated_as_past()) ...      // "the miners had not blocked the bridge"

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "relate/act_words.hpp"
#include "relate/dispute_words.hpp"

namespace px {

/// "Voss did not state that the mayor had bribed him", "Voss had told the judge about being bribed by the mayor": any
/// word for telling will do; it stands for the verb.
inline constexpr std::string_view telling_verb = "(telling)";

/// A verb that is negated as past, and what it was not done to: before a passive, after an active.
struct NotDone {
    std::set<std::string> things;     // stems
    std::set<std::string> direction;  // of a passive: stems after "to", "in", "with": "not addressed to the senator"
    std::string subject;              // of a passive and after "no": the stem of the word right before the helper
    bool open = false;                // "did not ram anybody": whatever was rammed
    bool own = false;                 // "we did not", "it did not": the deed of the speaker's own side
    bool nobody = false;              // "nobody was paid": to whomever
    bool passive = false;
    bool act = false;               // "there was no attack", "had received no alert": the act is a noun
    std::set<std::string> who;      // stems of all words of the subject
    std::set<std::string> agent;    // stems after "by"
    std::set<std::string> patient;  // stems right behind an active verb, up to the next preposition of time or clause
};
using Negated = std::map<std::string, NotDone>;

/// Stems of a subject that ends before a word: with what "of", "in" and "and" add, since the governor of a town is not
/// its mayor.
[[nodiscard]] std::set<std::string> subject_before(std::span<const std::string> words, std::size_t end);
/// "Approved on Monday by the Senate": by whom.
[[nodiscard]] std::set<std::string> agent_after(std::span<const std::string> words, std::size_t verb);
/// "Shelled the market of Kadugli on Monday": stems of what an active verb was done to.
[[nodiscard]] std::set<std::string> object_after(std::span<const std::string> words, std::size_t verb);

[[nodiscard]] bool is_past(const std::string& word, const ActWords& acts);
/// "Did", "has", "were": helpers of a verb of the past.
[[nodiscard]] bool is_past_helper(std::string_view folded);
/// "Would", "if", "to": behind them nothing is told as done.
[[nodiscard]] bool leaves_open(std::string_view folded);
/// "We", "it": what a speaker calls his own side.
[[nodiscard]] bool is_own_word(std::string_view folded);
/// "Who", "whether": the words before them have no subject of their own.
[[nodiscard]] bool is_relative(std::string_view folded);

/// Reads one stretch of words, which must outlive it.
class NegationReader {
  public:
    NegationReader(const std::vector<std::string>& folded, const DisputeWords& vocabulary, const ActWords& acts)
        : words_(folded), all_(folded), vocabulary_(vocabulary), acts_(acts) {}

    /// "The rebels were not yet defeated", "he did not state that": stems that follow a negation of the past.
    [[nodiscard]] Negated negated_as_past() const;
    /// What a denial negates of whomever: "that anybody had been paid".
    [[nodiscard]] Negated denied_of_anybody() const;

  private:
    [[nodiscard]] std::size_t verb_after(std::size_t helper) const;
    [[nodiscard]] std::set<std::string> stems_after(std::size_t verb, std::size_t most) const;
    void add_negated(std::size_t first, std::size_t negation, Negated& out) const;
    [[nodiscard]] std::set<std::string> direction_after(std::size_t verb) const;
    void add_no_act(std::size_t no, Negated& out) const;
    void add_none(std::size_t none, Negated& out) const;

    const std::vector<std::string>& words_;
    std::span<const std::string> all_;
    const DisputeWords& vocabulary_;
    const ActWords& acts_;
};

/// Stems of verbs that are told as done, with nothing before them that leaves it open.
[[nodiscard]] std::set<std::string> told_as_done(const std::vector<std::string>& folded, const DisputeWords& vocabulary,
                                                 const ActWords& acts);

/// The verb of what was told as done, and the first word of its helpers.
struct VerbPhrase {
    std::size_t helper = 0;
    std::size_t verb = 0;
    bool passive = false;
};

[[nodiscard]] VerbPhrase verb_phrase_at(std::span<const std::string> words, std::size_t verb);

/// How many of one set stand in the other.
[[nodiscard]] std::size_t count_shared(const std::set<std::string>& a, const std::set<std::string>& b);

}  // namespace px
