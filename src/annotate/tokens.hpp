#pragma once
// From text to the words of Universal Dependencies as the English treebanks cut them: punctuation apart, "do" + "n't",
// "Putin" + "'s", hyphenated compounds in three ("U.S." "-" "China"), web text's glued joints ("be.Read", "AFPNorth").
// Rules, with word lists learned from the treebanks (training/tokens.py).
//
//   std::vector<RawToken> words = split_words(text, block, lexicon);

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "text/span.hpp"

namespace px {

struct RawToken {
    Span span;                      // bytes of the text
    std::uint32_t multiword = 0;    // words of the multi-word token that begins here; 0 = none begins here
    bool space_after = false;       // white space, or the end of the stretch, follows
    bool line_end_after = false;    // that white space holds a line end
    bool inside_multiword = false;  // not the last word of a multi-word token
    bool ends_credit = false;       // a credit whose sentence ran into the next: "AFP" of "AFPNorth"
};

/// Word lists. Keys have plain apostrophes and are in lower case, but for abbreviations.
struct TokenLexicon {
    std::unordered_set<std::string> abbreviations;            // with their full stop: "Gen.", "a.m."
    std::unordered_set<std::string> whole;                    // kept together although a rule would cut: "e-mail"
    std::unordered_set<std::string> prefixes;                 // kept with what follows their hyphen: "non", "anti"
    std::unordered_map<std::string, std::size_t> multiwords;  // "cannot" -> bytes of its first word
};

/// The words of one stretch of text, in order. Any bytes; time and memory are linear in the stretch.
[[nodiscard]] std::vector<RawToken> split_words(std::string_view text, Span stretch, const TokenLexicon& lexicon);

}  // namespace px
