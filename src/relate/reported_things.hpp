#pragma once
// "Denied a Basin Post report that the navy had sold four ships": whose report, and what it told.

#include <optional>
#include <string>

#include "relate/dispute_words.hpp"
#include "relate/numbers.hpp"

namespace px {

struct ReportedThing {
    std::string thing;   // "report", folded
    std::string teller;  // "Basin Post"
    Span told;           // "the navy had sold four ships"
};

/// `denied` are the words behind the cue. Nothing if what is denied is no report with a clause of its own ("denied
/// leaking the report", "the claims of the farmers to the land"), or if nobody is named as having told it.
[[nodiscard]] std::optional<ReportedThing> reported_thing(const WordList& denied, const DisputeWords& words);

}  // namespace px
