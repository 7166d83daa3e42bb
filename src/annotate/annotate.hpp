#pragma once
// The annotator: text in; sentences, words, tags, lemmas, trees and names out. A pure function of text, blocks and
// model: no clock, no network, no state that shows. Any bytes are accepted; time and memory are linear in the text.
//
//   Workspace workspace;   // optional: one per thread, keeps scratch memory between reports
//   Annotation annotation = annotate(*model, report.text, kept_blocks(report), workspace);
//
// A block is a stretch that no sentence may leave (a headline, a paragraph, a caption). Line ends inside a block are
// white space. Sentence::block is the index into `blocks`. What stands outside all blocks is not looked at.

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "annotate/model.hpp"

namespace px {

/// Scratch memory of one thread. Results do not depend on what it was used for before.
class Workspace {
  public:
    Workspace();
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

    struct Parts;
    [[nodiscard]] Parts& parts() { return *parts_; }

  private:
    std::unique_ptr<Parts> parts_;
};

/// Blocks must lie inside the text, in order and without overlap.
[[nodiscard]] Annotation annotate(const Model& model, std::string_view text, std::span<const Span> blocks,
                                  Workspace& workspace);
[[nodiscard]] Annotation annotate(const Model& model, std::string_view text, std::span<const Span> blocks);

/// Tags and parses sentences and words that are already there (from CoNLL-U or IOB files); spans, forms and multi-word
/// tokens stay, everything else is written anew. Names are those of each sentence by itself: second_look.hpp takes the
/// document into account.
void annotate_words(const Model& model, Annotation& annotation, Workspace& workspace);

/// The paragraphs of a plain text: stretches parted by empty lines, without the white space at their ends.
[[nodiscard]] std::vector<Span> paragraphs(std::string_view text);

}  // namespace px
