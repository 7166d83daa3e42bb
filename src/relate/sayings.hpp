#pragma once
// What is said in the reports compared, ready to be set against who rejects it: who says it, its content words, the
// last of its sentences, and whether it tells something that could be untrue.
//
//   const Sayings sayings(all, words);
//   for (const auto& [i, shared] : sayings.sharing(stems)) ...    // sayings that have some of these words

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "relate/claims.hpp"
#include "relate/dispute_words.hpp"
#include "relate/told.hpp"

namespace px {

/// Who rejects, or whose claim it is.
struct Voice {
    std::string name;  // "" = the outlet
    std::string key;   // of the actor, "" if unknown
    std::int32_t actor = -1;
};

/// "It", "that", "I": a word of the speech, read as its speaker.
[[nodiscard]] bool is_nobody(const Voice& voice);
[[nodiscard]] bool is_same(const Voice& a, const Voice& b);
[[nodiscard]] Voice voice_of_actor(const CodedReport& coded, std::int32_t actor);
[[nodiscard]] Voice voice_of_told(const Told& told);

/// A helper, or a verb of the past: what makes a clause.
[[nodiscard]] bool is_finite(std::string_view folded);
/// What somebody wants, praises, offers or goes on with: no claim.
[[nodiscard]] bool is_wish_or_act(const Told& told);

class Sayings {
  public:
    /// `all` and `words` must outlive it. `all` holds copies too: what is rejected stands in the rejection's own
    /// report, whoever printed it first.
    Sayings(std::span<const Told> all, const DisputeWords& words, Copies copies);

    [[nodiscard]] const Told& at(std::size_t i) const { return all_[i]; }
    [[nodiscard]] const std::set<std::string>& stems(std::size_t i) const { return stems_[i]; }
    /// Whether it tells something that could be untrue.
    [[nodiscard]] bool can_be_rejected(std::size_t i) const { return sayable_[i]; }
    /// Whether it is itself a rejection: "that isn't so", "the doubts are unfounded".
    [[nodiscard]] bool rejects(std::size_t i) const { return rejecting_[i]; }
    /// The sentence where it ends.
    [[nodiscard]] std::int32_t ends_in(std::size_t i) const { return last_sentence_[i]; }
    [[nodiscard]] std::span<const std::size_t> of_report(std::int32_t report) const;
    /// How many of the stems each saying has that has any, copies apart; of a word that many have, only the first of
    /// them.
    [[nodiscard]] std::map<std::size_t, std::size_t> sharing(const std::set<std::string>& stems) const;

  private:
    std::span<const Told> all_;
    std::vector<bool> sayable_;
    std::vector<bool> rejecting_;
    std::vector<std::set<std::string>> stems_;
    std::vector<std::int32_t> last_sentence_;
    std::map<std::int32_t, std::vector<std::size_t>> in_report_;
    std::map<std::string, std::vector<std::size_t>> with_stem_;
};

}  // namespace px
