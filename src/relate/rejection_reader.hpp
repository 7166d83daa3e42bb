#pragma once
// Rejections that a sentence tells by its words alone: what is rejected, and by whom in the sentence.
//
//   "Voss scoffed at the union's claim that the dam leaks."     the subject of "scoffed"; "the union's claim"; a clause
//   "The mayor rejected that characterization."                 points back
//   "'That is a lie,' said Voss."                               points back; whoever tells it rejects
//   "Voss falsely claimed that the dam leaks."                  whoever tells it rejects what the subject claims
//
// The words are data (data/relate/disputes.tsv). Offers, motions, bills and requests are no claims: without a noun for
// what somebody says nothing is found.

#include <cstddef>
#include <vector>

#include "relate/dispute_words.hpp"
#include "relate/numbers.hpp"

namespace px {

/// Words [begin, end) of a list.
struct WordRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] bool empty() const { return begin >= end; }
};

enum class Rejecter : std::uint8_t {
    subject,  // of `cue`: "Voss scoffed at"
    teller    // whoever says the sentence: "that is a lie"
};

struct Rejection {
    Rejecter by = Rejecter::subject;
    bool subject_claims = false;  // the subject of `cue` is who claims it: "Voss falsely claimed"
    bool verdict = false;         // a short retort of its own, about what was told just before
    bool judged = false;          // what is rejected is called untrue: "called the report false"
    bool within = false;          // "which is false": what its own sentence tells before
    WordRange cue;                // "scoffed at", "falsely claimed", "a lie"
    WordRange owner;              // before the noun: "the union's"; also "by the union" behind it
    WordRange clause;             // "the dam leaks"; empty if none
    WordRange tail;               // what else is behind the noun: "of independence"
    std::size_t noun = 0;         // "claim"; 0 if none
};

/// In the order of their cues. Linear in the words but for a bounded look-around.
[[nodiscard]] std::vector<Rejection> rejections_in(const WordList& list, const DisputeWords& words);

}  // namespace px
