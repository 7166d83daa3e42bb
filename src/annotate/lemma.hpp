#pragma once
// Lemmas as edit scripts: "l2+y" = lower-case the form, cut two characters at the end, append "y". The first letter
// says what happens to the case: l = all lower, k = kept, t = first letter in capitals, the rest lower. After Chrupała
// 2006. training/lemma.py makes the scripts.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace px {

struct EditScript {
    char letter_case = 'k';
    std::uint32_t cut = 0;  // code points
    std::string_view add;

    /// Nothing if the words are no script.
    [[nodiscard]] static std::optional<EditScript> parse(std::string_view script);
    [[nodiscard]] std::string apply(std::string_view form) const;
};

/// Lemmas of words as the treebanks and WordNet's lists of irregular forms give them, by form and part of speech.
/// Entries are "form\tUPOS\tlemma", the form plain and in lower case, sorted by byte.
class LemmaLexicon {
  public:
    LemmaLexicon() = default;
    explicit LemmaLexicon(std::vector<std::string_view> entries) : entries_(std::move(entries)) {}

    /// Nothing if the word is not listed.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view form, std::string_view upos) const;

  private:
    std::vector<std::string_view> entries_;
};

}  // namespace px
