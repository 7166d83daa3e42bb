#pragma once
// What a denial points to instead of telling it: "denied that", "denied the charges", "denied the Courier report",
// "denied any involvement".
//
//   if (denies(told))
//       if (const Pointer pointer = pointer_of(told, words); pointer.points) ...

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "relate/dispute_words.hpp"
#include "relate/told.hpp"

namespace px {

struct Pointer {
    bool points = false;
    bool to_thing = false;           // "the claims", "the report"
    bool to_accusation = false;      // "the charge", "the allegations"
    bool of_guilt = false;           // "any involvement"
    std::set<std::string> alleged;   // "the allegations of misconduct": stems
    std::vector<std::string> names;  // "the BuzzFeed report", "Ford's allegation"
};

/// "Norway's" -> "Norway".
[[nodiscard]] std::string without_possessive(std::string word);
/// "That", "them", "any": words that stand for what was told.
[[nodiscard]] bool is_pointing_word(std::string_view folded);

/// Whether somebody denies something; disputing a report is not denying its content.
[[nodiscard]] bool denies(const Told& told);
[[nodiscard]] Pointer pointer_of(const Told& denial, const DisputeWords& words);

/// Of the sentence where what is said begins, the words before the cue; none if the cue stands elsewhere.
[[nodiscard]] std::string_view before_cue(const Told& told);

/// "Being asked whether he had ..., which he dismissed as nonsense", "other allegations have emerged, and he denied
/// them": its own sentence says what.
[[nodiscard]] bool points_within_sentence(const Told& denial);

}  // namespace px
