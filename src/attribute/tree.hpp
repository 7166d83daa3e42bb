#pragma once
// A sentence's dependency tree made ready for asking: children in order, and how far each word's phrase reaches.
// Tokens are numbered from 0 here; -1 is "none". Any heads are taken, also circles and several roots.
//
//   const DependencyTree tree(annotation.tokens_of(sentence));
//   const int subject = tree.child(verb, "nsubj");          // also "nsubj:pass"
//   Span words = tree.phrase(subject);                      // from its first to its last word

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"

namespace px {

/// Tokens [first, last] of a sentence.
struct Range {
    int first = 0;
    int last = -1;
    [[nodiscard]] bool empty() const { return last < first; }
};

class DependencyTree {
  public:
    /// The tokens must outlive the tree.
    explicit DependencyTree(std::span<const Token> tokens);

    [[nodiscard]] int size() const { return static_cast<int>(tokens_.size()); }
    [[nodiscard]] const Token& operator[](int token) const { return tokens_[static_cast<std::size_t>(token)]; }
    [[nodiscard]] std::string_view lemma(int token) const { return (*this)[token].lemma; }
    [[nodiscard]] std::string_view upos(int token) const { return (*this)[token].upos; }
    /// Relation without its subtype.
    [[nodiscard]] std::string_view relation(int token) const { return base_relation((*this)[token].deprel); }

    [[nodiscard]] int head(int token) const { return heads_[static_cast<std::size_t>(token)]; }
    [[nodiscard]] std::span<const int> children(int token) const;
    /// The first child with one of these relations (subtypes included), -1 if there is none.
    [[nodiscard]] int child(int token, std::string_view relation) const;
    [[nodiscard]] int child(int token, std::initializer_list<std::string_view> relations) const;
    /// The first child of that relation with this lemma.
    [[nodiscard]] int child_with_lemma(int token, std::string_view relation, std::string_view lemma) const;

    /// Whether a noun phrase that this preposition leads in hangs on the word: "release of captives".
    [[nodiscard]] bool has_phrase(int token, std::string_view preposition) const;

    /// First and last token of the phrase under `token`.
    [[nodiscard]] int first(int token) const { return first_[static_cast<std::size_t>(token)]; }
    [[nodiscard]] int last(int token) const { return last_[static_cast<std::size_t>(token)]; }
    [[nodiscard]] Span phrase(int token) const { return words(first(token), last(token)); }
    /// From the beginning of token `from` to the end of token `to`; empty if to < from.
    [[nodiscard]] Span words(int from, int to) const;
    [[nodiscard]] bool under(int token, int ancestor) const;

    /// The subject of a verb; for a conjoined verb, an infinitive or a participle without one, that of the verb it
    /// hangs on. -1 if there is none.
    [[nodiscard]] int subject(int verb) const;
    /// Not, never or no beside the word ("did not say", "no talks").
    [[nodiscard]] bool negated(int token) const;
    /// The token that holds byte `byte`, or the first behind it; size() if there is none.
    [[nodiscard]] int token_at(std::uint32_t byte) const;

  private:
    std::span<const Token> tokens_;
    std::vector<int> heads_;
    std::vector<int> child_begin_;  // children of i: child_[child_begin_[i]] up to child_begin_[i + 1]
    std::vector<int> child_;
    std::vector<int> first_;
    std::vector<int> last_;
};

}  // namespace px
